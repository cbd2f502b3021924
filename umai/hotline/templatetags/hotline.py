"""What the pages of the hotline say in short: answers, states, clocks."""

from datetime import date, datetime
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umai.foundation.kernel import clock
from umai.foundation.places import queries as places
from umai.foundation.ui import moments
from umai.foundation.ui.templatetags.ui import due
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import rules, terms
from umai.hotline.models import Contact

register = template.Library()

SIGNS = {
    terms.State.ANSWERED_ADVICE: ("ok", "circle-check"),
    terms.State.REFERRED_INTERNAL: ("", "calendar"),
    terms.State.REFERRED_EXTERNAL: ("", "arrow-right"),
    terms.State.EMERGENCY: ("danger", "siren"),
    terms.State.CASE_OPENED: ("", "folder"),
    terms.State.FOLLOW_UP_DUE: ("warn", "calendar-clock"),
    terms.State.CLOSED: ("mute", "check"),
    terms.State.REOPENED: ("warn", "rotate-ccw"),
}


def said(value: Any, list_code: str = "") -> str:
    """An answer in words; empty for what was not recorded."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        return moments.moment(value)
    if isinstance(value, date):
        return moments.day(value)
    if isinstance(value, list | tuple):
        return ", ".join(said(one, list_code) for one in value)
    if list_code == "region":
        found = places.region_for(str(value))
        return found.name() if found else str(value)
    return vocabulary.label(list_code, str(value)) if list_code else str(value)


@register.filter
def word(value: Any, list_code: str = "") -> str:
    """An answer in words: `{{ contact.topic|word:"topic" }}`; "not recorded" for a blank."""
    return said(value, list_code) or _("not recorded")


@register.simple_tag
def fact(label: str, value: Any, list_code: str = "") -> SafeString:
    """One line of a list of facts; a blank is shown as "not recorded"."""
    words = said(value, list_code)
    if words:
        return format_html("<dt>{}</dt><dd>{}</dd>", label, words)
    return format_html('<dt>{}</dt><dd class="muted">{}</dd>', label, _("not recorded"))


@register.simple_tag
def state(contact: Contact) -> SafeString:
    """Where a contact stands, as a badge with a sign and a word."""
    if not contact.substantive and contact.state == terms.State.CLOSED:
        words, tone, sign = vocabulary.label("contact_type", contact.contact_type), "mute", "minus"
    else:
        words = str(terms.State(contact.state).label)
        tone, sign = SIGNS[terms.State(contact.state)]
    return render_to_string("ui/badge.html", {"words": words, "tone": tone, "icon": sign})


@register.simple_tag
def child(contact: Contact) -> str:
    """The child of a row in a few words: "girl, 6 years", "2 children"; else empty."""
    more = getattr(contact, "further_children", None)
    if more:
        return ngettext("%(n)d child", "%(n)d children", more + 1) % {"n": more + 1}
    sex = {"female": _("girl"), "male": _("boy")}.get(contact.child_sex, "")
    return ", ".join(part for part in (sex, age(contact.child_age)) if part)


@register.filter
def age(years: int | None) -> str:
    """An age in words: "6 years", "under a year"."""
    if years is None:
        return ""
    return (
        ngettext("%(n)d year", "%(n)d years", years) % {"n": years} if years else _("under a year")
    )


@register.simple_tag
def call_clock(contact: Contact) -> SafeString:
    """The clock of a call-back: when its time opens, how long it is open, or that it is over."""
    opens, until, moment = contact.call_back_due_at, contact.call_back_until, clock.now()
    if opens is None or contact.attempts_left == 0:
        return SafeString("")
    if rules.window(opens, until, moment) != terms.Window.OPEN or until is None:
        return due(opens if moment < opens or until is None else until)
    words = _("now, until %(when)s") % {"when": moments.moment(until)}
    return render_to_string("ui/clock.html", {"state": "soon", "words": words})


@register.simple_tag
def row_clock(contact: Any) -> SafeString:
    """The clock of a row that presses most: an emergency, a call-back, a follow-up."""
    if getattr(contact, "act_by", None):
        return due(contact.act_by, pressing=True)
    if contact.call_back_due_at and contact.attempts_left:
        return call_clock(contact)
    if contact.follow_up_on and not contact.follow_up_done_at:
        return due(contact.follow_up_on)
    return SafeString("")
