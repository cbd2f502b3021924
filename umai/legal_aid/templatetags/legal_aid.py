"""What the pages of legal aid say in short: where a procedure stands, when its step is due."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from umai.foundation.kernel import clock
from umai.foundation.ui import moments
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import terms

register = template.Library()
PHASES = {
    terms.Phase.TODO: ("", "pencil"),
    terms.Phase.SUBMITTED: ("ok", "send"),
    terms.Phase.REFUSED: ("warn", "circle-x"),
    terms.Phase.APPEALED: ("warn", "gavel"),
}


@register.simple_tag
def procedure_state(row: Any) -> SafeString:
    """Where a procedure stands, as a badge; with its outcome, once it has one."""
    if row.state == terms.State.ENDED:
        words = vocabulary.label("legal_outcome", row.outcome) if row.outcome else ""
        return _badge(words or row.get_state_display(), "mute", "circle-check")
    if row.state == terms.State.PAUSED:
        return _badge(row.get_state_display(), "warn", "pause")
    return _badge(row.get_phase_display(), *PHASES[row.phase])


@register.simple_tag
def procedure_due(row: Any) -> SafeString:
    """When the step is due, in human terms; that no limit is set, if there is none."""
    if row.state == terms.State.ENDED:
        return SafeString("")
    words = {"state": "none", "words": ""}
    if row.due_at is not None:
        state = moments.due_state(row.due_at, None, clock.now())
        words = {"state": state, "words": moments.until(row.due_at)}
    return render_to_string("ui/clock.html", words)


@register.simple_tag
def to_confirm() -> SafeString:
    """The sign of what nobody should rely on before a lawyer has confirmed it."""
    return _badge(_("To be confirmed by a lawyer"), "warn", "flag")


def _badge(words: str, tone: str, sign: str) -> SafeString:
    return render_to_string("ui/badge.html", {"words": words, "tone": tone, "icon": sign})
