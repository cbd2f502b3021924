"""Every child without a certificate of birth whom the reader may know of, by how far it is."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from umai.cases import queries as cases
from umai.foundation.calendar import queries as calendar
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.legal_aid import births, permissions, terms
from umai.legal_aid.models import BirthRegistration, Procedure, ProcedureFact
from umai.legal_aid.queries import templates
from umai.legal_aid.queries.evidence import claims
from umai.legal_aid.queries.procedures import procedures
from umai.people import queries as people

BIRTHS = (births.PAPERS, births.NO_PAPERS)
APPLY = "BR.APPLY"
NOT_REGISTERED = "NBR"  # of the list `protection_concern`
# Papers that tell of a registration, in states that say: there is none yet.
TELLING = ("BIRTH_KZ", "BIRTH_FOREIGN", "MED_BIRTH")
LACKING = ("MISSING", "APPLIED", "REFUSED")
# One of these, in one of these states, and the birth is registered somewhere.
CERTIFICATES = ("BIRTH_KZ", "BIRTH_FOREIGN")
REGISTERED = ("RECEIVED", "VERIFIED", "EXPIRED", "LOST")
Stage = terms.Stage


@dataclass(frozen=True)
class Child:
    """One child on the way to a certificate. `case`: the code; `others`: further procedures for
    the same person.
    """

    individual_id: UUID
    case_id: UUID
    case: str
    stage: Stage
    since: datetime
    late: bool
    procedure: Procedure | None = None
    others: tuple[Procedure, ...] = field(default=())


def pipeline(actor: Actor, chosen: str = "", *, late: bool = False) -> dict[Stage, list[Child]]:
    """Every child in one column, in the order of the columns; what is due first on top.

    One person stands once, however many records and procedures there are: a certificate in hand
    counts before a running procedure, the procedure opened last before the others.
    """
    found: dict[UUID, list[Any]] = {}
    for row in _procedures(actor):
        found.setdefault(row.stays, []).append(row)
    known, found = set(found), _chosen(actor, chosen, found)
    ends = _year_ends(actor)
    children = [
        Child(
            stays,
            rows[0].case_id,
            rows[0].case_code or "",
            _stage(rows[0]),
            rows[0].opened_at,
            rows[0].late,
            rows[0],
            tuple(rows[1:]),
        )
        for stays, rows in found.items()
    ]
    children += [one for one in _identified(actor, chosen, ends) if one.individual_id not in known]
    columns: dict[Stage, list[Child]] = {stage: [] for stage in Stage}
    for one in sorted(children, key=_order):
        if one.late or not late:
            columns[one.stage].append(one)
    columns[Stage.REGISTERED].reverse()
    return columns


def late_marks(actor: Actor) -> QuerySet[BirthRegistration]:
    """What is kept of running registrations that are not late yet."""
    here = BirthRegistration.objects.filter(organisation_id=actor.organisation, late=False)
    return here.filter(weeks__isnull=True).exclude(procedure__state=terms.State.ENDED)


def is_late(actor: Actor, row: Procedure, born: date) -> bool:
    """Whether the time that the rule gives to apply was over before anybody applied: a mark, not a
    wrong that was done. Never so while the rule is switched off.
    """
    try:
        ends = calendar.due_under(actor, APPLY, born).at
    except KeyError:
        return False
    on = _applied_on(row)
    moment = clock.day_bounds(on, on, actor.time_zone)[0] if on else clock.now()
    return bool(ends <= moment)


def _applied_on(row: Procedure) -> date | None:
    """The first day on which papers were handed in with who registers births."""
    stages = claims()[row.template].stages
    steps = templates.template(row.template, row.template_version).steps.values()
    here = ProcedureFact.objects.filter(
        organisation_id=row.organisation_id,
        procedure_id=row.pk,
        kind__in=(terms.FactKind.SUBMITTED, terms.FactKind.DONE),
        step__in=[
            one.code
            for one in steps
            if births.stage(one, terms.Phase.TODO, stages) is Stage.APPLICATION
        ],
    )
    return here.order_by("on").values_list("on", flat=True).first()


def pairs_of(actor: Actor, children: list[UUID]) -> dict[UUID, tuple[UUID, UUID]]:
    """Open questions whether one of these children is somebody else: child -> the two records."""
    here = Q(one_id__in=children) | Q(other_id__in=children)
    found: dict[UUID, tuple[UUID, UUID]] = {}
    for one, other in people.pairs(actor).filter(here).values_list("one_id", "other_id"):
        for child in {one, other} & set(children):
            found.setdefault(child, (one, other))
    return found


def _chosen(actor: Actor, chosen: str, found: dict[UUID, list[Any]]) -> dict[UUID, list[Any]]:
    """Those whose weightiest procedure the actor leads (`mine`), or a team of the actor's has."""
    teams = actor.teams(permissions.READ_PROCEDURE) if chosen == "team" else None
    return {
        child: rows
        for child, rows in found.items()
        if (chosen != "mine" or rows[0].owner_id == actor.person)
        and (teams is None or rows[0].team_id in teams)
    }


def _procedures(actor: Actor) -> list[Any]:
    """Registrations that run, or brought a certificate this year; the weightiest first."""
    facts = ProcedureFact.objects.filter(
        organisation_id=actor.organisation,
        procedure_id=OuterRef("pk"),
        gives=births.CERTIFICATE,
        on__gte=clock.today(actor.time_zone).replace(month=1, day=1),
    )
    late = BirthRegistration.objects.filter(
        organisation_id=actor.organisation, procedure_id=OuterRef("pk"), late=True
    )
    here = procedures(actor).filter(template__in=BIRTHS)
    told = here.annotate(got=Exists(facts)).filter(Q(got=True) | ~Q(state=terms.State.ENDED))
    return list(
        told.annotate(
            late=Exists(late),
            case_code=F("case__code"),
            stays=Coalesce(
                "case__individual__merged_into_id",
                "case__individual_id",
                "individual__merged_into_id",
                "individual_id",
            ),
        )
        .defer("words_sealed")
        .order_by("-got", "-opened_at", "-id")
    )


def _identified(actor: Actor, chosen: str, ends: datetime | None) -> list[Child]:
    """Children of open cases whose birth is told to be unregistered, or whose papers say so.

    That is: the concern NBR is not resolved, or a certificate or the hospital's paper of birth is
    noted as missing, applied for or refused; and no certificate, ours or a foreign one, was ever
    received. The reader sees a restricted concern and papers here only where they see them
    elsewhere. A child with a registration that the caller already found is taken out there.
    """
    lacking = people.with_papers(actor, TELLING, LACKING)
    held = people.with_papers(actor, CERTIFICATES, REGISTERED)
    told = Q(pk__in=cases.cases_with_concern(actor, NOT_REGISTERED))
    here = cases.cases(actor).open().filter(told | Q(individual_id__in=lacking))
    here = here.exclude(individual_id__in=held)
    if chosen == "mine":
        here = here.filter(Q(owner_id=actor.person) | Q(pk__in=cases.cases_worked_on(actor)))
    teams = actor.teams(permissions.READ_PROCEDURE) if chosen == "team" else None
    if teams is not None:
        here = here.filter(team_id__in=teams)
    rows = here.values_list(
        Coalesce("individual__merged_into_id", "individual_id"),
        "pk",
        "code",
        "opened_at",
        "individual__birth_year",
    )
    return [
        Child(child, case, code, Stage.IDENTIFIED, opened, _surely_late(year, ends))
        for child, case, code, opened, year in rows
    ]


def _stage(row: Any) -> Stage:
    if row.got:
        return Stage.REGISTERED
    one = templates.template(row.template, row.template_version)
    return births.stage(one.steps.get(row.step), row.phase, claims()[row.template].stages)


def _order(one: Child) -> tuple[bool, datetime, datetime]:
    due = one.procedure.due_at if one.procedure else None
    return (due is None, due or one.since, one.since)


def _year_ends(actor: Actor) -> datetime | None:
    """When the time to apply ended for a child born on the last day of last year."""
    last = clock.today(actor.time_zone).replace(month=1, day=1)
    try:
        return calendar.due_under(actor, APPLY, date(last.year - 1, 12, 31)).at
    except KeyError:
        return None


def _surely_late(born_in: int | None, ends: datetime | None) -> bool:
    """Whether a child is late by the year of birth alone: the day of birth is sealed."""
    if born_in is None or ends is None:
        return False
    # It ends in the first days of this year.
    return born_in < ends.year - 1 or (born_in < ends.year and clock.now() >= ends)


def children_of(actor: Actor, ids: list[UUID]) -> dict[UUID, people.Individual]:
    """These children, as far as the actor may know of them."""
    return people.individuals(actor).in_bulk(ids)
