"""A case rests for a limited time, and goes to another team that accepts it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests import cast
from tests.cases.told import WHY, again, led, offered
from umai.cases import commands, queries
from umai.cases.terms import ClockKind
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices.models import Notice
from umai.people import commands as people
from umai.people import queries as known_people

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def case(sana, zhanar, saule, child):
    return led(saule, zhanar, sana, child)


@pytest.fixture
def south(sana):
    return cast.team(sana, "Turkistan").pk


@pytest.fixture
def nurlan(person, acting):
    """Nurlan supervises in Turkistan."""
    return acting(person("supervisor", "Turkistan"))


def kinds(case):
    return {one.kind for one in queries.clocks(case)}


def test_a_supervisor_lets_a_case_rest_while_the_child_is_safe(case, zhanar, saule):
    """Domain 3.4, 17: our own clocks rest and begin anew; the hold has its limit."""
    with pytest.raises(PermissionDenied):
        commands.hold_case(zhanar, case.pk, case.version, WHY, safe="yes")
    for reason, safe, field in (("no", "yes", "reason"), (WHY, "no", "safe"), (WHY, "", "safe")):
        with pytest.raises(Refused) as no:
            commands.hold_case(saule, case.pk, case.version, reason, safe=safe)
        assert no.value.field == field
    held = commands.hold_case(saule, case.pk, case.version, WHY, safe="yes")
    assert held.state == "ON_HOLD"
    assert kinds(held) == {ClockKind.HOLD}
    due = queries.clocks(held).get().due_at
    assert timedelta(days=29) < due - clock.now() <= timedelta(days=31)
    with pytest.raises(commands.Newer):
        commands.release_case(zhanar, case.pk, case.version)
    back = commands.release_case(zhanar, case.pk, held.version, "She is back.")
    assert back.state == "ASSESSMENT"
    assert {ClockKind.ASSESS, ClockKind.PLAN} <= kinds(back) and ClockKind.HOLD not in kinds(back)
    assert Notice.objects.filter(person_id=zhanar.person_id).exists()


def test_at_high_risk_only_with_a_safety_note_and_the_report_stays_due(
    sana, zhanar, saule, child
):
    """Domain 3.4, guards."""
    case = led(saule, zhanar, sana, child, risk="HIGH", triggers=("SUICIDAL_PLAN",))
    with pytest.raises(Refused) as no:
        commands.hold_case(saule, case.pk, case.version, WHY, safe="yes")
    assert no.value.field == "safety"
    held = commands.hold_case(saule, case.pk, case.version, WHY, safe="yes", safety=WHY)
    assert kinds(held) == {ClockKind.HOLD, ClockKind.REPORT}


def test_until_it_is_accepted_the_sender_answers(case, zhanar, south, nurlan):
    """Domain 3.4, 15-16: nothing of the file but the handover is seen before."""
    row = offered(zhanar, case, south)
    now = again(case)
    assert (now.state, now.owner_id) == ("TRANSFER_PENDING", zhanar.person_id)
    assert ClockKind.TRANSFER in kinds(now)
    told = Notice.objects.get(person_id=nurlan.person_id, kind="transfer_asked")
    assert told.subject_id == row.pk
    with pytest.raises(Http404):
        queries.case(nurlan, case.pk)
    assert commands.read_transfer(nurlan, row.pk)[0] == row
    assert [code for _one, code in queries.offered_transfers(nurlan)] == [case.code]
    assert Entry.objects.filter(event="cases.transfer_read").count() == 1
    assert b"birth" not in bytes(row.words_sealed)


def test_accepted_the_team_changes_and_the_circle_follows(case, zhanar, timur, south, nurlan):
    """S4: the new team knows the child, the old one no longer."""
    row = offered(zhanar, case, south)
    with pytest.raises(Refused) as no:
        commands.answer_transfer(
            nurlan, row.pk, row.version, accepted=True, owner_id=zhanar.person_id
        )
    assert no.value.field == "person"
    done = commands.answer_transfer(
        nurlan, row.pk, row.version, accepted=True, owner_id=timur.person_id
    )
    now = again(case)
    assert (now.team_id, now.owner_id, now.state) == (south, timur.person_id, "ASSESSMENT")
    assert now.code == case.code and ClockKind.TRANSFER not in kinds(now)
    assert queries.case(timur, case.pk) and queries.case(nurlan, case.pk)
    assert known_people.individual(timur, case.individual_id)
    for gone in (queries.case, lambda actor, pk: known_people.individual(actor, now.individual_id)):
        with pytest.raises(Http404):
            gone(zhanar, case.pk)
    assert Notice.objects.filter(person_id=zhanar.person_id, kind="approval_given").exists()
    with pytest.raises(commands.Newer):
        commands.answer_transfer(nurlan, row.pk, row.version, accepted=False, words=WHY)
    with pytest.raises(Refused, match="already"):
        commands.answer_transfer(nurlan, row.pk, done.version, accepted=False, words=WHY)


def test_refused_with_a_reason_it_stays(case, zhanar, south, nurlan):
    row = offered(zhanar, case, south)
    with pytest.raises(Refused) as no:
        commands.answer_transfer(nurlan, row.pk, row.version, accepted=False)
    assert no.value.field == "words"
    commands.answer_transfer(nurlan, row.pk, row.version, accepted=False, words=WHY)
    now = again(case)
    assert (now.state, now.team_id) == ("ASSESSMENT", case.team_id)
    with pytest.raises(Http404):
        commands.read_transfer(nurlan, row.pk)


def test_nobody_answers_their_own_offer_and_strangers_find_none(case, zhanar, saule, timur, south):
    """S2: who does not answer for the other team finds nothing."""
    row = offered(saule, case, south)
    with pytest.raises(Refused, match="own"):
        commands.answer_transfer(saule, row.pk, row.version, accepted=False, words=WHY)
    with pytest.raises(Http404):
        commands.read_transfer(timur, row.pk)
    with pytest.raises(PermissionDenied):
        commands.answer_transfer(zhanar, row.pk, row.version, accepted=False, words=WHY)


def test_who_is_shut_out_is_not_told_of_the_child(case, zhanar, south, nurlan):
    """S4."""
    people.shut_out(zhanar, case.individual_id, nurlan.person_id, "He is the uncle of the child.")
    row = offered(zhanar, case, south)
    assert queries.offered_transfers(nurlan) == []
    with pytest.raises(Http404):
        commands.read_transfer(nurlan, row.pk)


@pytest.mark.usefixtures("nurlan")
def test_what_is_wrong_stands_at_its_field_and_twice_is_once(case, zhanar, south):
    """R1, R28."""
    for said, field in (
        ({"team_id": case.team_id}, "team"),
        ({"team_id": uuid7()}, "team"),
        ({"meeting_on": clock.today("Asia/Almaty") - timedelta(days=1)}, "meeting_on"),
        ({"words": {"reason": WHY}}, "summary"),
    ):
        with pytest.raises(Refused) as no:
            offered(zhanar, case, said.pop("team_id", south), **said)
        assert no.value.field == field
    row = offered(zhanar, case, south)
    assert offered(zhanar, case, south, id=row.pk).pk == row.pk
