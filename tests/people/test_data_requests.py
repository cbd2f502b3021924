"""What people ask about their own data: noted, counted, extended, answered; a copy for them."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import Http404

from tests.people.known import NADIRA, register
from tests.people.registers import ask
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.notices.models import Notice
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary import rules
from umai.people import commands, events, exports, queries
from umai.people.models import DataRequest, Individual

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def boss(saule, acting):
    return acting(saule)


@pytest.fixture
def child(sana, zhanar):
    return register(
        zhanar,
        sana,
        **NADIRA,
        sex="female",
        citizenships=("UZB",),
        phone="+77019384756",
        contact={"address": "Көктем 5"},
    )


def test_a_worker_notes_a_request_and_the_clock_runs_by_the_rule(zhanar, olga, boss, child):
    """R7, S22."""
    monday = date(2026, 11, 16)
    row = ask(zhanar, child.code.lower(), received_on=monday)
    assert row.due_at == datetime.fromisoformat("2026-11-19T19:00+00:00")
    assert (row.due_rule, row.due_version) == ("DP.REQUEST", 1)
    for actor in (zhanar, olga, boss):
        assert queries.requests(actor).get() == row
    opened = commands.read_request(olga, row.pk)
    assert opened.asked == {"who": "Нодира К.", "what": "Всё обо мне"}
    assert opened.person == child
    entries = Entry.objects.filter(subject_id=row.pk).order_by("at", "id")
    assert [one.event for one in entries] == [events.REQUEST_NOTED, events.REQUEST_READ]


def test_the_limit_is_shown_as_to_be_confirmed_by_a_lawyer():
    """Our sources give none: the rule is a cautious one, and no page says it is certain."""
    rule = vocabulary.rule("DP.REQUEST")
    assert rule.confidence == "L" and rule.enabled
    assert rules.must_be_confirmed(rule.status, rule.confidence, verified=False)


def test_a_colleague_of_another_team_finds_no_trace(zhanar, timur, child, olga):
    """S4, S6: and an officer who is shut out of the child neither."""
    row = ask(zhanar, child.code)
    assert not queries.requests(timur).exists()
    with pytest.raises(Http404):
        commands.read_request(timur, row.pk)
    with pytest.raises(Refused) as no:
        ask(timur, child.code)
    assert no.value.field == "code"
    commands.shut_out(zhanar, child.pk, olga.person_id, "Her neighbour")
    assert not queries.requests(olga).exists()


def test_about_nobody_known_the_team_and_the_officer_see_it(zhanar, timur, olga, boss):
    row = ask(zhanar)
    assert row.individual_id is None and row.key_id
    for actor in (zhanar, olga, boss):
        assert queries.requests(actor).get() == row
    assert not queries.requests(timur).exists()


def test_another_organisation_finds_no_trace(zhanar, child, rodnik, person, acting):
    """S33."""
    row = ask(zhanar, child.code)
    other = acting(person("data_protection_officer", organisation=rodnik))
    with scope(rodnik.pk):
        assert not queries.requests(other).exists()
        with pytest.raises(Http404):
            commands.read_request(other, row.pk)
        with pytest.raises(Refused):
            ask(other, child.code)


def test_sending_twice_notes_once(zhanar, child):
    """R1."""
    said = {"id": uuid7()}
    assert ask(zhanar, child.code, **said) == ask(zhanar, child.code, **said)
    assert DataRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"wants": "cake"}, "wants"),
        ({"asker": "cat"}, "asker"),
        ({"proof": "hope"}, "proof"),
        ({"received_on": date(2199, 1, 1)}, "received_on"),
        ({"code": "SHM-9999-X"}, "code"),
    ],
)
def test_a_mistake_is_refused_at_its_field(zhanar, said, field):
    with pytest.raises(Refused) as no:
        ask(zhanar, **said)
    assert no.value.field == field


def test_words_of_any_kind_are_kept_exactly(zhanar, child):
    """R28."""
    words = "‮ مرحبا 👩‍👧 \u200bҚанат\n" * 40
    row = ask(zhanar, child.code, words={"what": words})
    assert commands.read_request(zhanar, row.pk).asked["what"] == words


# The clock ---------------------------------------------------------------------------------------


def test_the_time_is_extended_once_and_the_first_limit_stays(zhanar, olga, child):
    """R7."""
    row = ask(zhanar, child.code)
    with pytest.raises(PermissionDenied):
        commands.extend_request(zhanar, row.pk, 1, date(2099, 1, 4), "Archive")
    with pytest.raises(Refused) as no:
        commands.extend_request(olga, row.pk, 1, row.received_on, "Archive")
    assert no.value.field == "until"
    later = row.received_on + timedelta(days=30)
    done = commands.extend_request(olga, row.pk, 1, later, "Archive")
    assert done.due_at == row.due_at < done.ends_at
    with pytest.raises(Refused):
        commands.extend_request(olga, row.pk, 2, later + timedelta(days=9), "x")
    with pytest.raises(DatabaseError), transaction.atomic():
        DataRequest.objects.filter(pk=row.pk).update(due_at=clock.now())


def test_overdue_and_answered_are_told_apart(zhanar, olga, child):
    row = ask(zhanar, child.code)
    assert not queries.requests(olga, "overdue").exists()
    with clock.told_at(row.due_at):
        assert queries.requests(olga, "overdue").get() == row
        assert queries.requests(olga, "open").get() == row
    commands.answer_request(olga, row.pk, 1, answer="given", proof="document", words="By hand")
    with clock.told_at(row.due_at):
        assert not queries.requests(olga, "overdue").exists()
        assert queries.requests(olga, "done").get() == row


def test_the_officer_is_reminded_by_code_and_no_more(zhanar, olga, child):
    """S31."""
    job = replace(olga, kind="job", person_id=None)
    row = ask(zhanar, child.code)
    with clock.told_at(row.due_at - timedelta(hours=2)):
        assert commands.remind_of_limits(job) == 1
        assert commands.remind_of_limits(job) == 0
    with clock.told_at(row.due_at):
        assert commands.remind_of_limits(job) == 1
    told = Notice.objects.filter(kind="request_due")
    assert {(one.person_id, one.code) for one in told} == {(olga.person_id, row.code)}


# The answer --------------------------------------------------------------------------------------


def test_a_refusal_needs_a_ground_and_a_gift_a_proof(zhanar, olga, child):
    row = ask(zhanar, child.code, proof="not_yet")
    for said, field in (
        ({"answer": "refused", "proof": "not_yet"}, "ground"),
        ({"answer": "given", "proof": "not_yet"}, "proof"),
        ({"answer": "perhaps", "proof": "known"}, "answer"),
        ({"answer": "given", "proof": "hope"}, "proof"),
    ):
        with pytest.raises(Refused) as no:
            commands.answer_request(olga, row.pk, 1, words="x", **said)
        assert no.value.field == field
    refused = {"answer": "refused", "proof": "not_yet", "ground": "not_proved"}
    done = commands.answer_request(olga, row.pk, 1, words="They left", **refused)
    assert (done.answer, done.ground, done.answered_by_id) == (
        "refused", "not_proved", olga.person_id
    )  # fmt: skip
    with pytest.raises(Refused):
        commands.answer_request(olga, row.pk, 2, words="x", **refused)
    with pytest.raises(PermissionDenied):
        commands.answer_request(zhanar, row.pk, 2, words="x", **refused)


def test_two_who_answer_at_once_do_not_overwrite(zhanar, olga, boss, child):
    """R5."""
    row = ask(zhanar, child.code, proof="not_yet")
    commands.note_proof(zhanar, row.pk, 1, "document")
    with pytest.raises(commands.Newer):
        commands.answer_request(boss, row.pk, 1, answer="given", proof="known", words="x")
    assert commands.read_request(boss, row.pk).request.proof == "document"


def test_an_erasure_takes_the_words_and_the_request_is_still_answered(zhanar, olga, boss, child):
    """S18: the key of the person goes, what is written later has another."""
    row = ask(zhanar, child.code, wants="erasure")
    asked = commands.ask_erasure(boss, child.pk, "request")
    commands.erase_individual(olga, asked.pk)
    kept = DataRequest.objects.get()
    assert kept.individual_id is None and kept.words_sealed is None
    commands.answer_request(olga, row.pk, 1, answer="given", proof="document", words="Erased")
    opened = commands.read_request(olga, row.pk)
    assert (opened.asked, opened.answered) == ({}, {"words": "Erased"})
    assert ask(olga, child.code).individual_id is None  # nothing is held about them


# The copy ----------------------------------------------------------------------------------------


def copied(actor, row, language="ru"):
    return json.loads(commands.copy_record(actor, row.pk, language, exports.record_copy_json))


def test_the_copy_says_what_is_held_in_the_language_of_the_person(zhanar, child):
    """S22, S25: it is an act of its own; no ids, no names of colleagues."""
    row = ask(zhanar, child.code)
    whole = json.dumps(copied(zhanar, row), ensure_ascii=False)
    for word in ("Нодира", "Каримова", "Көктем 5", "+77019384756", "Узбекистан"):
        assert word in whole
    assert zhanar.name not in whole and str(child.pk) not in whole
    entry = Entry.objects.get(event=events.COPY_MADE)
    assert entry.subject_code == child.code and entry.actor_id == zhanar.person_id
    pdf = commands.copy_record(zhanar, row.pk, "kk", exports.record_copy)
    assert pdf.startswith(b"%PDF")


def test_what_the_child_wants_kept_back_is_not_given_to_others(zhanar, child):
    """S34: nor where the child is, when somebody of the family must not reach them."""
    row = ask(zhanar, child.code, asker="parent")
    assert "Көктем 5" in json.dumps(copied(zhanar, row), ensure_ascii=False)
    commands.relate_people(
        zhanar,
        commands.RelationDetails(
            id=uuid7(),
            individual_id=child.pk,
            kind="FATHER",
            no_contact=True,
            why_no_contact="He beat her.",
            described={"name": "Тахир", "safety": "He drinks."},
        ),
    )
    whole = json.dumps(copied(zhanar, row), ensure_ascii=False)
    assert "Көктем 5" not in whole and "+77019384756" not in whole
    assert "beat" not in whole and "drinks" not in whole
    own = json.dumps(copied(zhanar, ask(zhanar, child.code)), ensure_ascii=False)
    assert "Көктем 5" in own and "beat" not in own and "drinks" not in own


def test_no_copy_without_proof_circle_or_the_right_to_show_a_name(zhanar, timur, olga, boss, child):
    """S2, S4."""
    row = ask(zhanar, child.code, proof="not_yet")
    with pytest.raises(Refused):
        copied(zhanar, row)
    commands.note_proof(zhanar, row.pk, 1, "document")
    with pytest.raises(PermissionDenied):
        copied(olga, row)
    with pytest.raises(Http404):
        copied(timur, row)
    with pytest.raises(Refused):
        copied(zhanar, ask(zhanar, child.code, wants="erasure"))
    with pytest.raises(Refused):
        copied(zhanar, ask(zhanar))
    assert copied(boss, row)


def test_every_column_of_a_record_is_on_the_copy_or_left_out_on_purpose():
    """S3: a new column that nobody thought of fails here."""
    named = {name for name, _label, _words in exports.FACTS}
    columns = {one.name for one in Individual._meta.concrete_fields}
    assert columns == named | exports.LEFT_OUT
    assert not named & exports.LEFT_OUT
