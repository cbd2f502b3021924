"""Sessions and services: who came, what came of it, what the clocks and the case make of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cases.told import again, assessed, led, planned
from tests.people.known import NADIRA, events, register
from umai.cases import commands, queries, rules
from umai.cases.commands import Part, SessionDetails
from umai.cases.models import Attendance, Session
from umai.cases.terms import ClockKind, FactKind, State
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused

TODAY = clock.today("Asia/Almaty")
SUMMARY = "She slept through the night for the first time."


def details(**said):
    words = {"id": uuid7(), "service": "PS03", "held_on": TODAY, "minutes": 45, "layer": "LAYER_3"}
    return SessionDetails(**{**words, **said})


@pytest.fixture
def case(sana, saule, zhanar, marat, child):
    """Nodira's case; Marat, the psychologist, works on it."""
    case = led(saule, zhanar, sana, child)
    commands.join_case_team(zhanar, case.pk, marat.person, "psychologist")
    return again(case)


@pytest.fixture
def other(sana, saule, zhanar, marat):
    """The case of another child whom Marat knows."""
    child = register(zhanar, sana, **{**NADIRA, "family_name": "Юсупова", "born": "2012-01-05"})
    case = led(saule, zhanar, sana, child)
    commands.join_case_team(zhanar, case.pk, marat.person, "psychologist")
    return again(case)


def running(case):
    return set(queries.clocks(case).values_list("kind", flat=True))


def kinds(case):
    return list(queries.facts(case).values_list("kind", flat=True))


def test_the_first_session_in_person_ends_two_clocks_and_is_sealed(sana, case, marat):
    """S14, S22: what was given is journaled by code; the summary is under the child's key."""
    row = commands.record_session(marat, case.pk, details(), Part(words={"summary": SUMMARY}))
    assert {ClockKind.FIRST_ACTION, ClockKind.FACE}.isdisjoint(running(case))
    assert SUMMARY.encode() not in bytes(row.words_sealed)
    assert queries.opened(row, "words", queries.key_of(case))["summary"] == SUMMARY
    assert events(sana).count("cases.session_recorded") == 1
    assert FactKind.SERVICE_GIVEN not in kinds(case)


def test_by_telephone_the_child_was_not_met(case, marat):
    commands.record_session(marat, case.pk, details(mode="phone"), Part())
    assert ClockKind.FIRST_ACTION not in running(case) and ClockKind.FACE in running(case)


def test_a_session_with_the_mother_alone_is_not_a_meeting_with_the_child(case, marat):
    part = Part(child_came=False, relatives=1)
    commands.record_session(marat, case.pk, details(form="family"), part)
    assert ClockKind.FIRST_ACTION not in running(case) and ClockKind.FACE in running(case)


def test_the_first_help_after_the_plan_carries_the_case_on(case, zhanar, saule, marat):
    """Domain 3.4, 9: and only the first."""
    case = planned(zhanar, saule, assessed(zhanar, saule, case))
    goal = queries.goals_to_work_on(case)[0][0]
    part = Part(goal_id=goal.pk, result="STABLE")
    row = commands.record_session(marat, case.pk, details(), part)
    commands.record_session(marat, case.pk, details(), Part())
    assert again(case).state == State.IN_PROGRESS
    assert kinds(case).count(FactKind.SERVICE_GIVEN) == 1
    assert queries.goal_of(case, row) == "She has a birth certificate."


def test_what_could_not_be_had_is_an_unmet_need_and_meets_nothing(case, marat):
    """SV07."""
    none = Part(child_came=False, outcome="UNAVAILABLE", words={"why_not": "No psychiatrist."})
    row = commands.record_session(marat, case.pk, details(service="PS09", layer=""), none)
    assert row.outcome in rules.UNMET and ClockKind.FIRST_ACTION in running(case)


def test_nobody_came_and_it_is_said_why(case, marat):
    empty = Part(child_came=False, outcome="NOT_DELIVERED")
    with pytest.raises(Refused) as no:
        commands.record_session(marat, case.pk, details(layer="", minutes=None), empty)
    assert no.value.field == "no_show"
    why = Part(child_came=False, outcome="NOT_DELIVERED", no_show="ill")
    row = commands.record_session(marat, case.pk, details(layer="", minutes=None), why)
    assert row.no_show == "ill" and ClockKind.FIRST_ACTION in running(case)


@pytest.mark.parametrize(
    ("said", "part", "field"),
    [
        ({"service": "CM01"}, {}, "service"),
        ({"service": "XX99"}, {}, "service"),
        ({"held_on": TODAY + timedelta(days=1)}, {}, "held_on"),
        ({"held_on": TODAY - timedelta(days=400)}, {}, "held_on"),
        ({"form": "crowd"}, {}, "form"),
        ({"mode": "dream"}, {}, "mode"),
        ({"place": "moon"}, {}, "place"),
        ({"minutes": 0}, {}, "minutes"),
        ({"minutes": 1441}, {}, "minutes"),
        ({"layer": ""}, {}, "layer"),
        ({"layer": "LAYER_9"}, {}, "layer"),
        ({"service": "LG01"}, {}, "layer"),
        ({"others": (uuid7(),)}, {}, "others"),
        ({}, {"child_came": False}, "child_came"),
        ({}, {"relatives": 41}, "relatives"),
        ({}, {"outcome": "LOST_CONTACT"}, "outcome"),
        ({}, {"outcome": "NONSENSE"}, "outcome"),
        ({}, {"result": "DOCUMENT_OBTAINED"}, "result"),
        ({}, {"no_show": "ill"}, "no_show"),
        ({}, {"next_on": TODAY - timedelta(days=1)}, "next_on"),
        ({}, {"goal_id": uuid7()}, "goal"),
    ],
)
def test_mistakes_are_refused_at_their_field(case, other, marat, said, part, field):
    if "others" in said:
        said = {"others": (other.pk,)}
    with pytest.raises(Refused) as no:
        commands.record_session(marat, case.pk, details(**said), Part(**part))
    assert no.value.field == field
    assert not Session.objects.exists()


def test_a_group_is_one_session_and_each_child_has_a_part_of_its_own(case, other, marat):
    """S6: nothing of one child stands in the part of another, not even that it was there."""
    said = details(service="PS05", form="group", others=(other.pk,))
    row = commands.record_session(marat, case.pk, said, Part(words={"summary": SUMMARY}))
    assert Session.objects.count() == 1 and Attendance.objects.count() == 2
    theirs = queries.attendances(other).get()
    assert theirs.session_id == row.session_id and theirs.words_sealed is None
    for one in (case, other):
        assert {ClockKind.FIRST_ACTION, ClockKind.FACE}.isdisjoint(running(one))
    part = Part(words={"summary": "He drew his house."})
    mended = commands.correct_session(marat, theirs.pk, theirs.version, said, part)
    assert queries.opened(mended, "words", queries.key_of(other))["summary"] != SUMMARY


def test_a_group_that_fell_through_had_nobody(case, other, marat):
    said = details(service="PS05", form="group", others=(other.pk,), layer="", minutes=None)
    none = Part(child_came=False, outcome="NOT_DELIVERED", no_show="we")
    commands.record_session(marat, case.pk, said, none)
    theirs = queries.attendances(other).get()
    assert (theirs.child_came, theirs.outcome, theirs.no_show) == (False, "NOT_DELIVERED", "we")


def test_nobody_brings_a_child_into_a_group_whom_they_do_not_know(case, other, zhanar, marat):
    """S2."""
    commands.leave_case_team(zhanar, other.pk, marat.person)
    said = details(service="PS05", form="group", others=(other.pk,))
    with pytest.raises(Http404):
        commands.record_session(marat, case.pk, said, Part())
    assert not Session.objects.exists()


def test_twice_is_one_session(case, marat):
    """R1."""
    said = details()
    one = commands.record_session(marat, case.pk, said, Part())
    assert commands.record_session(marat, case.pk, said, Part()) == one
    assert Attendance.objects.count() == 1


def test_only_who_wrote_it_mends_it_and_the_second_sees_both(case, zhanar, marat):
    """R5."""
    said = details()
    row = commands.record_session(marat, case.pk, said, Part())
    with pytest.raises(Refused):
        commands.correct_session(zhanar, row.pk, row.version, said, Part())
    mended = commands.correct_session(marat, row.pk, row.version, said, Part(result="STABLE"))
    with pytest.raises(commands.Newer):
        commands.correct_session(marat, row.pk, row.version, said, Part())
    assert mended.result == "STABLE"


def test_what_was_given_after_all_meets_its_clocks(case, marat):
    none = Part(child_came=False, outcome="UNAVAILABLE")
    said = details()
    row = commands.record_session(marat, case.pk, said, none)
    commands.correct_session(marat, row.pk, row.version, said, Part())
    assert ClockKind.FIRST_ACTION not in running(case)


def test_strangers_find_nothing(case, timur, person, acting, marat):
    """S2: another team finds nothing; who gives no services is refused."""
    row = commands.record_session(marat, case.pk, details(), Part())
    for act in (
        lambda: commands.record_session(timur, case.pk, details(), Part()),
        lambda: commands.correct_session(timur, row.pk, 1, details(), Part()),
        lambda: commands.read_session(timur, row.pk),
    ):
        with pytest.raises(Http404):
            act()
    with pytest.raises(PermissionDenied):
        commands.record_session(acting(person("operator", "Shymkent")), case.pk, details(), Part())


WORDS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=15, suppress_health_check=list(HealthCheck), deadline=None)
@given(words=WORDS, relatives=st.integers(0, 40), came=st.booleans())
def test_words_are_kept_and_who_came_adds_up(case, marat, words, relatives, came):
    """R28; a session that was held has at least one who came."""
    part = Part(child_came=came, relatives=relatives, words={"summary": words})
    if not came and not relatives:
        with pytest.raises(Refused):
            commands.record_session(marat, case.pk, details(), part)
        return
    row = commands.record_session(marat, case.pk, details(), part)
    kept = queries.opened(row, "words", queries.key_of(case)).get("summary", "")
    assert kept == words.strip()
    assert Session.objects.count() == Attendance.objects.count()
