"""What people attached is in the backup, comes back with it, and stays erased."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.houses import House, street

pytestmark = pytest.mark.slow
WORDS = "Келісім: Нодира, 87011234567"


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    with street() as found:
        yield found


@pytest.fixture(scope="module")
def house(place: Path) -> Iterator[House]:
    found = House(place / "data").fill()
    yield found
    found.leave()


def keep(house: House, words: str = WORDS) -> dict[str, str]:
    kept: dict[str, str] = house.story(
        "keep_file", organisation=house.people["organisation"], words=words
    )
    return kept


def read(house: House, kept: dict[str, str]) -> str | None:
    told: str | None = house.story(
        "read_file", organisation=house.people["organisation"], file=kept["file"]
    )
    return told


def carried(house: House) -> list[Path]:
    return sorted(p for p in (house.data / "backups").glob("umai-files-*/**/*") if p.is_file())


def test_a_burnt_folder_of_files_comes_back(house: House) -> None:
    """R21: files are carried once, say nothing to whoever finds them, and are read again."""
    kept = keep(house)
    house.must("backup")
    found = carried(house)
    assert len(found) == 2
    for one in found:
        assert "Нодира".encode() not in one.read_bytes() and one.stat().st_mode & 0o77 == 0
    before = [one.stat().st_mtime_ns for one in found]
    house.must("backup")
    assert [one.stat().st_mtime_ns for one in carried(house)] == before
    shutil.rmtree(house.data / "files")
    assert read(house, kept) == "missing"
    assert "2 of 2" in house.must("restore", house.newest, "--files-only")
    assert read(house, kept) == WORDS
    shutil.rmtree(house.data / "files")
    done = house.umai("restore", house.newest, "--replace")
    assert done.returncode == 0, done.stderr
    assert read(house, kept) == WORDS
    house.must("restore", "--forget")


def test_an_empty_host_gets_the_files_with_the_folder_of_backups(house: House, place: Path) -> None:
    passphrase, keys = place / "passphrase", place / "keys.json"
    passphrase.write_text("тоғыз сөз ешкім білмейді\n")
    kept = keep(house, "second")
    house.must("backup")
    house.must("keys", "save", keys, "--passphrase-file", passphrase)
    copy = place / "copy"
    shutil.copytree(house.data / "backups", copy)
    host = House(place / "host")
    try:
        host.umai("keys", "load", keys, "--passphrase-file", passphrase)
        alone = place / "alone"
        alone.mkdir()
        shutil.copy(copy / house.newest.name, alone)
        done = host.umai("restore", alone / house.newest.name)
        assert done.returncode == 1 and "Copy the whole folder of backups" in done.stderr
        done = host.umai("restore", copy / house.newest.name)
        assert done.returncode == 0, done.stderr
        host.people = house.people
        assert read(host, kept) == "second"
    finally:
        host.leave()


def test_what_was_erased_stays_erased_with_its_files(house: House) -> None:
    """S18: the file may come back, its key does not."""
    kept, other = keep(house, "to be erased"), keep(house, "stays")
    house.must("backup")
    chosen = house.newest
    house.story("destroy_key", organisation=house.people["organisation"], key=kept["key"])
    assert read(house, kept) is None
    done = house.umai("restore", chosen, "--replace")
    assert done.returncode == 0, done.stderr
    assert read(house, kept) is None and read(house, other) == "stays"
    house.must("restore", "--forget")


def test_damage_is_found_by_verify_and_drill_and_a_lost_file_stops_no_backup(house: House) -> None:
    """R21: a flipped byte beside the backup is named; a file that the disk lost is warned of."""
    kept = keep(house, "to be spoiled")
    house.must("backup")
    hashes = {h for row in house.ask("SELECT shown_hash, original_hash FROM files_storedfile"
                                     f" WHERE id = '{kept['file']}'") for h in row}  # fmt: skip
    mine = [p for p in carried(house) if hashlib.sha256(p.read_bytes()).hexdigest() in hashes]
    whole = mine[0].read_bytes()
    mine[0].write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    said = house.umai("backup", "verify", house.newest)
    assert said.returncode == 1 and "missing or damaged" in said.stderr
    assert house.umai("drill").returncode == 1
    mine[0].write_bytes(whole)
    house.must("backup", "verify", house.newest)
    house.must("drill")
    for one in mine:
        one.unlink()
        (house.data / "files" / one.parent.parent.name / one.parent.name / one.name).unlink()
    said = house.umai("backup")
    assert said.returncode == 0 and "2 attached files are missing" in said.stderr


@pytest.mark.parametrize("how", ["verify finds it", "a day has passed"])
def test_a_damaged_copy_beside_the_backup_is_renewed(house: House, how: str) -> None:
    """R21: the backup after that carries the file anew, and the new one verifies again."""
    keep(house, f"to be renewed when {how}")
    house.must("backup")
    one = max(carried(house), key=lambda path: path.stat().st_mtime_ns)
    whole = one.read_bytes()
    one.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    if how == "verify finds it":
        assert house.umai("backup", "verify", house.newest).returncode == 1
    else:
        os.utime(one, (one.stat().st_mtime - 2 * 86400,) * 2)
    house.record()
    house.must("backup")
    assert one.read_bytes() == whole
    house.must("backup", "verify", house.newest)


def test_what_no_backup_names_is_set_aside_and_goes_after_35_days(house: House) -> None:
    """S18: of a file that was given up nothing is left when the last backup has gone."""
    kept = keep(house, "given up")
    house.must("backup")
    older, count = house.newest, len(carried(house))
    house.ask(f"DELETE FROM files_storedfile WHERE id = '{kept['file']}' RETURNING 1")
    house.must("backup")
    aside = [one for one in carried(house) if "aside" in one.parts]
    assert len(aside) >= 2 and len(carried(house)) == count
    house.must("backup", "verify", older)
    old = aside[0].stat().st_mtime - 36 * 86400
    for one in aside:
        os.utime(one, (old, old))
    house.record()
    house.must("backup")
    assert not any(one.exists() for one in aside)
