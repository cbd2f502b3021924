"""The list, the board and what is shown beside one contact, cut to the actor's scope."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import ExtractHour

from umai.foundation.access.models import Person, Team
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import rules, terms
from umai.hotline.models import AnotherChild, Consultation, Contact, ContactQuerySet, Emergency
from umai.hotline.queries.contacts import contacts, open_emergencies

NOT_RECORDED = "not_recorded"
# What a row of a list shows. No sealed word is read for a list.
SHOWN = (
    "id",
    "code",
    "reference",
    "source",
    "state",
    "received_at",
    "contact_type",
    "substantive",
    "caller_relation",
    "child_sex",
    "child_age",
    "topic",
    "danger_now",
    "outcome",
    "attempts_left",
    "call_back_due_at",
    "call_back_until",
    "follow_up_on",
    "follow_up_done_at",
)
OPEN, CALL_BACK = "open", "call_back"
BOARD_ROWS = 8
IN_DANGER = ("police", "ambulance", "family_women_children")


@dataclass(frozen=True)
class Chosen:
    """What narrows the list. `answers` maps tables of the report to a code or `not_recorded`."""

    codes: tuple[str, ...] = ()
    state: str = ""
    channel: str = ""
    first: date | None = None
    last: date | None = None
    substantive: bool = False
    answers: Mapping[str, str] = field(default_factory=dict)
    ages: tuple[int, int | None] | None = None
    consultation: str = ""


def rows(actor: Actor, chosen: Chosen | None) -> ContactQuerySet:
    """The contacts that the actor may know of and asked for; none if nothing was asked."""
    found = contacts(actor)
    return _as_rows(found.filter(_of(actor, chosen)) if chosen is not None else found.none())


def _as_rows(found: ContactQuerySet) -> ContactQuerySet:
    others = (
        AnotherChild.objects.filter(
            organisation_id=OuterRef("organisation_id"),
            contact_id=OuterRef("pk"),
            until_version__isnull=True,
        )
        .order_by()
        .values("contact_id")
        .annotate(number=Count("pk"))
        .values("number")
    )
    due = Emergency.objects.filter(
        organisation_id=OuterRef("organisation_id"),
        contact_id=OuterRef("pk"),
        ended_at__isnull=True,
    )
    return found.only(*SHOWN).annotate(
        further_children=Subquery(others, output_field=IntegerField()),
        act_by=Subquery(due.order_by("act_by").values("act_by")[:1]),
    )


def _of(actor: Actor, chosen: Chosen) -> Q:
    wanted = Q()
    if chosen.codes:
        wanted &= Q(code__in=chosen.codes) | Q(reference__in=chosen.codes)
    if chosen.state:
        wanted &= _in_state(chosen.state)
    if chosen.channel:
        wanted &= _answer("channel", chosen.channel)
    if chosen.substantive:
        wanted &= Q(substantive=True)
    for table, code in chosen.answers.items():
        wanted &= _answer(terms.DIMENSIONS[table], code)
    if chosen.consultation:
        given = Consultation.objects.filter(
            organisation_id=OuterRef("organisation_id"),
            contact_id=OuterRef("pk"),
            discipline=terms.CONSULTATIONS[chosen.consultation],
        )
        wanted &= Q(Exists(given.standing()))
    return wanted & _aged(chosen.ages) & _received(actor, chosen.first, chosen.last)


def _answer(column: str, code: str) -> Q:
    if code != NOT_RECORDED:
        return Q(**{column: code})
    return Q(**{f"{column}__isnull": True}) if column == "child_age" else Q(**{column: ""})


def _in_state(state: str) -> Q:
    if state == OPEN:
        return Q(state__in=rules.OPEN_STATES)
    if state == CALL_BACK:
        return Q(call_back_due_at__isnull=False, attempts_left__gt=0)
    return Q(state=state)


def _aged(ages: tuple[int, int | None] | None) -> Q:
    if ages is None:
        return Q()
    low, high = ages
    return Q(child_age__gte=low) if high is None else Q(child_age__range=(low, high))


def _received(actor: Actor, first: date | None, last: date | None) -> Q:
    wanted = Q()
    if first:
        start, _end = clock.day_bounds(first, first, actor.time_zone)
        wanted &= Q(received_at__gte=start)
    if last:
        _start, end = clock.day_bounds(last, last, actor.time_zone)
        wanted &= Q(received_at__lt=end)
    return wanted


def alarms(actor: Actor) -> QuerySet[Emergency]:
    """The open emergencies of the actor's teams with the name of who took each, oldest first."""
    name = Person.objects.filter(pk=OuterRef("taken_by_id")).values("name")[:1]
    found = open_emergencies(actor).defer("first_action_sealed", "done_sealed")
    return found.annotate(taken_by_name=Subquery(name))


def todays_hours(actor: Actor) -> list[tuple[int, int, int]]:
    """Of today, hour by hour: the hour, contacts, and those of them that were substantive."""
    zone = ZoneInfo(actor.time_zone)
    today = clock.today(actor.time_zone)
    return list(
        contacts(actor)
        .filter(_received(actor, today, today))
        .annotate(hour=ExtractHour("received_at", tzinfo=zone))
        .order_by("hour")
        .values_list("hour")
        .annotate(number=Count("pk"), told=Count("pk", filter=Q(substantive=True)))
    )


def latest(actor: Actor) -> ContactQuerySet:
    """The newest contacts, for the board."""
    return _as_rows(contacts(actor)).order_by("-received_at", "-pk")[:BOARD_ROWS]


def emergency_phones() -> list[vocabulary.Phone]:
    """The numbers to ring when somebody is in danger, confirmed or not."""
    known = {phone.code: phone for phone in vocabulary.shared_phones(all_of_them=True)}
    return [known[code] for code in IN_DANGER if code in known]


def team_name(actor: Actor, contact: Contact) -> str:
    """The team that a contact belongs to."""
    found = Team.objects.visible_to(actor).filter(pk=contact.team_id).values_list("name", flat=True)
    return found.first() or ""


def emergencies_of(contact: Contact) -> QuerySet[Emergency]:
    """The emergencies of a contact that the actor has been given, oldest first."""
    return Emergency.objects.filter(
        organisation_id=contact.organisation_id, contact_id=contact.pk
    ).order_by("raised_at", "id")
