"""What the pages of responsibilities, confirmations and proposals say in short."""

from datetime import date
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from umai.directory import rules
from umai.directory.models import Location, Responsibility
from umai.foundation.kernel import clock
from umai.foundation.places import queries as places
from umai.foundation.ui import moments
from umai.foundation.vocabulary import queries as vocabulary

register = template.Library()
ADDRESS = ("address_1", "address_2", "city")


@register.filter
def region_name(code: str) -> str:
    """A region by its code."""
    known = places.regions().get(code)
    return known.name() if known else code


@register.filter
def district_name(code: str) -> str:
    """A district by its code."""
    return places.district_name(code) if code else ""


@register.filter
def concern(code: str) -> str:
    """A problem of the list in words; every problem for a blank."""
    return vocabulary.label("protection_concern", code) if code else _("Every problem")


@register.simple_tag
def reach(one: Responsibility) -> str:
    """How far a responsibility goes, in words: the district or the region, and the problem."""
    here = places.district_name(one.district) if one.district else _("The whole region")
    return f"{here} · {concern(one.concern)}"


@register.filter
def address(one: Location) -> list[str]:
    """The addresses of a place in words."""
    said = (
        ", ".join(str(item[name]).strip() for name in ADDRESS if item.get(name))
        for item in one.addresses
    )
    return [words for words in said if words]


@register.simple_tag
def agreement_sign(until: date) -> SafeString:
    """Until when an agreement lasts; one that is over says so."""
    over = until < timezone.localtime(clock.now()).date()
    words = _("ended on %(day)s") if over else _("ends on %(day)s")
    told = {
        "words": words % {"day": moments.day(until)},
        "tone": "danger" if over else "warn",
        "icon": "file-x" if over else "calendar-clock",
    }
    return render_to_string("ui/badge.html", told)


@register.simple_tag
def as_words(name: str, value: Any) -> list[str]:
    """One side of a proposed change, line by line."""
    if name == "phones":
        return phone_lines(value)
    return [line for line in str(value or "").split("\n") if line.strip()]


@register.filter
def phone_lines(items: list[dict[str, Any]]) -> list[str]:
    """Telephones as lines: the number, and what it is for."""
    return rules.phone_lines(items)
