"""A case begins with a contact, or a contact belongs to a case that is open already."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _

from umai.cases import commands as cases
from umai.cases import queries as known_cases
from umai.cases.terms import Source
from umai.foundation.journal import log
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.hotline import events, permissions, queries, terms
from umai.hotline.commands import changing
from umai.hotline.models import Contact

# What still has to be done with a contact stays to be done when a case is opened.
STAYS = (terms.State.EMERGENCY, terms.State.FOLLOW_UP_DUE)


@transaction.atomic
def open_case_from_contact(
    actor: Actor, contact_id: UUID, version: int, details: cases.CaseDetails
) -> UUID:
    """Open the case of the child a contact is about, and link the two: one act, one entry.

    Returns the id of the case. Sending twice opens one.
    """
    if queries.opened_from(actor, contact_id, details.id):
        return details.id
    contact = _hold(actor, contact_id, version)
    case = cases.open_case(actor, replace(details, source=Source.CONTACT, contact=contact.code))
    _link(actor, contact, case.pk, terms.Step.CASE_OPENED)
    return case.pk


@transaction.atomic
def link_case(actor: Actor, contact_id: UUID, version: int, case_id: UUID) -> Contact:
    """Say that a contact is about a child whose case is open already."""
    contact = _hold(actor, contact_id, version)
    case = known_cases.case(actor, case_id)
    _link(actor, contact, case.pk, terms.Step.CASE_LINKED)
    log.record(actor, events.CASE_LINKED, contact, {"case": case.code})
    return contact


def let_case_go(actor: Actor, case_id: UUID) -> None:
    """A part of an erasure: no contact, now or in the history, points to the case any more."""
    tables: tuple[Any, ...] = (Contact, apps.get_model("hotline", "ContactEvent"))
    for rows in tables:
        here = rows._default_manager.filter(organisation_id=actor.organisation, case_id=case_id)
        here.update(case_id=None)


def _hold(actor: Actor, contact_id: UUID, version: int) -> Contact:
    contact = changing.hold(actor, permissions.READ_CONTACT, contact_id, version)
    if contact.case_id is not None:
        raise Refused(_("This contact belongs to a case already."))
    return contact


def _link(actor: Actor, contact: Contact, case_id: UUID, step: terms.Step) -> None:
    contact.case_id = case_id
    if contact.state not in STAYS:
        contact.state = terms.State.CASE_OPENED
    changing.keep(actor, contact, step)
