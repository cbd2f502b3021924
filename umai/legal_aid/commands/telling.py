"""What a letter is told: values for the fields that it uses, and identities only if it names them.

Each piece is opened by the act of the room that keeps it, and so written down there.
"""

from typing import Any

from django.utils import translation

from umai.directory import queries as directory
from umai.foundation.access import queries as access
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.legal_aid import queries, terms
from umai.legal_aid.commands import holding
from umai.legal_aid.letters import catalogue, shipped, wording
from umai.legal_aid.letters.catalogue import HAND_LINE
from umai.legal_aid.models import Procedure
from umai.people import commands as people
from umai.people import permissions as may
from umai.people import queries as known
from umai.people.terms import Shareable

Values = dict[str, Any]
# Whose name stands behind which field of the family.
PARENTS = {"mother_name": "MOTHER", "father_name": "FATHER"}
# Who applies for the child, the first of them who is known.
APPLICANTS = ("representative_name", "mother_name", "carer_name", "father_name")


def values(
    actor: Actor,
    row: Procedure,
    one: shipped.Letter,
    wish: Any,
    agency: Any,
    used: frozenset[str],
) -> tuple[Values, bool]:
    """The values of a letter, and whether it names anybody. Raises Refused if a name that it uses
    is kept from this agency. A part of writing a letter.
    """
    child = known.individual(actor, row.individual_id)
    wanted = catalogue.identifying(used)
    named = bool(wish.named and wanted)
    said: Values = dict.fromkeys(catalogue.FIELDS, HAND_LINE)
    said |= _of_house(actor, row, wish.language)
    said |= _of_procedure(actor, row, agency, wish.language)
    said |= {"facts": wish.facts, "request": wish.request}
    said |= _of_child(child, wish.language)
    said |= _lists(actor, row, child, one, wish.language)
    if named:
        actor.require(may.REVEAL_IDENTITY)
        if agency is not None:
            kept = {"child_name": Shareable.NAME, "child_born": Shareable.BORN}
            people.check_shareable(
                actor, child, agency.pk, [kept[name] for name in kept if name in wanted]
            )
        if any(name.startswith("child_") for name in wanted):
            said |= _identity(actor, child, wish.language)
        if any(not name.startswith("child_") for name in wanted):
            said |= _family(actor, child, wish.language, said["documents"], wanted)
    return said, named


def _of_house(actor: Actor, row: Procedure, language: str) -> Values:
    team = access.teams(actor).get(pk=row.team_id)
    house = next(one for one in access.organisations() if one.pk == row.organisation_id)
    return {
        "organisation_name": house.name,
        "office_name": access.offices(actor).get(pk=team.office_id).name,
        "lawyer_name": access.names(actor, [row.owner_id]).get(row.owner_id, HAND_LINE),
        "today": wording.day(language, clock.today(actor.time_zone)),
    }


def _of_procedure(actor: Actor, row: Procedure, agency: Any, language: str) -> Values:
    with translation.override(language):
        title = queries.title_of(row.template, row.template_version)
        step = queries.step_title(queries.template_of(row), row.step)
    told = {
        "procedure_code": row.code,
        "procedure_title": title,
        "step_title": step,
        "origin_day": wording.day(language, holding.origin_of(row)),
        "due_day": wording.day(language, row.due_at.date() if row.due_at else None) or HAND_LINE,
    }
    if agency is not None:
        places = directory.locations_of(actor, agency)
        found = (directory.address_of(one) for one in places)
        told["authority_name"] = directory.name_of(agency, language)
        told["authority_address"] = next(filter(None, found), "")
    return told


def _of_child(child: known.Individual, language: str) -> Values:
    """What tells of the child without telling who it is."""
    sex = child.sex if child.sex in {"male", "female"} else ""
    citizen = [wording.word(language, "citizenship", one) for one in child.citizenships]
    nothing = wording.said(language, "not_known")
    return {
        "child_code": child.code,
        "child_sex": wording.word(language, "sex", sex) if sex else nothing,
        "child_citizenship": ", ".join(citizen) or nothing,
    }


def _lists(
    actor: Actor, row: Procedure, child: known.Individual, one: shipped.Letter, language: str
) -> Values:
    told = known.documents(actor, child)
    held = [
        paper
        for paper in told.rows
        if paper.state in {"RECEIVED", "VERIFIED"} and paper.pk not in told.over
    ]
    lists: Values = {
        "citizenships": [
            {"name": wording.word(language, "citizenship", code)} for code in child.citizenships
        ],
        "documents": [
            {
                "id": str(paper.pk),
                "type": wording.word(language, "document_type", paper.type),
                "number": HAND_LINE,
                "issuer": HAND_LINE,
                "issued_on": wording.day(language, paper.issued_on),
                "valid_until": wording.day(language, paper.valid_until),
            }
            for paper in held
        ],
        "lacking": [
            {"type": wording.word(language, "document_type", code)} for code in told.lacking
        ],
        "refusals": _refusals(actor, row, language),
    }
    for name, lines in lists.items():
        # A list of nothing is a line to fill in by hand.
        if not lines:
            lines.append({"id": "", **dict.fromkeys(catalogue.LISTS[name], HAND_LINE)})
    bases = [{"words": base[language]} for base in one.bases if base.get(language)]
    return {**lists, "legal_bases": bases}


def _refusals(actor: Actor, row: Procedure, language: str) -> list[Values]:
    refused = list(queries.facts(row).filter(kind=terms.FactKind.REFUSED))
    if not refused:
        return []
    key = queries.key_of(row)
    here = directory.agencies(actor).filter(pk__in=[one.agency_id for one in refused])
    names: dict[Any, str] = {one.pk: directory.name_of(one, language) for one in here}
    return [
        {
            "day": wording.day(language, one.on),
            "authority": names.get(one.agency_id, HAND_LINE),
            "reason": shipped.words()[language]["refusal"].get(one.what, ""),
            "words": seals.open_(key, "legal_aid_procedurefact.words", one.pk, one.words_sealed),
        }
        for one in refused
    ]


def _identity(actor: Actor, child: known.Individual, language: str) -> Values:
    opened = people.reveal_record(actor, child.pk)
    who = opened.identity
    told = {
        "child_name": wording.name_or_line(language, wording.full_name(vars(who)), child.unnamed),
        "child_family": who.family_name,
        "child_given": who.given_name,
        "child_patronymic": who.patronymic,
        "child_latin": who.latin_names,
        "child_birthplace": opened.contact.get("birthplace", ""),
        "child_iin": who.iin,
    }
    said = {name: str(one) or HAND_LINE for name, one in told.items()}
    return said | {"child_born": wording.born(language, who.born, child.birth_precision)}


def _family(
    actor: Actor, child: known.Individual, language: str, documents: list[Values], wanted: set[str]
) -> Values:
    """Who belongs to the child; numbers and issuers are put into the lines of the documents."""
    papers = people.reveal_details(actor, child.pk)
    numbers = {str(paper.pk): said for paper, said in papers.documents}
    for line in documents:
        about = numbers.get(line["id"], {})
        line |= {name: str(about.get(name) or HAND_LINE) for name in ("number", "issuer")}
    details = {relation.pk: said for relation, said in papers.relations}
    told: Values = {}
    for one in known.family(actor, child).kin:
        parts = _parts(one, wanted)
        if not parts:
            continue
        name, born = _named(actor, one, details.get(one.relation.pk, {}))
        for part in parts:
            told.setdefault(part, name or HAND_LINE)
            if part in PARENTS and born:
                told.setdefault(part.replace("name", "born"), wording.born(language, born, ""))
        if one.carer:
            told.setdefault("carer_relation", wording.word(language, "relation", one.kind))
    told["applicant_name"] = next((told[one] for one in APPLICANTS if one in told), HAND_LINE)
    return told


def _parts(one: known.Kin, wanted: set[str]) -> list[str]:
    """The fields in which somebody of the family is named; nothing for whom no field asks."""
    if one.over:
        return []
    parts = [name for name, kind in PARENTS.items() if one.kind == kind]
    parts += ["carer_name"] * one.carer + ["representative_name"] * one.speaks
    asked = {name.replace("born", "name") for name in wanted} | (
        set(APPLICANTS) if "applicant_name" in wanted else set()
    )
    return [name for name in parts if name in asked]


def _named(actor: Actor, one: known.Kin, about: Values) -> tuple[str, str]:
    """The name and the day of birth, from the relation or from that person's own record."""
    if one.individual_id is None:
        return str(about.get("name") or ""), str(about.get("born") or "")
    who = people.reveal_identity(actor, one.individual_id)
    return wording.full_name(vars(who)), who.born
