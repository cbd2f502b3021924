"""Making a backup, and every way in which it may fail."""

import base64
import json
import os
import resource
import shutil
import signal
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.config.houses import House, street

pytestmark = pytest.mark.slow
CANARY = "Айгерім zhylap tur 7470123"
LIMIT_BYTES = 200_000  # less than an empty house makes


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    with street() as place:
        found = House(place / "data").fill()
        yield found
        found.leave()


@pytest.fixture
def good(house: House) -> Path:
    """A backup that is there before anything goes wrong."""
    if not house.backups:
        house.must("backup")
    return house.newest


def told(house: House) -> set[str]:
    """The roles for whose people a notice of a failed backup waits."""
    found = house.ask("SELECT person_id FROM notices_notice WHERE kind = 'backup_failed'")
    ids = {str(person) for (person,) in found}
    return {role for role, person in house.people.items() if person in ids}


def notices(house: House) -> int:
    return int(house.ask("SELECT count(*) FROM notices_notice")[0][0])


def leftovers(folder: Path) -> list[str]:
    """Everything in a folder that is not a backup under its name."""
    return [one.name for one in folder.iterdir() if not one.name.startswith("umai-")]


def size_limited() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT_BYTES, resource.RLIM_INFINITY))


@contextmanager
def failing(house: House, good: Path) -> Iterator[None]:
    """What holds after every failure: the old one is whole, nothing new, no half, told, no lie."""
    folder, before = good.parent, sorted(good.parent.glob("umai-*"))
    content, made = good.read_bytes(), house.journal("backup.backup_made") - house.slipped
    yield
    assert sorted(folder.glob("umai-*")) == before
    assert good.read_bytes() == content
    assert leftovers(folder) == []
    assert house.journal("backup.backup_made") - house.slipped == made
    last = house.last("backup")
    assert last["ok"] is False
    assert last["reason"]
    assert last["good_file"]
    assert {"administrator", "data_protection_officer"} <= told(house)


def test_a_backup_is_made_in_a_closed_folder_and_journaled(house: House) -> None:
    """R18: proved before it gets its name, and on record."""
    house.record()
    before = house.journal("backup.backup_made")
    answer = Path(house.must("backup"))
    assert answer == house.newest
    assert stat.S_IMODE(answer.stat().st_mode) == 0o600
    assert stat.S_IMODE(answer.parent.stat().st_mode) == 0o700
    assert leftovers(answer.parent) == []
    assert house.journal("backup.backup_made") == before + 1
    last = house.last("backup")
    assert (last["ok"], last["file"], last["bytes"]) == (True, answer.name, answer.stat().st_size)
    assert stat.S_IMODE((house.data / "last-backup.json").stat().st_mode) == 0o600
    roots = (house.data / "journal-roots.txt").read_text().splitlines()
    assert int(roots[-1].split()[0]) >= last["position"] > 0


def test_a_backup_says_nothing_to_whoever_finds_it(house: House) -> None:
    """S14: neither stories, nor names of staff or tables, nor a word of SQL."""
    house.record(words=CANARY)
    content = Path(house.must("backup")).read_bytes()
    words = (CANARY, "Айгерім", "7470123", "test.invalid", "hotline_contact", "PGDMP", "CREATE")
    for word in words:
        assert word.encode() not in content


def test_nothing_is_made_when_nothing_was_written(house: House) -> None:
    """R18: every five minutes, and for nothing only once a day."""
    house.must("backup")
    number = len(house.backups)
    house.must("backup", "--if-changed")
    assert len(house.backups) == number
    house.record()
    house.must("backup", "--if-changed")
    assert len(house.backups) == number + 1
    house.must("backup", "--if-changed")
    assert len(house.backups) == number + 1


def test_reading_a_contact_is_worth_a_backup_too(house: House) -> None:
    """What was read about a child must not be lost from the journal."""
    (contact,) = house.record()
    house.must("backup")
    number = len(house.backups)
    house.story("look_up", operator=house.people["operator"], contact=contact)
    house.must("backup", "--if-changed")
    assert len(house.backups) == number + 1


def test_a_backup_that_somebody_took_away_is_made_again(house: House) -> None:
    house.must("backup")
    gone = house.newest.rename(house.data / "gone")
    house.must("backup", "--if-changed")
    assert house.newest != gone
    assert house.newest.exists()


def test_the_worker_makes_a_backup_and_a_drill_by_itself(house: House) -> None:
    """R18: every five minutes, and every night a restore for trial."""
    house.must("backup")
    house.record()
    number = len(house.backups)
    house.story("do_chore", which="make_backup")
    assert len(house.backups) == number + 1
    house.story("do_chore", which="make_backup")
    assert len(house.backups) == number + 1
    house.story("do_chore", which="drill")
    assert house.last("drill")["ok"] is True
    house.story("do_chore", which="verify_journal")
    assert house.last("chain-check")["ok"] is True
    kinds = "SELECT DISTINCT actor_kind FROM journal_entry WHERE event = 'backup.backup_made'"
    assert ("job",) in house.ask(kinds)


def test_the_queue_knows_its_chores_and_when() -> None:
    from procrastinate.contrib.django import app

    planned = {
        one.task.name: one.cron for one in app.periodic_registry.periodic_tasks.values()
    }
    assert planned["umai.make_backup"] == "*/5 * * * *"
    assert planned["umai.drill"] == "40 21 * * *"
    assert planned["umai.verify_journal"] == "10 21 * * *"


def test_a_second_backup_at_the_same_time_waits_or_steps_aside(house: House, good: Path) -> None:
    first, dump = house.caught("pg_dump", "backup")
    aside = house.umai("backup", "--if-changed")
    assert aside.returncode == 0
    assert "at work" in aside.stderr
    dump.resume()
    assert first.wait() == 0


def test_a_folder_that_is_not_there_is_refused(house: House, good: Path) -> None:
    """R17: never made by us; the disk that belongs there may only be missing."""
    away = house.data / "mounted" / "elsewhere"
    with failing(house, good):
        done = house.umai("backup", away)
    assert done.returncode == 1
    assert "mount the disk" in done.stderr
    assert not away.exists()


@pytest.mark.parametrize("way", ["disk", "quota"])
def test_a_full_disk_leaves_no_half_file(house: House, good: Path, way: str) -> None:
    """R17: the disk ends in the middle of the file."""
    with small_disk(house, good) if way == "disk" else same_folder(good) as folder:
        with failing(house, folder / good.name):
            limit = size_limited if way == "quota" or not folder.is_mount() else None
            done = house.umai("backup", folder, before=limit)
        assert done.returncode == 1
        assert "No backup:" in done.stderr
        assert "No space left" in done.stderr or "File too large" in done.stderr


def test_a_folder_that_cannot_be_written_is_refused(house: House, good: Path) -> None:
    """R17: a disk that went read-only."""
    with small_disk(house, good) as folder:
        where = folder
        if folder.is_mount():
            subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        elif os.geteuid():
            folder.chmod(0o500)
        else:
            where = Path("/proc/sys")  # root may write everywhere but there
        with failing(house, folder / good.name):
            done = house.umai("backup", where)
        assert done.returncode == 1
        assert "No backup: " in done.stderr


def test_a_dump_that_dies_leaves_no_half_file(house: House, good: Path) -> None:
    """R17."""
    with failing(house, good):
        started, dump = house.caught("pg_dump", "backup")
        dump.kill()
        _out, said = started.communicate()
    assert started.returncode == 1
    assert "pg_dump was killed (signal 9)" in said


def test_a_polite_end_leaves_no_half_file(house: House, good: Path) -> None:
    """R17: SIGTERM, as a machine sends it that is shut down."""
    with failing(house, good):
        started, _dump = house.caught("pg_dump", "backup")
        started.terminate()
        _out, said = started.communicate()
    assert started.returncode == 1
    assert "stopped before it was finished" in said


def test_what_a_killed_run_left_is_never_a_backup_and_goes(house: House, good: Path) -> None:
    """R17: kill -9 and a power cut give no time to clean up; the next run does."""
    content, number = good.read_bytes(), len(house.backups)
    started, dump = house.caught("pg_dump", "backup")
    started.kill()
    started.communicate()
    dump.kill()
    assert len(house.backups) == number
    assert len(leftovers(good.parent)) == 1
    done = house.umai("backup", good.parent)
    assert done.returncode == 0
    assert "killed" in done.stderr
    assert leftovers(good.parent) == []
    assert good.read_bytes() == content


def test_what_changes_between_writing_and_reading_back_is_found(house: House, good: Path) -> None:
    """R17: a disk that does not give back what it was given."""
    with failing(house, good):
        started, dump = house.caught("pg_dump", "backup")
        (half,) = good.parent.glob(".umai-unfinished-*")
        with half.open("r+b") as file:
            file.seek(100)
            file.write(b"\0\0\0\0")
        dump.resume()
        _out, said = started.communicate()
    assert started.returncode == 1
    assert "does not open" in said


def test_a_server_that_dies_leaves_no_half_file(house: House, good: Path) -> None:
    """R17: power fails in the database while it is being copied."""
    with house.here():
        from umai.config.server import cluster

        server = cluster.postmaster()
    assert server is not None
    started, dump = house.caught("pg_dump", "backup")
    os.kill(server.pid, signal.SIGKILL)
    dump.resume()
    _out, said = started.communicate()
    assert started.returncode == 1
    assert "No backup:" in said
    assert leftovers(good.parent) == []
    assert house.last("backup")["ok"] is False
    house.must("backup")


def test_without_its_keys_a_house_makes_no_backup(house: House, good: Path) -> None:
    """S36: fails closed; nothing is written under a key that nobody has."""
    ring = house.data / "keys" / "ring.json"
    content = ring.read_text()
    ring.write_text("{")
    try:
        done = house.umai("backup")
    finally:
        ring.write_text(content)
    assert done.returncode == 1
    assert "key ring cannot be read" in done.stderr
    assert house.last("backup")["ok"] is False
    assert leftovers(good.parent) == []


def test_a_lost_ring_is_never_replaced_by_a_new_one(house: House, good: Path) -> None:
    """S36: a new ring would hide for months that the old one is gone."""
    house.record()
    folder = house.data / "keys"
    ring, away = folder / "ring.json", folder / "away.json"
    ring.rename(away)
    for words in (["backup"], ["vault", "check"], ["drill"]):
        done = house.umai(*words)
        assert done.returncode == 1
        assert "umai keys load" in done.stderr
    assert not ring.exists()
    # Somebody brings the ring of another house: copied all the same, and told at once.
    words = json.loads(away.read_text())
    words["keys"] = {name: base64.b64encode(bytes(32)).decode() for name in words["keys"]}
    ring.write_text(json.dumps(words))
    number, before = len(house.backups), notices(house)
    done = house.umai("backup")
    away.replace(ring)
    assert done.returncode == 1
    assert "needs k1 of the key ring" in done.stderr
    assert (len(house.backups), notices(house)) == (number + 1, before + 2)
    house.must("backup")


def test_people_are_told_at_first_and_not_every_five_minutes(house: House, good: Path) -> None:
    """R17: an alarm that rings all day is an alarm that is switched off."""
    house.must("backup")
    before = notices(house)
    for _ in range(2):
        assert house.umai("backup", house.data / "missing").returncode == 1
    assert notices(house) == before + 2
    assert house.journal("backup.backup_failed") >= 1
    house.must("backup")
    assert house.last("backup")["ok"] is True
    assert house.umai("backup", house.data / "missing").returncode == 1
    assert notices(house) == before + 4


def test_flipped_bytes_and_cut_files_are_found_by_verify(house: House, good: Path) -> None:
    """R19: every tenth of the file, its ends, and a foreign file."""
    content, folder = good.read_bytes(), house.data / "bad"
    folder.mkdir()
    size = len(content)
    for place in {0, 20, 50, 66, 80, *range(0, size, size // 10), size - 1}:
        bad = content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :]
        (folder / f"flipped-{place}").write_bytes(bad)
    for length in (0, 10, 64, 70, size // 2, size - 1):
        (folder / f"cut-{length}").write_bytes(content[:length])
    bad_ones = sorted(folder.iterdir())
    done = house.umai("backup", "verify", *bad_ones, folder / "nowhere", good)
    assert done.returncode == 1
    for path in bad_ones:
        assert f"{path.name} " in done.stderr, path
    assert "nowhere is not there" in done.stderr
    assert done.stdout.startswith(f"{good.name}: whole")
    assert len(done.stdout.splitlines()) == 1


def test_a_folder_is_verified_whole(house: House, good: Path) -> None:
    """R19."""
    whole = house.umai("backup", "verify", good.parent)
    assert whole.returncode == 0
    assert whole.stdout.count("whole") == len(house.backups)
    bad = good.parent / "umai-20260101-000000.backup"
    bad.write_bytes(good.read_bytes()[:-1])
    done = house.umai("backup", "verify")
    bad.unlink()
    assert done.returncode == 1
    assert bad.name in done.stderr


def test_old_backups_go_and_files_of_others_stay(house: House, good: Path) -> None:
    """Kept are all of an hour, hourly for a day, daily for 35 days."""
    other = good.parent / "umai-20250102-000000.backup"
    other.write_bytes(b"umai backup\n" + bytes(100))
    old = [f"umai-2026092{day}-000000.backup" for day in range(3)]
    for name in old:
        shutil.copy(good, good.parent / name)
    with house.connected("admin", "postgres") as connection:
        connection.execute("CREATE DATABASE umai_before_20260901_000000")
    done = house.umai("backup", good.parent)
    assert all(f"removed {name}" in done.stderr for name in old)
    assert "removed umai_before_20260901_000000" in done.stderr
    assert other.exists()
    assert not any((good.parent / name).exists() for name in old)
    other.unlink()


FORBIDDEN = [
    "COPY (SELECT '') TO '{path}'",
    "COPY (SELECT '') TO PROGRAM 'rm {path}'",
    "SELECT lo_export(0, '{path}')",
    "SELECT pg_read_binary_file('{path}')",
    "SELECT pg_ls_dir('{folder}')",
    "COPY journal_link FROM '{path}'",
]


def test_the_applications_own_credentials_cannot_touch_a_backup(house: House, good: Path) -> None:
    """R19: whoever takes over the application's connection has no way to the files."""
    content = good.read_bytes()
    for role in ("app", "owner"):
        with house.connected(role) as connection:
            for statement in FORBIDDEN:
                words = statement.format(path=good, folder=good.parent)
                with pytest.raises(psycopg.Error):
                    connection.execute(words.encode())
    assert good.read_bytes() == content


def test_wrong_use_is_refused_in_words(house: House) -> None:
    assert "One folder" in house.umai("backup", "a", "b").stderr
    assert house.umai("backup", "--colour").returncode == 2


@contextmanager
def same_folder(good: Path) -> Iterator[Path]:
    yield good.parent


@contextmanager
def small_disk(house: House, good: Path) -> Iterator[Path]:
    """A disk with room for one backup and a half; without the right to mount, a folder."""
    folder = house.data.parent / "disk"
    folder.mkdir(mode=0o700)
    room = f"size={good.stat().st_size * 3 // 2}"
    mount = ["mount", "-t", "tmpfs", "-o", room, "tmpfs", str(folder)]
    mounted = subprocess.run(mount, check=False, capture_output=True).returncode == 0
    shutil.copy(good, folder / good.name)
    try:
        yield folder
    finally:
        if mounted:
            subprocess.run(["umount", folder], check=True)
        folder.chmod(0o700)
        shutil.rmtree(folder)


