"""From a backup to a house where people work again, and what must not happen on the way."""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

from tests.config.houses import House, child_of, street

pytestmark = pytest.mark.slow
PASSPHRASE = "тоғыз сөз ешкім білмейді"
STORY = "Айгерім жылап тұр"
FENCES = {
    "policies": "SELECT * FROM pg_policies ORDER BY 1, 2, 3",
    "row security": "SELECT relname, relrowsecurity FROM pg_class WHERE relkind = 'r'"
    " AND relnamespace = 'public'::regnamespace ORDER BY 1",
    "triggers": "SELECT tgrelid::regclass::text, tgname, tgenabled, pg_get_triggerdef(oid)"
    " FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2",
    "grants": "SELECT table_name, grantee, privilege_type FROM information_schema.table_privileges"
    " WHERE table_schema = 'public' ORDER BY 1, 2, 3",
    "functions": "SELECT oid::regprocedure::text, prosrc, prosecdef, proconfig, proacl::text"
    " FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1",
    "keys": "SELECT conname, conrelid::regclass::text, contype, condeferrable FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace ORDER BY 2, 1",
    "owners": "SELECT relname, pg_get_userbyid(relowner) FROM pg_class"
    " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S', 'v') ORDER BY 1",
    "defaults": "SELECT defaclobjtype, defaclacl::text FROM pg_default_acl ORDER BY 1",
}


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with street() as found:
        yield found


@pytest.fixture(scope="module")
def passphrase(place: Path) -> Path:
    file = place / "passphrase"
    file.write_text(f"{PASSPHRASE}\n")
    return file


@pytest.fixture(scope="module")
def house(place: Path) -> Iterator[House]:
    found = House(place / "data").fill()
    found.record(3)
    found.must("backup")
    yield found
    found.leave()


@pytest.fixture(scope="module")
def keys(house: House, passphrase: Path) -> Path:
    """The keys of the house, saved outside it."""
    file = house.data.parent / "keys.json"
    house.must("keys", "save", file, "--passphrase-file", passphrase)
    return file


@pytest.fixture
def host(place: Path, request: pytest.FixtureRequest) -> Iterator[House]:
    """A machine where nothing is yet."""
    found = House(place / hashlib.sha256(request.node.name.encode()).hexdigest()[:8])
    yield found
    found.leave()


def contents(house: House) -> dict[str, Any]:
    """Every row of every table that a backup keeps, as text."""
    tables = house.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    return {
        table: house.ask(f'SELECT md5(t::text) FROM "{table}" AS t ORDER BY 1')
        for (table,) in tables
        if table not in {"django_session", "umai_cache"}
    }


def fences(house: House) -> dict[str, Any]:
    return {name: house.ask(question) for name, question in FENCES.items()}


def databases(house: House) -> set[str]:
    names = house.ask("SELECT datname FROM pg_database", role="admin", database="postgres")
    return {name for (name,) in names} - {"postgres", "template0", "template1"}


def test_an_empty_host_becomes_the_house_again(
    house: House, host: House, keys: Path, passphrase: Path
) -> None:
    """R18: keys, one command, and everything is there: rows, hashes, fences, journal, keys."""
    (contact,) = house.record(words=STORY)
    house.must("journal", "seal")
    before, stood = contents(house), fences(house)
    house.must("backup")
    host.must("keys", "load", keys, "--passphrase-file", passphrase)
    done = host.umai("restore", house.newest)
    assert done.returncode == 0, done.stderr
    assert re.search(r"took \d+\.\d s", done.stderr)
    after = contents(host)
    # What came with the backup is there to the last bit; the restore itself adds an entry.
    for table in before:
        assert {*before[table]} <= {*after[table]}, table
    added = {table for table in after if len(after[table]) != len(before.get(table, []))}
    assert added <= {"journal_entry", "journal_link", "journal_era", "vault_datakey"}
    assert fences(host) == stood
    host.people = house.people
    assert host.read(contact) == STORY
    verdict = json.loads(host.must("journal", "verify", "--format", "json"))
    assert verdict["fault"] is None
    checked = json.loads(host.must("vault", "check", "--format", "json"))
    assert checked["broken"] == []
    with pytest.raises(psycopg.Error), host.connected("app") as connection:
        connection.execute("SELECT count(*) FROM hotline_contact")
    assert host.record() != []


def test_a_host_without_the_keys_is_told_so(
    house: House, host: House, keys: Path, passphrase: Path
) -> None:
    """S36: no key, no restore; and trying first does no harm."""
    house.must("backup")
    none = host.umai("restore", house.newest)
    assert none.returncode == 1
    assert "umai keys load" in none.stderr
    assert not (host.data / "keys" / "ring.json").exists()
    other = House(house.data.parent / "other").build()
    refused = other.umai("restore", house.newest)
    assert refused.returncode == 1
    assert "does not open with the keys that are here" in refused.stderr
    assert databases(other) == {"umai"}
    done = other.umai("keys", "load", keys, "--passphrase-file", passphrase)
    assert done.returncode == 0, done.stderr
    assert len(list((other.data / "keys").glob("ring.json.before-*"))) == 1
    other.must("restore", house.newest)


def test_data_are_replaced_only_on_request_and_what_was_there_is_kept(house: House) -> None:
    """R18: the journal goes on, everybody signs in again, and the old database stays."""
    kept = house.record(words="kept")
    house.must("backup")
    chosen = house.newest
    house.must("drill", chosen)
    lost = house.record(words="lost")
    house.story("sign_in", person=house.people["operator"])
    refused = house.umai("restore", chosen)
    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    assert house.ask("SELECT max(era) FROM journal_era") == [(1,)]
    with house.connected("app") as connection:
        done = house.umai("restore", chosen, "--replace")
        assert done.returncode == 0, done.stderr
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 1")
    assert house.read(kept[0]) == "kept"
    assert house.ask(f"SELECT 1 FROM hotline_contact WHERE id = '{lost[0]}'") == []
    assert house.ask("SELECT count(*) FROM django_session") == [(0,)]
    assert house.ask("SELECT max(era) FROM journal_era") == [(2,)]
    assert house.journal("backup.restored") == 1
    again = house.record(words="again")
    house.must("journal", "seal")
    house.must("journal", "verify")
    assert house.read(again[0]) == "again"
    (old,) = databases(house) - {"umai"}
    assert old.startswith("umai_before_")
    with pytest.raises(psycopg.OperationalError), house.connected("app", old):
        pass
    house.must("restore", "--forget")
    assert databases(house) == {"umai"}


def test_the_roots_of_a_journal_that_was_replaced_are_set_aside(house: House) -> None:
    """S21: what was sealed after the backup is no tail that somebody cut, and stays on record."""
    house.must("backup")
    chosen = house.newest
    house.record(2)
    house.must("journal", "seal")
    held = (house.data / "journal-roots.txt").read_text()
    outside = house.data.parent / "roots-outside.txt"
    outside.write_text(held)
    house.must("restore", chosen, "--replace")
    house.must("journal", "verify")
    (aside,) = [
        path for path in house.data.glob("journal-roots.before-*") if path.read_text() == held
    ]
    assert aside
    caught = house.umai("journal", "verify", "--roots", outside)
    assert caught.returncode == 1
    house.must("restore", "--forget")


def test_who_restored_the_wrong_backup_can_still_take_a_later_one(house: House) -> None:
    """R18: the later one belongs to a course of the journal that the first restore has left."""
    house.must("backup")
    wrong = house.newest
    (contact,) = house.record(words=STORY)
    house.must("backup")
    right = house.newest
    house.must("restore", wrong, "--replace")
    house.record(2)
    house.must("journal", "seal")
    house.must("restore", right, "--replace")
    assert house.read(contact) == STORY
    house.must("journal", "verify")
    house.must("backup")
    house.must("drill")
    house.must("restore", "--forget")


def test_a_journal_that_differs_from_the_roots_outside_is_not_restored(house: House) -> None:
    """S21, R18."""
    house.record()
    house.must("backup")
    roots = house.data.parent / "roots-other.txt"
    roots.write_text(f"1 {'ab' * 32} 2026-11-22T00:00:00Z\n")
    before = contents(house)
    done = house.umai("restore", house.newest, "--replace", "--roots", roots)
    assert done.returncode == 1
    assert "differs from the root carried outside" in done.stderr
    assert databases(house) == {"umai"}
    assert contents(house) == before


def test_what_was_erased_does_not_come_back(house: House) -> None:
    """S18: every restore destroys again what was destroyed since; other stories stay."""
    erased, other = house.record(2, words=STORY)
    house.must("backup")
    chosen = house.newest
    key = house.story("erase", contact=erased, organisation=house.people["organisation"])
    assert key in (house.data / "erased-keys.txt").read_text()
    assert house.read(erased) is None
    done = house.umai("restore", chosen, "--replace")
    assert done.returncode == 0, done.stderr
    assert "erased again: 1 keys" in done.stderr
    assert house.read(erased) is None
    assert house.read(other) == STORY
    assert house.ask(f"SELECT wrapped FROM vault_datakey WHERE id = '{key}'") == [(None,)]
    house.must("journal", "verify")
    house.must("restore", "--forget")


def test_another_host_learns_of_erasures(
    house: House, host: House, keys: Path, passphrase: Path
) -> None:
    """S18: from a later backup in the same folder, or from the list that was carried along."""
    (erased,) = house.record(words=STORY)
    house.must("backup")
    older = house.newest
    key = house.story("erase", contact=erased, organisation=house.people["organisation"])
    house.must("backup")
    folder = house.data.parent / "copies"
    folder.mkdir()
    shutil.copy(older, folder)
    file = str(folder / older.name)
    host.must("keys", "load", keys, "--passphrase-file", passphrase)
    assert key not in host.tell("erased_since", file=file, lists=[])
    carried = str(house.data / "erased-keys.txt")
    assert key in host.tell("erased_since", file=file, lists=[carried])
    shutil.copy(house.newest, folder)
    assert key in host.tell("erased_since", file=file, lists=[])
    host.must("restore", file)
    host.people = house.people
    assert host.read(erased) is None
    assert key in (host.data / "erased-keys.txt").read_text()


def test_a_backup_from_before_a_rotation_opens_after_it(
    house: House, host: House, keys: Path, passphrase: Path
) -> None:
    """S16: rotation loses no backup, and a restored one is wrapped by the key of today."""
    (contact,) = house.record(words=STORY)
    house.must("backup")
    older = house.newest
    house.must("vault", "rotate")
    newer = house.record(words="after")
    house.must("backup")
    done = house.umai("restore", older, "--replace")
    assert done.returncode == 0, done.stderr
    assert house.read(contact) == STORY
    ring = json.loads((house.data / "keys" / "ring.json").read_text())
    in_use = house.ask("SELECT DISTINCT ring_key FROM vault_datakey WHERE wrapped IS NOT NULL")
    assert in_use == [(ring["current"],)]
    # The keys saved before the rotation open the older backup and not the newer one.
    host.must("keys", "load", keys, "--passphrase-file", passphrase)
    refused = host.umai("restore", house.newest)
    assert refused.returncode == 1
    assert f"needs {ring['current']} of the key ring" in refused.stderr
    fresh = host.data.parent / "keys-after.json"
    house.must("keys", "save", fresh, "--passphrase-file", passphrase)
    host.must("keys", "load", fresh, "--passphrase-file", passphrase)
    host.must("restore", house.newest)
    host.people = house.people
    assert host.read(newer[0]) == "after"
    house.must("restore", "--forget")


@pytest.mark.parametrize("fault", ["flipped", "cut", "foreign", "missing"])
def test_a_bad_file_is_refused_before_anything_is_touched(house: House, fault: str) -> None:
    """R19."""
    content, bad = house.newest.read_bytes(), house.data.parent / "bad.backup"
    half = len(content) // 2
    bad.write_bytes(
        {
            "flipped": content[:half] + bytes([content[half] ^ 1]) + content[half + 1 :],
            "cut": content[:half],
            "foreign": b"PGDMP" + content,
            "missing": b"",
        }[fault]
    )
    if fault == "missing":
        bad.unlink()
    before = contents(house)
    done = house.umai("restore", bad, "--replace")
    assert done.returncode == 1
    assert re.search(r"damaged|cut|not a backup|not there", done.stderr)
    assert databases(house) == {"umai"}
    assert contents(house) == before


ALTERED = [
    ({"migrations": ["hotline.0999_of_tomorrow"]}, "newer Umai"),
    ({"postgresql": 990000}, "PostgreSQL 99"),
    ({"made_at": "2026-09-01T00:00:00+00:00"}, "days old"),
    ({"ring": {"k1": "0123456789abcdef"}}, "needs k1 of the key ring"),
    ({"rows": {"hotline_contact": [7, "1"]}}, "hotline_contact: "),
    ({"rows": {"hotline_contact_of_old": [7, "1"]}}, "0 rows instead of 7"),
    ({"grants": []}, "application EXECUTE: missing"),
    ({"position": 3, "root": "ab" * 32}, "differs from "),
]


@pytest.mark.parametrize(("facts", "words"), ALTERED, ids=[words for _facts, words in ALTERED])
def test_a_backup_that_does_not_fit_is_refused_in_words(
    house: House, facts: dict[str, Any], words: str
) -> None:
    """R18: of a newer version, too old for its erasures, or not what it says it is."""
    other = house.data.parent / "altered.backup"
    house.story("altered", file=str(house.newest), to=str(other), **facts)
    done = house.umai("restore", other, "--replace")
    assert done.returncode == 1
    assert words in done.stderr
    assert databases(house) == {"umai"}
    if "made_at" in facts:
        house.must("restore", other, "--replace", "--although-old")
        house.must("restore", "--forget")


def test_a_restore_that_was_cut_short_leaves_everything_and_runs_again(house: House) -> None:
    """R18: kill -9 in the middle."""
    (contact,) = house.record(words=STORY)
    house.must("backup")
    before = contents(house)
    started = house.start("restore", house.newest, "--replace")
    # The first one only reads the file for proof; the second one fills the new database.
    while True:
        load = child_of(started, "pg_restore")
        assert load is not None
        with suppress(psutil.NoSuchProcess):  # the first one may be over while it is looked at
            if any(word.startswith("--dbname") for word in load.cmdline()):
                break
            load.resume()
            load.wait()
    started.kill()
    started.communicate()
    load.kill()
    assert contents(house) == before
    assert len(databases(house)) == 2
    assert house.read(contact) == STORY
    house.must("restore", house.newest, "--replace")
    assert house.read(contact) == STORY
    house.must("restore", "--forget")
    assert databases(house) == {"umai"}


def test_a_database_that_does_not_start_is_made_anew(house: House) -> None:
    """R18: the worst night on the same machine."""
    (contact,) = house.record(words=STORY)
    house.must("backup")
    house.leave()
    broken = (house.data / "postgres").rename(house.data / "postgres-broken")
    started = house.start("restore", house.newest)
    _out, said = started.communicate()
    assert started.returncode == 0, said
    house.begin_anew()
    assert house.read(contact) == STORY
    house.must("journal", "verify")
    assert databases(house) == {"umai"} | {
        one for one in databases(house) if one.startswith("umai_before_")
    }
    house.must("restore", "--forget")
    shutil.rmtree(broken)


def test_a_drill_tells_the_times_and_leaves_nothing(house: House) -> None:
    """R18: how long a restore takes and how far it goes back."""
    house.must("backup")
    before = contents(house)
    facts = json.loads(house.must("drill", "--format", "json"))
    assert facts["rows"] > 0
    assert set(facts["steps"]) == {"load", "compare", "migrate", "keys", "journal"}
    assert facts["seconds"] >= 0 <= facts["age_seconds"]
    assert house.last("drill")["ok"] is True
    assert databases(house) == {"umai"}
    assert contents(house) == before
    assert "restored for trial in" in house.must("drill")


def test_a_drill_that_fails_is_told(house: House) -> None:
    """R30."""
    content = house.newest.read_bytes()
    house.newest.write_bytes(content[:-10])
    done = house.umai("drill")
    house.newest.write_bytes(content)
    assert done.returncode == 1
    assert house.last("drill")["ok"] is False
    told = house.ask("SELECT person_id FROM notices_notice WHERE kind = 'drill_failed'")
    assert {str(person) for (person,) in told} == {
        house.people["administrator"],
        house.people["data_protection_officer"],
    }


def test_wrong_use_is_refused_in_words(house: House) -> None:
    assert "Which backup?" in house.umai("restore").stderr
    house.must("backup")
    missing = house.data / "missing"
    done = house.umai("restore", house.newest, "--replace", "--erased", missing)
    assert (done.returncode, "is not there" in done.stderr) == (1, True)
    done = house.umai("restore", house.newest, "--here")
    assert (done.returncode, "is not empty" in done.stderr) == (1, True)
