"""What procedures have beside their steps, and what of it is ahead."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.http import Http404

from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import terms
from umai.legal_aid.models import Procedure, ProcedureMatter
from umai.legal_aid.queries.procedures import key_of, procedure, procedures

MATTER_WORDS = "legal_aid_procedurematter.words"
Kind = terms.MatterKind
HEARING = Q(kind=Kind.HEARING, state=terms.HearingState.AHEAD)
# A power of attorney ends with its procedure; the time for an appeal runs on after it.
ENDS = Q(until__isnull=False) & ~Q(kind=Kind.REPRESENTED, procedure__state=terms.State.ENDED)
SHOWN = 12


@dataclass(frozen=True)
class Ahead:
    """A hearing, the end of an appeal or of a power of attorney that comes, by the code alone."""

    procedure_id: UUID
    code: str
    words: str
    on: date
    at: datetime | None


def matters(row: Procedure) -> QuerySet[ProcedureMatter]:
    """Everything that stands beside the steps of a procedure, the latest first."""
    here = ProcedureMatter.objects.filter(
        organisation_id=row.organisation_id, procedure_id=row.pk
    )
    return here.order_by("-noted_at", "-id")


def matter(actor: Actor, matter_id: UUID) -> tuple[ProcedureMatter, Procedure]:
    """One of them and its procedure; the same 404 whether hidden or not there."""
    here = ProcedureMatter.objects.filter(organisation_id=actor.organisation)
    found = here.filter(pk=matter_id).first()
    if found is None:
        raise Http404
    return found, procedure(actor, found.procedure_id)


def words_of_matter(
    found: ProcedureMatter, row: Procedure, key: DataKey | None = None
) -> dict[str, str]:
    """What was said in it. After a reading that is written down only."""
    said = seals.open_(key or key_of(row), MATTER_WORDS, found.pk, found.words_sealed)
    return dict(json.loads(said)) if said else {}


def fees() -> list[str]:
    """The rules that say what a procedure costs, by code."""
    codes = (row.rule.code for row in vocabulary.rule_rows())
    return sorted(code for code in codes if code.endswith(".FEE"))


def coming(
    actor: Actor, *, mine: bool = False, within: timedelta | None = None
) -> QuerySet[ProcedureMatter]:
    """What comes in procedures that the actor may know of, the next first; one's own, or all."""
    zone = ZoneInfo(actor.time_zone)
    today = clock.today(actor.time_zone)
    known = procedures(actor).filter(owner_id=actor.person) if mine else procedures(actor)
    here = ProcedureMatter.objects.filter(
        HEARING | ENDS,
        organisation_id=actor.organisation,
        procedure_id__in=known.order_by().values("pk"),
    )
    here = here.annotate(comes=Coalesce("until", TruncDate("at", tzinfo=zone)))
    found = here.filter(comes__gte=today).defer("words_sealed")
    if within is not None:
        found = found.filter(comes__lt=today + within)
    return found.select_related("procedure").order_by("comes", "at", "id")[:SHOWN]


def ahead(rows: Iterable[ProcedureMatter]) -> list[Ahead]:
    """The same as a page says it, by the code alone."""
    told = []
    for one in rows:
        notice = notice_of(one)
        at = one.at if notice is terms.Told.HEARING_NEAR else None
        comes: date = one.comes  # type: ignore[attr-defined]  # made by the question
        words = str(terms.COMING[notice])
        told.append(Ahead(one.procedure_id, one.procedure.code, words, comes, at))
    return told


def notice_of(found: ProcedureMatter) -> terms.Told:
    """What comes nearer with it."""
    if found.kind == Kind.REPRESENTED:
        return terms.Told.POWER_ENDS
    return terms.Told.HEARING_NEAR if found.until is None else terms.Told.APPEAL_ENDS
