"""`python -m tools.bench_cases`: the list of cases, a case and the desk with many cases about.

A few cases are told through commands as people would; all the others are copies of their rows,
made by PostgreSQL itself, over caseworkers, months and risks. What is sealed in a copy cannot
be opened: the pages measured open only the case that was told. `UMAI_BENCH_CASES` says how many.
"""

import os
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any
from uuid import UUID

CASES = int(os.environ.get("UMAI_BENCH_CASES", "10000"))
WORKERS = 40
BATCH = 10_000
PAGES = {
    "list of cases": ("/cases/", "cases_case"),
    "  what is overdue": ("/cases/?due=overdue", "cases_case"),
    "  by a code": ("/cases/?code=BEN-0001", "cases_case"),
}


def run() -> None:
    """Tell, copy, measure, print."""
    from tests import cast
    from tools import bench
    from umai.foundation.access import actors

    home = cast.organisation("bench", "Bench", "KZ-79", ["Shymkent"])
    boss = cast.person(home, "supervisor", None)
    workers = [cast.person(home, "social_worker", "Shymkent") for _ in range(WORKERS)]
    told = list(_told(home, actors.actor_of(boss), actors.actor_of(workers[0])))
    began = perf_counter()
    rows = _copy(home, told, [one.pk for one in workers])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    bench.line(
        f"{CASES:,} cases, {rows:,} rows copied",
        f"{perf_counter() - began:.1f} s", f"{memory:.0f} MB at most",
    )  # fmt: skip
    bench.vacuum()
    for who, person in (("supervisor", boss), ("caseworker", workers[0])):
        browser = cast.signed_in(person)
        for name, (path, table) in PAGES.items():
            taken = bench.measure_page(f"{name}, {who}", browser, path, person)
            floor = bench.measure_list_floor(browser, path, person, table)
            print_floor(taken, floor, "its own SQL raw, a bare template")
        path = f"/cases/{told[0]}/"
        taken = bench.measure_page(f"a case, {who}", browser, path, person)
        print_floor(taken, raw(browser, path, person), "its own SQL raw")
        for name, path in (("desk", "/desk/"), ("cases in numbers", "/numbers/cases/")):
            if browser.get(path).status_code == 200:
                taken = bench.measure_page(f"{name}, {who}", browser, path, person)
                print_floor(taken, raw(browser, path, person), "its own SQL raw")


def _told(home: Any, boss: Any, owner: Any) -> Iterator[UUID]:
    """One case that is carried out, one that is assessed, one that was closed."""
    from tests.cases import told
    from tests.people.known import register
    from umai.cases import commands
    from umai.foundation.kernel import clock
    from umai.foundation.kernel.ids import uuid7
    from umai.foundation.kernel.scope import scope

    def case(name: str) -> Any:
        child = register(owner, home, given_name=name, family_name="Намунаева", sex="female")
        return told.led(boss, owner, home, child)

    with scope(home.pk, owner.person):
        running = told.begun(owner, boss, told.assessed(owner, boss, case("Азиза")))
        details = commands.FollowUpDetails(
            id=uuid7(), kind="HOME_VISIT", done_on=clock.today("Asia/Almaty"), safe="yes",
            risk_change="same", face_to_face=True, words={"condition": "She is well."},
        )  # fmt: skip
        commands.note_follow_up(owner, running.pk, details)
        for service in ("SO01", "SO06"):
            session = commands.SessionDetails(
                id=uuid7(), service=service, held_on=clock.today("Asia/Almaty")
            )
            commands.record_session(owner, running.pk, session, commands.Part())
        yield running.pk
        second = case("Мадина")
        told.laid_before(owner, second)
        yield second.pk
        yield told.closed(owner, boss, case("Лола")).pk


def _copy(home: Any, told: list[UUID], workers: list[UUID]) -> int:
    """Every row of the cases that were told, again and again. Returns how many rows were made."""
    from umai.foundation.kernel.scope import scope

    with scope(home.pk):
        rows = [list(rows_of(case_id)) for case_id in told]
    made = 0
    with without_triggers() as cursor:
        for first in range(len(told), CASES, BATCH):
            last = min(first + BATCH, CASES) - 1
            for number, several in enumerate(rows):
                known = {row["id"] for _table, row in several}
                for table, row in several:
                    sql, values = again(table, row, known, workers, number, len(told))
                    cursor.execute(sql, [*values, first, last])
                    made += cursor.rowcount
    return made


@contextmanager
def without_triggers() -> Iterator[Any]:
    """As the superuser of the throw-away server: a copy leaves no history and checks no key."""
    import psycopg

    from umai.config import server

    admin = server.admin_dsn()
    if admin is None:
        raise SystemExit("The copies are made on a server of our own.")
    client = psycopg.connect(**admin.params(), cursor_factory=psycopg.ClientCursor)
    with client as connection, connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        yield cursor


def rows_of(case_id: UUID) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every row that hangs on a case, with the child; what is pointed at comes first."""
    from umai.cases import models
    from umai.people.models import Individual

    case = models.Case.objects.get(pk=case_id)
    asked: list[tuple[Any, dict[str, Any]]] = [
        (Individual, {"pk": case.individual_id}),
        (models.Case, {"pk": case.pk}),
    ]
    direct = (
        models.Fact, models.CaseMember, models.Concern, models.RiskRating, models.Clock,
        models.Approval, models.Assessment, models.Plan, models.FollowUp, models.Review,
        models.Task, models.Closure, models.Attendance,
    )  # fmt: skip
    asked += [(model, {"case_id": case.pk}) for model in direct if model is not models.Attendance]
    held = models.Attendance.objects.filter(case_id=case.pk).values("session_id")
    asked += [
        (models.AssessedDomain, {"assessment__case_id": case.pk}),
        (models.Goal, {"plan__case_id": case.pk}),
        (models.Action, {"goal__plan__case_id": case.pk}),
        (models.Session, {"pk__in": held}),
        (models.Attendance, {"case_id": case.pk}),
    ]
    for model, where in asked:
        columns = [field.attname for field in model._meta.concrete_fields]
        for row in model._default_manager.filter(**where).values(*columns):
            yield model._meta.db_table, row


def again(
    table: str, row: dict[str, Any], known: set[Any], workers: list[UUID], number: int, of: int
) -> tuple[str, list[Any]]:
    """One row many times over: ids of its own, moments spread, and another caseworker each."""
    columns, values = [], []
    for name, value in row.items():
        sql, said = _value(table, name, value, known, workers)
        columns.append((name, sql))
        values += said
    named = ", ".join(f'"{name}"' for name, _sql in columns)
    made = ", ".join(sql for _name, sql in columns)
    words = (
        f'INSERT INTO "{table}" ({named}) SELECT {made}'  # noqa: S608  # our own columns
        f" FROM generate_series(%s::int, %s::int) AS n WHERE n %% {of} = {number}"
    )
    return words, values


def _value(
    table: str, name: str, value: Any, known: set[Any], workers: list[UUID]
) -> tuple[str, list[Any]]:
    back = "make_interval(days => n % 600)".replace("%", "%%")
    if name == "code":
        return "'BEN-' || lpad(n::text, 7, '0')", []
    if value in workers[:1] and name in ("owner_id", "person_id"):
        return f"(%s::uuid[])[1 + n %% {WORKERS}]", [workers]
    if isinstance(value, UUID) and value in known:
        return "md5(%s || n::text)::uuid", [str(value)]
    if table == "cases_case" and name == "risk":
        return "(array['HIGH', 'MEDIUM', 'LOW'])[1 + n %% 3]", []
    if name in ("next_due_at", "due_at") and value is not None:
        return "%s + make_interval(days => n %% 60 - 30)", [value]
    if isinstance(value, datetime):
        return f"%s - {back}", [value - timedelta(days=1)]
    if isinstance(value, list):
        return "%s::varchar[]", [value]
    return "%s", [value]


def raw(browser: Any, path: str, person: Any) -> float:
    """All that a page reads, run raw: the least that the database needs for it."""
    from django.db import connection

    from tools import bench
    from umai.foundation.kernel.scope import scope

    asked = bench.statements(lambda: browser.get(path))
    selects = [(sql, said) for sql, said in asked if sql.lstrip().startswith(("SELECT", "WITH"))]

    def again() -> None:
        with scope(person.organisation_id, person.pk), connection.cursor() as cursor:
            for sql, said in selects:
                if " FOR " not in sql:
                    cursor.execute(sql, said)
                    cursor.fetchall()

    return bench.seconds(again)


def print_floor(taken: float, floor: float, words: str) -> None:
    from tools import bench

    bench.line(f"    floor: {words}", f"{floor * 1000:.1f} ms", f"x {taken / floor:.2f}")


def main(server: Callable[[], Any]) -> None:
    """On a server of its own."""
    with server():
        run()


if __name__ == "__main__":
    from tools.bench import server as throwaway

    main(throwaway)
