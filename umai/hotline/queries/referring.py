"""What a referral from a contact begins with: for the room of referrals, which never asks us."""

from uuid import UUID

from umai.cases import queries as cases
from umai.foundation.kernel.actor import Actor
from umai.hotline.models import Contact
from umai.hotline.queries.cases import case_of_contact
from umai.hotline.queries.contacts import contact, contacts
from umai.referrals import queries as referrals
from umai.referrals.terms import Source

VISIT = "office_visit"


def origin_of_contact(actor: Actor, contact_id: UUID) -> referrals.Origin:
    """A contact or a visit as a referral begins with it; of a child whose case the actor may know
    of, that child. 404 for who may not know of the contact.
    """
    found = contact(actor, contact_id)
    case = case_of_contact(actor, found)
    if case is not None:
        return _of(found, referrals.origin_of_case(actor, case.pk))
    return referrals.Origin(
        source=_source(found),
        id=found.pk,
        code=found.code,
        team_id=found.team_id,
        key_id=found.key_id,
        sex=found.child_sex,
        age_band=cases.band_of_age(found.child_age),
        region=found.region,
    )


def contact_of_code(actor: Actor, code: str) -> UUID | None:
    """The contact that has this code, if the actor may know of it."""
    return contacts(actor).filter(code=code.strip().upper()).values_list("pk", flat=True).first()


def _of(found: Contact, origin: referrals.Origin) -> referrals.Origin:
    known = vars(origin) | {"source": _source(found), "id": found.pk, "code": found.code}
    return referrals.Origin(**known)


def _source(found: Contact) -> str:
    return Source.VISIT if found.channel == VISIT else Source.CONTACT
