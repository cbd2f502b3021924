"""The database server: made from nothing, closed to strangers, whole again after a fall."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from tests.config.servers import connect, known, mode, one, pid, say
from umai.config import server
from umai.config.server import cluster

ROOT = Path(__file__).resolve().parents[2]


def test_an_empty_folder_becomes_a_database_with_its_roles(data: Path) -> None:
    """The command line works on an empty folder."""
    assert server.app_dsn() is None
    assert server.owner_dsn() is None
    assert server.admin_dsn() is None
    server.ensure()
    assert server.running()
    for dsn, role in (
        (server.app_dsn(), "umai_app"),
        (server.owner_dsn(), "umai_owner"),
        (server.admin_dsn(), "umai_super"),
    ):
        assert one(dsn, "SELECT current_user") == role
        assert one(dsn, "SELECT current_database()") == "umai"
    assert one(server.app_dsn(), "SHOW server_encoding") == "UTF8"
    assert one(server.app_dsn(), "SHOW listen_addresses") == ""
    assert one(server.app_dsn(), "SHOW timezone") == "UTC"


def test_an_address_opens_what_the_parameters_open(data: Path) -> None:
    server.ensure()
    with psycopg.connect(known(server.app_dsn()).url()) as connection:
        assert connection.info.user == "umai_app"


def test_a_second_ensure_changes_nothing(data: Path) -> None:
    server.ensure()
    passwords = server.keys_folder() / "database.json"
    before = (pid(), passwords.read_bytes(), passwords.stat().st_mtime_ns)
    server.ensure()
    server.start()
    assert (pid(), passwords.read_bytes(), passwords.stat().st_mtime_ns) == before


def test_only_the_owner_of_the_process_can_read_keys_and_enter_the_server(data: Path) -> None:
    """S36: passwords and the socket lie in folders that are closed to others."""
    server.ensure()
    assert mode(data) == 0o755
    assert mode(server.keys_folder()) == 0o700
    assert {mode(path) for path in server.keys_folder().iterdir()} == {0o600}
    assert mode(cluster.folder()) == 0o700
    assert mode(Path(known(server.app_dsn()).host)) == 0o700
    assert mode(server.log_path()) == 0o600
    server.keys_folder().chmod(0o755)
    assert mode(server.keys_folder()) == 0o700


def test_the_application_cannot_connect_as_anybody_else(shared: server.Dsn) -> None:
    """S2: nobody is trusted for coming from this machine."""
    for role in ("umai_owner", "umai_super", "postgres"):
        for password in (shared.password, "", role):
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(**shared.as_role(role, password).params())
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(**shared.as_role("umai_app", "").params())


def test_no_line_of_access_trusts_anybody(data: Path) -> None:
    server.ensure()
    rules = one(
        server.admin_dsn(), "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"
    )
    assert rules == "scram-sha-256"


FORBIDDEN = [
    "CREATE TABLE mine (id int)",
    "CREATE SCHEMA mine",
    "CREATE EXTENSION pg_trgm",
    "CREATE ROLE mine",
    "CREATE DATABASE mine",
    "SET ROLE umai_owner",
    "SET SESSION AUTHORIZATION umai_super",
    "ALTER ROLE umai_app BYPASSRLS",
    "ALTER TABLE fenced DISABLE ROW LEVEL SECURITY",
    "DROP TABLE fenced",
    "TRUNCATE fenced",
    "ALTER SCHEMA public OWNER TO umai_app",
    "COPY fenced TO PROGRAM 'cat'",
]


def test_the_application_cannot_make_or_take_anything(shared: server.Dsn) -> None:
    """S2: the application owns nothing."""
    say(server.owner_dsn(), "CREATE TABLE fenced (id int)")
    for statement in FORBIDDEN:
        with pytest.raises(errors.InsufficientPrivilege):
            say(shared, statement)


def test_the_application_reads_and_writes_rows_but_row_security_binds_it(
    shared: server.Dsn,
) -> None:
    """S1: the owner's tables are open to the application within their policies."""
    say(
        server.owner_dsn(),
        "CREATE TABLE fenced (id int GENERATED ALWAYS AS IDENTITY, team text)",
        "ALTER TABLE fenced ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY own ON fenced USING (team = current_setting('umai.team', true))",
        "INSERT INTO fenced (team) VALUES ('a'), ('b')",
    )
    assert one(shared, "SELECT count(*) FROM fenced") == 0
    with connect(shared) as connection:
        connection.execute("SET umai.team = 'a'")
        connection.execute("INSERT INTO fenced (team) VALUES ('a')")
        assert connection.execute("SELECT count(*) FROM fenced").fetchone() == (2,)
        connection.execute("SET row_security = off")
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute("SELECT count(*) FROM fenced")
    assert one(server.owner_dsn(), "SELECT count(*) FROM fenced") == 3


def test_the_owner_adds_the_extensions_the_house_needs(shared: server.Dsn) -> None:
    names = ("pg_trgm", "unaccent", "fuzzystrmatch", "btree_gin")
    say(server.owner_dsn(), *(f"CREATE EXTENSION {name}" for name in names))
    assert one(shared, "SELECT lower('ҚӘСІПОРЫН')") == "қәсіпорын"


def test_other_databases_are_closed_to_the_application(shared: server.Dsn) -> None:
    for name in ("postgres", "template1"):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(**shared.at(name).params())


def patiently(dsn: server.Dsn) -> None:
    """Come back as soon as a server that is recovering answers again."""
    while True:
        with suppress(psycopg.OperationalError):
            connect(dsn).close()
            return


def test_nothing_typed_reaches_the_log(shared: server.Dsn) -> None:
    """S14: neither a statement, nor an error's text, nor a crash quotes what was typed."""
    say(server.owner_dsn(), "CREATE TABLE once (word text PRIMARY KEY)")
    say(shared, "INSERT INTO once VALUES ('Aigerim')")
    with pytest.raises(errors.UniqueViolation):
        say(shared, "INSERT INTO once VALUES ('Aigerim')")
    with pytest.raises(errors.InvalidTextRepresentation):
        say(shared, "SELECT 'Aigerim'::int")
    with connect(shared) as connection:
        os.kill(connection.info.backend_pid, signal.SIGSEGV)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("SELECT 'Aigerim', pg_sleep(60)")
    patiently(shared)
    said = server.log_path().read_text("utf-8")
    assert "was terminated by signal 11" in said
    assert "Aigerim" not in said


def test_stop_tells_whether_it_ran_and_start_brings_it_back(shared: server.Dsn) -> None:
    assert server.stop() is True
    assert server.running() is False
    assert server.stop() is False
    server.start()
    assert server.running()
    assert one(shared, "SELECT 1") == 1


def test_the_server_is_in_a_session_of_its_own(shared: server.Dsn) -> None:
    """Ctrl-C in the terminal reaches umai and not the database."""
    assert os.getsid(pid()) != os.getsid(0)


@pytest.mark.parametrize("left_over", ["alive", "another server", "dead", "empty", "nonsense"])
def test_a_stale_pid_file_does_not_keep_the_server_down(
    shared: server.Dsn, folder: Path, monkeypatch: pytest.MonkeyPatch, left_over: str
) -> None:
    """The number in the file may belong to any other program by now."""
    file = cluster.folder() / "postmaster.pid"
    lines = file.read_text("utf-8").splitlines()
    server.stop()
    sleeper = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    number = sleeper.pid
    if left_over == "another server":
        with monkeypatch.context() as elsewhere:
            elsewhere.setenv("UMAI_DATA", str(folder / "other"))
            server.ensure()
            number = pid()
    if left_over == "dead":
        sleeper.kill()
        sleeper.wait()
    text = "\n".join([str(number), *lines[1:]]) + "\n"
    file.write_text({"empty": "", "nonsense": "?\n"}.get(left_over, text), "utf-8")
    owner = cluster.folder().stat()
    os.chown(file, owner.st_uid, owner.st_gid)
    try:
        assert not server.running()
        server.ensure()
        assert one(shared, "SELECT 1") == 1
        assert pid() != number
        if left_over != "dead":
            assert sleeper.poll() is None
    finally:
        sleeper.kill()
        sleeper.communicate()


def test_the_last_acknowledged_row_is_there_after_a_kill(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R29: kill -9 again and again; each time the last committed row is found."""
    monkeypatch.delenv("UMAI_THROWAWAY")
    server.ensure()
    assert one(server.app_dsn(), "SHOW fsync") == "on"
    assert one(server.app_dsn(), "SHOW synchronous_commit") == "on"
    say(server.owner_dsn(), "CREATE TABLE calls (number int)")
    for round_ in range(5):
        with connect(server.app_dsn()) as connection:
            for number in range(round_ * 100, round_ * 100 + 100):
                connection.execute("INSERT INTO calls VALUES (%s)", [number])
            killed = pid()
            os.kill(killed, signal.SIGKILL)
            os.waitpid(killed, 0)
        server.ensure()
        assert one(server.app_dsn(), "SELECT max(number) FROM calls") == round_ * 100 + 99
        assert one(server.app_dsn(), "SELECT count(*) FROM calls") == round_ * 100 + 100


def test_a_socket_that_was_tidied_away_comes_back(shared: server.Dsn) -> None:
    shutil.rmtree(shared.host)
    assert not server.running()
    server.ensure()
    assert one(server.app_dsn(), "SELECT 1") == 1


@pytest.mark.parametrize("squatter", ["open folder", "link", "file"])
def test_a_socket_folder_that_somebody_else_holds_is_not_used(
    data: Path, folder: Path, squatter: str
) -> None:
    server.ensure()
    held = Path(known(server.app_dsn()).host)
    server.stop()
    if squatter == "open folder":
        held.mkdir()
        held.chmod(0o777)
    elif squatter == "link":
        held.symlink_to(folder)
    else:
        held.touch()
    try:
        server.ensure()
        assert known(server.app_dsn()).host != str(held)
        assert one(server.app_dsn(), "SELECT 1") == 1
    finally:
        held.rmdir() if squatter == "open folder" else held.unlink()


def test_a_data_folder_with_a_very_long_and_odd_path_works(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A unix socket's path is limited to 107 bytes; a folder's is not."""
    deep = folder.joinpath(*["балалар құқығы $HOME; 'x'" for _ in range(8)])
    monkeypatch.setenv("UMAI_DATA", str(deep))
    server.ensure()
    assert len(str(deep)) > 107
    assert one(server.app_dsn(), "SELECT 1") == 1
    server.ensure()
    assert server.stop()


def test_a_closed_parent_stays_closed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As root the server's own user may be unable to walk to the data: nothing is opened."""
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    monkeypatch.setenv("UMAI_DATA", str(closed / "data"))
    server.ensure()
    assert one(server.app_dsn(), "SELECT 1") == 1
    assert mode(closed) == 0o700
    outside = not cluster.folder().is_relative_to(closed)
    assert outside == (os.geteuid() == 0)


def test_the_server_never_runs_as_root(shared: server.Dsn) -> None:
    assert Path(f"/proc/{pid()}").stat().st_uid != 0


def test_a_copied_data_folder_is_a_server_of_its_own(
    shared: server.Dsn, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say(server.owner_dsn(), "CREATE TABLE calls (number int)", "INSERT INTO calls VALUES (7)")
    server.stop()
    subprocess.run(["cp", "-a", str(folder / "data"), str(folder / "copy")], check=True)
    server.ensure()
    monkeypatch.setenv("UMAI_DATA", str(folder / "copy"))
    assert server.app_dsn() is None
    server.ensure()
    assert known(server.app_dsn()).host != shared.host
    assert one(server.app_dsn(), "SELECT number FROM calls") == 7
    assert one(shared, "SELECT number FROM calls") == 7


def test_a_database_without_its_passwords_is_refused_and_kept(shared: server.Dsn) -> None:
    server.stop()
    kept = (server.keys_folder() / "database.json").rename(server.keys_folder() / "kept")
    with pytest.raises(server.ServerError, match="copy of the key folder"):
        server.ensure()
    kept.rename(server.keys_folder() / "database.json")
    server.ensure()
    assert one(shared, "SELECT 1") == 1


def test_a_server_that_cannot_start_says_why(shared: server.Dsn) -> None:
    server.stop()
    (cluster.folder() / "global" / "pg_control").rename(cluster.folder() / "pg_control")
    with pytest.raises(server.ServerError, match="could not (find|open)"):
        server.ensure()
    (cluster.folder() / "pg_control").rename(cluster.folder() / "global" / "pg_control")
    server.ensure()
    assert one(shared, "SELECT 1") == 1


def test_umai_started_several_times_at_once_makes_one_server(data: Path) -> None:
    code = "from umai.config import server; server.ensure(); print(server.app_dsn().url())"
    started = [
        subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE)
        for _ in range(3)
    ]
    said = {process.communicate()[0] for process in started}
    assert {process.returncode for process in started} == {0}
    assert len(said) == 1
    assert one(server.app_dsn(), "SELECT 1") == 1


def test_a_database_is_copied_with_its_fences(shared: server.Dsn) -> None:
    say(server.owner_dsn(), "CREATE TABLE calls (number int)")
    server.create_database("a copy", template="umai")
    server.create_database('an "empty" one')
    assert one(shared.at("a copy"), "SELECT count(*) FROM calls") == 0
    owner = known(server.owner_dsn()).at('an "empty" one')
    say(owner, "CREATE TABLE calls (number int)")
    with connect(shared.at('an "empty" one')) as connection:
        connection.execute("INSERT INTO calls VALUES (1)")
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute("CREATE TABLE mine (id int)")
        server.drop_database('an "empty" one')
    server.drop_database("a copy")
    server.drop_database("never there")
    names = one(server.admin_dsn(), "SELECT array_agg(datname) FROM pg_database")
    assert set(names) == {"umai", "postgres", "template0", "template1"}  # type: ignore[call-overload]


def test_every_change_can_be_kept_outside_the_server(
    data: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = folder / "100% kept 'changes'"
    monkeypatch.setenv("UMAI_WAL_ARCHIVE", str(archive))
    server.ensure()
    say(server.admin_dsn(), "SELECT pg_switch_wal()")
    server.stop()
    kept = sorted(path.name for path in archive.iterdir())
    assert kept
    assert all(len(name) == 24 for name in kept)
    assert mode(archive) == 0o700
