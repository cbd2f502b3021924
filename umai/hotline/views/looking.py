"""Looking at contacts: one, a list, the board."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from umai.cases import permissions as case_permissions
from umai.directory import permissions as directory_permissions
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui import charts, moments, paging
from umai.foundation.ui.pages import page
from umai.hotline import commands, permissions, queries, terms
from umai.hotline.forms.looking import FilterForm
from umai.hotline.models import Contact
from umai.hotline.queries import looking
from umai.legal_aid import permissions as legal_permissions
from umai.referrals import permissions as referral_permissions

ROWS = 6
SOON = timedelta(days=7)
CHILD = ("sex", "age", "citizenship", "living_situation", "education", "ethnicity", "family_status")
STEP_SIGNS = {
    terms.Step.CORRECTED: "pencil",
    terms.Step.LINKED: "link",
    terms.Step.UNLINKED: "unlink",
    terms.Step.HANDED_OVER: "arrow-right",
    terms.Step.CLOSED: "check",
    terms.Step.REOPENED: "rotate-ccw",
    terms.Step.NUMBER_REVEALED: "eye",
    terms.Step.CALL_BACK_TRIED: "phone-outgoing",
    terms.Step.EMERGENCY_TAKEN: "hand",
    terms.Step.EMERGENCY_ENDED: "shield-check",
    terms.Step.CASE_OPENED: "folder-plus",
    terms.Step.CASE_LINKED: "folder-heart",
    terms.Step.CONSULTED: "messages-square",
    terms.Step.UNCONSULTED: "undo-2",
}


@needs(permissions.READ_CONTACT)
@require_GET
def contact(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    """One contact in full. That it was opened is written down."""
    found = commands.read_contact(request.actor, contact_id)
    return page(request, "hotline/contact.html", shown(request.actor, found))


@needs(permissions.READ_CONTACT)
@require_GET
def contacts(request: ActorRequest) -> HttpResponse:
    """The contacts one may know of, newest first, by codes; narrowed by what the address asks."""
    form = FilterForm(request.GET, actor=request.actor)
    valid = form.is_valid()
    rows = looking.rows(request.actor, form.chosen() if valid else None)
    words = {
        "form": form,
        "mend": _("Nothing is shown until it is mended."),
        "slice": paging.cut(request, rows, by="received_at"),
        "chosen": form.taken_away(request.GET),
        "narrowed": any(form.cleaned_data.values()) or not valid,
        "may_record": request.actor.may(permissions.RECORD_CONTACT),
        "emergencies": looking.alarms(request.actor),
    }
    return page(request, "hotline/contacts.html", words)


@needs(permissions.READ_CONTACT)
@require_GET
def board(request: ActorRequest) -> HttpResponse:
    """Today at the hotline: how many called, who is in danger, whom we promised what."""
    actor = request.actor
    hours = looking.todays_hours(actor)
    today = clock.today(actor.time_zone)
    _midnight, tomorrow = clock.day_bounds(today, today, actor.time_zone)
    words: dict[str, Any] = {
        "now": clock.now(),
        "hours": hours,
        "hours_drawn": drawn(hours, clock.now().astimezone(ZoneInfo(actor.time_zone)).hour),
        "figures": figures(hours),
        "drafts": queries.drafts(actor).order_by("-kept_at"),
        "call_backs": queries.call_backs(actor, tomorrow, mine=False)[:ROWS],
        "follow_ups": queries.follow_ups(actor, today + SOON, mine=False)[:ROWS],
        "latest": looking.latest(actor),
        "may_record": actor.may(permissions.RECORD_CONTACT),
        "emergencies": looking.alarms(actor),
    }
    return page(request, "hotline/board.html", words)


@needs(permissions.READ_CONTACT)
@require_GET
def alarm_bar(request: ActorRequest) -> HttpResponse:
    """The open emergencies of one's teams, asked for every few seconds by every open desk."""
    return page(request, "hotline/alarm_bar.html", {"emergencies": looking.alarms(request.actor)})


def shown(actor: Actor, found: Contact) -> dict[str, Any]:
    """Everything that the page of one contact says."""
    steps = list(queries.steps(found))
    people = [found.taken_by_id, found.holder_id, *(one.by_id for one in steps)]
    names = queries.names([*people, *(one.to_id for one in steps)])
    emergencies_here = list(looking.emergencies_of(found))
    timeline = [step_entry(one, names) for one in steps]
    timeline += [raised_entry(one.raised_at) for one in reversed(emergencies_here)]
    return {
        "contact": found,
        "can": queries.possible(actor, found),
        "story": queries.story(found),
        "children": children_of(found),
        **_given(actor, found),
        "number": queries.masked_number(found) if found.may_call_back else "",
        "taken_by": names.get(found.taken_by_id) if found.taken_by_id else "",
        "holder": names.get(found.holder_id) if found.holder_id else "",
        "emergencies_here": emergencies_here,
        "timeline": [*timeline, recorded_entry(found, names)],
        "emergencies": looking.alarms(actor),
        "crumbs": way_to(found),
        **_belongs(actor, found),
    }


def _given(actor: Actor, found: Contact) -> dict[str, Any]:
    """What the caller was given: services that were named, and consultations."""
    return {
        "given": queries.given(actor, found),
        "may_find": actor.may(directory_permissions.READ_DIRECTORY),
        "consultations": consultations_of(found),
        "consulted": queries.told_on(actor, found),
    }


def _belongs(actor: Actor, found: Contact) -> dict[str, Any]:
    """Whose it is: the team, and the case of the child."""
    return {
        "team": looking.team_name(actor, found),
        "case": queries.case_of_contact(actor, found),
        "may_open_case": actor.may(case_permissions.OPEN_CASE),
        "may_refer": actor.may(referral_permissions.MAKE_REFERRAL),
        "may_read_referrals": actor.may(referral_permissions.READ_REFERRAL),
        "may_begin": actor.may(legal_permissions.KEEP_PROCEDURE),
    }


def way_to(found: Contact) -> list[tuple[str, str]]:
    """The way back from one contact."""
    return [
        (_("Hotline"), reverse("hotline:board")),
        (_("Contacts"), reverse("hotline:contacts")),
        (found.code, ""),
    ]


def children_of(found: Contact) -> list[Any]:
    """The children of a contact, the main one first; none if nothing was said."""
    main = SimpleNamespace(**{name: getattr(found, f"child_{name}") for name in CHILD})
    others = list(queries.other_children(found))
    said = others or any(value not in ("", None) for value in vars(main).values())
    return [main, *others] if said else []


def consultations_of(found: Contact) -> list[tuple[str, int]]:
    """The consultations noted with the call, by kind, without those that were not given."""
    words = (_("psychological"), _("legal"), _("social"))
    numbers = queries.numbers_at(found, found.version).values()
    return [(one, number) for one, number in zip(words, numbers, strict=True) if number]


def step_entry(step: Any, names: dict[UUID, str]) -> dict[str, str]:
    """A step after the call, for the line of what happened."""
    kind = terms.Step(step.kind)
    by, to = names.get(step.by_id, ""), names.get(step.to_id, "")
    words = _("%(by)s to %(to)s") % {"by": by, "to": to} if to else by
    sign = STEP_SIGNS.get(kind, "circle")
    return {"icon": sign, "when": moments.moment(step.at), "title": str(kind.label), "words": words}


def raised_entry(at: datetime) -> dict[str, str]:
    """The alarm, for the line of what happened."""
    return {"icon": "siren", "when": moments.moment(at), "title": _("Alarm raised")}


def recorded_entry(found: Contact, names: dict[UUID, str]) -> dict[str, str]:
    """The beginning of what happened."""
    by = names.get(found.taken_by_id, "") if found.taken_by_id else ""
    title = str(terms.Source(found.source).label)
    return {"icon": "phone", "when": moments.moment(found.recorded_at), "title": title, "words": by}


def drawn(hours: list[tuple[int, int, int]], now: int) -> list[dict[str, Any]]:
    """Today's contacts as columns, one for each hour; none while there are none."""
    counts = {hour: number for hour, number, _told in hours}
    return (
        charts.columns(((hour, counts.get(hour, 0)) for hour in range(24)), now=now)
        if hours
        else []
    )


def figures(hours: list[tuple[int, int, int]]) -> list[dict[str, Any]]:
    """Today in three figures."""
    every, told = sum(row[1] for row in hours), sum(row[2] for row in hours)
    return [
        {"number": every, "words": _("contacts since midnight")},
        {"number": told, "words": _("about a child or a question")},
        {"number": every - told, "words": _("silent, wrong number, test")},
    ]
