"""What the pages of cases say in short: risk, state, by when."""

from datetime import datetime, time, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from umai.cases import rules, terms
from umai.cases.models import Clock
from umai.cases.terms import State
from umai.foundation.ui import pages
from umai.foundation.ui.templatetags.ui import due
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary.models import Rule
from umai.foundation.vocabulary.terms import Confidence, Standing, measured

register = template.Library()
DAY = timedelta(days=1)
SIGNS = {
    State.IDENTIFIED: ("warn", "folder-plus"),
    State.ON_HOLD: ("warn", "pause"),
    State.CLOSURE_REQUESTED: ("warn", "folder-clock"),
    State.TRANSFER_PENDING: ("warn", "arrow-right-left"),
    State.CLOSED: ("mute", "circle-check"),
    State.SCREENED_OUT: ("mute", "folder-x"),
    State.TRANSFERRED: ("mute", "arrow-right"),
    State.MERGED: ("mute", "merge"),
}


@register.simple_tag
def risk(level: str) -> SafeString:
    """How grave a case is, as a sign with a word; not rated yet is said, not guessed."""
    if not level:
        words = {"words": _("Risk not rated"), "tone": "warn", "icon": "shield-question-mark"}
        return pages.sign("ui/badge.html", **words)
    return pages.sign("ui/risk.html", level=level.lower())


@register.simple_tag
def case_state(code: str) -> SafeString:
    """Where a case stands, in the words of the list."""
    tone, sign = SIGNS.get(State(code), ("", "folder-heart"))
    words = {"words": vocabulary.label("case_state", code), "tone": tone, "icon": sign}
    return pages.sign("ui/badge.html", **words)


@register.simple_tag
def next_due(case: Any) -> SafeString:
    """What is due next, as a clock that presses on its last day."""
    return _sign(case.next_due_at)


@register.simple_tag
def clock_sign(clock: Clock) -> SafeString:
    """When a clock ends."""
    return _sign(clock.due_at)


def _sign(at: datetime | None) -> SafeString:
    """A limit that ends with a day is shown as that day, not as the midnight after it."""
    local = timezone.localtime(at) if at is not None else None
    if local is not None and local.time() == time():
        return due(local.date() - DAY)
    return due(at, near=DAY)


@register.filter
def clock_kind(code: str) -> str:
    """What is due, in words."""
    return str(terms.ClockKind(code).label) if code else ""


@register.filter
def certainty(clock: Clock) -> str:
    """How sure the time limit is: our own, or one that nobody has confirmed yet; else nothing."""
    return rule_certainty(clock.rule)


@register.filter
def rule_certainty(code: str) -> str:
    """The same for a rule by its code."""
    try:
        rule = vocabulary.rule_any(code)
    except KeyError:
        return ""
    if rule.status != Standing.LAW:
        return _("our own clock")
    return "" if rule.confidence == Confidence.HIGH else _("to be confirmed")


@register.filter
def concern_icon(status: str) -> str:
    """The sign of a concern: how sure it is, or that it is over."""
    return {"RESOLVED": "circle-check", "CONFIRMED": "circle-alert"}.get(status, "circle-dashed")


@register.filter
def ended(state: str) -> bool:
    """Whether nobody answers for the case any more."""
    return not rules.is_open(state)


@register.filter
def told(rule: Rule) -> str:
    """A rule as one line: what it is about, and how much."""
    title = vocabulary.in_language(rule.titles) or rule.code
    return f"{title}: {measured(rule.value, rule.unit)}"
