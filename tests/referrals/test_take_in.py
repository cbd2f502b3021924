"""A referral from another organisation, or by letter, becomes a case by one act."""

import pytest
from django.http import Http404

from tests import cast
from tests.referrals.told import NEED, again, sent, withdraw
from umai.cases import queries as cases
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.foundation.vault.models import DataKey
from umai.people import commands as people
from umai.referrals import commands, queries
from umai.referrals.models import Arrival

pytestmark = pytest.mark.usefixtures("here")
SHARED = ("need", "age", "sex", "language", "name")


@pytest.fixture
def inside(case, zhanar, agreed, rodnik, serik):
    """Zhanar refers Nodira to Rodnik, which works in Umai."""
    return sent(
        zhanar, case, agreed.pk, way="inside", to_organisation_id=rodnik.pk, shared=SHARED
    )


def test_from_inside_it_becomes_a_case_and_the_sender_sees_it(inside, rodnik, serik, dina):
    """S33: one act makes the child and the case there; nothing else of ours is seen."""
    with scope(rodnik.pk):
        row = queries.waiting_arrivals(dina).get()
        assert row.code == inside.code and row.words_sealed is None
        said = commands.read_arrival(dina, row.pk)
        assert said.sender == "Sana Sezim" and said.told["need"] == NEED
        team = cast.team(rodnik, "Almaty").pk
        taken = commands.TakenCase(team_id=team, concerns=("NBR",), main="NBR")
        row = commands.take_in_as_case(dina, row.pk, row.version, taken)
        assert (row.state, row.taken_as) == ("taken", "case")
        new = cases.case(dina, row.taken_id)
        assert new.source == "referral" and new.code == row.taken_code
        assert people.reveal_identity(dina, new.individual_id).given_name == "Нодира"
        assert commands.confirm_service(dina, row.pk).state == "SERVICE_COMPLETED"
    now = again(inside)
    assert now.state == "SERVICE_COMPLETED" and now.received_at and now.accepted_at


def test_taken_back_it_is_gone_from_their_inbox(inside, rodnik, dina, zhanar, child, agreed):
    """S6, S33, S34: nothing is left to find, and no answer reaches it."""
    withdraw(zhanar, child, agreed.pk)
    with scope(rodnik.pk):
        assert not queries.arrivals(dina).exists() and not Arrival.objects.exists()
        for act in (commands.read_arrival, commands.accept_referral, commands.shown_to_provider):
            with pytest.raises(Http404):
                act(dina, inside.pk)


def test_a_letter_from_outside_is_written_down_and_answered_back(sana, zhanar, saule, clinic):
    """It becomes a case of a child who did not say the name; the answer goes back."""
    details = commands.ArrivalDetails(
        id=uuid7(),
        team_id=cast.team(sana, "Shymkent").pk,
        came_by="letter",
        need="SO02",
        urgency="urgent",
        agency_id=clinic.pk,
        sex="male",
        words={"need": "A boy sleeps in the waiting room."},
    )
    row = commands.record_arrival(zhanar, details)
    assert commands.record_arrival(zhanar, details).pk == row.pk and row.due_at
    taken = commands.TakenCase(team_id=row.team_id, concerns=("NBR",), main="NBR")
    row = commands.take_in_as_case(zhanar, row.pk, row.version, taken)
    case = cases.case(zhanar, row.taken_id)
    assert case.code == row.taken_code
    commands.erase_referrals(saule, case.individual_id)
    row.refresh_from_db()
    assert row.words_sealed is None and not row.taken_code and row.state == "taken"
    assert DataKey.objects.get(pk=row.key_id).wrapped is None
