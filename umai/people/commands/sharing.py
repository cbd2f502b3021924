"""What an agency that is asked for help may be told of somebody: only what was agreed with it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.people import queries, terms
from umai.people.commands.handing_over import check_agreed
from umai.people.models import Individual

Shareable = terms.Shareable
NAMES = ("family_name", "given_name", "patronymic")


def check_shareable(
    actor: Actor, of: Individual, agency_id: UUID, chosen: Iterable[str]
) -> None:
    """A part of a referral: raises Refused at the field if somebody wants one of these kept back.
    """
    back = queries.kept_back(actor, of, agency_id)
    if refused := [one for one in chosen if one in back]:
        names = ", ".join(str(Shareable(one).label) for one in refused)
        words = _("They want this kept from this agency: %(names)s. Take it out.")
        raise Refused(words % {"names": names}, "shared")


def share_individual(
    actor: Actor, of: Individual, agency_id: UUID, chosen: Iterable[str]
) -> dict[str, Any]:
    """A part of a referral: what is told of somebody, by `terms.Shareable`; only with an agreement
    to share with this agency, or its override. Raises Refused.
    """
    wanted = list(chosen)
    # A withdrawal that is just being written comes first or waits.
    wait_for_turn(f"consents {of.merged_into_id or of.pk}")
    check_agreed(actor, of, agency_id)
    check_shareable(actor, of, agency_id, wanted)
    key = queries.key_of(of)
    identity, contact, health = (queries.piece(of, name, key) for name in queries.PIECES)
    told = {
        Shareable.SEX: of.sex,
        Shareable.LANGUAGE: {"languages": list(of.languages), "interpret": of.interpreter_needed},
        Shareable.HEALTH: health.get("health", ""),
        Shareable.LEGAL: of.migration_status,
        Shareable.NAME: {one: identity[one] for one in NAMES if identity.get(one)},
        Shareable.BORN: identity.get("born", ""),
        Shareable.PHONE: identity.get("phone", ""),
        Shareable.SAFE_CONTACT: contact.get("safe_contact", ""),
        Shareable.ADDRESS: contact.get("address", ""),
    }
    return {one.value: said for one, said in told.items() if one.value in wanted and said}


def names_of(of: Individual) -> list[str]:
    """A part of a referral: the names that free words must not carry when the name is kept."""
    said = queries.piece(of, "identity")
    return [said[one] for one in NAMES if said.get(one)]
