"""What the pages of referrals say in short: where one stands, when it is due, how urgent it is."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from umai.foundation.kernel import clock
from umai.foundation.ui import moments
from umai.foundation.vocabulary import queries as vocabulary
from umai.people.terms import Shareable
from umai.referrals import rules, terms

register = template.Library()
State = terms.State
SIGNS = {
    State.DRAFT: ("mute", "pencil"),
    State.CONSENT_PENDING: ("warn", "hourglass"),
    State.SENT: ("", "send"),
    State.RECEIVED: ("", "mail-open"),
    State.ACCEPTED: ("ok", "handshake"),
    State.IN_SERVICE: ("ok", "play"),
    State.SERVICE_COMPLETED: ("ok", "circle-check"),
    State.NOT_COMPLETED: ("warn", "circle-off"),
    State.REJECTED: ("warn", "circle-x"),
    State.REVOKED: ("mute", "undo-2"),
    State.EXPIRED: ("warn", "clock-alert"),
}
ARRIVED = {
    terms.ArrivalState.WAITING: ("warn", "inbox"),
    terms.ArrivalState.TAKEN: ("ok", "check"),
    terms.ArrivalState.REFUSED: ("mute", "circle-x"),
}
REASONS: dict[str, Any] = {
    State.REJECTED: terms.RefusalReason,
    State.NOT_COMPLETED: terms.FailureReason,
    State.REVOKED: terms.RevokeReason,
}


@register.simple_tag
def referral_state(row: Any) -> SafeString:
    """Where a referral stands, as a badge; with the reason of its end."""
    tone, sign = SIGNS[State(row.state)]
    words = vocabulary.label("referral_status", row.state)
    if row.reason and row.state in REASONS:
        words = f"{words}: {dict(REASONS[row.state].choices).get(row.reason, row.reason)}"
    return _badge(words, tone, sign)


@register.simple_tag
def arrival_state(row: Any) -> SafeString:
    """What became of a referral that came in, as a badge."""
    tone, sign = ARRIVED[row.state]
    words = row.get_state_display()
    if row.reason:
        words = f"{words}: {dict(terms.RefusalReason.choices).get(row.reason, row.reason)}"
    return _badge(words, tone, sign)


@register.simple_tag
def referral_due(row: Any) -> SafeString:
    """When help must have begun, in human terms; when it began, once it did."""
    if row.due_at is None:
        return SafeString("")
    done = row.begun_at or (row.ended_at if row.state in rules.ENDED else None)
    if row.begun_at is None and row.state in rules.ENDED:
        return SafeString("")
    state = moments.due_state(row.due_at, done, clock.now())
    return render_to_string(
        "ui/clock.html", {"state": state, "words": moments.until(row.due_at, done)}
    )


@register.simple_tag
def arrival_due(row: Any) -> SafeString:
    """By when it must be answered; nothing once it was."""
    if row.due_at is None or row.answered_at is not None:
        return SafeString("")
    state = moments.due_state(row.due_at, None, clock.now())
    return render_to_string("ui/clock.html", {"state": state, "words": moments.until(row.due_at)})


@register.simple_tag
def urgency(row: Any) -> SafeString:
    """How urgent it is, where that must be seen."""
    words = row.get_urgency_display()
    if row.urgency == terms.Urgency.URGENT:
        return _badge(words, "danger", "siren")
    return _badge(words, "warn" if row.urgency == terms.Urgency.SOON else "mute", "")


@register.filter
def age_words(band: str) -> str:
    """A band of ages with the sign for "to" between its ends."""
    return band.replace("-", "\N{EN DASH}")


@register.filter
def shareable(code: str) -> str:
    """One thing that can be told, in words."""
    return str(Shareable(code).label)


@register.filter
def basis_words(basis: str) -> str:
    """On what it rests that something is told."""
    return str(dict(terms.Basis.choices).get(basis, "")) or _("Nothing yet")


@register.filter
def days_number(value: float | None) -> str:
    """A number of days with one decimal as the language writes it; none is a dash."""
    return "\N{EN DASH}" if value is None else number_format(value, decimal_pos=1)


def _badge(words: str, tone: str, sign: str) -> SafeString:
    return render_to_string("ui/badge.html", {"words": words, "tone": tone, "icon": sign})
