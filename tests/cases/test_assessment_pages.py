"""Assessment, best interests, meetings and reports on pages: nothing is lost, nothing leaks."""

from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from tests.cases.told import WHY, again, assessed, called, laid_before, led, met
from tests.people.known import NADIRA, register
from umai.cases import commands, queries
from umai.cases.models import Assessment, BestInterests, Meeting, ReportDecision
from umai.foundation.access import actors
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope

ENGLISH = {"accept-language": "en"}
DOMAIN = {"version": 0, "facts": "Sleeps in a tent.", "rating": 3}


class Desk:
    """A browser of one person, and the addresses of the room."""

    def __init__(self, client):
        self.client = client

    def get(self, name, *args):
        return self.client.get(reverse(f"cases:{name}", args=args), headers=ENGLISH)

    def send(self, name, *args, **said):
        return self.client.post(reverse(f"cases:{name}", args=args), said, headers=ENGLISH)


@pytest.fixture
def people(person):
    return {
        "zhanar": person("social_worker", "Shymkent"),
        "marat": person("psychologist", "Shymkent"),
        "timur": person("social_worker", "Turkistan"),
        "saule": person("supervisor"),
    }


@pytest.fixture
def zhanar(people):
    return actors.actor_of(people["zhanar"])


@pytest.fixture
def saule(people):
    return actors.actor_of(people["saule"])


@pytest.fixture
def desk(people, as_person):
    return {name: Desk(as_person(who)) for name, who in people.items()}


@pytest.fixture
def case(sana, zhanar, saule, people):
    with scope(sana.pk):
        child = register(zhanar, sana, sex="female", **NADIRA)
        case = led(saule, zhanar, sana, child, risk="HIGH")
        commands.join_case_team(zhanar, case.pk, people["marat"].pk, "psychologist")
        return again(case)


def test_an_assessment_is_written_domain_by_domain_and_approved(sana, case, desk, zhanar):
    """S29, S22: from beginning to approval on pages alone."""
    one, other = desk["zhanar"], desk["saule"]
    assert one.get("begin_assessment", case.pk).status_code == 200
    answer = one.send("begin_assessment", case.pk, id=uuid7(), kind="comprehensive")
    assert answer.status_code == 302 and answer.url.endswith("/safety/")
    with scope(sana.pk):
        row = Assessment.objects.get()
        codes = [found.code for found in queries.domain_edition(row.edition).of(row.kind)]
    answer = one.send("assess_domain", row.pk, "safety", **DOMAIN, on="1")
    assert answer.url.endswith("/care/")
    page = one.get("read_assessment", row.pk).text
    assert "Sleeps in a tent." in page and "Not rated yet: Care and family" in page
    for code in codes[1:]:
        answer = one.send("assess_domain", row.pk, code, **DOMAIN, on="1")
    assert answer.url.endswith("/summary/")
    said = {"version": 1, "risk": "HIGH", "why_risk": WHY, "need_1": "safety"}
    assert one.send("sum_up_assessment", row.pk, **said).status_code == 302
    refused = one.send("lay_assessment_before", row.pk, version=2)
    assert refused.status_code == 422 and "own words are missing" in refused.text
    said |= {"version": 2, "child_words": "I want to go to school."}
    one.send("sum_up_assessment", row.pk, **said)
    assert one.send("lay_assessment_before", row.pk, version=3).status_code == 302
    page = other.get("decide_assessment", row.pk).text
    assert "I want to go to school." in page
    back = other.send("decide_assessment", row.pk, version=4, answer="no", words="")
    assert back.status_code == 422
    assert other.send("decide_assessment", row.pk, version=4, answer="yes").status_code == 302
    assert "Approved" in one.get("read_assessment", row.pk).text
    with scope(sana.pk):
        assert again(case).state == "ASSESSMENT_APPROVED"


def test_a_mistake_keeps_what_was_typed(sana, case, desk, zhanar):
    with scope(sana.pk):
        row = commands.begin_assessment(zhanar, case.pk, "rapid", assessment_id=uuid7())
    said = {**DOMAIN, "rating": "9", "facts": "KEEP <me> \u2028 🙂 שלום"}
    answer = desk["zhanar"].send("assess_domain", row.pk, "safety", **said)
    assert answer.status_code == 422
    assert "KEEP &lt;me&gt;" in answer.text and "שלום" in answer.text
    assert "Choose a number from 0 to 4." in answer.text


@pytest.mark.parametrize("typed", ["%00", "a" * 5001, "%ED%A0%80"])
def test_what_cannot_be_kept_is_refused_clearly(sana, case, desk, zhanar, typed):
    """R28."""
    with scope(sana.pk):
        row = commands.begin_assessment(zhanar, case.pk, "rapid", assessment_id=uuid7())
    address = reverse("cases:assess_domain", args=[row.pk, "safety"])
    form = "application/x-www-form-urlencoded"
    answer = desk["zhanar"].client.post(address, f"version=0&facts={typed}", content_type=form)
    assert answer.status_code == 422


@pytest.mark.parametrize("typed", ["👩‍👧‍👦 " * 300, "مرحبا\u200b\u200f", "Ә" * 5000, "a\nb\n\nc"])
def test_long_words_emoji_and_other_scripts_are_kept_exactly(sana, case, desk, zhanar, typed):
    """R28."""
    with scope(sana.pk):
        row = commands.begin_assessment(zhanar, case.pk, "rapid", assessment_id=uuid7())
    desk["zhanar"].send("assess_domain", row.pk, "safety", **{**DOMAIN, "facts": typed})
    with scope(sana.pk):
        answer = queries.assessed(row)["safety"]
        assert queries.opened(answer, "words", queries.key_of(case))["facts"] == typed.strip()


def test_two_versions_stand_side_by_side(sana, case, desk, zhanar):
    """R5."""
    with scope(sana.pk):
        row = commands.begin_assessment(zhanar, case.pk, "rapid", assessment_id=uuid7())
    one = desk["zhanar"]
    one.send("assess_domain", row.pk, "safety", **{**DOMAIN, "facts": "THEIRS"})
    answer = desk["saule"].send("assess_domain", row.pk, "safety", **{**DOMAIN, "facts": "MINE"})
    assert answer.status_code == 422
    assert "THEIRS" in answer.text and "MINE" in answer.text
    again_ = {**DOMAIN, "facts": "MINE", "version": 1}
    assert desk["saule"].send("assess_domain", row.pk, "safety", **again_).status_code == 302


def test_the_last_assessment_stands_beside_each_domain(sana, case, desk, zhanar, saule):
    with scope(sana.pk):
        assessed(zhanar, saule, case, risk="HIGH")
        row = commands.begin_assessment(zhanar, case.pk, "comprehensive", assessment_id=uuid7())
    page = desk["zhanar"].get("assess_domain", row.pk, "safety").text
    assert "What the last assessment found" in page and "What is known of safety." in page
    assert "before: 2" in desk["zhanar"].get("read_assessment", row.pk).text


def test_the_case_says_what_is_needed_and_shows_no_sealed_word(sana, case, desk, zhanar, saule):
    """Domain 3.4, 3.6: the meeting and the best-interests assessment are asked for."""
    with scope(sana.pk):
        assessed(zhanar, saule, case, risk="HIGH")
    page = desk["zhanar"].get("case", case.pk).text
    assert "It must be weighed what is best" in page
    assert "A child-rights meeting must be held before the plan." in page
    assert "Safety and violence" in page
    assert "What is known of safety." not in page and "my aunt" not in page


def test_best_interests_are_weighed_on_one_page(sana, case, desk, zhanar):
    one = desk["zhanar"]
    said = {"id": uuid7(), "kind": "short", "decision": "DURABLE"}
    refused = one.send("begin_interests", case.pk, **said)
    assert refused.status_code == 422 and "Only a panel may decide this" in refused.text
    said["kind"] = "determination"
    assert one.send("begin_interests", case.pk, **said).status_code == 302
    with scope(sana.pk):
        row = BestInterests.objects.get()
    said = {
        "version": 1, "option_1": "Aunt", "child_1": "Yes", "option_2": "Centre", "child_2": "No",
        "weight_VIEWS": "3", "sources": "All", "chosen": "Aunt", "reasons": WHY,
        "review_on": "2027-05-01", "interpreter": "yes",
    }  # fmt: skip
    assert one.send("weigh_interests", row.pk, **said).status_code == 302
    page = one.get("read_interests", row.pk).text
    assert "A panel has 3 to 5 members" in page and "Options side by side" in page
    said |= {f"part_{n}": part for n, part in enumerate(("LAWYER", "DOCTOR", "TEACHER"), 1)}
    said |= {f"conflict_{n}": "none" for n in (1, 2, 3)}
    stale = one.send("weigh_interests", row.pk, **said)
    assert stale.status_code == 422 and "Somebody was quicker" in stale.text
    assert one.send("weigh_interests", row.pk, **{**said, "version": 2}).status_code == 302
    assert one.send("lay_interests_before", row.pk, version=3).status_code == 302
    assert desk["saule"].get("decide_interests", row.pk).status_code == 200
    done = desk["saule"].send("decide_interests", row.pk, version=4, answer="yes")
    assert done.status_code == 302
    assert "Approved" in one.get("read_interests", row.pk).text
    assert one.get("assessments", case.pk).status_code == 200


def test_a_meeting_is_called_held_and_answered_on_pages(sana, case, desk, zhanar, saule, people):
    with scope(sana.pk):
        assessed(zhanar, saule, case, risk="HIGH")
    one, today = desk["zhanar"], clock.now().strftime("%Y-%m-%dT%H:%M")
    page = one.get("call_meeting", case.pk).text
    assert NADIRA["family_name"] not in page
    said = {
        "id": uuid7(), "kind": "rights", "planned_at": today, "chair": people["saule"].pk,
        "secretary": people["zhanar"].pk, "part_1": "TEACHER", "name_1": "Aigul", "name_2": "Who?",
    }  # fmt: skip
    refused = one.send("call_meeting", case.pk, **said)
    assert refused.status_code == 422 and "Say as what this person comes." in refused.text
    said["part_2"] = "DOCTOR"
    assert one.send("call_meeting", case.pk, **said).status_code == 302
    with scope(sana.pk):
        row = Meeting.objects.get()
        teacher = str(queries.invitees(row)[0].pk)
    said = {"version": 1, "held_at": "", "came": teacher, "discussion": "All agree.",
            "what_1": "Enrol", "due_1": "2027-01-10"}  # fmt: skip
    refused = one.send("hold_meeting", row.pk, **said)
    assert refused.status_code == 422
    assert "Write a day and an hour." in refused.text and "Say who carries it out." in refused.text
    moment = clock.now().astimezone(ZoneInfo("Asia/Almaty")).strftime("%Y-%m-%dT%H:%M")
    said |= {"held_at": moment, "who_1": "The school"}
    answer = one.send("hold_meeting", row.pk, **said)
    assert answer.status_code == 302, answer.text
    page = one.get("read_meeting", row.pk).text
    assert "Enrol" in page and "did not come" in page
    assert one.send("issue_minutes", row.pk, version=2, minutes="Agreed.").status_code == 302
    story = one.get("case", case.pk).text
    assert "Minutes issued" in story and "Agreed." not in story
    with scope(sana.pk):
        decided = queries.recommendations(row).get()
    refused = desk["saule"].send("answer_recommendation", decided.pk, answer="not_followed")
    assert refused.status_code == 422
    said = {"answer": "not_followed", "reasons": WHY}
    assert desk["saule"].send("answer_recommendation", decided.pk, **said).status_code == 302
    assert WHY in one.get("read_meeting", row.pk).text
    assert one.get("meetings", case.pk).status_code == 200


def test_a_meeting_is_cancelled_with_a_reason(sana, case, desk, zhanar, saule):
    with scope(sana.pk):
        row = called(zhanar, saule, assessed(zhanar, saule, case, risk="HIGH"))
    one = desk["zhanar"]
    assert one.get("cancel_meeting", row.pk).status_code == 200
    assert one.send("cancel_meeting", row.pk, version=1, reason="").status_code == 422
    assert one.send("cancel_meeting", row.pk, version=1, reason=WHY).status_code == 302
    assert WHY in one.get("read_meeting", row.pk).text


def test_a_decision_to_report_is_for_few(sana, case, desk):
    """S2, LP-13: the psychologist of the team finds neither the page nor the card."""
    said = {"id": uuid7(), "reported": "yes", "ground": "LIFE", "reason": WHY, "to": "POLICE"}
    refused = desk["saule"].send("decide_report", case.pk, **said)
    assert refused.status_code == 422 and "Write when it was reported." in refused.text
    said |= {"reported_at": "2026-01-01T10:00", "number": "KUI-77"}
    assert desk["saule"].send("decide_report", case.pk, **said).status_code == 302
    page = desk["zhanar"].get("read_report_decisions", case.pk).text
    assert "KUI-77" in page and "Police, 102" in page
    assert "It is reported" in desk["zhanar"].get("case", case.pk).text
    assert "KUI-77" not in desk["zhanar"].get("case", case.pk).text
    seen = desk["marat"].get("case", case.pk).text
    assert "It is reported" not in seen and "Report violence" not in seen
    assert desk["marat"].get("read_report_decisions", case.pk).status_code == 404
    assert desk["zhanar"].get("decide_report", case.pk).status_code == 403
    with scope(sana.pk):
        assert ReportDecision.objects.count() == 1


def test_strangers_find_nothing_by_address(sana, case, desk, zhanar, saule):
    """S2: another team gets the same 404 everywhere."""
    with scope(sana.pk):
        row = laid_before(zhanar, case, risk="HIGH")
        commands.decide_assessment(saule, row.pk, row.version, approved=True)
        meeting = met(zhanar, saule, again(case))
        paper = commands.begin_interests(zhanar, case.pk, "short", "RETURN", interests_id=uuid7())
        decided = queries.recommendations(meeting).get()
    ours = [
        ("assessments", case.pk), ("begin_assessment", case.pk), ("read_assessment", row.pk),
        ("assess_domain", row.pk, "safety"), ("sum_up_assessment", row.pk),
        ("begin_interests", case.pk), ("read_interests", paper.pk), ("weigh_interests", paper.pk),
        ("meetings", case.pk), ("call_meeting", case.pk), ("read_meeting", meeting.pk),
        ("hold_meeting", meeting.pk), ("cancel_meeting", meeting.pk),
        ("issue_minutes", meeting.pk), ("read_report_decisions", case.pk),
    ]  # fmt: skip
    for name, *args in ours:
        assert desk["timur"].get(name, *args).status_code == 404, name
        assert desk["zhanar"].get(name, *args).status_code == 200, name
    for name, *args in (("decide_assessment", row.pk), ("answer_recommendation", decided.pk)):
        assert desk["timur"].get(name, *args).status_code == 403
        assert desk["saule"].get(name, *args).status_code == 200
