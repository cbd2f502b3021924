"""A lawyer's notes: two people open each, and for everybody else there are none."""

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.cases.web import body, browsers_of
from tests.legal_aid.told import opened, today
from tests.people.known import events
from umai.cases import commands as cases
from umai.foundation.access.models import Person
from umai.foundation.access.roles import all_roles
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices.models import Notice
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.legal_aid import commands, queries
from umai.legal_aid.models import ProcedureFact, ProcedureNote
from umai.people import commands as people

pytestmark = pytest.mark.usefixtures("here")
WORDS = "The mother told me what she told nobody else."


def noted(actor, row, **said):
    """A note of today."""
    details = commands.NoteDetails(**{"about_on": today(), "words": WORDS, **said})
    return commands.write_procedure_note(actor, row.pk, uuid7(), details)


@pytest.fixture
def dana(person, acting):
    """Dana supervises as Saule does, and is named on Malika's note."""
    return acting(person("supervisor", "Shymkent"))


@pytest.fixture
def row(malika, case):
    """A procedure that Malika leads."""
    return opened(malika, case, "LP-02")


@pytest.fixture
def note(malika, dana, row):
    """Malika's note, supervised by Dana."""
    return noted(malika, row, supervisor_id=dana.person)


def test_who_opens_a_note_is_a_table(
    sana, case, row, note, malika, dana, saule, zhanar, timur, person, acting, as_person
):
    """S2, S3, S22: author and named supervisor; of every other role nobody, though they work on
    the case, lead its team, or broke the glass. The page of the procedure shows them no card.
    """
    second = acting(person("lawyer", "Shymkent"))
    cases.join_case_team(zhanar, case.pk, second.person, "lawyer")
    broken = acting(person("lawyer", "Turkistan"))
    for one in (broken, timur):
        people.break_glass(one, case.code, "The child is in danger tonight.")
    away = acting(person("supervisor", "Turkistan"))
    others = {
        "another supervisor of the team": (saule, Http404),
        "a supervisor of another team": (away, Http404),
        "another lawyer of the case": (second, Http404),
        "a lawyer who broke the glass": (broken, Http404),
        "a worker who broke the glass": (timur, PermissionDenied),
        "who leads the case": (zhanar, PermissionDenied),
    }
    for role in all_roles():
        if role not in {"lawyer", "supervisor"}:
            others[role] = (acting(person(role, None)), PermissionDenied)
    for who, (actor, error) in others.items():
        with pytest.raises(error):
            commands.read_procedure_note(actor, note.pk)
        assert not queries.procedure_notes(actor).exists(), who
    for actor in (malika, dana):
        assert queries.words_of_note(commands.read_procedure_note(actor, note.pk)) == WORDS
    assert events(sana).count("legal_aid.procedure_note_read") == 2
    for actor, shown in ((malika, True), (dana, True), (saule, False), (second, False)):
        web = as_person(Person.objects.get(pk=actor.person))
        page = body(web, f"/legal/{row.pk}/")
        assert (f"/legal/notes/{note.pk}/" in page) == shown
        assert body(web, f"/legal/notes/{note.pk}/", 200 if shown else 404)
        assert (row.code in body(web, "/legal/notes/")) == shown


def test_nobody_else_sees_that_there_is_one(sana, row, note, zhanar):
    """S6: no fact, no new version of the procedure, nothing in the log of the case or procedure."""
    row.refresh_from_db()
    assert row.version == 1 and ProcedureFact.objects.filter(procedure_id=row.pk).count() == 2
    about = Entry.objects.filter(subject_id__in=[row.pk, row.case_id])
    assert not about.filter(event__contains="note").exists()
    assert "legal_aid.procedure_note_written" in events(sana)


def test_who_no_longer_supervises_that_team_opens_nothing(note, dana):
    """A note stays with the role that it was shown to, not with the person alone."""
    from umai.foundation.access import actors
    from umai.foundation.access.models import Posting

    Posting.objects.filter(person_id=dana.person).update(role="lawyer")
    now = actors.actor_of(Person.objects.get(pk=dana.person))
    with pytest.raises(Http404):
        commands.read_procedure_note(now, note.pk)


def test_either_key_destroyed_the_note_is_gone(row, note, malika):
    """S5: erasing the child, or ending the time of keeping, destroys the note for good."""
    child = queries.key_of(row)
    inner = seals.open_bytes(child, "legal_aid_procedurenote.words", note.pk, note.words_sealed)
    assert WORDS.encode() not in inner
    second = noted(malika, row)
    seals.destroy([queries.own_key(note)])
    with pytest.raises(seals.Broken):
        queries.words_of_note(queries.procedure_note(malika, note.pk))
    assert queries.words_of_note(queries.procedure_note(malika, second.pk)) == WORDS
    seals.destroy([child])
    with pytest.raises(seals.Broken):
        queries.words_of_note(queries.procedure_note(malika, second.pk))


def test_only_the_author_mends_it_and_what_stood_there_is_kept(note, row, malika, dana, saule):
    """R5: an older page changes nothing. Whom the author names now is told, by the code alone."""
    better = commands.NoteDetails(
        about_on=today(), words="Better.", supervisor_id=saule.person
    )
    with pytest.raises(Refused):
        commands.correct_procedure_note(dana, note.pk, note.version, better)
    done = commands.correct_procedure_note(malika, note.pk, note.version, better)
    assert queries.words_of_note(queries.procedure_note(saule, done.pk)) == "Better."
    with pytest.raises(Http404):
        queries.procedure_note(dana, note.pk)
    with pytest.raises(commands.Newer):
        commands.correct_procedure_note(malika, note.pk, note.version, better)
    history = apps.get_model("legal_aid", "ProcedureNoteEvent")
    assert history.objects.filter(id=note.pk).count() == 1
    told = Notice.objects.filter(subject_id=note.pk).values_list("person_id", "kind", "code")
    kind = "legal_note_supervised"
    assert set(told) == {(one.person, kind, row.code) for one in (dana, saule)}


def test_who_leads_no_lawyers_is_not_named_and_twice_is_once(row, malika, zhanar):
    """R1."""
    with pytest.raises(Refused) as no:
        noted(malika, row, supervisor_id=zhanar.person)
    assert no.value.field == "supervisor"
    for wrong in ({"words": " "}, {"about_on": today().replace(year=2099)}):
        with pytest.raises(Refused):
            noted(malika, row, **wrong)
    key, details = uuid7(), commands.NoteDetails(about_on=today(), words=WORDS)
    one = commands.write_procedure_note(malika, row.pk, key, details)
    assert commands.write_procedure_note(malika, row.pk, key, details) == one
    with pytest.raises(PermissionDenied):
        noted(zhanar, row)
    assert ProcedureNote.objects.count() == 1


def test_with_the_procedure_the_note_its_key_and_its_history_go(row, note, malika, child):
    """S5: nothing is left that a later copy could open."""
    commands.correct_procedure_note(
        malika, note.pk, 1, commands.NoteDetails(about_on=today(), words="Better.")
    )
    commands.erase_procedures(malika, child.pk)
    assert not ProcedureNote.objects.exists()
    assert not apps.get_model("legal_aid", "ProcedureNoteEvent").objects.exists()
    assert DataKey.objects.get(pk=note.key_id).destroyed_at is not None


def test_a_note_on_pages_keeps_what_was_typed(row, malika, dana, as_person):
    web = browsers_of({"malika": Person.objects.get(pk=malika.person)}, as_person)["malika"]
    address = f"/legal/{row.pk}/note/"
    assert f'value="{dana.person}"' in body(web, address), "the one who leads is offered"
    typed = {"id": str(uuid7()), "version": 0, "about_on": today(), "words": "", "supervisor": ""}
    wrong = web.post(address, typed)
    assert wrong.status_code == 422 and "Write the note." in wrong.content.decode()
    assert web.post(address, {**typed, "words": WORDS}).status_code == 302
    note = ProcedureNote.objects.get()
    assert WORDS in body(web, f"/legal/notes/{note.pk}/")
    mend = f"/legal/notes/{note.pk}/correct/"
    assert WORDS in body(web, mend)
    typed |= {"version": 1, "words": "Better."}
    assert web.post(mend, typed).headers["Location"] == f"/legal/notes/{note.pk}/"
    older = web.post(mend, {**typed, "words": "Mine."})
    assert older.status_code == 422 and "Mine." in older.content.decode()
