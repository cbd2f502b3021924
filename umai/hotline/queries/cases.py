"""Contacts and cases: which case a contact is about, and the calls about a case."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from umai.cases import queries as cases
from umai.foundation.kernel.actor import Actor
from umai.hotline.models import Contact
from umai.hotline.queries.contacts import contacts

SHOWN = ("id", "code", "received_at", "state", "topic", "substantive", "contact_type")


def case_of_contact(actor: Actor, contact: Contact) -> Any:
    """The case that a contact is about, if the actor may know of it."""
    if contact.case_id is None:
        return None
    return cases.cases(actor).filter(pk=contact.case_id).first()


def calls_about(actor: Actor, case_id: UUID) -> QuerySet[Contact]:
    """The contacts about a case that the actor may see, newest first."""
    found = contacts(actor).filter(case_id=cases.case(actor, case_id).pk)
    return found.only(*SHOWN).order_by("-received_at", "-pk")


def opened_from(actor: Actor, contact_id: UUID, case_id: UUID) -> bool:
    """Whether this very case was opened from this contact before."""
    return contacts(actor).filter(pk=contact_id, case_id=case_id).exists()
