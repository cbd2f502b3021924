"""Search for somebody. The journal keeps counts and keyed hashes of what was asked, no words."""

from dataclasses import dataclass

from django.db import transaction

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.people import events, permissions, queries
from umai.people.models import Search
from umai.people.names import matching


@dataclass(frozen=True)
class Searched:
    """What a search found; its id opens the form for a child that was not among them."""

    search: Search
    fits: list[queries.Fit]
    cut: int = 0

    @property
    def asks(self) -> bool:
        """Whether one may ask another team now. It says no more."""
        return self.search.elsewhere_id is not None


@transaction.atomic
def find_people(actor: Actor, asked: queries.Asked) -> Searched:
    """Search by name, date and sex among the people whom the actor may know of; those without a
    name by age and sex alone.
    """
    actor.require(permissions.FIND_PEOPLE)
    found = queries.unnamed(actor, asked) if asked.nameless else queries.found(actor, asked)
    fits = found.fits
    hidden = None if asked.nameless else queries.elsewhere(actor, asked, fits)
    person = matching.named(asked.given, asked.family, asked.patronymic, asked.born, asked.sex)
    search = Search.objects.create(
        organisation_id=actor.organisation,
        person_id=actor.person,
        at=clock.now(),
        keys=[queries.name_key(one) for one in person.keys],
        found=len(fits),
        elsewhere_id=hidden,
    )
    facts = {
        "found": len(fits),
        "wider": asked.wider,
        "nameless": asked.nameless,
        "asked": [bytes(key).hex()[:12] for key in search.keys],
        "codes": [fit.code for fit in fits],
    }
    if hidden:
        facts["elsewhere"] = 1
    log.record(actor, events.PEOPLE_SEARCHED, search, facts)
    return Searched(search, fits, found.cut)
