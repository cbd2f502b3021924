"""After an erasure the journal still verifies, and no dump opens what was sealed (S14, S18)."""

import pytest

from tests import cast
from tests.journal.sealing import seal
from tests.people.known import register
from umai.foundation.access import actors
from umai.foundation.journal import chain, log
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.ownership import as_owner
from umai.foundation.kernel.scope import scope
from umai.foundation.vault import erasures
from umai.foundation.vault.models import DataKey
from umai.people import commands

CHILD = {"given_name": "Нодира", "family_name": "Канарейкина", "born": "2014-03-09"}


@pytest.mark.usefixtures("own_database")
def test_the_journal_still_verifies_after_an_erasure():
    """S18: the chain holds, and its entries still say by code what was done."""
    sana = cast.organisation("sana", "Sana Sezim", "KZ-79", ["Shymkent"])
    worker, boss, officer = (
        actors.actor_of(cast.person(sana, role, team))
        for role, team in (
            ("social_worker", "Shymkent"),
            ("supervisor", None),
            ("data_protection_officer", None),
        )
    )
    with scope(sana.pk):
        one = register(worker, sana, **CHILD)
        commands.reveal_identity(worker, one.pk)
    seal(3)
    with scope(sana.pk):
        asked = commands.ask_erasure(boss, one.pk, "request")
        commands.erase_individual(officer, asked.pk)
    seal(2)
    with as_owner():
        found = chain.verify(chain.roots())
    assert found.fault is None and found.sealed >= 5
    # No older copy may bring the key back: it is listed outside the database.
    assert one.key_id in erasures.listed()
    with scope(sana.pk):
        keys = {key.pk: key for key in DataKey.objects.filter(kind="journal")}
        entry = Entry.objects.get(event="people.individual_erased")
        assert log.facts_of(entry, keys)["codes"] == [one.code]
        told = [log.facts_of(known, keys) for known in Entry.objects.all()]
    assert "Канарейкина" not in str(told)
