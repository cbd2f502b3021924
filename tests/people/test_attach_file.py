"""Signed forms and copies of papers are attached to a child, opened as clean copies, given up."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from tests.files import made
from tests.people.known import NADIRA, register
from umai.foundation.access import actors
from umai.foundation.files.models import StoredFile
from umai.foundation.journal import log, sentences
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.people import commands, queries, terms

KIND = terms.Attachment.DOCUMENT
PASSPORT = commands.Upload(made.jpeg(), "Паспорт Каримова Нодира.jpg")


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "UMAI_DATA", tmp_path)
    return tmp_path


@pytest.fixture
def child(sana, zhanar):
    with scope(sana.pk):
        return register(zhanar, sana, sex="female", **NADIRA)


@pytest.fixture
def file(sana, zhanar, child) -> StoredFile:
    with scope(sana.pk):
        return commands.attach_file(zhanar, child.pk, KIND, PASSPORT)


def entries(event: str) -> list[Entry]:
    return list(Entry.objects.filter(event=f"people.{event}"))


def test_a_file_is_attached_and_opened_as_a_clean_copy(sana, zhanar, child, file):
    """S27: what a colleague saves tells no place and no maker, and is called by the code."""
    with scope(sana.pk):
        opened = commands.open_file(zhanar, child.pk, file.pk)
        assert b"Kanareyka" not in opened.content and opened.type == "jpeg"
        assert opened.name.startswith(child.code) and "Нодира" not in opened.name
        assert [one.file.pk for one in queries.attached(zhanar, child)] == [file.pk]


def test_the_journal_knows_codes_only(sana, zhanar, child, file):
    """S22, S14: who attached and opened what kind; no name of a file."""
    with scope(sana.pk):
        commands.open_file(zhanar, child.pk, file.pk)
        attached, opened = entries("file_attached"), entries("file_opened")
        assert len(attached) == len(opened) == 1
        keys = {key.pk: key for key in DataKey.objects.filter(kind="journal")}
        facts = log.facts_of(opened[0], keys)
        assert facts == {"attachment": "document", "type": "jpeg", "pages": 0}
        assert opened[0].subject_id == child.pk


def test_the_same_file_twice_is_one_and_one_entry(sana, zhanar, child, file):
    with scope(sana.pk):
        assert commands.attach_file(zhanar, child.pk, KIND, PASSPORT).pk == file.pk
        assert len(entries("file_attached")) == 1


def test_the_original_needs_its_own_permission(sana, zhanar, child, file, saule, acting):
    """S27: a social worker sees the clean copy; a supervisor may open what came in."""
    with scope(sana.pk):
        with pytest.raises(PermissionDenied):
            commands.open_original(zhanar, child.pk, file.pk)
        opened = commands.open_original(acting(saule), child.pk, file.pk)
        assert opened.content == PASSPORT.content
        assert len(entries("original_opened")) == 1


def test_others_find_nothing(sana, rodnik, timur, child, file, serik, acting):
    """S4, S33: another team and another organisation get the same 404 as for no file at all."""
    strangers = acting(serik)
    for actor, place in ((timur, sana), (strangers, rodnik)):
        with scope(place.pk):
            for act in (commands.open_file, commands.remove_file):
                with pytest.raises(Http404):
                    act(actor, child.pk, file.pk)
            with pytest.raises(Http404):
                commands.attach_file(actor, child.pk, KIND, PASSPORT)


def test_a_file_of_another_child_is_not_opened_here(sana, zhanar, child, file):
    with scope(sana.pk):
        other = register(zhanar, sana, given_name="Айбек", family_name="Сейтов")
        with pytest.raises(Http404):
            commands.open_file(zhanar, other.pk, file.pk)


def test_a_role_without_the_permission_may_not(sana, child, file, olga):
    with scope(sana.pk), pytest.raises(PermissionDenied):
        commands.open_file(olga, child.pk, file.pk)


def test_a_file_that_was_given_up_is_gone(
    sana, zhanar, child, file, data, django_capture_on_commit_callbacks
):
    with scope(sana.pk), django_capture_on_commit_callbacks(execute=True):
        commands.remove_file(zhanar, child.pk, file.pk)
        assert not queries.attached(zhanar, child)
        assert len(entries("file_removed")) == 1
        with pytest.raises(Http404):
            commands.remove_file(zhanar, child.pk, file.pk)
    assert not [one for one in (data / "files").rglob("*") if one.is_file()]


def test_with_the_childs_key_the_files_are_gone(sana, zhanar, child, file):
    """S18: the key that opens the name opens the file, and no other."""
    with scope(sana.pk):
        seals.destroy(DataKey.objects.filter(pk=child.key_id))
        with pytest.raises(Refused):
            commands.open_file(zhanar, child.pk, file.pk)


def test_an_erasure_takes_the_files_along(
    sana, zhanar, child, file, data, saule, olga, acting, django_capture_on_commit_callbacks
):
    """S18: the rows go in the same act, both copies right after it."""
    with scope(sana.pk), django_capture_on_commit_callbacks(execute=True):
        asked = commands.ask_erasure(acting(saule), child.pk, next(
            one for one in terms.ErasureGround.values if one != terms.ErasureGround.TIME
        ))
        commands.erase_individual(olga, asked.pk)
        assert not StoredFile.objects.exists()
    assert not [one for one in (data / "files").rglob("*") if one.is_file()]


def test_the_journal_says_what_it_was_in_words():
    for word in (*terms.Attachment.values, "jpeg", "pdf"):
        assert any(answer("attachment", word) or answer("type", word)
                   for answer in sentences.code_answers)  # fmt: skip


def test_a_lost_file_is_a_sentence_and_no_500(sana, child, file, data, person, as_person):
    """R21: the page stays, the officer's words are shown."""
    for one in (data / "files").rglob("*"):
        if one.is_file():
            one.unlink()
    web = as_person(person("social_worker", "Shymkent"))
    answer = web.get(f"/children/{child.pk}/files/{file.pk}/", follow=True)
    assert answer.status_code == 200 and answer.redirect_chain
    assert child.code in answer.content.decode()


def test_on_pages_from_choosing_to_saving(sana, child, person, as_person):
    """S27: attachment, nosniff, sandbox, no store; the page names the kind and no name."""
    web = as_person(person("social_worker", "Shymkent"))
    url = f"/children/{child.pk}/files/attach/"
    assert web.get(url).status_code == 200
    upload = SimpleUploadedFile(PASSPORT.name, PASSPORT.content, "text/html")
    answer = web.post(url, {"kind": "document", "file": upload})
    assert answer.status_code == 302
    with scope(sana.pk):
        file = StoredFile.objects.get()
    html = web.get(f"/children/{child.pk}/").content.decode()
    address = f"/children/{child.pk}/files/{file.pk}/"
    assert address in html and "Нодира" not in html and f"{address}original/" not in html
    saved = web.get(address)
    assert saved["Content-Type"] == "image/jpeg"
    assert saved["Content-Disposition"].startswith('attachment; filename="' + child.code)
    assert saved["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert saved["X-Content-Type-Options"] == "nosniff" and saved["Cache-Control"] == "no-store"
    assert web.post(f"{address}original/").status_code == 403
    assert web.get(f"{address}remove/").status_code == 200
    assert web.post(f"{address}remove/").status_code == 302
    assert web.get(address).status_code == 404


@pytest.mark.parametrize(
    "typed,status",
    [
        ({"kind": "document"}, 422),
        ({"file": ("a.pdf", made.pdf())}, 422),
        ({"kind": "document", "file": ("a.jpg", b"")}, 422),
        ({"kind": "document", "file": ("a.jpg", b"<svg/>")}, 422),
        ({"kind": "nonsense", "file": ("a.pdf", made.pdf())}, 422),
        ({"kind": "document", "file": ("a.jpg", b"\xff\xd8\xff" + bytes(21 << 20))}, 422),
        ({"kind": "document", "file": ("a.jpg", b"\xff\xd8\xff" + bytes(33 << 20))}, 422),
    ],
)
def test_mistakes_come_back_at_their_field(sana, child, person, as_person, typed, status):
    """S27, R28: nothing is kept, and the page says what to do."""
    web = as_person(person("social_worker", "Shymkent"))
    if "file" in typed:
        typed = typed | {"file": SimpleUploadedFile(*typed["file"])}
    answer = web.post(f"/children/{child.pk}/files/attach/", typed)
    assert answer.status_code == status
    assert 'aria-invalid="true"' in answer.content.decode()
    with scope(sana.pk):
        assert not StoredFile.objects.exists()


def test_the_officer_and_strangers_are_turned_away(child, file, person, as_person, client):
    address = f"/children/{child.pk}/files/{file.pk}/"
    assert as_person(person("data_protection_officer")).get(address).status_code == 403
    assert as_person(person("social_worker", "Turkistan")).get(address).status_code == 404
    assert client.get(address).status_code == 302


def test_a_job_may_not_attach(sana, child):
    with scope(sana.pk), pytest.raises(PermissionDenied):
        commands.attach_file(actors.job(sana, ()), child.pk, KIND, PASSPORT)


def test_a_signed_form_stands_with_its_consent(sana, zhanar, timur, child, person, as_person):
    """S34: what was signed is found with what was noted, by whoever may know of the child."""
    said = {"given_by": "PARENT", "assent": True, "language": "uz", "explained_how": "spoken"}
    with scope(sana.pk):
        noted = commands.note_consent(
            zhanar,
            commands.ConsentDetails(
                id=uuid7(), individual_id=child.pk, given=("SERVICES",), limits_explained=True,
                **said,
            ),
        )[0]  # fmt: skip
        with pytest.raises(Http404):
            commands.attach_signed_form(timur, noted.pk, PASSPORT)
    web = as_person(person("social_worker", "Shymkent"))
    url = f"/children/consent/{noted.pk}/signed-form/"
    assert url in web.get(f"/children/{child.pk}/").content.decode()
    page = web.get(url).content.decode()
    assert 'name="file"' in page and 'name="kind"' not in page
    assert web.post(url, {"file": SimpleUploadedFile("a.pdf", made.pdf())}).status_code == 302
    with scope(sana.pk):
        one = queries.attached(zhanar, child, noted.pk)[0]
        assert one.file.purpose == terms.Attachment.CONSENT_FORM and one.file.pages == 1
