"""The door of providers without an account: whom a code lets in, and to what."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from umai.foundation.access import queries as access
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import scope
from umai.foundation.vocabulary import queries as vocabulary
from umai.referrals import permissions
from umai.referrals.models import DoorCode, Referral
from umai.referrals.queries import referrals


@dataclass(frozen=True)
class Visitor:
    """Somebody who entered a code: the `actor` with whom pages at the door act, and how long.

    The actor is nobody of the house and holds one permission for this one referral.
    """

    actor: Actor
    code_id: UUID
    referral_id: UUID
    organisation: str
    until: datetime


def codes_of(referral: Referral) -> QuerySet[DoorCode]:
    """The codes that were given for a referral, the latest first."""
    here = DoorCode.objects.filter(
        organisation_id=referral.organisation_id, referral_id=referral.pk
    )
    return here.order_by("-given_at", "-id")


def code_by_hash(organisation_id: UUID, code_hash: bytes) -> DoorCode | None:
    """The code behind what was typed, if it still opens something and nobody used it."""
    found = DoorCode.objects.filter(
        organisation_id=organisation_id,
        code_hash=code_hash,
        used_at__isnull=True,
        ended_at__isnull=True,
        expires_at__gt=clock.now(),
    )
    return found.select_for_update().first()


def visitor(organisation_id: UUID, code_id: UUID) -> Visitor | None:
    """Who entered this code a short while ago; None when the visit, the code or the referral is
    over. It opens the scope of that organisation for itself, with no permission in it.
    """
    organisation = access.organisations().filter(pk=organisation_id).first()
    if organisation is None:
        return None
    with scope(organisation.pk):
        since = clock.now() - vocabulary.span("RF.VISIT_MINUTES")
        code = DoorCode.objects.filter(
            organisation_id=organisation.pk,
            pk=code_id,
            ended_at__isnull=True,
            used_at__gt=since,
        ).first()
        if code is None or code.used_at is None:
            return None
        row = Referral.objects.get(organisation_id=organisation.pk, pk=code.referral_id)
        if not opens(row):
            return None
    actor = Actor(
        organisation_id=organisation.pk,
        time_zone=organisation.time_zone,
        grants={permissions.ANSWER_REFERRAL: frozenset({row.pk})},
    )
    until = code.used_at + vocabulary.span("RF.VISIT_MINUTES")
    return Visitor(actor, code.pk, row.pk, organisation.name, until)


def opens(row: Referral) -> bool:
    """Whether a provider may be shown anything of a referral now. In the scope of its sender."""
    if row.shared_sealed is None or not referrals.standing(row).open_to_provider:
        return False
    return referrals.basis(referrals.house(row.organisation_id), row) is not None


def is_visitor(actor: Actor) -> bool:
    """Whether somebody acts who came through the door."""
    return actor.kind == "person" and actor.person_id is None
