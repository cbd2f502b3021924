"""The keys in one sealed file: opened by the passphrase alone, never put over others unasked."""

import json
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.config.houses import street
from umai.config.backup import keyfile
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vault import ring
from umai.foundation.vault.ring import Ring

PASSPHRASE = "сегіз сөз ешкім білмейді"


Move = Callable[[str], Path]


@pytest.fixture
def move(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Move]:
    """Belong to another data folder, with keys and without a server."""
    monkeypatch.setattr(keyfile, "COST", 2**12)
    monkeypatch.delenv("DATABASE_URL", raising=False)

    with street() as place:

        def to(name: str) -> Path:
            data = place / name
            (data / "keys").mkdir(parents=True, mode=0o700)
            monkeypatch.setenv("UMAI_DATA", str(data))
            settings.UMAI_DATA, settings.UMAI_KEYS = data, data / "keys"
            ring.make(data / "keys")
            (data / "keys" / "django-secret").write_text(os.urandom(9).hex())
            return data

        yield to


@pytest.fixture
def folder(move: Move) -> Path:
    """The data folder of an installation."""
    return move("one")


def test_keys_come_back_on_another_machine(folder: Path, move: Move) -> None:
    file = folder.parent / "keys.json"
    assert keyfile.save(file, PASSPHRASE) == ["ring.json", "django-secret"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    secret = (folder / "keys" / "django-secret").read_text()
    before = ring.load()
    other = move("two")
    for name in ("ring.json", "django-secret"):
        (other / "keys" / name).unlink()
    assert keyfile.load(file, PASSPHRASE, replace=False, unused=False) == "loaded"
    assert ring.load() == before
    assert (other / "keys" / "django-secret").read_text() == secret
    assert stat.S_IMODE((other / "keys" / "ring.json").stat().st_mode) == 0o600


def test_the_file_shows_no_key(folder: Path) -> None:
    """S14."""
    file = folder.parent / "keys.json"
    keyfile.save(file, PASSPHRASE)
    words = json.loads((folder / "keys" / "ring.json").read_text())
    for secret in (words["master"], *words["keys"].values(), PASSPHRASE):
        assert secret not in file.read_text()


def test_another_passphrase_or_a_damaged_file_opens_nothing(folder: Path) -> None:
    """S36."""
    file = folder.parent / "keys.json"
    keyfile.save(file, PASSPHRASE)
    with pytest.raises(Refused, match="another passphrase"):
        keyfile.opened(file, PASSPHRASE + "!")
    words = json.loads(file.read_text())
    for name, value in (("cost", 2**11), ("salt", "AAAA"), ("sealed", words["sealed"][:-8])):
        file.write_text(json.dumps(words | {name: value}))
        with pytest.raises(Refused, match="another passphrase"):
            keyfile.opened(file, PASSPHRASE)
    for text in ("", "{}", "[1]", json.dumps(words | {"cost": 2**30}), file.read_text()[:50]):
        file.write_text(text)
        with pytest.raises(Refused, match="does not hold saved keys"):
            keyfile.opened(file, PASSPHRASE)
    with pytest.raises(Refused, match="not there"):
        keyfile.opened(folder / "nowhere", PASSPHRASE)


def test_one_passphrase_typed_on_two_keyboards_is_the_same(folder: Path) -> None:
    file = folder.parent / "keys.json"
    keyfile.save(file, "й" + PASSPHRASE)
    assert keyfile.opened(file, "и\u0306" + PASSPHRASE)


def test_a_short_passphrase_and_a_file_that_is_there_are_refused(folder: Path) -> None:
    file = folder.parent / "keys.json"
    with pytest.raises(Refused, match="short"):
        keyfile.save(file, "umai")
    file.write_text("something else")
    with pytest.raises(Refused, match="there already"):
        keyfile.save(file, PASSPHRASE)
    assert file.read_text() == "something else"


def test_other_keys_are_never_overwritten_unasked(folder: Path, move: Move) -> None:
    file = folder.parent / "keys.json"
    keyfile.save(file, PASSPHRASE)
    theirs = ring.load()
    other = move("two")
    mine = (other / "keys" / "ring.json").read_text()
    with pytest.raises(Refused, match="--replace"):
        keyfile.load(file, PASSPHRASE, replace=False, unused=False)
    assert (other / "keys" / "ring.json").read_text() == mine
    assert "kept as" in keyfile.load(file, PASSPHRASE, replace=True, unused=False)
    assert ring.load() == theirs
    (kept,) = (other / "keys").glob("ring.json.before-*")
    assert kept.read_text() == mine


def test_older_keys_of_the_same_ring_are_added_to_open_older_backups(folder: Path) -> None:
    """S16: keys saved before a rotation."""
    file = folder.parent / "keys.json"
    keyfile.save(file, PASSPHRASE)
    before = ring.load()
    ring.save(Ring({"k2": bytes(32)}, "k2", before.master))
    assert "k1" in keyfile.load(file, PASSPHRASE, replace=False, unused=False)
    now = ring.load()
    assert now.opening == {**before.keys, "k2": bytes(32)}
    assert (now.current, set(now.keys)) == ("k2", {"k2"})
    assert "already" in keyfile.load(file, PASSPHRASE, replace=False, unused=False)
    ring.save(Ring({"k1": bytes(32)}, "k1", before.master))
    with pytest.raises(Refused, match="different keys under one name"):
        keyfile.load(file, PASSPHRASE, replace=False, unused=False)


def test_people_are_reminded_until_the_keys_in_use_are_saved(folder: Path) -> None:
    assert "never saved" in keyfile.reminder()
    keyfile.save(folder.parent / "keys.json", PASSPHRASE)
    assert keyfile.reminder() == ""
    now = ring.load()
    ring.save(Ring(now.keys | {"k2": bytes(32)}, "k2", now.master))
    assert "never saved" in keyfile.reminder()
