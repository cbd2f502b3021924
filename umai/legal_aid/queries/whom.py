"""For whom a procedure can be opened, and from which contact it came."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from umai.foundation.kernel.actor import Actor
from umai.people import queries as people

# Whether somebody may know of the contact with this code: filled in config/wiring.py, for the
# hotline stands above.
contacts_known: list[Callable[[Actor, str], bool]] = []


def family_of_case(actor: Actor, case: Any) -> list[tuple[UUID, str, str]]:
    """Those of the child's family whom the actor may know: id, code, what they are to the child."""
    child = people.individuals(actor).filter(pk=case.individual_id).first()
    if child is None:
        return []
    return [(one.pk, one.code, kind) for kind, one in people.relatives(actor, child)]


def knows_contact(actor: Actor, code: str) -> bool:
    """Whether the actor may know of the contact with this code."""
    return any(ask(actor, code) for ask in contacts_known)
