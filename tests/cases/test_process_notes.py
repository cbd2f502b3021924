"""Process notes: two people open each, and for everybody else there are none."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.cases.told import again, led
from tests.people.known import events
from umai.cases import commands, queries
from umai.cases.commands import NoteDetails
from umai.cases.models import ProcessNote
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices.models import Notice
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.people import commands as people

TODAY = clock.today("Asia/Almaty")
WORDS = "She speaks of her father only when she draws."


def note_of(**said):
    return NoteDetails(**{"id": uuid7(), "about_on": TODAY, "words": WORDS, **said})


@pytest.fixture
def case(sana, saule, zhanar, marat, malika, child):
    """Marat and Malika work on Nodira's case, which Zhanar leads in Saule's team."""
    case = led(saule, zhanar, sana, child)
    commands.join_case_team(zhanar, case.pk, marat.person, "psychologist")
    commands.join_case_team(zhanar, case.pk, malika.person, "lawyer")
    return again(case)


@pytest.fixture
def note(case, marat, dana):
    """Marat's note; Dana supervises it by name."""
    return commands.write_process_note(marat, case.pk, note_of(supervisor_id=dana.person))


def test_who_opens_a_note_is_a_table(
    sana, case, note, zhanar, marat, malika, saule, dana, timur, person, acting
):
    """S2, S4, S6, S30: author and named supervisor; not the owner, another supervisor, a lawyer,
    another psychologist, an administrator, the officer, nor who broke the glass.
    """
    second = acting(person("psychologist", "Shymkent"))
    commands.join_case_team(zhanar, case.pk, second.person, "psychologist")
    people.break_glass(timur, case.code, "The child is in danger tonight.")
    assert queries.case(timur, case.pk)
    broken = acting(person("psychologist", "Turkistan"))
    people.break_glass(broken, case.code, "The child is in danger tonight.")
    admin, olga = (acting(person(one)) for one in ("administrator", "data_protection_officer"))
    table = {
        "author": (marat, None),
        "named supervisor": (dana, None),
        "another supervisor": (saule, Http404),
        "another psychologist of the team": (second, Http404),
        "psychologist who broke the glass": (broken, Http404),
        "owner": (zhanar, PermissionDenied),
        "lawyer": (malika, PermissionDenied),
        "worker who broke the glass": (timur, PermissionDenied),
        "administrator": (admin, PermissionDenied),
        "officer": (olga, PermissionDenied),
    }
    for who, (actor, error) in table.items():
        if error is None:
            assert queries.words_of_note(commands.read_process_note(actor, note.pk)) == WORDS
            assert list(queries.process_notes(actor)) == [note], who
        else:
            with pytest.raises(error):
                commands.read_process_note(actor, note.pk)
            assert not queries.process_notes(actor).exists(), who
    assert events(sana).count("cases.process_note_read") == 2


def test_a_note_that_is_hidden_and_one_that_is_not_there_are_the_same_no(note, saule):
    """S6."""
    said = []
    for one in (note.pk, uuid7()):
        with pytest.raises(Http404) as no:
            commands.read_process_note(saule, one)
        said.append(str(no.value))
    assert said[0] == said[1]


def test_either_key_destroyed_the_note_is_gone(case, note, marat):
    """S5: erasing the child, or ending the time of keeping, destroys the note for good."""
    own = DataKey.objects.get(pk=note.key_id)
    with pytest.raises(seals.Broken):
        seals.open_bytes(own, "cases_processnote.words", note.pk, note.words_sealed)
    child = queries.key_of(case)
    inner = seals.open_bytes(child, "cases_processnote.words", note.pk, note.words_sealed)
    assert WORDS.encode() not in inner
    second = commands.write_process_note(marat, case.pk, note_of())
    seals.destroy([own])
    with pytest.raises(seals.Broken):
        queries.words_of_note(queries.process_note(marat, note.pk))
    assert queries.words_of_note(queries.process_note(marat, second.pk)) == WORDS
    seals.destroy([child])
    with pytest.raises(seals.Broken):
        queries.words_of_note(queries.process_note(marat, second.pk))


def test_naming_another_supervisor_is_told_to_the_author_and_both(case, note, marat, dana, saule):
    done = commands.name_note_supervisor(dana, note.pk, note.version, saule.person)
    told = dict(Notice.objects.filter(subject_id=note.pk).values_list("person_id", "kind"))
    assert told[marat.person] == "notes_supervisor" and told[saule.person] == "notes_supervised"
    with pytest.raises(Http404):
        commands.read_process_note(dana, note.pk)
    assert commands.read_process_note(saule, note.pk) == done


def test_nobody_names_themselves(note, marat, dana, saule, zhanar):
    """A supervisor cannot let herself in; an author does not supervise the own notes."""
    with pytest.raises(Http404):
        commands.name_note_supervisor(saule, note.pk, note.version, saule.person)
    with pytest.raises(Refused):
        commands.name_note_supervisor(dana, note.pk, note.version, marat.person)
    with pytest.raises(Refused) as no:
        commands.name_note_supervisor(marat, note.pk, note.version, zhanar.person)
    assert no.value.field == "supervisor"


def test_only_the_author_mends_it_and_the_second_sees_both(sana, note, marat, dana):
    """R5."""
    with pytest.raises(PermissionDenied):
        commands.correct_process_note(dana, note.pk, note.version, TODAY, "Mine.")
    done = commands.correct_process_note(marat, note.pk, note.version, TODAY, "Better.")
    assert queries.words_of_note(queries.process_note(marat, done.pk)) == "Better."
    with pytest.raises(commands.Newer):
        commands.correct_process_note(marat, note.pk, note.version, TODAY, "Again.")


def test_only_a_psychologist_of_the_case_writes_and_twice_is_once(
    case, note, marat, zhanar, saule, person, acting
):
    """R1, S2."""
    said = note_of()
    one = commands.write_process_note(marat, case.pk, said)
    assert commands.write_process_note(marat, case.pk, said) == one
    for actor in (zhanar, saule):
        with pytest.raises(PermissionDenied):
            commands.write_process_note(actor, case.pk, note_of())
    with pytest.raises(Http404):
        stranger = acting(person("psychologist", "Turkistan"))
        commands.write_process_note(stranger, case.pk, note_of())
    with pytest.raises(Refused):
        commands.write_process_note(marat, case.pk, note_of(words=" "))
    assert ProcessNote.objects.count() == 2


def test_a_note_leaves_no_trace_in_the_log_of_the_case(sana, case, note, marat, zhanar):
    """S6: the journal knows; the case does not tell its readers that there are notes."""
    assert "cases.process_note_written" in events(sana)
    about = Entry.objects.filter(subject_id=case.pk).values_list("event", flat=True)
    assert not [one for one in about if "process_note" in one]


def test_erasing_the_child_destroys_the_note_and_its_key(case, note, marat, zhanar):
    """S5: nothing is left that a later copy could open."""
    commands.erase_cases(zhanar, case.individual_id)
    assert not ProcessNote.objects.exists()
    assert DataKey.objects.get(pk=note.key_id).destroyed_at is not None
