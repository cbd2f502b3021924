"""A code with which an agency without an account opens its own entry: give, take back, enter."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.directory import events, permissions, queries, terms
from umai.directory.models import Agency, Invitation
from umai.foundation.access.queries import known
from umai.foundation.journal import log
from umai.foundation.kernel import clock, ids
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope, wait_for_turn
from umai.foundation.vault import seals
from umai.foundation.vocabulary import queries as vocabulary

GROUPS = 3
SIGNS = GROUPS * 4
# Letters of a Kazakh or Russian keyboard that look like those of a code.
LOOK_ALIKE = str.maketrans("АСЕНКМРТУХ", "ACEHKMPTYX")


@dataclass(frozen=True)
class Given:
    """A code that was just given: the only moment at which anybody sees it."""

    code: str
    invitation: Invitation


@transaction.atomic
def invite_correction(actor: Actor, agency_id: UUID) -> Given:
    """Give an agency a code to correct its own entry. A code that it had before ends."""
    actor.require(permissions.INVITE_CORRECTION)
    agency = queries.agency(actor, agency_id)
    if agency.confidential:
        raise Refused(_("This entry is confidential: no code opens it from outside."))
    if agency.state != terms.AgencyState.ACTIVE:
        raise Refused(_("This agency is closed. Reopen it before you give it a code."))
    wait_for_turn(f"invitations {agency.pk}")
    _end(actor, agency)
    secret, moment = ids.spoken_code(GROUPS), clock.now()
    invitation = Invitation.objects.create(
        organisation_id=actor.organisation,
        agency_id=agency.pk,
        code_hash=hashed(actor.organisation, ids.folded_code(secret)),
        invited_by_id=actor.person,
        invited_at=moment,
        expires_at=moment + vocabulary.span("DIR.CODE_VALID"),
    )
    log.record(actor, events.CORRECTION_INVITED, agency)
    return Given(f"{_prefix(actor)}-{secret}", invitation)


@transaction.atomic
def revoke_invitation(actor: Actor, agency_id: UUID) -> int:
    """Take the code of an agency back: it opens nothing from now on. How many were open."""
    actor.require(permissions.INVITE_CORRECTION)
    agency = queries.agency(actor, agency_id)
    ended = _end(actor, agency)
    if ended:
        log.record(actor, events.INVITATION_REVOKED, agency)
    return ended


@transaction.atomic
def enter_code(actor: Actor, typed: str) -> queries.Invited | None:
    """The entry that a code opens, for somebody without an account; None if it opens nothing.

    The actor is whoever asks and needs no permission: the code is the key. Every try is written
    down in the journal of the organisation that the code names, never the code itself.
    """
    name, secret = _parts(typed)
    organisation = queries.organisation_by_prefix(name)
    if organisation is None:
        log.record(actor, events.CODE_REFUSED)
        return None
    stranger = Actor(organisation_id=organisation.pk, time_zone=organisation.time_zone)
    with scope(organisation.pk):
        found = queries.invitation_by_hash(stranger, hashed(organisation.pk, secret))
        invited = queries.invited(organisation.pk, found.pk) if found else None
        if invited is None:
            log.record(stranger, events.CODE_REFUSED)
        else:
            log.record(stranger, events.CODE_ENTERED, invited.agency)
    return invited


def hashed(organisation_id: UUID, secret: str) -> bytes:
    """What is kept of a code. The same signs of another organisation are another code."""
    return seals.hashed("directory invitation", f"{organisation_id}|{secret}")


def _prefix(actor: Actor) -> str:
    """What a code begins with: whose directory it opens."""
    return ids.folded_code(known.organisation_of(actor).code)


def _parts(typed: str) -> tuple[str, str]:
    """The organisation and the secret of a code, however it was written."""
    plain = ids.folded_code(typed).translate(LOOK_ALIKE)
    return plain[:-SIGNS], plain[-SIGNS:]


def _end(actor: Actor, agency: Agency) -> int:
    return queries.open_invitations(actor, agency.pk).update(ended_at=clock.now())
