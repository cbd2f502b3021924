"""The embedded server itself: its folder, its process, its settings.

Callers hold the lock of `umai.config.server`; nothing here is safe for two at once.
"""

import os
import shlex
import shutil
import stat
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from umai.config import env
from umai.config.server import account, keys, process
from umai.config.server.account import Account
from umai.config.server.keys import ServerError

# A unix socket's path is limited to 107 bytes, and data folders can be long.
SOCKETS = Path("/tmp")  # noqa: S108 - the folder below is checked for owner and mode
SHELTERS = Path("/var/lib")
LOG_LIMIT_BYTES = 10_000_000
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "shared_buffers": "256MB",
    # What is asked lies in memory or on a disk that seeks for nothing: an index is worth its way.
    "random_page_cost": "1.1",
    "max_connections": "60",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "wal_level": "replica",
    # Nothing that somebody typed may reach the server's log. An error's message can quote it
    # ("invalid input syntax: ..."), and so can the detail of a crash: hence `log`, a level that
    # leaves errors to the application, and `terse`.
    "log_statement": "none",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_checkpoints": "off",
}
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def shelter() -> Path:
    """The place outside the data folder for what the server's own user must reach."""
    return SHELTERS / f"umai-{keys.short_hash(str(keys.data_folder()))}"


def folder() -> Path:
    """The cluster's folder: `<data>/postgres`, or where the pointer file says it was put."""
    place = shelter() / "postgres"
    try:
        said = _pointer().read_text("utf-8").strip()
    except FileNotFoundError:
        return keys.data_folder() / "postgres"
    if said != str(place):
        # A copied data folder must not seize the cluster of the one it was copied from.
        raise ServerError(
            f"{keys.data_folder()} was moved or copied from elsewhere, and its database lies in "
            f"{said}. Move the folder back, or restore a backup into a new data folder."
        )
    return place


def _pointer() -> Path:
    return keys.data_folder() / "postgres.location"


def exists() -> bool:
    """Whether a cluster was made."""
    return (folder() / "PG_VERSION").is_file()


def log_path() -> Path:
    """The server's log."""
    return keys.data_folder() / "postgres.log"


def socket_folder() -> Path | None:
    """The folder of the socket as it was last chosen; None before the first start."""
    found = keys.read().get("sockets", {}).get(str(keys.data_folder()))
    return Path(found) if found else None


def postmaster() -> process.Postmaster | None:
    """The server of this cluster if it is alive."""
    return process.find(folder())


def ready() -> bool:
    """Whether the server answers on its socket."""
    found, sockets = postmaster(), socket_folder()
    if found is None or not found.ready or sockets is None:
        return False
    # Something that tidies /tmp may have taken the socket from a server that still runs.
    return (sockets / f".s.PGSQL.{keys.PORT}").exists()


def start() -> None:
    """Start the server, after making the cluster if there is none, and wait until it answers.

    There is no time-out: after a power cut it may replay for minutes. It ends when the server
    is ready or has died, and then says what the server said.
    """
    who = server_account()
    if not exists():
        _make(who)
    process.settle(folder())
    if ready():
        return
    stop()
    sockets = _claim_sockets(who)
    process.clear_stale(folder())
    # Left by a server that was killed. As long as nobody has buried it, its number looks alive.
    for left in sockets.glob(".s.PGSQL.*"):
        left.unlink()
    _turn_log()
    flags = [f"--{name}={value}" for name, value in settings(sockets).items()]
    command = [str(programs() / "postgres"), "-D", str(folder()), *flags]
    process.launch(command, folder(), log_path(), who)


def stop() -> bool:
    """Stop the server (open transactions are rolled back); True if it was running."""
    sockets, ran = socket_folder(), process.stop(folder())
    if ran and sockets is not None:
        # Left empty it would only lie about; the next start makes it again.
        with suppress(OSError):
            sockets.rmdir()
    return ran


def server_account() -> Account | None:
    """The system user of the server; None when it is the one who runs Umai."""
    return account.server_account(folder())


def programs() -> Path:
    """The folder of PostgreSQL's programs, reachable by the server's user."""
    return account.programs(server_account(), shelter())


def settings(sockets: Path) -> dict[str, str]:
    """Every setting that differs from PostgreSQL's own choice."""
    chosen = SETTINGS | {"unix_socket_directories": str(sockets), "port": str(keys.PORT)}
    if env.flag("UMAI_THROWAWAY"):
        chosen |= THROWAWAY
    return chosen | extra_settings()


def extra_settings() -> dict[str, str]:
    """Settings for keeping every change outside the server: `UMAI_WAL_ARCHIVE` is a folder."""
    place = env.text("UMAI_WAL_ARCHIVE")
    if not place:
        return {}
    archive = Path(place).resolve()
    _prepare_archive(archive)
    kept = shlex.quote(str(archive).replace("%", "%%")) + "/%f"
    # A file already there counts as kept only if it is the same; a copy cut short by a power
    # failure never gets the final name.
    command = (
        f"if test -f {kept}; then cmp -s %p {kept}; "
        f"else cp %p {kept}.part && sync {kept}.part && mv {kept}.part {kept}; fi"
    )
    return {"archive_mode": "on", "archive_command": command, "archive_timeout": "300"}


def _prepare_archive(archive: Path) -> None:
    who = server_account()
    if not archive.is_dir():
        archive.mkdir(parents=True, mode=0o700)
        _give(archive, who)
    test = ["/bin/sh", "-c", 'test -w "$1" && test -x "$1"', "sh", str(archive)]
    if _run(test, who).returncode:
        raise ServerError(
            f"UMAI_WAL_ARCHIVE: the database's system user cannot write to {archive}; "
            "choose a folder it can reach, or give the folder to it with chown."
        )


def _make(who: Account | None) -> None:
    place = _choose_place(who)
    draft = place.with_name("postgres.part")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    _give(draft, who)
    passwords = keys.read()["embedded"]
    with tempfile.NamedTemporaryFile("w", dir=_claim_sockets(who), prefix="first-") as file:
        file.write(passwords[keys.SUPER])
        file.flush()
        _give(Path(file.name), who)
        said = _run([str(programs() / "initdb"), *_birth(draft, Path(file.name))], who)
    if said.returncode:
        raise ServerError(f"The database could not be made:\n{said.stdout}{said.stderr}")
    # The final name appears only when initdb has finished, so a half-made cluster is never used.
    draft.rename(place)


def _birth(draft: Path, password: Path) -> list[str]:
    flags = ["--auth=scram-sha-256", "--encoding=UTF8", "--no-instructions"]
    flags += ["--locale-provider=builtin", "--locale=C.UTF-8"]
    flags += ["--no-sync"] if env.flag("UMAI_THROWAWAY") else []
    return ["-D", str(draft), "-U", keys.SUPER, f"--pwfile={password}", *flags]


def _choose_place(who: Account | None) -> Path:
    """Where a new cluster goes.

    The server's own user must be able to walk to it. A data folder below, say, /root it cannot
    reach, and opening /root would be worse: the cluster then lies in /var/lib, and a pointer
    file in the data folder tells where.
    """
    if who is None or account.reaches(who, keys.data_folder()):
        return folder()
    account.make_shelter(shelter())
    _pointer().write_text(f"{shelter() / 'postgres'}\n", "utf-8")
    return folder()


def _claim_sockets(who: Account | None) -> Path:
    """A folder for the socket that is ours alone, remembered beside the passwords."""
    uid = os.geteuid() if who is None else who.uid
    named = SOCKETS / f"umai-{uid}-{keys.short_hash(str(keys.data_folder()))}"
    chosen = next(
        (path for path in (socket_folder(), named) if path and _claim(path, who, uid)), None
    )
    if chosen is None:
        # Somebody else holds the name; a random one cannot be held in advance.
        chosen = Path(tempfile.mkdtemp(prefix="umai-", dir=SOCKETS))
        _give(chosen, who)
    facts = keys.read()
    facts.setdefault("sockets", {})[str(keys.data_folder())] = str(chosen)
    keys.write(facts)
    return chosen


def _claim(path: Path, who: Account | None, uid: int) -> bool:
    try:
        path.mkdir(mode=0o700)
        _give(path, who)
    except FileExistsError:
        pass
    found = path.lstat()
    ours = stat.S_ISDIR(found.st_mode) and found.st_uid == uid
    return ours and stat.S_IMODE(found.st_mode) == 0o700


def _give(path: Path, who: Account | None) -> None:
    if who is not None:
        os.chown(path, who.uid, who.gid)


def _run(command: list[str], who: Account | None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own programs, no shell
        command,
        check=False,
        capture_output=True,
        text=True,
        start_new_session=True,
        **process.surroundings(who),
    )


def _turn_log() -> None:
    log = log_path()
    if log.exists() and log.stat().st_size > LOG_LIMIT_BYTES:
        log.replace(log.with_suffix(".log.1"))
