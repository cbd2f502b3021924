"""R1, R5, S34: two at once on one referral, in rows that are really committed."""

import pytest
from django.http import Http404

from tests.cases.test_races import House, at_once, one_won
from tests.cases.told import consent
from tests.directory import entries
from tests.referrals import told
from umai.foundation.kernel.actor import NOBODY
from umai.foundation.kernel.scope import scope
from umai.foundation.vault.models import DataKey
from umai.referrals import commands, queries
from umai.referrals.models import DoorCode, Fact, Referral


@pytest.fixture
def house(own_database):
    made = House()
    with made.scope():
        made.agency = entries.agency(made.leads[0], email="clinic@test.invalid").pk
        consent(
            made.zhanar, made.child, given=("SHARE_NAMED_AGENCY",), agency_id=made.agency
        )
        made.row = told.drafted(made.zhanar, made.case, made.agency)
    return made


def test_sent_twice_at_once_it_goes_out_once(house):
    """R1, R5: one fact, one key; who came second is told."""

    def send(actor):
        return commands.send_referral(actor, house.row.pk, house.row.version)

    assert one_won(at_once((house.zhanar, send), (house.leads[0], send)))
    with house.scope():
        assert Fact.objects.filter(kind="sent").count() == 1
        assert DataKey.objects.filter(kind="referral").count() == 1


def test_consent_withdrawn_while_it_is_sent_leaves_nothing_open(house):
    """S34: whichever comes first, nobody can open it and no key of it is left."""
    at_once(
        (
            house.zhanar,
            lambda actor: commands.send_referral(actor, house.row.pk, house.row.version),
        ),
        (house.leads[0], lambda actor: told.withdraw(actor, house.child, house.agency)),
    )
    with house.scope():
        row = Referral.objects.get()
        assert row.shared_sealed is None and not queries.opens(row)
        assert not any(one.wrapped for one in DataKey.objects.filter(kind="referral"))


def test_answered_while_it_is_taken_back_is_one_or_the_other(house):
    """R1, S33: the facts have one order, and after the revocation nothing can be opened."""
    with house.scope():
        row = commands.send_referral(house.zhanar, house.row.pk, house.row.version)
        door = told.visiting(house.zhanar, row)
        row = told.again(row)
    at_once(
        (door.actor, lambda actor: commands.accept_referral(actor, row.pk)),
        (
            house.zhanar,
            lambda actor: commands.revoke_referral(actor, row.pk, row.version, "unsafe"),
        ),
    )
    with house.scope():
        now = Referral.objects.get()
        kinds = list(queries.facts(now).values_list("kind", flat=True))
        assert now.state == queries.standing(now).state
        if "revoked" in kinds:
            assert now.state == "REVOKED" and "accepted" not in kinds[kinds.index("revoked") :]
            with pytest.raises(Http404):
                commands.shown_to_provider(door.actor, row.pk)


def test_of_two_who_enter_one_code_one_comes_in(house):
    """R1: a code ends at its first use."""
    with house.scope():
        row = commands.send_referral(house.zhanar, house.row.pk, house.row.version)
        code = commands.give_code(house.zhanar, row.pk).code

    def enter(_actor):
        with scope(None):
            return commands.enter_code(NOBODY, code)

    done = at_once((house.zhanar, enter), (house.leads[0], enter))
    assert sorted(one is None for one in done) == [False, True]
    with house.scope():
        assert DoorCode.objects.filter(used_at__isnull=False).count() == 1
