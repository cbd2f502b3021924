"""Procedures as the actor may know of them, where they stand, and what stands in the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language, ngettext

from umai.cases import queries as cases
from umai.directory import queries as directory
from umai.directory.terms import AgencyState
from umai.foundation.access import actors
from umai.foundation.access import queries as access
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import permissions, rules, terms
from umai.legal_aid.models import Procedure, ProcedureFact, ProcedureQuerySet
from umai.legal_aid.queries import templates
from umai.people import queries as people

ASYLUM = "LP-10"
TRAFFICKING = "TRF"  # of the list `protection_concern`
NOT_NAMED = "none"  # papers were handed in, and nobody said where
MOST_DEADLINES = 1000  # in one calendar
# Where a step stands, as a board asks for it.
STANDS = {
    "todo": (terms.Phase.TODO,),
    "waiting": terms.WAITING,
    "refused": (terms.Phase.REFUSED,),
    "contested": (terms.Phase.REFUSED, terms.Phase.APPEALED),
}


@dataclass(frozen=True)
class Chosen:
    """What narrows the list. `whose`: mine or team; `agency`: its id or `NOT_NAMED`; `stands`:
    todo, waiting, refused, contested (refused or appealed) or paused; `due`: overdue or soon;
    `ended`: what is over.
    """

    code: str = ""
    whose: str = ""
    lawyer: str = ""
    template: str = ""
    step: str = ""
    authority: str = ""
    agency: str = ""
    stands: str = ""
    due: str = ""
    ended: bool = False


def procedures(actor: Actor) -> ProcedureQuerySet:
    """Those that the actor may know of."""
    return Procedure.objects.visible_to(actor)


def procedure(actor: Actor, procedure_id: UUID) -> Procedure:
    """One of them; the same 404 whether hidden or not there."""
    found = procedures(actor).filter(pk=procedure_id).first()
    if found is None:
        raise Http404
    return found


def procedures_of_case(actor: Actor, case_id: UUID) -> ProcedureQuerySet:
    """The procedures of a case, the latest first; none for who may not know of the case."""
    return procedures(actor).filter(case_id=case_id).order_by("-opened_at", "-id")


def rows(actor: Actor, chosen: Chosen | None) -> ProcedureQuerySet:
    """The procedures that the actor may know of and asked for; none if nothing was asked."""
    found = procedures(actor).defer("words_sealed")
    if chosen is None:
        return found.none()
    if chosen.code:
        return found.filter(code__startswith=chosen.code.strip().upper())
    ended = Q(state=terms.State.ENDED)
    found = found.filter(ended if chosen.ended else ~ended)
    if chosen.due:
        ahead = vocabulary.span("LG.REMIND") if chosen.due == "soon" else timedelta()
        found = found.filter(state=terms.State.OPEN, due_at__lt=clock.now() + ahead)
    if chosen.stands == "paused":
        found = found.filter(state=terms.State.PAUSED)
    elif chosen.stands:
        found = found.filter(phase__in=STANDS[chosen.stands]).exclude(state=terms.State.ENDED)
    plain = {
        "owner_id": chosen.lawyer,
        "template": chosen.template,
        "step": chosen.step,
        "authority": chosen.authority,
    }
    narrowed = found.filter(**{name: one for name, one in plain.items() if one})
    return _asked(whose(actor, narrowed, chosen.whose), chosen.agency)


def _asked(found: ProcedureQuerySet, agency: str) -> ProcedureQuerySet:
    """Those whose papers lie with an agency, or with one that nobody named."""
    if agency == NOT_NAMED:
        return found.filter(agency_id__isnull=True)
    return found.filter(agency_id=agency) if agency else found


def whose(actor: Actor, found: ProcedureQuerySet, chosen: str) -> ProcedureQuerySet:
    """Those that the actor leads (`mine`), those of the actor's teams (`team`), or all of them."""
    if chosen == "mine":
        return found.filter(owner_id=actor.person)
    teams = actor.teams(permissions.READ_PROCEDURE) if chosen == "team" else None
    return found if teams is None else found.filter(team_id__in=teams)


def counted(actor: Actor) -> dict[str, int]:
    """How many run, are overdue, fall due until Sunday, wait for an authority, were refused."""
    moment = clock.now()
    late = Q(due_at__lt=moment, state=terms.State.OPEN)
    week = Q(due_at__gte=moment, due_at__lte=_end_of_week(actor), state=terms.State.OPEN)
    running = procedures(actor).exclude(state=terms.State.ENDED)
    return dict(
        running.aggregate(
            running=Count("pk"),
            overdue=Count("pk", filter=late),
            this_week=Count("pk", filter=week),
            waiting=Count("pk", filter=Q(phase__in=STANDS["waiting"])),
            refused=Count("pk", filter=Q(phase__in=STANDS["refused"])),
        )
    )


def _end_of_week(actor: Actor) -> datetime:
    """The midnight with which this week's Sunday ends, where the organisation is."""
    today = clock.today(actor.time_zone)
    monday = today + timedelta(days=7 - today.weekday())
    return datetime.combine(monday, time(), ZoneInfo(actor.time_zone))


def asked_agencies(actor: Actor) -> list[tuple[str, str]]:
    """The authorities by name that hold papers of running procedures, for a filter."""
    waits = procedures(actor).exclude(state=terms.State.ENDED).filter(agency_id__isnull=False)
    ids = waits.order_by().values_list("agency_id", flat=True).distinct()
    return _named(directory.agencies(actor).filter(pk__in=ids))


def deadlines(actor: Actor) -> list[Procedure]:
    """The actor's own running procedures that have a time limit, the next first."""
    own = procedures(actor).exclude(state=terms.State.ENDED).filter(owner_id=actor.person)
    found = own.filter(due_at__isnull=False).defer("words_sealed").order_by("due_at", "id")
    return list(found[:MOST_DEADLINES])


def overdue_procedures(actor: Actor) -> ProcedureQuerySet:
    """Those whose time limit is over, the oldest first."""
    found = procedures(actor).filter(state=terms.State.OPEN, due_at__lt=clock.now())
    return found.order_by("due_at", "id")


def lawyers(actor: Actor) -> list[tuple[str, str]]:
    """Who leads procedures that the actor may know of, by name, for a filter."""
    ids = procedures(actor).order_by().values_list("owner_id", flat=True).distinct()
    named = access.names(actor, set(ids))
    return sorted(((str(key), name) for key, name in named.items() if key), key=lambda one: one[1])


def facts(row: Procedure) -> QuerySet[ProcedureFact]:
    """Everything that happened in a procedure, oldest first."""
    here = ProcedureFact.objects.filter(organisation_id=row.organisation_id, procedure_id=row.pk)
    return here.order_by("number")


def standing(row: Procedure) -> rules.Standing:
    """Where a procedure stands, from its facts."""
    return rules.standing(facts(row).values_list("kind", "step", "what"))


def template_of(row: Procedure) -> rules.Template:
    """The template of a procedure, in the version that it was opened with."""
    return templates.template(row.template, row.template_version)


def key_of(row: Procedure) -> DataKey:
    """The key of whom it is for, under which every word of a procedure is sealed."""
    if row.key_id is not None:
        return DataKey.objects.get(organisation_id=row.organisation_id, pk=row.key_id)
    found = case_of(row)
    if found is None:
        raise LookupError("a procedure without a case has a key of its own")
    return cases.key_of(found)


def case_of(row: Procedure) -> Any | None:
    """The case that a procedure belongs to, seen by the house and by nobody; None without one."""
    if row.case_id is None:
        return None
    return cases.cases(house(row.organisation_id)).filter(pk=row.case_id).first()


def person_of(row: Procedure) -> people.Individual:
    """Whom a procedure is for, seen by the house and by nobody: to forbid and to seal only."""
    return people.individual(house(row.organisation_id), row.individual_id)


def house(organisation_id: UUID) -> Actor:
    """The organisation itself, as its jobs act."""
    return actors.job(access.organisations().get(pk=organisation_id), [])


def papers(actor: Actor, row: Procedure) -> dict[str, bool]:
    """The papers that the step needs, and whether whom it is for has each today; none for who may
    not know that person.
    """
    step = template_of(row).steps.get(row.step)
    if step is None:
        return {}
    known = people.individuals(actor).filter(pk=row.individual_id).first()
    held = held_papers(actor, known) if known else set()
    return {code: code in held for code in step.documents}


def held_papers(actor: Actor, of: people.Individual) -> set[str]:
    """The kinds of papers that somebody has today."""
    told = people.documents(actor, of)
    return {
        one.type
        for one in told.rows
        if one.state in {"RECEIVED", "VERIFIED"} and one.pk not in told.over
    }


def blocked(actor: Actor, row: Procedure, agency_kind: str = "") -> str:
    """What forbids the step now (`rules.block`), for whom it is for and for the child of the case;
    blank if nothing does. The house asks: it forbids what the reader may not know, too.
    """
    one = template_of(row)
    step = one.steps.get(row.step)
    if step is None:
        return ""
    here, who = house(row.organisation_id), [person_of(row)]
    if (held := case_of(row)) is not None and held.individual_id != row.individual_id:
        who.append(people.individual(here, held.individual_id))
    ids = {one for each in who for one in people.one_person(each)}
    theirs = cases.cases(here).filter(individual_id__in=ids)
    return rules.block(
        one,
        step,
        standing(row),
        asylum=any(seeks_asylum(here, one) for one in who),
        trafficking=any(cases.worries_about(one, TRAFFICKING) for one in theirs),
        agency=agency_kind,
    )


def seeks_asylum(actor: Actor, child: Any) -> bool:
    """Whether somebody's record, or a procedure that runs, says that protection is asked for."""
    here = Procedure.objects.filter(organisation_id=child.organisation_id, template=ASYLUM)
    running = here.exclude(state=terms.State.ENDED)
    asked = running.filter(individual_id__in=people.one_person(child)).exists()
    return asked or people.asks_asylum(actor, child)


def agencies_for(actor: Actor, step: rules.Step) -> list[tuple[str, str]]:
    """The agencies of the directory of a step's kind that work, by name."""
    found = directory.agencies(actor).filter(state=AgencyState.ACTIVE, type=step.authority)
    return _named(found)


def _named(agencies: Iterable[Any]) -> list[tuple[str, str]]:
    language = get_language() or "en"
    named = ((str(one.pk), directory.name_of(one, language)) for one in agencies)
    return sorted(named, key=lambda one: one[1])


def left_in_case(actor: Actor, case: Any) -> list[cases.Left]:
    """What stands in the way of closing a case: procedures that are not at their end."""
    here = Procedure.objects.filter(organisation_id=actor.organisation, case_id=case.pk)
    number = here.exclude(state=terms.State.ENDED).count()
    if not number:
        return []
    words = ngettext("%(n)d procedure is running", "%(n)d procedures are running", number)
    return [cases.Left(words % {"n": number}, reverse("cases:case", args=[case.pk]))]


def answering_for(row: Procedure) -> set[UUID]:
    """Who is told of a procedure: its lawyer; once that lawyer left the team, who leads it."""
    here = house(row.organisation_id)
    stays = access.holders(here, permissions.KEEP_PROCEDURE, {row.team_id})
    return {row.owner_id} if row.owner_id in stays else leading(row)


def leading(row: Procedure) -> set[UUID]:
    """Who supervises the lawyers of the team."""
    return access.holders(house(row.organisation_id), permissions.LEAD_PROCEDURES, {row.team_id})
