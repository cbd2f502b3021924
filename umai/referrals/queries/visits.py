"""A visit at the door: whom to ring about it, and what was said during it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from umai.directory import queries as directory
from umai.foundation.access import queries as access
from umai.foundation.kernel.scope import scope
from umai.referrals import terms
from umai.referrals.models import DoorCode, Fact
from umai.referrals.queries.referrals import house

NAMES = ("name_kk", "name_ru", "name_en", "alternate_name")


@dataclass(frozen=True)
class ToRing:
    """An organisation and its telephones, as its own entry of the directory shows them."""

    name: str
    phones: list[dict[str, Any]]


def to_ring(organisation_id: UUID | None = None) -> list[ToRing]:
    """Whom a provider rings: one organisation, or every one that has telephones in its own entry.

    An organisation stands in its own directory under its own name, where its numbers are confirmed.
    """
    found = access.organisations()
    some = found.filter(pk=organisation_id) if organisation_id else found
    told = []
    for one in some:
        with scope(one.pk):
            entries = directory.agencies(house(one.pk)).filter(confidential=False)
            own = [
                agency
                for agency in entries.only(*NAMES, "phones")
                if one.name.casefold() in {getattr(agency, name).casefold() for name in NAMES}
            ]
        phones = [phone for agency in own[:1] for phone in agency.phones]
        if phones or organisation_id:
            told.append(ToRing(one.name, phones))
    return told


def said_no(organisation_id: UUID, code_id: UUID) -> bool:
    """Whether whoever entered this code refused since: the visit is over and was answered."""
    with scope(organisation_id):
        here = DoorCode.objects.filter(organisation_id=organisation_id, pk=code_id)
        code = here.filter(used_at__isnull=False).first()
        if code is None:
            return False
        return Fact.objects.filter(
            organisation_id=organisation_id,
            referral_id=code.referral_id,
            kind=terms.FactKind.REFUSED,
            by_id__isnull=True,
            at__gte=code.used_at,
        ).exists()
