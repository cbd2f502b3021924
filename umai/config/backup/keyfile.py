"""The key folder in one sealed file, to be kept apart from the backups: neither opens alone.

The file is JSON with the cost of scrypt and one value sealed by AES-256-GCM, so it can be printed.
It holds the ring, the secret of sessions and the passwords of the database roles.
"""

import base64
import json
import os
import unicodedata
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from umai.config import server
from umai.config.backup import places
from umai.foundation.kernel import clock
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vault import ring
from umai.foundation.vault.ring import Ring

RING, SECRET, PASSWORDS = "ring.json", "django-secret", "database.json"
KIND = "umai keys"
COST, BLOCK, LANES = 2**17, 8, 1
COSTLIEST = 2**20
SHORTEST = 15
SAVED = "last-keys-saved.json"


def save(path: Path, passphrase: str) -> list[str]:
    """Seal the key folder into a new file. Returns the names of the files in it."""
    if len(passphrase) < SHORTEST:
        raise Refused(f"This passphrase is short. Take {SHORTEST} characters or more, best words.")
    folder = server.keys_folder()
    if not (folder / RING).is_file():
        raise Refused(f"There is no key ring in {folder} yet: run any umai command first.")
    names = [name for name in (RING, SECRET, PASSWORDS) if (folder / name).is_file()]
    words = {name: (folder / name).read_text() for name in names}
    _write_new(path, _sealed(words, passphrase))
    if opened(path, passphrase) != words:
        raise Refused(f"{path} cannot be read again as it was written. Try another disk.")
    marks = {name: ring.mark(key) for name, key in ring.load().keys.items()}
    facts = {"at": clock.now().isoformat(timespec="seconds"), "marks": marks}
    (server.data_folder() / SAVED).write_text(json.dumps(facts))
    return names


def reminder() -> str:
    """What to say when the keys in use were never saved outside; empty when they were."""
    try:
        marks = json.loads((server.data_folder() / SAVED).read_text())["marks"]
    except (FileNotFoundError, ValueError, KeyError):
        marks = {}
    now = ring.load()
    if ring.mark(now.keys[now.current]) in marks.values():
        return ""
    return (
        "The keys in use were never saved outside this machine, and without them no backup opens."
        " Save them to another place than the backups: umai keys save FILE"
    )


def opened(path: Path, passphrase: str) -> dict[str, str]:
    """The files of the key folder as they were saved. Raises Refused if they do not open."""
    try:
        words = json.loads(path.read_text())
        salt, nonce, sealed = (base64.b64decode(words[one]) for one in ("salt", "nonce", "sealed"))
        cost = int(words["cost"])
        if words["kind"] != KIND or not 2 <= cost <= COSTLIEST:
            raise ValueError
    except FileNotFoundError:
        raise Refused(f"{path} is not there.") from None
    except (ValueError, KeyError, TypeError):
        raise Refused(f"{path} does not hold saved keys, or is damaged.") from None
    try:
        plain = AESGCM(_key(passphrase, salt, cost)).decrypt(nonce, sealed, _bound(cost, salt))
    except (InvalidTag, ValueError):
        raise Refused("They do not open: another passphrase, or the file is damaged.") from None
    found: dict[str, str] = json.loads(plain)
    return found


def load(path: Path, passphrase: str, *, replace: bool, unused: bool) -> str:
    """Bring saved keys into the key folder. Returns in words what was done.

    Wrapping keys of the same ring are added to those here. Another ring takes the place of the one
    here only if that has sealed nothing (`unused`) or the user says so (`replace`); it is kept.
    """
    words = opened(path, passphrase)
    folder, saved = server.keys_folder(), ring.parse(words[RING])
    if (folder / RING).exists() and (here := ring.load()).master == saved.master:
        done = _join(here, saved)
        _bring_others(folder, words)
        return done
    done = "loaded"
    if (folder / RING).exists():
        if not (replace or unused):
            raise Refused(
                f"There is another key ring in {folder}, and it may have sealed data here. If the"
                " database here is to be replaced by a backup: umai keys load FILE --replace"
            )
        done = f"loaded; what was here is kept as {_set_aside(folder)}"
    ring.save(saved, folder)
    _bring_others(folder, words)
    return done


def _join(here: Ring, saved: Ring) -> str:
    """Add the wrapping keys that are not here, to open older backups."""
    ours, theirs = here.opening, saved.opening
    if any(ours.get(name, key) != key for name, key in theirs.items()):
        raise Refused("The saved ring and the one here have different keys under one name.")
    fresh = {name: key for name, key in theirs.items() if name not in ours}
    if not fresh:
        return "the same keys are here already"
    day = clock.now().date().isoformat()
    added = {name: (key, day) for name, key in fresh.items()}
    ring.save(Ring(here.keys, here.current, here.master, here.retired | added))
    return f"added {', '.join(sorted(fresh))} to open older backups"


def _set_aside(folder: Path) -> str:
    aside = f"before-{clock.now():%Y%m%d-%H%M%S}"
    for name in (RING, SECRET):
        if (folder / name).exists():
            os.rename(folder / name, folder / f"{name}.{aside}")
    return f"*.{aside}"


def _bring_others(folder: Path, words: dict[str, str]) -> None:
    """The secret of sessions, and passwords of a server that others keep, if they are missing."""
    if SECRET in words and not (folder / SECRET).exists():
        _write_new(folder / SECRET, words[SECRET])
    if PASSWORDS in words and not (folder / PASSWORDS).exists():
        facts: dict[str, Any] = json.loads(words[PASSWORDS])
        # The embedded server's passwords are good for its own folder only.
        if not server.made():
            facts = {word: one for word, one in facts.items() if word == "external"}
        if facts:
            _write_new(folder / PASSWORDS, json.dumps(facts))


def _sealed(words: dict[str, str], passphrase: str) -> str:
    salt, nonce = os.urandom(16), os.urandom(12)
    key = _key(passphrase, salt, COST)
    sealed = AESGCM(key).encrypt(nonce, json.dumps(words).encode(), _bound(COST, salt))
    texts = {"salt": salt, "nonce": nonce, "sealed": sealed}
    coded = {word: base64.b64encode(one).decode() for word, one in texts.items()}
    return json.dumps({"kind": KIND, "cost": COST, **coded}, indent=1)


def _key(passphrase: str, salt: bytes, cost: int) -> bytes:
    # Two keyboards may send one Kazakh letter in two ways; both are the same passphrase.
    typed = unicodedata.normalize("NFKC", passphrase).encode()
    return Scrypt(salt=salt, length=32, n=cost, r=BLOCK, p=LANES).derive(typed)


def _bound(cost: int, salt: bytes) -> bytes:
    return f"{KIND}|{cost}|".encode() + salt


def _write_new(path: Path, text: str) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused(f"{path} is there already. Choose another name.") from None
    with os.fdopen(handle, "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    places.sync(path.parent)
