"""A referral that came in becomes a contact, to be worked on as any other."""

from uuid import UUID

from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.hotline.commands.recording import ChildDetails, ContactDetails, record_contact
from umai.referrals.commands import ContactToMake

CHANNEL = "referral_in"


def take_referral_in(actor: Actor, make: ContactToMake) -> tuple[UUID, str]:
    """A part of taking a referral in: a contact by the channel of referrals. Its id and code."""
    told = ": ".join(one for one in (make.sender, make.code) if one)
    details = ContactDetails(
        id=make.id,
        team_id=make.team_id,
        received_at=clock.now(),
        channel=CHANNEL,
        region=make.region,
        children=(ChildDetails(sex=make.sex),),
        narrative="\n\n".join(one for one in (told, make.narrative) if one),
        caller_name=make.name,
        phone=make.phone,
    )
    contact = record_contact(actor, details)
    return contact.pk, contact.code
