"""The tables of the room: referrals that go out, those that come in, codes, and unmet needs."""

from umai.referrals.models.arrivals import Arrival
from umai.referrals.models.referrals import (
    DoorCode,
    Fact,
    Referral,
    ReferralCounter,
    ReferralQuerySet,
    UnmetNeed,
)

__all__ = [
    "Arrival",
    "DoorCode",
    "Fact",
    "Referral",
    "ReferralCounter",
    "ReferralQuerySet",
    "UnmetNeed",
]
