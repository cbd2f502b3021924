"""What proves what in procedures, and the claims that a template needs: shipped as files."""

import json
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import get_language

from umai.directory import queries as directory
from umai.directory.terms import AgencyState
from umai.foundation.kernel.actor import Actor
from umai.legal_aid import births, terms
from umai.legal_aid.models import Evidence, Procedure
from umai.legal_aid.queries.templates import template
from umai.people import queries as people

DATA = Path(__file__).parent.parent / "data" / "claims"
HELD = ("RECEIVED", "VERIFIED", "EXPIRED")
PARENTS = frozenset({"MOTHER", "FATHER"})  # of the list `relation`
# Who may be asked for proof, whatever the steps of the procedure say.
ASKED = frozenset({"MATERNITY", "CON", "CONSUL"})


@cache
def claims() -> dict[str, births.Claims]:
    """The claims of every template that has some, by its code."""
    told = (json.loads(file.read_text(encoding="utf-8")) for file in sorted(DATA.glob("*.json")))
    return {one.code: one for one in map(births.claims, told)}


def evidence(row: Procedure) -> QuerySet[Evidence]:
    """Everything that was said of evidence in a procedure, oldest first."""
    here = Evidence.objects.filter(organisation_id=row.organisation_id, procedure_id=row.pk)
    return here.order_by("number")


def slots(row: Procedure, pieces: Iterable[Evidence]) -> list[births.Slot]:
    """The claims of a procedure with the newest of each piece of evidence, what lacks first."""
    of = claims().get(row.template)
    return births.slots(of, pieces) if of else []


def claims_lacking(rows: Iterable[Procedure]) -> dict[UUID, list[str]]:
    """The claims that each of these procedures cannot do without and has not proved, worst first.
    """
    some = [one for one in rows if one.template in claims()]
    here = {one.organisation_id for one in some}
    known = Evidence.objects.filter(
        organisation_id__in=here, procedure_id__in=[one.pk for one in some]
    )
    told: dict[UUID, list[Evidence]] = {one.pk: [] for one in some}
    for piece in known.defer("words_sealed").order_by("number"):
        told[piece.procedure_id].append(piece)
    return {
        one.pk: [slot.claim.code for slot in slots(one, told[one.pk]) if slot.lacks]
        for one in some
    }


def evidence_to_remind(actor: Actor, today: date) -> QuerySet[Evidence]:
    """What was asked for in running procedures, whose day has come, and nothing newer is known."""
    newer = Evidence.objects.filter(
        organisation_id=actor.organisation,
        procedure_id=OuterRef("procedure_id"),
        claim=OuterRef("claim"),
        kind=OuterRef("kind"),
        number__gt=OuterRef("number"),
    )
    return Evidence.objects.filter(
        ~Exists(newer),
        organisation_id=actor.organisation,
        procedure__state=terms.State.OPEN,
        state=terms.EvidenceState.ASKED,
        remind_on__lte=today,
        reminded=False,
    ).order_by("pk")


def papers_to_choose(actor: Actor, row: Procedure) -> list[tuple[UUID, str, str]]:
    """The papers that are here of the child, and of a parent whom the actor may know of: id, code
    of the person, type. Call it after the procedure was opened by an act.
    """
    child = people.individuals(actor).filter(pk=row.individual_id).first()
    if child is None:
        return []
    kin = people.family(actor, child).kin
    ids = {one.individual_id for one in kin if one.kind in PARENTS and one.individual_id}
    whose = [child, *people.individuals(actor).filter(pk__in=ids).order_by("code")]
    return [
        (paper.pk, one.code, paper.type)
        for one in whose
        for paper in people.documents(actor, one).rows
        if paper.state in HELD
    ]


def agencies_to_ask(actor: Actor, row: Procedure) -> list[tuple[str, str]]:
    """The agencies that may have a proof: those of the procedure's steps, hospitals, registries."""
    steps = template(row.template, row.template_version).steps.values()
    kinds = ASKED | {one.authority for one in steps if one.authority}
    found = directory.agencies(actor).filter(state=AgencyState.ACTIVE, type__in=kinds)
    language = get_language() or "en"
    named = ((str(one.pk), directory.name_of(one, language)) for one in found)
    return sorted(named, key=lambda one: one[1])
