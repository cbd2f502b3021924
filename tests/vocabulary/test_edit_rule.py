"""Rules as dated data: which version holds, and what a new version does not rewrite."""

from datetime import date, timedelta

import pytest

from tests.vocabulary.desk import at, journaled, rule, send, typed
from umai.foundation.kernel import clock
from umai.foundation.vocabulary import queries, rules
from umai.foundation.vocabulary.models import Rule

pytestmark = pytest.mark.django_db


def version(number, begins=None, ends=None, *, enabled=True):
    return Rule(version=number, effective_from=begins, effective_to=ends, enabled=enabled)


DAY = date(2026, 5, 5)


@pytest.mark.parametrize(
    ("versions", "holds"),
    [
        ([version(1)], 1),
        ([version(1, enabled=False)], None),
        ([version(1), version(2, DAY)], 2),
        ([version(1), version(2, DAY + timedelta(days=1))], 1),
        ([version(1), version(2, DAY, enabled=False)], None),
        ([version(1), version(2, DAY), version(3, DAY)], 3),
        ([version(1), version(2, DAY - timedelta(days=9), DAY - timedelta(days=1))], None),
        ([version(1, ends=DAY)], 1),
        ([version(1, DAY + timedelta(days=1))], None),
        ([version(1), version(2, DAY + timedelta(days=9)), version(3, DAY, enabled=False)], None),
    ],
)
def test_the_version_that_began_last_holds_unless_it_is_off_or_over(versions, holds):
    found = rules.in_force(versions, DAY)
    assert (found.version if found else None) == holds


@pytest.mark.parametrize(
    ("status", "confidence", "verified", "marked"),
    [
        ("law", "H", False, False),
        ("law", "M", False, True),
        ("law", "L", False, True),
        ("law", "M", True, False),
        ("practice", "M", False, True),
        ("house_default", "L", False, False),
    ],
)
def test_law_below_certain_is_marked_until_somebody_confirmed_it(
    status, confidence, verified, marked
):
    assert rules.must_be_confirmed(status, confidence, verified=verified) is marked


def test_every_rule_of_the_house_is_on_and_law_that_nobody_saw_is_off():
    for one in Rule.objects.all():
        if one.status == "house_default" and one.value:
            assert queries.rule(one.code).value == one.value
        if one.status == "law" and one.confidence == "L":
            assert not one.enabled


def test_a_rule_that_is_off_answers_pages_and_not_the_work():
    assert queries.rule_any("ST.MAX_STAY").value == "3"
    with pytest.raises(KeyError):
        queries.rule("ST.MAX_STAY")
    with pytest.raises(KeyError):
        queries.rule("NO.SUCH")


def test_a_new_version_holds_from_its_day_and_the_old_row_stays_as_it_was(desk, today, sana):
    before = rule("HL.CORRECT")
    answer = send(desk, at("edit_rule", "HL.CORRECT"), value="36")
    assert answer.status_code == 302
    assert queries.span("HL.CORRECT") == timedelta(hours=36)
    kept = Rule.objects.get(pk=before.pk)
    assert (kept.value, kept.version, kept.enabled) == ("24", 1, True)
    fresh = rule("HL.CORRECT")
    assert (fresh.version, fresh.effective_from) == (2, today)
    assert journaled(sana) == ["vocabulary.rule_edited"]


def test_a_version_of_a_coming_day_waits_for_it(desk, today):
    begins = today + timedelta(days=30)
    send(desk, at("edit_rule", "HL.CORRECT"), value="36", effective_from=begins.isoformat())
    assert queries.amount("HL.CORRECT") == 24
    page = desk.get(at("rule", "HL.CORRECT"))
    assert page.context["row"].planned and page.context["rule"].value == "24"
    with clock.told_at(clock.now() + timedelta(days=31)):
        assert queries.amount("HL.CORRECT") == 36


def test_a_changed_law_is_not_confirmed_and_is_off_if_nobody_saw_it(desk):
    assert queries.rule("AGE.CHILD").value == "18"
    send(desk, at("edit_rule", "AGE.CHILD"), value="17", confidence="L")
    assert rule("AGE.CHILD").verified_on is None
    with pytest.raises(KeyError):
        queries.rule("AGE.CHILD")


def test_whoever_writes_second_sees_both_versions(desk):
    slow = typed(desk, at("edit_rule", "HL.CORRECT")) | {"value": "12"}
    send(desk, at("edit_rule", "HL.CORRECT"), value="36")
    page = desk.post(at("edit_rule", "HL.CORRECT"), slow)
    assert page.status_code == 422
    assert [(one.before, one.after) for one in page.context["differences"]] == [
        ("36 hours", "12 hours")
    ]
    assert 'value="12"' in page.content.decode()
    assert queries.amount("HL.CORRECT") == 36
    assert desk.post(at("edit_rule", "HL.CORRECT"), slow | {"version": "2"}).status_code == 302
    assert queries.amount("HL.CORRECT") == 12


@pytest.mark.parametrize(
    ("code", "field", "changed"),
    [
        ("HL.CORRECT", "value", {"value": "soon"}),
        ("HL.CORRECT", "value", {"value": "-3"}),
        ("HL.CORRECT", "value", {"value": ""}),
        ("HL.CORRECT", "unit", {"unit": "working_days"}),
        ("HL.CORRECT", "effective_to", {"effective_to": "2030-01-01"}),
        ("DP.SMALL_CELL", "value", {"value": "few"}),
        ("AGE.CHILD", "value", {"value": "eighteen"}),
        ("AGE.CHILD", "effective_to", {"effective_to": "2001-01-01"}),
        ("AGE.CHILD", "effective_from", {"effective_from": ""}),
        ("AGE.CHILD", "title_kk", {"title_kk": ""}),
    ],
)
def test_what_would_break_the_work_is_refused(desk, code, field, changed):
    page = send(desk, at("edit_rule", code), **changed)
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert rule(code).version == 1


def test_a_version_cannot_begin_before_the_one_it_follows(desk, today):
    send(desk, at("edit_rule", "HL.CORRECT"), value="36")
    early = (today - timedelta(days=1)).isoformat()
    page = send(desk, at("edit_rule", "HL.CORRECT"), value="12", effective_from=early)
    assert "effective_from" in page.context["form"].errors


@pytest.mark.parametrize("value", ["", "5"])
def test_a_rule_without_a_value_is_on_only_once_it_has_one(desk, value):
    send(desk, at("edit_rule", "CO.EXTENSION"), value=value, note="asked again")
    assert rule("CO.EXTENSION").enabled is bool(value)


def test_who_may_only_look_cannot_write_a_version(browser):
    assert browser.get(at("rule", "HL.CORRECT")).status_code == 200
    assert browser.get(at("edit_rule", "HL.CORRECT")).status_code == 403
    assert browser.post(at("edit_rule", "HL.CORRECT"), {"version": "1"}).status_code == 403
