"""Documents by their details: found by every number, shown by an act, lacking ones named."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.people.known import NADIRA, register
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.people import commands, queries, rules, terms
from umai.people.models import Document, LookupKey

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def child(sana, zhanar):
    return register(zhanar, sana, document_number="AA 1234567", **NADIRA)


def details(child, **said):
    words = {"type": "BIRTH_FOREIGN", "state": "RECEIVED", **said}
    return commands.DocumentDetails(**{"id": uuid7(), "individual_id": child.pk, **words})


def note(actor, child, **said):
    return commands.note_document(actor, details(child, **said))


def found_by(number):
    key = queries.lookup_key(terms.Lookup.DOCUMENT, rules.plain_number(number))
    return LookupKey.objects.filter(kind="document", key=key).count()


def lacking(actor, child):
    return queries.documents(actor, child).lacking


def test_a_child_is_found_by_every_number_it_ever_had(sana, zhanar, child):
    one = note(zhanar, child, number="UZ-55 001")
    note(zhanar, child, type="MIG_CARD", number="4711")
    assert [found_by(n) for n in ("aa1234567", "UZ55001", "4711")] == [1, 1, 1]
    commands.correct_document(zhanar, 1, details(child, id=one.pk, number="UZ-55 002"))
    assert [found_by(n) for n in ("AA1234567", "UZ55001", "UZ55002", "4711")] == [1, 0, 1, 1]


def test_a_corrected_name_loses_no_number(sana, zhanar, child):
    note(zhanar, child, number="4711")
    told = commands.IndividualDetails(
        id=child.pk, team_id=child.team_id, identity=commands.Identity(given_name="Нодирахон")
    )
    commands.correct_individual(zhanar, child.pk, child.version, told, sealed=True)
    assert found_by("4711") == 1
    assert found_by("AA1234567") == 0


def test_numbers_are_ciphertext_and_shown_by_an_act_only(zhanar, child):
    """S14, S22: sealed at rest; every reading is in the journal, without the number."""
    one = note(zhanar, child, number="CANARY-7731", issuer="Ташкент")
    for word in ("CANARY-7731", "Ташкент"):
        assert word.encode() not in bytes(Document.objects.get().details_sealed)
    _row, said = commands.read_document(zhanar, one.pk)
    assert said == {"number": "CANARY-7731", "issuer": "Ташкент"}
    assert commands.reveal_details(zhanar, child.pk).documents == [(one, said)]
    events = set(Entry.objects.filter(subject_code=child.code).values_list("event", flat=True))
    assert {
        "people.document_noted",
        "people.document_read",
        "people.details_revealed",
    } <= events


def test_what_is_lacking_is_named(zhanar, child):
    assert lacking(zhanar, child) == ["BIRTH_KZ"]
    one = note(zhanar, child, state="MISSING")
    assert lacking(zhanar, child) == ["BIRTH_FOREIGN"]
    commands.correct_document(zhanar, 1, details(child, id=one.pk, state="RECEIVED"))
    assert lacking(zhanar, child) == []
    today = clock.today(zhanar.time_zone)
    note(zhanar, child, type="PASS_FOREIGN", valid_until=today)
    assert lacking(zhanar, child) == []
    with clock.told_at(clock.now() + timedelta(days=1)):
        assert lacking(zhanar, child) == ["PASS_FOREIGN"]


def test_a_status_asks_for_the_paper_that_proves_it():
    today = date(2026, 11, 22)
    birth = rules.Paper("MED_BIRTH", "VERIFIED")
    assert rules.lacking_papers([birth], "ASYLUM_CERT", today) == ["ASYLUM"]
    held = [birth, rules.Paper("ASYLUM", "RECEIVED", today)]
    assert rules.lacking_papers(held, "ASYLUM_CERT", today) == []
    waived = [birth, rules.Paper("ASYLUM", "NOT_NEEDED")]
    assert rules.lacking_papers(waived, "ASYLUM_CERT", today) == []
    assert rules.lacking_papers([rules.Paper("BIRTH_KZ", "NOT_NEEDED")], "", today) == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"type": ""}, "type"),
        ({"type": "WAND"}, "type"),
        ({"state": "EATEN"}, "state"),
        ({"issued_on": date(2999, 1, 1)}, "issued_on"),
        ({"issued_on": date(2020, 1, 2), "valid_until": date(2020, 1, 1)}, "valid_until"),
    ],
)
def test_mistakes_are_refused_at_their_field(zhanar, child, said, field):
    with pytest.raises(Refused) as no:
        note(zhanar, child, **said)
    assert no.value.field == field
    assert not Document.objects.exists()


def test_who_is_late_sees_the_newer_version(zhanar, child):
    """R5: the second one is told, and nothing is written over."""
    one = note(zhanar, child, number="1")
    commands.correct_document(zhanar, 1, details(child, id=one.pk, number="2"))
    with pytest.raises(commands.Newer) as no:
        commands.correct_document(zhanar, 1, details(child, id=one.pk, number="3"))
    assert no.value.current.version == 2
    assert commands.read_document(zhanar, one.pk)[1]["number"] == "2"


def test_sent_twice_is_noted_once(zhanar, child):
    same = uuid7()
    assert note(zhanar, child, id=same).pk == note(zhanar, child, id=same).pk
    assert Document.objects.count() == 1


def test_another_team_finds_no_document(zhanar, timur, amina, acting, child):
    """S4: the same 404 for what is hidden and what is not there."""
    one = note(zhanar, child)
    for act in (
        lambda: note(timur, child),
        lambda: commands.read_document(timur, one.pk),
        lambda: commands.read_document(zhanar, uuid7()),
        lambda: commands.reveal_details(timur, child.pk),
        lambda: commands.correct_document(timur, 1, details(child, id=one.pk)),
    ):
        with pytest.raises(Http404):
            act()
    for act in (
        lambda: note(acting(amina), child),
        lambda: commands.read_document(acting(amina), one.pk),
    ):
        with pytest.raises(PermissionDenied):
            act()
