"""What the pages of the registers say in short: the clock of an entry, and whom it is about."""

from datetime import datetime, time, timedelta
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from umai.foundation.kernel import clock
from umai.foundation.ui import moments
from umai.people import queries

register = template.Library()


@register.simple_tag
def incident_clock(one: Any) -> SafeString:
    """Where the notice of a breach stands; whether another incident is open."""
    if one.due_at is None:
        words = _("closed") if one.closed_at else _("no notice due")
        return _clock("done" if one.closed_at else "none", words)
    if one.notified_at is not None:
        late = one.notified_at > one.due_at
        words = _("notice given late") if late else _("notice given in time")
        return _clock("done", words)
    if one.closed_at:
        return _clock("done", _("closed without a notice"))
    return _running(one.due_at, queries.reminder_before(queries.BREACH_REMIND))


@register.simple_tag
def request_clock(one: Any) -> SafeString:
    """When the answer to a request is due, or that it was given."""
    if one.answered_at is not None:
        return _clock("done", str(one.get_answer_display()))
    return _running(one.ends_at, queries.reminder_before(queries.REQUEST_REMIND))


@register.simple_tag
def person_code(codes: dict[Any, str], one: Any) -> SafeString | str:
    """The code of the person whom a request is about."""
    code = codes.get(one.individual_id)
    return format_html('<span class="code">{}</span>', code) if code else _("nobody known")


@register.filter
def limit(due: datetime) -> str:
    """When a limit is over: the end of its last day in words, else the moment."""
    last = timezone.localtime(due - timedelta(microseconds=1))
    if last.time() != time.max:
        return moments.moment(due)
    return _("until the end of %(day)s") % {"day": moments.day(last)}


def _running(due: datetime, soon: timedelta) -> SafeString:
    left = due - clock.now()
    if left <= timedelta():
        return _clock("overdue", _("overdue for %(span)s") % {"span": moments.span(-left)})
    words = _("due in %(span)s") % {"span": moments.span(left)}
    return _clock("soon" if left <= soon else "on-time", words)


def _clock(state: str, words: str) -> SafeString:
    return render_to_string("ui/clock.html", {"state": state, "words": words})
