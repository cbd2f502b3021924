"""What the pages of responsibilities, confirmations and proposals say in short."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from umai.directory import permissions, queries, rules, terms
from umai.directory.models import Agency, Location, Responsibility
from umai.directory.templatetags import directory
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.places import queries as places
from umai.foundation.ui import moments
from umai.foundation.vocabulary import queries as vocabulary

register = template.Library()
MOST = 99
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
def age(verified_on: date | None) -> SafeString:
    """When an entry was confirmed, in the few words that a table has room for."""
    words = {"words": directory.confirmed_ago(verified_on), "tone": "ok", "icon": "badge-check"}
    if directory.is_stale(verified_on):
        words |= {"tone": "warn", "icon": "triangle-alert"}
    return render_to_string("ui/badge.html", words)


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


@register.inclusion_tag("directory/sides.html", takes_context=True)
def sides(context: Mapping[str, Any]) -> dict[str, Any]:
    """The pages of the directory beside each other, with how much waits to be confirmed."""
    actor = context["request"].actor
    here = context["request"].resolver_match.view_name
    pages = [
        ("find_help", _("Who helps"), permissions.READ_DIRECTORY),
        ("responsibilities", _("Who does what"), permissions.READ_DIRECTORY),
        ("regions", _("Regions"), permissions.READ_DIRECTORY),
        ("confirm_entries", _("To confirm"), permissions.CONFIRM_ENTRY),
    ]
    tabs = [
        {
            "url": reverse(f"directory:{name}"),
            "words": words,
            "current": here == f"directory:{name}",
            "count": _waiting(actor) if name == "confirm_entries" else 0,
            "tone": "warn",
        }
        for name, words, permission in pages
        if actor.may(permission)
    ]
    return {"tabs": tabs}


def _waiting(actor: Actor) -> int | str:
    """How many corrections and entries wait for somebody to look at them; counted to 99."""
    waiting = queries.to_confirm(actor)[: MOST + 1].count()
    if actor.may(permissions.DECIDE_PROPOSAL):
        waiting += queries.waiting_proposals(actor)[: MOST + 1].count()
    return waiting if waiting <= MOST else f"{MOST}+"


@register.inclusion_tag("directory/agency/acts.html", takes_context=True)
def acts(context: Mapping[str, Any], agency: Agency) -> dict[str, Any]:
    """What can be done with an entry beyond correcting it: confirm, propose, give a code."""
    actor, works = context["request"].actor, agency.state == terms.AgencyState.ACTIVE
    waiting = None
    if actor.may(permissions.DECIDE_PROPOSAL):
        waiting = queries.waiting_proposals(actor).filter(agency_id=agency.pk).first()
    return {
        "request": context["request"],
        "csrf_token": context.get("csrf_token", ""),
        "agency": agency,
        "waiting": waiting,
        "may_confirm": works and actor.may(permissions.CONFIRM_ENTRY),
        "may_propose": actor.may(permissions.PROPOSE_CORRECTION),
        "may_give": works and actor.may(permissions.KEEP_DIRECTORY),
        "may_invite": works
        and not agency.confidential
        and actor.may(permissions.INVITE_CORRECTION),
    }


@register.inclusion_tag("directory/agency/duties.html", takes_context=True)
def duties(context: Mapping[str, Any], agency: Agency) -> dict[str, Any]:
    """What an agency is responsible for, in the order of the steps."""
    known = queries.responsibilities(context["request"].actor).filter(agency_id=agency.pk)
    order = list(terms.Step.values)
    rows = sorted(known, key=lambda one: (order.index(one.step), one.region, one.district))
    return {"duties": rows}
