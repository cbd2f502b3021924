"""A child goes to another organisation: what is handed over, and how it is taken in there."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.people import queries, terms
from umai.people.commands.registering import (
    LISTS,
    PLAIN,
    Identity,
    IndividualDetails,
    register_child,
)
from umai.people.commands.searching import find_people
from umai.people.models import Individual

DAYS = ("separated_on", "entered_on", "stay_until")
HIDDEN = terms.Withheld
# What is left out when the family wants it kept from the agency.
KEPT_BACK: dict[str, tuple[str, ...]] = {
    HIDDEN.NAME: (
        "given_name", "family_name", "patronymic", "other_names", "paper_names", "latin_names",
    ),
    HIDDEN.PLACE: ("address", "safe_contact", "region", "separated_where"),
    HIDDEN.PHONE: ("phone", "other_phones"),
    HIDDEN.DOCUMENTS: ("document_number", "iin", "paper_names"),
    HIDDEN.FAMILY: (
        "family_status", "family_flags", "care_arrangement", "living_situation", "last_contact",
        "uasc_status", "separation_cause", "separated_on", "separated_where",
    ),
    HIDDEN.MIGRATION: (
        "cabm_category", "migration_status", "entered_on", "border_point", "border_other",
        "entry_purpose", "stay_until", "route",
    ),
    HIDDEN.STORY: ("separation_cause", "last_contact"),
}  # fmt: skip


def pack_individual(actor: Actor, of: Individual, agency_id: UUID | None) -> dict[str, Any]:
    """A part of handing a case over: what another organisation is told of somebody.

    Only with an agreement, or its override, to share with the agency that the organisation is; what
    the family wants kept from it is left out. Raises Refused.
    """
    check_agreed(actor, of, agency_id)
    back = queries.withheld(actor, of, agency_id)
    gone = {name for what in back for name in KEPT_BACK.get(what, ())}
    key = queries.key_of(of)
    pieces = {name: queries.piece(of, name, key) for name in queries.PIECES}
    if HIDDEN.HEALTH in back:
        pieces["health"] = {}
    told = {
        "plain": {name: getattr(of, name) for name in PLAIN},
        "lists": {name: list(getattr(of, name)) for name in LISTS},
        **pieces,
    }
    kept = {
        part: {name: said for name, said in whole.items() if name not in gone}
        for part, whole in told.items()
    }
    return {**kept, "birth_precision": of.birth_precision}


def check_agreed(actor: Actor, of: Individual, agency_id: UUID | None) -> None:
    """A part of handing a case over: raises Refused unless sharing with this agency is agreed."""
    if not queries.consent_holds(actor, of, terms.Scope.NAMED_AGENCY, agency_id):
        words = _("The family has not agreed to share with this agency. Ask them first.")
        raise Refused(words, "agency")


def take_individual_in(
    actor: Actor, said: dict[str, Any], individual_id: UUID, team_id: UUID
) -> Individual:
    """A part of taking a case over: search, then register, as for anybody else.

    Whoever is very like it is compared afterwards, with the other doubles: asking before would tell
    who takes over, and may still refuse, whom the sender knows.
    """
    plain = {name: said["plain"].get(name) for name in PLAIN if name in said["plain"]}
    plain |= {name: date.fromisoformat(plain[name]) for name in DAYS if plain.get(name)}
    known = Identity.__dataclass_fields__
    lists: dict[str, Any] = {name: tuple(one) for name, one in said["lists"].items()}
    details = IndividualDetails(
        id=individual_id,
        team_id=team_id,
        identity=Identity(**{name: one for name, one in said["identity"].items() if name in known}),
        birth_precision=said["birth_precision"],
        contact=said["contact"],
        health=said["health"],
        **plain,
        **lists,
    )
    searched = find_people(actor, details.asked())
    alike = tuple(fit.code for fit in queries.find(actor, details.asked()))
    return register_child(
        actor, replace(details, search_id=searched.search.pk, not_the_same_as=alike)
    )
