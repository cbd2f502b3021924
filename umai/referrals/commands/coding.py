"""The door of a provider without an account: codes are given, entered once, and taken back."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.directory import queries as directory
from umai.foundation.access.queries import known
from umai.foundation.journal import log
from umai.foundation.kernel import clock, ids
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope, wait_for_turn
from umai.foundation.notices import commands as notices
from umai.foundation.vault import seals
from umai.foundation.vocabulary import queries as vocabulary
from umai.referrals import events, permissions, queries, terms
from umai.referrals.commands import holding
from umai.referrals.models import DoorCode, Referral

GROUPS = 3
SIGNS = GROUPS * 4
# Letters of a Kazakh or Russian keyboard that look like those of a code.
LOOK_ALIKE = str.maketrans("АСЕНКМРТУХ", "ACEHKMPTYX")
# Signs that no code has, read from handwriting for those that it has.
MISREAD = str.maketrans("SBZGВЗБ", "5826836")


@dataclass(frozen=True)
class Given:
    """A code that was just given: the only moment at which anybody sees it."""

    code: str
    door: DoorCode


@transaction.atomic
def give_code(actor: Actor, referral_id: UUID) -> Given:
    """A new code for the provider, to be said or printed. The one before and its visit end."""
    row = holding.hold(actor, permissions.MAKE_REFERRAL, referral_id)
    given = new_code(actor, row)
    log.record(actor, events.CODE_GIVEN, row)
    return given


@transaction.atomic
def take_code_back(actor: Actor, referral_id: UUID) -> int:
    """The code of a referral opens nothing any more, and a visit ends. How many were open."""
    row = holding.hold(actor, permissions.MAKE_REFERRAL, referral_id)
    ended = _end(row)
    if ended:
        log.record(actor, events.CODE_TAKEN_BACK, row)
    return ended


@transaction.atomic
def enter_code(actor: Actor, typed: str) -> queries.Visitor | None:
    """The referral that a code opens, for somebody without an account; None if it opens nothing.

    The actor is whoever asks and needs no permission: the code is the key, once. Every try is
    written down in the journal of the organisation that the code names, never the code itself.
    """
    plain = ids.folded_code(typed).translate(LOOK_ALIKE)
    name, secret = plain[:-SIGNS], plain[-SIGNS:].translate(MISREAD)
    organisation = directory.organisation_by_prefix(name)
    if organisation is None:
        log.record(actor, events.DOOR_REFUSED)
        return None
    stranger = Actor(organisation_id=organisation.pk, time_zone=organisation.time_zone)
    with scope(organisation.pk):
        code = queries.code_by_hash(organisation.pk, hashed(organisation.pk, secret))
        visitor = None
        if code is not None:
            code.used_at = clock.now()
            code.save(update_fields=["used_at"])
            visitor = queries.visitor(organisation.pk, code.pk)
        if code is None or visitor is None:
            log.record(stranger, events.DOOR_REFUSED)
            return None
        row = Referral.objects.get(organisation_id=organisation.pk, pk=visitor.referral_id)
        log.record(stranger, events.DOOR_OPENED, row)
    return visitor


def new_code(actor: Actor, row: Referral) -> Given:
    """A part of giving a code and of printing a letter."""
    if row.way == terms.Way.INSIDE:
        raise Refused(_("This provider works in Umai and needs no code."))
    if row.shared_sealed is None:
        raise Refused(_("Nothing of this referral can be opened by a provider now."))
    wait_for_turn(f"door {row.pk}")
    _end(row)
    secret, moment = ids.spoken_code(GROUPS), clock.now()
    door = DoorCode.objects.create(
        organisation_id=row.organisation_id,
        referral_id=row.pk,
        code_hash=hashed(row.organisation_id, ids.folded_code(secret)),
        given_by_id=actor.person,
        given_at=moment,
        expires_at=moment + vocabulary.span("RF.CODE_DAYS"),
    )
    prefix = ids.folded_code(known.organisation_of(actor).code)
    return Given(f"{prefix}-{secret}", door)


def write_to_provider(actor: Actor, row: Referral) -> None:
    """A part of sending and of reminding: a mail that names nobody, no code and no child."""
    address = queries.addressee(queries.house(row.organisation_id), row)
    if address:
        notices.write_out(actor, address, terms.MAIL_WAITS, row.language)


def hashed(organisation_id: UUID, secret: str) -> bytes:
    """What is kept of a code. The same signs of another organisation are another code."""
    return seals.hashed("referral door", f"{organisation_id}|{secret}")


def _end(row: Referral) -> int:
    return queries.codes_of(row).filter(ended_at__isnull=True).update(ended_at=clock.now())
