"""What pages say of plans in short: how far a goal is, how a version stands."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from umai.cases import terms
from umai.cases.models import Plan

register = template.Library()
TONES = {
    terms.Progress.NOT_STARTED: ("mute", "circle"),
    terms.Progress.IN_PROGRESS: ("warn", "circle-dashed"),
    terms.Progress.MET: ("ok", "check"),
    terms.Progress.PARTLY: ("warn", "circle-slash-2"),
    terms.Progress.NOT_MET: ("danger", "x"),
}
STATES = {
    terms.PlanState.DRAFT: ("", "pencil"),
    terms.PlanState.ASKED: ("warn", "hourglass"),
    terms.PlanState.APPROVED: ("ok", "check-check"),
    terms.PlanState.DROPPED: ("mute", "archive"),
}


@register.simple_tag
def progress_badge(told: Any) -> SafeString:
    """How far a goal has come: what was said of it, else how many actions are done."""
    progress = terms.Progress(told.goal.progress)
    words = str(progress.label)
    every = len(told.actions)
    if progress == terms.Progress.NOT_STARTED and told.done:
        progress, words = terms.Progress.IN_PROGRESS, str(terms.Progress.IN_PROGRESS.label)
    if progress == terms.Progress.IN_PROGRESS and every:
        words = _("%(words)s, %(done)d of %(all)d") % {
            "words": words, "done": told.done, "all": every,
        }  # fmt: skip
    tone, sign = TONES[progress]
    return render_to_string("ui/badge.html", {"words": words, "tone": tone, "icon": sign})


@register.simple_tag
def plan_state(plan: Plan) -> SafeString:
    """How a version stands."""
    tone, sign = STATES[terms.PlanState(plan.state)]
    words = {"words": plan.get_state_display(), "tone": tone, "icon": sign}
    return render_to_string("ui/badge.html", words)
