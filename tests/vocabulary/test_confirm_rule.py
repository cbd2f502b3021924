"""A lawyer's confirmation, and switching rules on and off."""

from datetime import timedelta

import pytest

from tests.vocabulary.desk import at, journaled, rule, send
from umai.foundation.vocabulary import queries
from umai.foundation.vocabulary.models import Rule

pytestmark = pytest.mark.django_db


def unseen():
    """A law that nobody saw and that has a value."""
    return Rule.objects.filter(status="law", confidence="L").exclude(value="")[0].code


def test_rules_lie_by_confidence_with_the_doubtful_plainly_marked(desk):
    page = desk.get(at("rules"), {"sure": "M"})
    rows = page.context["rows"]
    assert rows and all(row.rule.confidence == "M" and row.to_confirm for row in rows)
    assert page.content.decode().count("to be confirmed by a lawyer") >= len(rows)
    own = desk.get(at("rules"), {"sure": "own"}).context["rows"]
    assert all(row.rule.status == "house_default" and not row.to_confirm for row in own)


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ({"q": "AGE.CHILD"}, {"AGE.CHILD"}),
        ({"q": "Ребёнок – лицо младше"}, {"AGE.CHILD"}),
        ({"state": "off", "q": "ST.MAX_STAY"}, {"ST.MAX_STAY"}),
        ({"state": "confirmed"}, set()),
    ],
)
def test_rules_are_found_by_words_and_state(desk, asked, codes):
    assert {row.rule.code for row in desk.get(at("rules"), asked).context["rows"]} == codes


def test_a_confirmed_rule_says_who_and_when_and_loses_its_mark(desk, sana, today):
    code = unseen()
    answer = send(desk, at("confirm_rule", code), verified_by="A. Example, advocate")
    assert answer.status_code == 302
    assert (rule(code).verified_by, rule(code).verified_on) == ("A. Example, advocate", today)
    page = desk.get(at("rule", code))
    assert not page.context["row"].to_confirm
    assert "A. Example, advocate" in page.content.decode()
    assert journaled(sana) == ["vocabulary.rule_confirmed"]


def test_law_that_nobody_saw_is_switched_on_only_when_confirmed(desk, sana):
    code = unseen()
    assert send(desk, at("switch_rule_on", code)).status_code == 422
    send(desk, at("confirm_rule", code), verified_by="A. Example, advocate")
    assert send(desk, at("switch_rule_on", code)).status_code == 302
    assert queries.rule(code).verified_by == "A. Example, advocate"
    assert journaled(sana) == ["vocabulary.rule_confirmed", "vocabulary.rule_switched_on"]


def test_a_rule_that_is_switched_off_keeps_its_old_version(desk, sana):
    before = rule("AGE.CHILD")
    assert send(desk, at("switch_rule_off", "AGE.CHILD")).status_code == 302
    with pytest.raises(KeyError):
        queries.rule("AGE.CHILD")
    assert Rule.objects.get(pk=before.pk).enabled
    assert queries.rule_any("AGE.CHILD").value == "18"
    assert journaled(sana) == ["vocabulary.rule_switched_off"]


def test_a_clock_that_the_work_stands_on_cannot_be_switched_off(desk):
    assert send(desk, at("switch_rule_off", "HL.CORRECT")).status_code == 422
    assert queries.amount("HL.CORRECT") == 24


def test_a_rule_without_a_value_cannot_be_switched_on(desk):
    page = send(desk, at("switch_rule_on", "BR.MED"))
    assert page.status_code == 422 and not rule("BR.MED").enabled


def test_the_centres_own_rule_needs_no_lawyer(desk):
    page = send(desk, at("confirm_rule", "HL.CORRECT"), verified_by="A. Example, advocate")
    assert page.status_code == 422 and rule("HL.CORRECT").verified_on is None


def test_nobody_confirms_on_a_coming_day_or_twice(desk, today):
    url, name = at("confirm_rule", "AGE.CHILD"), {"verified_by": "A. Example, advocate"}
    coming = (today + timedelta(days=1)).isoformat()
    assert "verified_on" in send(desk, url, verified_on=coming, **name).context["form"].errors
    assert send(desk, url, **name).status_code == 302
    assert send(desk, url, **name).status_code == 422


def test_a_confirmation_is_of_the_version_that_was_read(desk):
    old = {"version": "1", "verified_by": "A. Example, advocate", "verified_on": "2026-01-01"}
    send(desk, at("edit_rule", "AGE.CHILD"), value="21")
    assert desk.post(at("confirm_rule", "AGE.CHILD"), old).status_code == 422
    assert rule("AGE.CHILD").verified_on is None


@pytest.mark.parametrize("name", ["confirm_rule", "switch_rule_on", "switch_rule_off"])
def test_who_may_only_look_cannot_confirm_or_switch(browser, name):
    assert browser.get(at(name, "AGE.CHILD")).status_code == 403
    assert browser.post(at(name, "AGE.CHILD"), {"version": "1"}).status_code == 403
