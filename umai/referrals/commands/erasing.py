"""What becomes of referrals when a record is erased. A part of acts of `people` and `cases`."""

from uuid import UUID

from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.referrals.commands import sending
from umai.referrals.models import Referral, UnmetNeed


def erase_referrals(actor: Actor, individual_id: UUID) -> int:
    """A part of an erasure: every referral of somebody goes, and what lies in others' boxes."""
    here = Referral.objects.filter(
        organisation_id=actor.organisation, individual_id=individual_id
    )
    found = list(here.select_for_update(no_key=True).order_by("pk"))
    keys = DataKey.objects.filter(
        organisation_id=actor.organisation,
        pk__in=[one.share_key_id for one in found if one.share_key_id],
        destroyed_at__isnull=True,
    )
    seals.destroy(keys)
    for row in found:
        sending.take_out_of_box(row)
    return int(here.delete()[0])


def let_case_go(actor: Actor, case_id: UUID) -> None:
    """A part of an erasure: what is only counted no longer points to the case."""
    here = {"organisation_id": actor.organisation, "case_id": case_id}
    Referral.objects.filter(**here).update(case_id=None)
    UnmetNeed.objects.filter(**here).update(case_id=None)
