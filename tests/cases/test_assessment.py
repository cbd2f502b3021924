"""Assessments: kept domain by domain, whole before they are approved, approved by another one."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.cases.told import (
    WHY,
    again,
    answered,
    assessed,
    laid_before,
    led,
    opened,
    registered,
)
from tests.people.known import events
from umai.cases import commands, queries
from umai.cases.models import AssessedDomain, Assessment, RiskRating
from umai.cases.queries import domains
from umai.cases.terms import ApprovalState, ClockKind
from umai.foundation.calendar import queries as calendar
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused

FACTS = commands.DomainWords(rating=3, words={"facts": "Sleeps in a tent."})


def begun(actor, case, kind="comprehensive"):
    return commands.begin_assessment(actor, case.pk, kind, assessment_id=uuid7())


def running(case):
    return {one.kind for one in queries.clocks(case)}


@pytest.fixture
def case(sana, zhanar, saule, child):
    return led(saule, zhanar, sana, child)


def test_sending_twice_begins_once_and_only_one_is_written_at_a_time(case, zhanar):
    """R1."""
    row = begun(zhanar, case)
    again_ = commands.begin_assessment(zhanar, case.pk, "rapid", assessment_id=row.pk)
    assert again_ == row
    with pytest.raises(Refused, match="already"):
        begun(zhanar, case)
    assert Assessment.objects.count() == 1


def test_an_identified_case_is_assessed_rapidly_but_not_comprehensively(sana, zhanar, child):
    case = opened(zhanar, sana, child)
    with pytest.raises(Refused, match="cannot be done"):
        begun(zhanar, case)
    assert begun(zhanar, case, "rapid").kind == "rapid"


def test_a_domain_is_kept_as_it_was_written_and_sealed(case, zhanar):
    row = begun(zhanar, case)
    answer = commands.assess_domain(zhanar, row.pk, "safety", 0, FACTS)
    assert "tent" not in str(bytes(answer.words_sealed))
    said = queries.opened(answer, "words", queries.key_of(case))
    assert said == {"facts": "Sleeps in a tent."}
    assert queries.assessed(row)["safety"].rating == 3


def test_who_saves_over_a_newer_domain_is_told(case, zhanar):
    """R5."""
    row = begun(zhanar, case)
    commands.assess_domain(zhanar, row.pk, "safety", 0, FACTS)
    with pytest.raises(commands.Newer) as no:
        commands.assess_domain(zhanar, row.pk, "safety", 0, FACTS)
    assert no.value.current.version == 1
    assert commands.assess_domain(zhanar, row.pk, "safety", 1, FACTS).version == 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (commands.DomainWords(rating=5), "rating"),
        (commands.DomainWords(rating=1, not_assessed=True), "rating"),
        (commands.DomainWords(not_assessed=True), "why_not"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(case, zhanar, said, field):
    row = begun(zhanar, case)
    with pytest.raises(Refused) as no:
        commands.assess_domain(zhanar, row.pk, "safety", 0, said)
    assert no.value.field == field
    assert not AssessedDomain.objects.exists()


def test_a_rapid_assessment_asks_about_less(case, zhanar):
    row = begun(zhanar, case, "rapid")
    with pytest.raises(Refused, match="does not ask"):
        commands.assess_domain(zhanar, row.pk, "income", 0, FACTS)


def test_a_rapid_assessment_is_finished_by_its_author_and_counts_at_once(case, zhanar):
    row = answered(zhanar, begun(zhanar, case, "rapid"), risk="LOW", needs=())
    done = commands.finish_assessment(zhanar, row.pk, row.version)
    assert (done.state, again(case).risk) == ("done", "LOW")
    assert ClockKind.ASSESS in running(case)


def test_what_is_missing_is_said_before_anybody_is_asked(case, zhanar):
    row = begun(zhanar, case)
    with pytest.raises(Refused) as no:
        commands.lay_assessment_before(zhanar, row.pk, row.version)
    for words in ("Safety and violence", "own words", "risk is not rated"):
        assert words in str(no.value)
    assert len(queries.missing_in_assessment(case, row)) == 16 + 2
    row = answered(zhanar, row, words={"why_no_words": "She is eight days old.", "why_risk": WHY})
    assert commands.lay_assessment_before(zhanar, row.pk, row.version).state == "asked"


def test_what_was_not_assessed_is_said_with_its_reason_and_is_no_hole(case, zhanar):
    row = answered(zhanar, begun(zhanar, case))
    why = commands.DomainWords(not_assessed=True, words={"why_not": "No interpreter today."})
    commands.assess_domain(zhanar, row.pk, "mind", 1, why)
    assert queries.missing_in_assessment(case, row) == []


def test_an_approved_assessment_goes_on_and_starts_what_follows(sana, case, zhanar, saule):
    """Clocks of domain 2.17: the assessment is met at approval."""
    assert ClockKind.ASSESS in running(case)
    done = assessed(zhanar, saule, case)
    assert done.state == "ASSESSMENT_APPROVED"
    assert ClockKind.ASSESS not in running(done)
    assert ClockKind.MEETING not in running(done)
    assert {"cases.assessment_laid_before", "cases.assessment_approved"} <= set(events(sana))


def test_high_risk_asks_for_a_meeting_within_seven_working_days(case, zhanar, saule):
    """The clock counts in working days and keeps the version of its rule."""
    done = assessed(zhanar, saule, case, risk="HIGH")
    clock = queries.clocks(done).get(kind=ClockKind.MEETING)
    assert clock.due_at == calendar.due_under(zhanar, "CS.MEETING", clock.began_at).at
    assert clock.due_at - clock.began_at > timedelta(days=7)
    assert queries.lacks_meeting(zhanar, done)


def test_nobody_approves_their_own_not_even_one_domain_of_it(case, zhanar, saule, dana):
    """S29: whoever wrote a line of it does not decide."""
    row = answered(zhanar, begun(zhanar, case))
    commands.assess_domain(saule, row.pk, "mind", 1, FACTS)
    row = commands.lay_assessment_before(zhanar, row.pk, row.version)
    with pytest.raises(Refused, match="own"):
        commands.decide_assessment(saule, row.pk, row.version, approved=True)
    done = commands.decide_assessment(dana, row.pk, row.version, approved=True)
    assert (done.state, done.done_by_id) == ("approved", dana.person)


def test_who_may_not_approve_is_refused(case, zhanar, marat):
    row = laid_before(zhanar, case)
    commands.join_case_team(zhanar, case.pk, marat.person, "psychologist")
    with pytest.raises(PermissionDenied):
        commands.decide_assessment(marat, row.pk, row.version, approved=True)


def test_what_is_given_back_says_why_and_is_written_on(case, zhanar, saule):
    row = laid_before(zhanar, case)
    with pytest.raises(Refused) as no:
        commands.decide_assessment(saule, row.pk, row.version, approved=False, words="No.")
    assert no.value.field == "words"
    back = commands.decide_assessment(saule, row.pk, row.version, approved=False, words=WHY)
    assert back.state == "draft"
    approval = queries.approvals(case).get()
    assert approval.state == ApprovalState.RETURNED
    assert queries.opened(approval, "words", queries.key_of(case))["answered"] == WHY
    commands.assess_domain(zhanar, row.pk, "mind", 1, FACTS)
    row = commands.lay_assessment_before(zhanar, row.pk, back.version)
    commands.decide_assessment(saule, row.pk, row.version, approved=True)
    assert again(case).state == "ASSESSMENT_APPROVED"


def test_what_waits_for_approval_is_not_changed_meanwhile(case, zhanar):
    row = laid_before(zhanar, case)
    with pytest.raises(Refused, match="no longer"):
        commands.assess_domain(zhanar, row.pk, "mind", 1, FACTS)


def test_a_risk_that_rises_counts_at_once_one_that_falls_when_approved(case, zhanar, saule):
    row = laid_before(zhanar, case, risk="HIGH")
    assert again(case).risk == "HIGH"
    assert ClockKind.REPORT in running(case)
    commands.decide_assessment(saule, row.pk, row.version, approved=True)
    assert RiskRating.objects.filter(case_id=case.pk, level="HIGH").count() == 1
    row = laid_before(zhanar, again(case), risk="LOW")
    assert again(case).risk == "HIGH"
    commands.decide_assessment(saule, row.pk, row.version, approved=True)
    assert again(case).risk == "LOW"


def test_the_last_assessment_is_the_last_finished_one(case, zhanar, saule):
    assessed(zhanar, saule, case)
    first = queries.last_assessment(case)
    second = begun(zhanar, case)
    assert queries.last_assessment(case, second) == first
    assert queries.last_assessment(case, first) is None


def test_reading_is_written_down(sana, case, zhanar):
    """S22."""
    row = begun(zhanar, case)
    commands.read_assessment(zhanar, row.pk)
    assert events(sana).count("cases.assessment_read") == 1


def test_strangers_find_nothing(case, zhanar, timur, rodnik, person, acting, inside):
    """S2: the same 404 for another team and another organisation."""
    row = begun(zhanar, case)
    with pytest.raises(Http404):
        commands.read_assessment(timur, row.pk)
    with pytest.raises(Http404):
        commands.assess_domain(timur, row.pk, "mind", 0, FACTS)
    stranger = acting(person("supervisor", organisation=rodnik))
    with inside(rodnik), pytest.raises(Http404):
        commands.read_assessment(stranger, row.pk)


def test_an_ended_case_is_not_assessed(sana, zhanar, saule, child):
    case = opened(zhanar, sana, child)
    case = commands.screen_out_case(saule, case.pk, case.version, WHY, "The school was told.")
    with pytest.raises(Refused, match="ended"):
        begun(saule, case, "rapid")


@pytest.fixture
def second_edition(tmp_path, monkeypatch):
    """A year later: one domain is new, one has another name, one is no longer asked."""

    def publish():
        told = json.loads(domains.DATA.read_text(encoding="utf-8"))
        first = told["versions"][0]
        kept = [dict(one) for one in first["domains"] if one["code"] != "substance"]
        kept[0] = {**kept[0], "label": {"en": "Protection", "ru": "Защита", "kk": "Қорғау"}}
        new = {"en": "Online life", "ru": "Жизнь в сети", "kk": "Желідегі өмір"}
        kept.append({"code": "online", "label": new, "ask": new})
        told["versions"].append({**first, "version": 2, "domains": kept})
        path = tmp_path / "domains.json"
        path.write_text(json.dumps(told), encoding="utf-8")
        monkeypatch.setattr(domains, "DATA", path)
        queries.domain_editions.cache_clear()

    yield publish
    queries.domain_editions.cache_clear()


def told_in(row):
    """What a page shows of an assessment, in words."""
    edition, known = queries.domain_edition(row.edition), queries.assessed(row)
    return [(one.label, known[one.code].rating) for one in edition.of(row.kind)]


def test_an_old_assessment_is_read_in_its_own_version(case, zhanar, saule, second_edition):
    """R16: add, rename, retire a domain; the old record says what it said."""
    assessed(zhanar, saule, case)
    old = queries.last_assessment(case)
    before = told_in(old)
    second_edition()
    assert told_in(old) == before
    assert [words for words, _rating in before][0] == "Safety and violence"
    new = answered(zhanar, begun(zhanar, case))
    assert (old.edition, new.edition) == (1, 2)
    words = [label for label, _rating in told_in(new)]
    assert words[0] == "Protection" and "Online life" in words
    assert "Alcohol and drugs" not in words


def test_a_draft_of_the_old_version_is_finished_in_it(case, zhanar, saule, second_edition):
    """R16."""
    row = begun(zhanar, case)
    second_edition()
    row = answered(zhanar, row)
    assert queries.missing_in_assessment(case, row) == []
    with pytest.raises(Refused, match="does not ask"):
        commands.assess_domain(zhanar, row.pk, "online", 0, FACTS)


def test_versions_are_whole_and_said_in_three_languages():
    for edition in queries.domain_editions().values():
        codes = [one.code for one in edition.domains]
        assert len(set(codes)) == len(codes)
        assert edition.rapid <= set(codes)
        assert len(edition.ratings) == 5
        for words in [*(one.labels for one in edition.domains), *edition.ratings]:
            assert len({words["en"], words["ru"], words["kk"]}) == 3


def test_no_case_of_a_registered_child_is_without_its_assessment_clock(sana, zhanar, child):
    assert ClockKind.ASSESS in running(registered(zhanar, sana, child))
