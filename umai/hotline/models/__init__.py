"""The tables of the hotline. What a caller told is ciphertext; what is counted is plain."""

from umai.hotline.models.aftercare import CallAttempt, EarlierContact, Emergency, Step
from umai.hotline.models.consultations import Consultation, ConsultationQuerySet
from umai.hotline.models.contacts import (
    CHILD,
    LISTS,
    OLDEST_AGE,
    PLAIN,
    SEALED,
    AnotherChild,
    Contact,
    ContactQuerySet,
    Counter,
    GivenService,
)
from umai.hotline.models.keeping import Draft

__all__ = [
    "CHILD",
    "LISTS",
    "OLDEST_AGE",
    "PLAIN",
    "SEALED",
    "AnotherChild",
    "CallAttempt",
    "Consultation",
    "ConsultationQuerySet",
    "Contact",
    "ContactQuerySet",
    "Counter",
    "Draft",
    "EarlierContact",
    "Emergency",
    "GivenService",
    "Step",
]
