"""A case is opened once for a child, its state is what its facts add up to, its clocks run."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict

from tests import cast
from tests.cases.told import WHY, again, consent, opened, registered
from tests.people.known import register
from umai.cases import commands, queries
from umai.cases.models import Case, Clock
from umai.cases.terms import ClockKind
from umai.cases.views import story
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices.models import Notice
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary.models import Rule
from umai.people import commands as people

pytestmark = pytest.mark.usefixtures("here")


def running(case):
    return {one.kind: one for one in queries.clocks(case)}


def test_an_opened_case_carries_the_childs_code_and_waits_to_be_screened(case, child):
    assert case.code == child.code
    assert case.state == "IDENTIFIED"
    assert set(running(case)) == {ClockKind.SCREEN}
    assert again(case).next_due_kind == ClockKind.SCREEN
    assert "border" not in str(bytes(case.words_sealed))


def test_a_child_has_one_case(sana, zhanar, case, child):
    """R1: the same form twice is one case; another form is told so."""
    same = opened(zhanar, sana, child, id=case.pk)
    assert same.pk == case.pk
    with pytest.raises(Refused, match="has a case already"):
        opened(zhanar, sana, child)
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"source": "rumour"}, "source"),
        ({"concerns": ()}, "concerns"),
        ({"concerns": ("XXX",), "main": "XXX"}, "concerns"),
        ({"main": "SEX"}, "main"),
        ({"words": {}}, "worry"),
        ({"risk": "MEDIUM"}, "why_risk"),
        ({"risk": "GRAVE", "why_risk": WHY}, "risk"),
    ],
)
def test_what_is_missing_is_said_at_its_field(sana, zhanar, child, said, field):
    with pytest.raises(Refused) as no:
        opened(zhanar, sana, child, **said)
    assert no.value.field == field


def test_nobody_opens_a_case_of_a_child_they_do_not_know(sana, timur, child):
    """S2: the same 404 as for a child that is not there."""
    with pytest.raises(Http404):
        opened(timur, sana, child, team_id=cast.team(sana, "Turkistan").pk)


def test_a_colleague_who_does_not_work_on_it_finds_no_case(case, malika, timur, saule):
    """S2, S4: the team knows the child's record, but not the case; a supervisor does."""
    for actor in (malika, timur):
        assert not queries.cases(actor).exists()
        with pytest.raises(Http404):
            commands.read_case(actor, case.pk)
    assert commands.read_case(saule, case.pk).pk == case.pk


def test_who_is_shut_out_of_the_circle_loses_the_case(case, zhanar, child, saule):
    """S4: not even a supervisor sees the case of a child from whom she is shut out."""
    people.shut_out(zhanar, child.pk, saule.person_id, "She is the aunt of the child.")
    with pytest.raises(Http404):
        queries.case(saule, case.pk)


def test_breaking_the_glass_opens_the_case_for_a_time(case, timur, child):
    """S4: with a reason and until the rule's hours are over."""
    people.break_glass(timur, child.code, "The child is missing since the morning.")
    assert queries.case(timur, case.pk).pk == case.pk
    with clock.told_at(clock.now() + timedelta(hours=25)):
        assert not queries.cases(timur).exists()


def test_looking_into_a_case_is_written_down(case, zhanar):
    """S22."""
    commands.read_case(zhanar, case.pk)
    assert Entry.objects.filter(event="cases.case_read").count() == 1


def test_registration_asks_for_consent_and_a_rating(case, zhanar, child):
    with pytest.raises(Refused, match="Consent"):
        commands.register_case(zhanar, case.pk, case.version)
    consent(zhanar, child)
    with pytest.raises(Refused, match="risk"):
        commands.register_case(zhanar, case.pk, case.version)
    rated = commands.rate_risk(zhanar, case.pk, case.version, "LOW", (), WHY)
    done = commands.register_case(zhanar, case.pk, rated.version)
    assert done.state == "REGISTERED"
    assert ClockKind.SCREEN not in running(done)
    assert {ClockKind.ASSESS, ClockKind.PLAN, ClockKind.ASSIGN} <= set(running(done))


def test_registering_twice_is_refused_with_the_state(sana, zhanar, child):
    case = registered(zhanar, sana, child)
    with pytest.raises(Refused, match="cannot be done"):
        commands.register_case(zhanar, case.pk, case.version)


def test_an_older_page_is_told_of_the_newer_case(case, zhanar):
    """R5."""
    commands.rate_risk(zhanar, case.pk, case.version, "LOW", (), WHY)
    with pytest.raises(commands.Newer):
        commands.rate_risk(zhanar, case.pk, case.version, "HIGH", (), WHY)


@pytest.mark.parametrize(
    ("risk", "hours"), [("HIGH", 24), ("MEDIUM", 72)]
)
def test_the_first_meeting_is_due_by_the_risk(sana, zhanar, child, risk, hours):
    case = opened(zhanar, sana, child, risk=risk, why_risk=WHY)
    face = running(case)[ClockKind.FACE]
    assert face.due_at - case.opened_at == timedelta(hours=hours)
    assert face.rule == f"RK.{risk}.FACE"


def test_a_raised_risk_shortens_what_is_due_and_a_lowered_one_does_not_stretch_it(
    sana, zhanar, child
):
    """A running clock is never moved: a shorter one takes its place and the old one stays kept."""
    case = opened(zhanar, sana, child, risk="MEDIUM", why_risk=WHY)
    before = running(case)[ClockKind.FACE]
    case = commands.rate_risk(zhanar, case.pk, case.version, "HIGH", (), WHY)
    after = running(case)[ClockKind.FACE]
    assert after.due_at < before.due_at
    assert Clock.objects.get(pk=before.pk).due_at == before.due_at
    case = commands.rate_risk(zhanar, case.pk, case.version, "LOW", (), WHY)
    assert running(case)[ClockKind.FACE].due_at == after.due_at


def test_high_risk_is_told_to_the_supervisor_at_once(sana, zhanar, saule, child):
    """S31: the notice carries the code and nothing else."""
    case = opened(zhanar, sana, child, risk="HIGH", why_risk=WHY)
    told = Notice.objects.get(person_id=saule.person_id)
    assert (told.kind, told.code) == ("case_high_risk", case.code)


def test_what_makes_it_high_is_not_passed_over(sana, zhanar, saule, child):
    """Only a supervisor rates lower, and says why."""
    with pytest.raises(Refused, match="supervisor"):
        opened(
            zhanar, sana, child, risk="LOW", triggers=("SUICIDAL_PLAN",), why_risk=WHY
        )
    case = opened(zhanar, sana, child, risk="HIGH", triggers=("SUICIDAL_PLAN",))
    with pytest.raises(Refused, match="although"):
        commands.rate_risk(saule, case.pk, case.version, "LOW", ("SUICIDAL_PLAN",), "no")
    done = commands.rate_risk(saule, case.pk, case.version, "LOW", ("SUICIDAL_PLAN",), WHY)
    assert [one.level for one in queries.ratings(done)] == ["LOW", "HIGH"]


def test_a_child_alone_under_twelve_is_high_risk_by_itself(sana, zhanar):
    """A birthday that is not known counts for the child."""
    born = clock.today("Asia/Almaty").year - 11
    alone = register(
        zhanar, sana, given_name="Bek", family_name="Namunaev", born=str(born),
        uasc_status="UNACCOMPANIED",
    )  # fmt: skip
    with pytest.raises(Refused, match="supervisor"):
        opened(zhanar, sana, alone, risk="MEDIUM", why_risk=WHY)


def test_screening_out_needs_a_reason_and_an_answer_to_the_referrer(case, zhanar, saule):
    with pytest.raises(PermissionDenied):
        commands.screen_out_case(zhanar, case.pk, case.version, WHY, WHY)
    with pytest.raises(Refused) as no:
        commands.screen_out_case(saule, case.pk, case.version, WHY, " ")
    assert no.value.field == "told"
    done = commands.screen_out_case(saule, case.pk, case.version, WHY, "The school was told.")
    assert (done.state, done.next_due_at) == ("SCREENED_OUT", None)
    assert done.ended_at is not None


def test_a_case_is_given_to_a_caseworker_of_the_team(sana, zhanar, saule, malika, timur, child):
    case = registered(zhanar, sana, child)
    for stranger in (malika, timur):
        with pytest.raises(Refused):
            commands.assign_case(saule, case.pk, case.version, stranger.person_id)
    done = commands.assign_case(saule, case.pk, case.version, zhanar.person_id)
    assert (done.state, done.owner_id) == ("ASSESSMENT", zhanar.person_id)
    assert ClockKind.ASSIGN not in running(done)
    assert Notice.objects.filter(person_id=zhanar.person_id, kind="case_assigned").exists()


@pytest.fixture
def no_room(here):
    """A house in which nobody may lead a case; undone with the transaction of the test."""
    Rule.objects.filter(code="LD.MAX_CASES").update(value="0")
    vocabulary.forget()


@pytest.mark.usefixtures("no_room")
def test_over_the_limit_only_with_a_reason(sana, zhanar, saule, child):
    case = registered(zhanar, sana, child)
    with pytest.raises(Refused) as no:
        commands.assign_case(saule, case.pk, case.version, zhanar.person_id)
    assert no.value.field == "reason"
    done = commands.assign_case(saule, case.pk, case.version, zhanar.person_id, WHY)
    assert done.owner_id == zhanar.person_id


def test_whoever_joins_may_know_and_whoever_leaves_may_not(case, zhanar, malika, timur, child):
    """S4: the circle follows the team of the case."""
    commands.join_case_team(zhanar, case.pk, timur.person_id, "lawyer")
    assert queries.case(timur, case.pk)
    assert people.read_individual(timur, child.pk)
    commands.leave_case_team(zhanar, case.pk, timur.person_id)
    assert not queries.cases(timur).exists()
    with pytest.raises(Http404):
        people.read_individual(timur, child.pk)


def test_who_is_shut_out_is_not_added(case, zhanar, timur, child):
    people.shut_out(zhanar, child.pk, timur.person_id, "A relative of the family.")
    with pytest.raises(Refused, match="must not know"):
        commands.join_case_team(zhanar, case.pk, timur.person_id, "lawyer")


def noted_for(actor, case):
    """The concerns that a reader sees on the page, and how many only others see."""
    whole = queries.Whole(actor, case, story.telling(QueryDict()), story.SOURCES)
    return {one.concern for one in whole.concerns}, whole.hidden_concerns


def test_a_restricted_concern_is_for_the_owner_and_the_supervisor(
    sana, zhanar, malika, saule, case
):
    """Domain 2.16: sexual violence does not stand in ordinary lists."""
    commands.note_concern(saule, case.pk, "SEX", concern_id=uuid7())
    commands.join_case_team(zhanar, case.pk, malika.person_id, "lawyer")
    seen, hidden = noted_for(malika, case)
    assert "SEX" not in seen and hidden == 1
    seen, hidden = noted_for(saule, case)
    assert "SEX" in seen and hidden == 0
    said = Entry.objects.filter(event="cases.concern_noted")
    assert said.count() == 1


def test_a_concern_has_one_main_and_keeps_its_history(case, zhanar):
    row = commands.note_concern(zhanar, case.pk, "OOS", concern_id=uuid7(), main=True)
    again_ = commands.note_concern(zhanar, case.pk, "OOS", concern_id=row.pk, main=True)
    assert again_.pk == row.pk
    assert [one.concern for one in queries.concerns(zhanar, case) if one.main] == ["OOS"]
    with pytest.raises(Refused, match="already"):
        commands.note_concern(zhanar, case.pk, "OOS", concern_id=uuid7())
    changed = commands.change_concern(zhanar, row.pk, row.version, "CONFIRMED", WHY)
    assert changed.status == "CONFIRMED"
    with pytest.raises(commands.Newer):
        commands.change_concern(zhanar, row.pk, row.version, "RESOLVED", WHY)


def test_another_organisation_finds_nothing(case, zhanar, rodnik, person, acting):
    """S33."""
    stranger = acting(person("supervisor", organisation=rodnik))
    assert not queries.cases(stranger).exists()


def test_who_was_opened_for_nobody_counts_in_nobodys_load(sana, zhanar, child):
    registered(zhanar, sana, child)
    assert queries.loads(zhanar, [zhanar.person_id])[zhanar.person_id].cases == 0


