"""What the pages of legal aid say in short: where a procedure stands, when its step is due."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from umai.foundation.kernel import clock
from umai.foundation.ui import moments
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import terms, versions

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
    """When the step is due, in human terms; that no limit is set, if there is none.

    A limit that ends with a day is told as that day: "00:00" of the next would mislead.
    """
    if row.state == terms.State.ENDED:
        return SafeString("")
    words = {"state": "none", "words": ""}
    if row.due_at is not None:
        on = _last_day(row.due_at)
        state = (
            moments.due_on_state(on, None)
            if on
            else moments.due_state(row.due_at, None, clock.now())
        )
        words = {
            "state": state,
            "words": moments.until_day(on) if on else moments.until(row.due_at),
        }
    return render_to_string("ui/clock.html", words)


@register.filter
def limit(at: datetime) -> str:
    """When a time limit ends: its last day, or the moment if it counts hours."""
    on = _last_day(at)
    return moments.day(on) if on else moments.moment(at)


@register.simple_tag
def to_confirm(short: bool = False) -> SafeString:
    """The sign of what nobody should rely on before a lawyer has confirmed it; short in tables."""
    words = _("Not confirmed") if short else _("To be confirmed by a lawyer")
    return _badge(words, "warn", "flag")


register.filter("version_label", versions.version_label)
DRAFTS = {
    terms.Draft.DRAFT: ("", "pencil"),
    terms.Draft.PROPOSED: ("warn", "hourglass"),
    terms.Draft.APPROVED: ("ok", "circle-check"),
    terms.Draft.REFUSED: ("danger", "circle-x"),
    terms.Draft.WITHDRAWN: ("mute", "circle-off"),
}


@register.simple_tag
def draft_state(row: Any) -> SafeString:
    """Where an own version stands, as a badge."""
    return _badge(row.get_state_display(), *DRAFTS[row.state])


def _last_day(at: datetime) -> date | None:
    """The day with whose end a limit ends; None if it ends within a day."""
    local = timezone.localtime(at)
    return (local - timedelta(days=1)).date() if local.time() == time() else None


def _badge(words: str, tone: str, sign: str) -> SafeString:
    return render_to_string("ui/badge.html", {"words": words, "tone": tone, "icon": sign})
