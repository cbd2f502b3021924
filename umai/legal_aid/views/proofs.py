"""The card of proofs on the page of a procedure, and the tickets of boards."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from umai.cases import queries as cases
from umai.directory import queries as directory
from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import commands, permissions, queries, terms
from umai.legal_aid.models import Evidence, Procedure
from umai.legal_aid.views import told

State = terms.EvidenceState
# How a claim or a piece of evidence is shown.
SIGNS = {
    "": ("warn", "circle-dashed"),
    State.HAVE: ("ok", "circle-check"),
    State.ASKED: ("", "send"),
    State.LACKING: ("warn", "circle-x"),
}


def slots(actor: Actor, read: commands.Read) -> list[dict[str, Any]]:
    """The claims of a procedure for its card, what is lacking first."""
    row, rows = read.procedure, [one for one, _said in read.evidence]
    known = _known(actor, read, rows)
    keeps = actor.may(permissions.KEEP_PROCEDURE) and row.state != terms.State.ENDED
    return [
        {
            "claim": slot.claim,
            "tone": SIGNS[slot.state][0],
            "icon": SIGNS[slot.state][1],
            "words": State(slot.state).label if slot.state else "",
            "lacks": slot.lacks,
            "keeps": keeps,
            "unsure": queries.claims()[row.template].confidence != "H",
            "pieces": [_piece(one, known) for one in slot.pieces],
        }
        for slot in queries.slots(row, rows)
    ]


def _known(
    actor: Actor, read: commands.Read, rows: list[Evidence]
) -> dict[str, dict[Any, str]]:
    """What the pieces name: agencies, colleagues, whose papers; and what was said of each."""
    agencies = directory.agencies(actor).filter(pk__in={one.agency_id for one in rows})
    language = get_language() or "en"
    known: dict[str, dict[Any, str]] = {
        "agencies": {one.pk: directory.name_of(one, language) for one in agencies},
        "people": access.names(actor, [one.by_id for one in rows]),
        "words": {one.pk: said for one, said in read.evidence},
        "whose": {},
    }
    if any(one.document_id for one in rows):
        papers = queries.papers_to_choose(actor, read.procedure)
        known["whose"] = {pk: code for pk, code, _kind in papers}
    return known


def _piece(one: Evidence, known: dict[str, dict[Any, str]]) -> dict[str, Any]:
    return {
        "row": one,
        "icon": SIGNS[one.state][1],
        "kind": kind_label(one.kind),
        "reason": vocabulary.label("evidence_lack", one.reason) if one.reason else "",
        "agency": known["agencies"].get(one.agency_id, ""),
        "by": known["people"].get(one.by_id, ""),
        "whose": known["whose"].get(one.document_id, ""),
        "words": known["words"].get(one.pk, ""),
    }


def kind_label(kind: str) -> str:
    """What a piece of evidence is: a paper of the list, or another kind of proof."""
    other = dict(terms.EvidenceKind.choices).get(kind)
    return str(other) if other else vocabulary.label("document_type", kind)


def tickets(actor: Actor, rows: Iterable[Procedure]) -> dict[Any, dict[str, Any]]:
    """What a ticket says of each procedure: codes, the child in short, what is waited for."""
    rows = list(rows)
    case_ids = [one.case_id for one in rows if one.case_id]
    codes = dict(cases.cases(actor).filter(pk__in=case_ids).values_list("pk", "code"))
    lacking = queries.claims_lacking(one for one in rows if one.state != terms.State.ENDED)
    children = queries.children_of(actor, [one.individual_id for one in rows])
    names = access.names(actor, [one.owner_id for one in rows])
    return {
        one.pk: {
            "row": one,
            "case": codes.get(one.case_id, "") if one.case_id else "",
            "child": short(children.get(one.individual_id)),
            "lawyer": names.get(one.owner_id, ""),
            "lacks": [vocabulary.label("evidence_claim", at) for at in lacking.get(one.pk, [])],
            **_waits(one),
        }
        for one in rows
    }


def short(child: Any) -> str:
    """A child in short: sex and band of age, as far as they are known."""
    if child is None:
        return ""
    sex = vocabulary.label("sex", child.sex) if child.sex else ""
    band = cases.age_band(child).replace("-", "\N{EN DASH}")
    return ", ".join(part for part in (sex, band) if part)


def _waits(row: Procedure) -> dict[str, Any]:
    one = queries.template_of(row)
    step = one.steps.get(row.step)
    if step is None or row.state == terms.State.ENDED:
        return {}
    return {
        "step": queries.step_title(one, row.step),
        "who": told.who(row, step),
        "unsure": queries.unsure(step),
    }
