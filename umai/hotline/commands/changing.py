"""What every act on a written contact does: hold the row, look at its version, leave a step."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umai.foundation.kernel import clock, refusal
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.hotline import queries, terms
from umai.hotline.models import Consultation, Contact, Step


class Meanwhile(refusal.Newer):
    """Somebody saved a newer contact. Nothing was written."""

    words = gettext_lazy(
        "Somebody changed this contact meanwhile. Nothing is saved yet, your words are kept."
    )


def hold(actor: Actor, permission: str, contact_id: UUID, version: int) -> Contact:
    """The contact, held until the act is over, for who may do this in its team.

    Raises Meanwhile if the page showed an older version.
    """
    actor.require(permission)
    found = queries.contacts(actor).select_for_update(no_key=True)
    contact = found.filter(pk=contact_id).first()
    if contact is None:
        raise Http404
    actor.require(permission, contact.team_id)
    if contact.version != version:
        raise Meanwhile(contact)
    return contact


def key_for(contact: Contact) -> DataKey:
    """The contact's key; an imported row gets one when the first words are written to it."""
    key = queries.key_of(contact)
    if key is None:
        key = seals.new_key(contact.organisation_id, "contact")
        contact.key_id = key.pk
    return key


def keep(
    actor: Actor,
    contact: Contact,
    kind: terms.Step,
    *,
    note: str = "",
    what: str = "",
    to: UUID | None = None,
) -> Step:
    """Save the contact as its next version, with the step that led there."""
    sealing = key_for(contact) if note else None
    contact.version += 1
    contact.save(force_update=True)
    return leave_step(actor, contact, kind, sealing=sealing, note=note, what=what, to=to)


def leave_step(
    actor: Actor,
    contact: Contact,
    kind: terms.Step,
    *,
    sealing: DataKey | None = None,
    note: str = "",
    what: str = "",
    to: UUID | None = None,
) -> Step:
    """Write down a step of its own, when the contact itself stays as it is."""
    step = Step(
        organisation_id=contact.organisation_id,
        contact_id=contact.pk,
        version=contact.version,
        at=clock.now(),
        by_id=person(actor),
        kind=kind,
        what=what,
        to_id=to,
    )
    if sealing is not None:
        step.note_sealed = seals.seal(sealing, "hotline_step.note", step.pk, note)
    step.save(force_insert=True)
    return step


def insert_once(row: Contact | Consultation) -> None:
    """Insert a row whose id was made with its form. Refused if the id is somebody else's."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if f"{row._meta.db_table}_pkey" not in str(error):
            raise
        words = _("This form was already used. Open a new one; your words are kept.")
        raise Refused(words) from None


def person(actor: Actor) -> UUID:
    """The person who acts; what is done with a contact after the call is never done by a job."""
    if actor.person_id is None:
        raise PermissionDenied("nobody in person")
    return actor.person_id
