"""Beside the steps: hearings, fees, who represents, what was advised."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.cases.web import body, browsers_of
from tests.legal_aid.told import WHY, opened, today
from tests.people.known import events
from umai.foundation.access.models import Person
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices.models import Notice
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary.models import Rule
from umai.legal_aid import commands, queries
from umai.legal_aid.commands import holding
from umai.legal_aid.models import ProcedureMatter

pytestmark = pytest.mark.usefixtures("here")
DAY = timedelta(days=1)
AT = datetime.combine(today(), datetime.min.time(), ZoneInfo("Asia/Almaty")).replace(hour=10)


def noted(actor, row, kind, key=None, **said):
    """One matter beside the steps."""
    usual = {
        "hearing": {"what": "court", "state": "ahead", "at": AT + 2 * DAY},
        "fee": {"what": "BR.FEE", "state": "none", "amount": 1200},
        "represented": {"what": "ours", "paper": "POA", "until": today() + 10 * DAY},
        "advised": {"what": "birth_registration", "on": today(), "words": {"advice": WHY}},
    }
    details = commands.MatterDetails(**{**usual[kind], **said})
    return commands.note_matter(actor, row.pk, key or uuid7(), kind, details)


def coming(actor):
    """What is ahead."""
    return queries.ahead(queries.coming(actor))


@pytest.fixture
def row(malika, case):
    """A procedure that Malika leads."""
    return opened(malika, case, "LP-02")


def test_each_is_noted_once_sealed_told_as_a_fact_and_journaled(sana, malika, row):
    """R1, S14, S22."""
    key = uuid7()
    one = noted(malika, row, "advised", key)
    assert noted(malika, row, "advised", key) == one
    assert WHY.encode() not in bytes(one.words_sealed)
    assert queries.words_of_matter(one, row)["advice"] == WHY
    for kind in ("hearing", "fee", "represented"):
        noted(malika, row, kind)
    kinds = list(queries.facts(row).values_list("kind", "what"))
    assert kinds[2:] == [
        ("advised", "birth_registration"),
        ("hearing", "ahead"),
        ("fee", "BR.FEE"),
        ("represented", "ours"),
    ]
    row.refresh_from_db()
    assert (row.step, row.phase, row.version) == ("TALK", "todo", 1), "the steps stand as before"
    assert events(sana).count("legal_aid.matter_noted") == 4


def test_it_is_told_in_a_pause_and_after_the_end_and_changes_neither(malika, row):
    row = commands.pause_procedure(malika, row.pk, row.version, WHY)
    noted(malika, row, "fee")
    assert queries.standing(row).paused
    row = commands.close_procedure(malika, row.pk, row.version, "COURT_AGAINST", WHY)
    noted(malika, row, "hearing", state="against", at=AT - DAY)
    row.refresh_from_db()
    assert (row.state, row.outcome) == ("ended", "COURT_AGAINST")


def test_a_hearing_that_is_adjourned_stands_ahead_again(malika, row):
    key, moved = uuid7(), AT + 9 * DAY
    one = noted(malika, row, "hearing", key, words={"place": "Зал 4"})
    assert [found.on for found in coming(malika)] == [today() + 2 * DAY]
    told = commands.MatterDetails(
        what="court", state="adjourned", at=one.at, moved_to=moved, words={"place": "Зал 4"}
    )
    with clock.told_at(AT + 2 * DAY):
        mistyped = replace(told, moved_to=moved + DAY)
        one = commands.correct_matter(malika, one.pk, one.version, mistyped)
        commands.correct_matter(malika, one.pk, one.version, told)
    assert ProcedureMatter.objects.count() == 2
    later = ProcedureMatter.objects.exclude(pk=key).get()
    assert (later.state, later.at) == ("ahead", moved)
    assert queries.words_of_matter(later, row)["place"] == "Зал 4"
    assert [found.at for found in coming(malika)] == [moved]
    with pytest.raises(commands.Newer):
        commands.correct_matter(malika, key, 1, told)


def test_an_appeal_runs_as_the_decision_says_or_as_a_confirmed_rule_counts(malika, row):
    """R16: what was counted keeps the rule and its version."""
    said = {"state": "against", "at": AT - DAY}
    assert noted(malika, row, "hearing", **said).until is None, "no rule is switched on"
    written = noted(malika, row, "hearing", **said, until=today() + 20 * DAY)
    assert (written.until, written.until_rule) == (today() + 20 * DAY, "")
    Rule.objects.filter(code="CT.APPEAL").update(enabled=True, value="1")
    vocabulary.forget()
    counted = noted(malika, row, "hearing", **said)
    due = holding.due_of(malika, "CT.APPEAL", today() - DAY)
    assert counted.until == clock.local_day(due.at - timedelta(seconds=1), "Asia/Almaty")
    assert (counted.until_rule, counted.until_version) == ("CT.APPEAL", 1)


@pytest.mark.parametrize(
    ("kind", "said", "field"),
    [
        ("hearing", {"what": "party"}, "what"),
        ("hearing", {"at": None}, "at"),
        ("hearing", {"state": "granted"}, "state"),
        ("hearing", {"state": "adjourned"}, "moved_to"),
        ("hearing", {"until": today() + DAY}, "until"),
        ("hearing", {"state": "against", "at": AT - 3 * DAY, "until": today() - 9 * DAY}, "until"),
        ("fee", {"what": "BR.MED"}, "what"),
        ("fee", {"amount": -1}, "amount"),
        ("fee", {"on": today()}, "payer"),
        ("fee", {"on": today() + DAY, "payer": "us"}, "on"),
        ("represented", {"what": "mother"}, "what"),
        ("represented", {"paper": "PASS_KZ"}, "paper"),
        ("represented", {"paper": ""}, "paper"),
        ("represented", {"what": "nobody"}, "paper"),
        ("represented", {"on": today(), "until": today() - DAY}, "until"),
        ("advised", {"what": "weather"}, "what"),
        ("advised", {"on": today() + DAY}, "on"),
        ("advised", {"words": {"advice": " "}}, "advice"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(malika, row, kind, said, field):
    with pytest.raises(Refused) as no:
        noted(malika, row, kind, **said)
    assert no.value.field == field


def test_the_lawyer_is_warned_once_and_in_time_by_the_code_alone(malika, saule, row):
    """R7: a hearing and an appeal by one rule, a power of attorney by its own."""
    with clock.told_at(AT):
        noted(malika, row, "hearing", at=AT + 5 * DAY)
        noted(malika, row, "hearing", state="against", at=AT - DAY, until=today() + 8 * DAY)
        noted(malika, row, "represented", until=today() + 20 * DAY)

    def warned(day):
        with clock.told_at(AT + day * DAY):
            return commands.warn_of_matters(saule)

    assert [warned(day) for day in (1, 3, 3, 5, 6, 6, 30)] == [0, 1, 0, 1, 1, 0, 0]
    told = Notice.objects.filter(subject_id=row.pk).order_by("at", "id")
    assert [(one.person_id, one.kind, one.code) for one in told] == [
        (malika.person, kind, row.code)
        for kind in ("legal_hearing_near", "legal_appeal_ends", "legal_power_ends")
    ]


def test_who_may_not_know_finds_nothing_and_who_may_not_keep_writes_nothing(
    malika, zhanar, row, person, acting
):
    """S2."""
    one = noted(malika, row, "hearing")
    other = acting(person("lawyer", "Turkistan"))
    told = commands.MatterDetails(what="court", state="cancelled", at=one.at)
    for act in (
        lambda: noted(other, row, "fee"),
        lambda: commands.correct_matter(other, one.pk, 1, told),
        lambda: commands.correct_matter(malika, uuid7(), 1, told),
    ):
        with pytest.raises(Http404):
            act()
    for act in (
        lambda: noted(zhanar, row, "fee"),
        lambda: commands.correct_matter(zhanar, one.pk, 1, told),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert coming(other) == [] and len(coming(malika)) == 1


def test_on_pages_with_mistakes_at_their_fields(malika, row, child, as_person):
    web = browsers_of({"malika": Person.objects.get(pk=malika.person)}, as_person)["malika"]
    kinds = ("hearing", "fee", "represented", "advised")
    for kind in kinds:
        assert body(web, f"/legal/{row.pk}/beside/{kind}/")
    assert body(web, f"/legal/{row.pk}/beside/picnic/", 404)
    address = f"/legal/{row.pk}/beside/hearing/"
    typed = {"id": str(uuid7()), "version": 0, "what": "court", "state": "ahead",
             "at": "", "result": WHY}  # fmt: skip
    wrong = web.post(address, typed)
    page = wrong.content.decode()
    assert wrong.status_code == 422 and WHY in page and "Write a day and an hour." in page
    typed["at"] = f"{today() + 2 * DAY}T10:00"
    assert web.post(address, {**typed, "state": "granted"}).status_code == 422
    assert web.post(address, typed).headers["Location"] == f"/legal/{row.pk}/"
    page = body(web, f"/legal/{row.pk}/")
    assert "Court hearing" in page and WHY in page
    assert row.code in body(web, "/legal/") and "Hearing" in body(web, "/legal/")
    one = ProcedureMatter.objects.get()
    mend = f"/legal/beside/{one.pk}/"
    assert WHY in body(web, mend)
    typed |= {"version": 1, "state": "cancelled"}
    assert web.post(mend, typed).status_code == 302
    older = web.post(mend, typed)
    assert older.status_code == 422 and "Somebody was quicker" in older.content.decode()
    assert "Called off" in body(web, f"/legal/{row.pk}/")
    commands.erase_procedures(malika, child.pk)
    assert not apps.get_model("legal_aid", "ProcedureMatterEvent").objects.exists()
