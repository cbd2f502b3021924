"""Two records become one and two again; nothing else changes."""

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.people.known import register
from umai.foundation.kernel.refusal import Refused
from umai.people import commands
from umai.people.models import Individual, Merge, Pair

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def boss(saule, acting):
    return acting(saule)


@pytest.fixture
def three(sana, boss):
    return [
        register(boss, sana, given_name=name, family_name="Алиев", born=f"{year}-05-05")
        for name, year in (("Бекзат", 2009), ("Данияр", 2012), ("Шахло", 2015))
    ]


def pointers():
    return dict(Individual.objects.order_by("code").values_list("code", "merged_into_id"))


def test_a_merge_is_one_pointer_and_can_be_undone(boss, three):
    one, other, _third = three
    before = pointers()
    commands.merge_people(boss, one.pk, other.pk)
    assert pointers() == {**before, one.code: other.pk}
    commands.undo_merge(boss, one.pk)
    assert pointers() == before
    assert Merge.objects.get().undone_by_id == boss.person


def test_no_chain_and_no_ring_of_merges(boss, three):
    one, other, third = three
    commands.merge_people(boss, one.pk, other.pk)
    for gone, stays in ((other, third), (one, third), (third, one), (other, one), (one, one)):
        with pytest.raises(Refused):
            commands.merge_people(boss, gone.pk, stays.pk)


def test_two_people_stay_two(boss, three):
    one, other, _third = three
    commands.say_not_same(boss, other.pk, one.pk)
    assert Pair.objects.get().state == "not_same"


def test_a_social_worker_merges_nobody(zhanar, three):
    with pytest.raises(PermissionDenied):
        commands.merge_people(zhanar, three[0].pk, three[1].pk)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=some.lists(some.tuples(some.booleans(), some.integers(0, 2), some.integers(0, 2))))
def test_whatever_is_merged_and_undone_every_pointer_leads_to_a_standing_record(boss, three, acts):
    """No order of merges and undoings leaves a chain, a ring or a pointer to nowhere."""
    for merges, first, second in acts:
        try:
            if merges:
                commands.merge_people(boss, three[first].pk, three[second].pk)
            else:
                commands.undo_merge(boss, three[first].pk)
        except Refused:
            continue
    rows = {row.pk: row for row in Individual.objects.all()}
    for row in rows.values():
        if row.merged_into_id:
            assert rows[row.merged_into_id].merged_into_id is None
            assert row.merged_into_id != row.pk
    open_merges = Merge.objects.filter(undone_at__isnull=True).values_list("gone_id", flat=True)
    assert set(open_merges) == {row.pk for row in rows.values() if row.merged_into_id}


def test_one_record_or_a_merged_pair_cannot_be_said_to_be_two_people(boss, three):
    one, other, _third = three
    with pytest.raises(Refused):
        commands.say_not_same(boss, one.pk, one.pk)
    commands.merge_people(boss, one.pk, other.pk)
    with pytest.raises(Refused):
        commands.say_not_same(boss, one.pk, other.pk)
    assert Pair.objects.get().state == "merged"
