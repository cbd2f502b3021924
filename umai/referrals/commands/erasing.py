"""What becomes of referrals when a record is erased. A part of acts of `people` and `cases`."""

from uuid import UUID

from umai.cases import queries as cases
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.referrals import queries, terms
from umai.referrals.commands import sending
from umai.referrals.models import Arrival, Referral, UnmetNeed


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
    return int(here.delete()[0]) + _forget_arrivals(actor, individual_id)


def _forget_arrivals(actor: Actor, individual_id: UUID) -> int:
    """What a letter said of somebody whose case was made of it; that one came in stays counted."""
    house = queries.house(actor.organisation)
    made = cases.cases(house).filter(individual_id=individual_id).values_list("pk", flat=True)
    here = Arrival.objects.filter(
        organisation_id=actor.organisation, taken_as=terms.TakenAs.CASE, taken_id__in=list(made)
    )
    keys = DataKey.objects.filter(
        organisation_id=actor.organisation, pk__in=list(here.values_list("key_id", flat=True))
    )
    seals.destroy(keys.filter(destroyed_at__isnull=True))
    return int(here.update(words_sealed=None, taken_id=None, taken_code=""))


def let_case_go(actor: Actor, case_id: UUID) -> None:
    """A part of an erasure: what is only counted no longer points to the case."""
    here = {"organisation_id": actor.organisation, "case_id": case_id}
    Referral.objects.filter(**here).update(case_id=None)
    UnmetNeed.objects.filter(**here).update(case_id=None)
