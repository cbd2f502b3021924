"""Danger now: raise the alarm with the contact itself, in the same transaction."""

from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.notices import commands as notices
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import queries, terms
from umai.hotline.models import Contact, Emergency


def raise_alarm(actor: Actor, contact: Contact, first_action: str, key: DataKey) -> Emergency:
    """Open an emergency and ring the first on the roster, or the supervisors if it is empty."""
    moment = clock.now()
    emergency = Emergency(
        organisation_id=contact.organisation_id,
        contact_id=contact.pk,
        team_id=contact.team_id,
        code=contact.code,
        raised_at=moment,
        act_by=contact.received_at + vocabulary.span("HL.FIRST_ACTION"),
        rung=1,
        rung_at=moment,
    )
    if first_action:
        emergency.first_action_at, emergency.first_action_by_id = moment, actor.person_id
        emergency.first_action_sealed = seals.seal(
            key, "hotline_emergency.first_action", emergency.pk, first_action
        )
    emergency.save(force_insert=True)
    kind = terms.Notice.DANGER_NOW
    if not notices.ring(actor, contact.team_id, kind, contact.code, emergency.pk, 1):
        # Nobody is on the roster at this hour: whoever answers for the team hears it at once.
        for person_id in queries.supervisors(actor, contact.team_id):
            kind = terms.Notice.NOBODY_ON_CALL
            notices.tell(actor, person_id, kind, contact.code, emergency.pk, urgent=True)
    return emergency
