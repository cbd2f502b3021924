"""A file is kept sealed in two copies, whole or not at all, and goes when it must."""

import os
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from tests.files import made
from umai.foundation.files import answers, commands, permissions, queries, store
from umai.foundation.files.models import StoredFile
from umai.foundation.jobs.schedule import run_now
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.vault import ring, rotation, seals

OWNER = commands.Owner("people.individual", uuid4())


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of these tests."""
    monkeypatch.setattr(settings, "UMAI_DATA", tmp_path)
    return tmp_path


@pytest.fixture
def here(sana, data) -> Iterator[None]:
    with scope(sana.pk):
        yield


@pytest.fixture
def somebody(person, acting) -> Actor:
    return acting(person("social_worker", "Shymkent"))


@pytest.fixture
def key(sana, here):
    return seals.new_key(sana.pk, "individual")


def keep(actor, key, content=None, name="Нодира паспорт.jpg", owner=OWNER) -> StoredFile:
    content = made.jpeg() if content is None else content
    return commands.keep_file(actor, owner, key, "document", content, name)


def on_disk(data: Path) -> list[Path]:
    return [one for one in (data / "files").rglob("*") if one.is_file()]


def test_both_copies_are_kept_and_open(somebody, key, data) -> None:
    """S27: the clean copy is shown, the original is kept as it came."""
    file = keep(somebody, key)
    assert queries.content_of(file, key, queries.ORIGINAL) == made.jpeg()
    assert b"Kanareyka" not in queries.content_of(file, key)
    assert queries.name_of(file, key) == "Нодира паспорт.jpg"
    assert (file.type, file.kept_by_id) == ("jpeg", somebody.person_id)


def test_nothing_of_it_is_on_the_disk_in_clear(somebody, key, data) -> None:
    """S14: neither content nor name, nor whose it is; files and folders are closed to others."""
    keep(somebody, key, f"Телефон {made.CANARY} 87011234567".encode())
    found = on_disk(data)
    assert len(found) == 2
    for one in found:
        blob = one.read_bytes()
        for canary in (made.CANARY, "Нодира", "87011234567", "Телефон"):
            assert canary.encode() not in blob and canary not in str(one)
        assert stat.S_IMODE(one.stat().st_mode) == 0o600
        assert all(stat.S_IMODE(p.stat().st_mode) == 0o700 for p in list(one.parents)[:3])
    with connection.cursor() as cursor:
        cursor.execute("SELECT f::text FROM files_storedfile f")
        row = cursor.fetchone()[0]
    assert "Нодира" not in row and "паспорт" not in row


def test_the_same_file_twice_is_kept_once(somebody, key, data) -> None:
    assert keep(somebody, key).pk == keep(somebody, key, name="other.jpg").pk
    assert len(on_disk(data)) == 2


def test_the_same_file_of_two_owners_has_nothing_in_common(somebody, key, data) -> None:
    """S17: nobody can tell from the rows that two children brought the same paper."""
    one = keep(somebody, key)
    other = keep(somebody, key, owner=commands.Owner("people.individual", uuid4()))
    assert bytes(one.digest) != bytes(other.digest)
    assert one.original_hash != other.original_hash


@pytest.mark.parametrize("size", [1, store.CHUNK - 1, store.CHUNK, store.CHUNK + 1, 900_000])
def test_any_length_comes_back(key, size) -> None:
    content = os.urandom(size)
    assert store.opened(key, "a", store.sealed(key, "a", content)) == content


def spoiled(blob: bytes) -> Iterator[tuple[str, bytes]]:
    head, step = store.HEADER.size, store.CHUNK + store.TAG
    first, second, rest = blob[head : head + step], blob[head + step : head + 2 * step], None
    rest = blob[head + 2 * step :]
    yield "a bit", blob[:-40] + bytes([blob[-40] ^ 1]) + blob[-39:]
    yield "a bit of the head", bytes([blob[0] ^ 1]) + blob[1:]
    yield "another salt", blob[:12] + bytes([blob[12] ^ 1]) + blob[13:]
    yield "cut in a chunk", blob[:-7]
    yield "cut after a chunk", blob[: head + 2 * step]
    yield "cut after the head", blob[:head]
    yield "swapped chunks", blob[:head] + second + first + rest
    yield "a chunk left out", blob[:head] + first + rest
    yield "a chunk twice", blob[:head] + first + first + second + rest
    yield "something behind", blob + rest
    yield "nothing", b""


def test_what_was_altered_moved_or_cut_does_not_open(key) -> None:
    """S15: decrypt error, and never a part of it."""
    blob = store.sealed(key, "a", os.urandom(2 * store.CHUNK + 5000))
    for what, bad in spoiled(blob):
        with pytest.raises(seals.Broken):
            store.opened(key, "a", bad)
            pytest.fail(what)


def test_files_cannot_be_exchanged(somebody, key, data, sana) -> None:
    """S15: the file of another row, copy or person does not open in this one's place."""
    one, other = keep(somebody, key), keep(somebody, key, made.png(), "b.png")
    blob = store.path(sana.pk, other.shown).read_bytes()
    store.path(sana.pk, one.shown).write_bytes(blob)
    with pytest.raises(seals.Broken):
        queries.content_of(one, key)
    store.path(sana.pk, other.original).write_bytes(blob)
    with pytest.raises(seals.Broken):
        queries.content_of(other, key, queries.ORIGINAL)
    elses = seals.new_key(sana.pk, "individual")
    with pytest.raises(seals.Broken):
        store.opened(elses, queries.bound(other.pk, queries.SHOWN), blob)


def test_a_destroyed_key_ends_both_copies(somebody, key, data, sana) -> None:
    """S18: the ciphertext on the disk is worth nothing, and the night sweeps it away."""
    file = keep(somebody, key)
    seals.destroy([key])
    for which in (queries.SHOWN, queries.ORIGINAL):
        with pytest.raises(seals.Broken):
            queries.content_of(file, queries.key_of(file), which)


def test_files_open_after_the_wrapping_key_changed(somebody, key, data, monkeypatch, tmp_path):
    """S16: rotation wraps data keys anew and touches no file."""
    keys = tmp_path / "ring"
    keys.mkdir()
    ring.save(ring.load(), keys)
    monkeypatch.setattr(settings, "UMAI_KEYS", keys)
    file = keep(somebody, key)
    rotation.begin()
    for _some in rotation.rewrap():
        pass
    assert queries.content_of(file, queries.key_of(file), queries.ORIGINAL) == made.jpeg()


def test_a_no_is_said_at_the_field_and_leaves_nothing(somebody, key, data) -> None:
    with pytest.raises(Refused) as no:
        keep(somebody, key, b"<svg/>")
    assert no.value.field == "file" and not on_disk(data)
    assert not StoredFile.objects.exists()
    with pytest.raises(Refused, match="20"):
        keep(somebody, key, b"\xff\xd8\xff" + bytes(21 << 20))


def test_a_full_disk_is_a_no_and_leaves_nothing(somebody, key, data, monkeypatch) -> None:
    """Nothing half written: the first copy goes when the second has no room."""
    real, calls = store.put, []

    def full(target: Path, blob: bytes) -> None:
        calls.append(target)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(target, blob)

    monkeypatch.setattr(store, "put", full)
    with pytest.raises(Refused, match="(?i)disk|диск"):
        keep(somebody, key)
    assert not on_disk(data) and not StoredFile.objects.exists()


def test_dropped_files_go_from_the_disk_after_the_commit(
    somebody, key, data, django_capture_on_commit_callbacks
) -> None:
    file = keep(somebody, key)
    with django_capture_on_commit_callbacks(execute=False) as waiting:
        assert commands.drop_files(somebody, OWNER) == 1
    assert len(on_disk(data)) == 2 and not StoredFile.objects.exists()
    for one in waiting:
        one()
    assert not on_disk(data) and file


def test_another_organisation_sees_no_row(somebody, key, data, rodnik) -> None:
    """S33: not by its owner's id, not by counting."""
    file = keep(somebody, key)
    with scope(rodnik.pk):
        assert not StoredFile.objects.filter(pk=file.pk).exists()
        assert StoredFile.objects.count() == 0


def sweep(sana, **_) -> dict[str, int]:
    from umai.foundation.access import actors

    return commands.sweep_files(actors.job(sana, (permissions.SWEEP_FILES,)))


def test_the_night_finds_what_is_nobodys_and_what_is_lost(
    somebody, key, data, sana, rodnik, django_capture_on_commit_callbacks
) -> None:
    """R21: orphans go after a day, rows without a file are marked and never a 500."""
    file, other = keep(somebody, key), keep(somebody, key, made.png(), "b.png")
    orphan = store.path(sana.pk, "ab" * 16)
    store.put(orphan, b"left by a killed process")
    foreign = store.path(rodnik.pk, "cd" * 16)
    store.put(foreign, b"another house")
    assert sweep(sana) == {"erased": 0, "orphans": 0, "lacking": 0}
    old = (clock.wall() - timedelta(days=2)).timestamp()
    for one in (orphan, foreign, *on_disk(data)):
        os.utime(one, (old, old))
    store.path(sana.pk, file.shown).unlink()
    store.path(sana.pk, other.original).write_bytes(b"cut")
    assert sweep(sana) == {"erased": 0, "orphans": 1, "lacking": 2}
    assert not orphan.exists() and foreign.exists()
    assert queries.lacking(somebody)[0] == 2
    with pytest.raises(store.Missing):
        queries.content_of(file, key)
    assert Entry.objects.filter(event="files.files_swept").count() == 1
    seals.destroy([key])
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep(sana)["erased"] == 2
    assert on_disk(data) == [foreign]
    assert queries.lacking(somebody) == (0, None)


def test_the_chore_is_planned_and_only_jobs_may(somebody, data, here, sana) -> None:
    run_now("umai.foundation.files.chores.sweep_files", sana.pk)
    with pytest.raises(Exception, match="sweep_files"):
        commands.sweep_files(somebody)


def test_an_answer_is_saved_and_never_run() -> None:
    """S27: attachment, nosniff, no store, a sandbox, its own name with the ending of its type."""
    answer = answers.attachment(b"x", "pdf", 'Нодира"; a="\r\nX: y.html')
    assert answer["Content-Type"] == "application/pdf"
    said = answer["Content-Disposition"]
    assert said.startswith('attachment; filename="') and ".pdf\"; filename*=UTF-8''" in said
    assert said.isascii() and "\n" not in said and said.endswith(".pdf")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"
