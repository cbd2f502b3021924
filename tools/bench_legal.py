"""`python -m tools.bench_legal`: the board of time limits with many procedures running.

A few procedures are told through commands as lawyers would; all the others are copies of their rows
and of their cases, made by PostgreSQL itself, over lawyers, days and states. `UMAI_BENCH_LEGAL`
says how many.
"""

import os
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any
from uuid import UUID

PROCEDURES = int(os.environ.get("UMAI_BENCH_LEGAL", "50000"))
BATCH = 10_000
PAGES = {
    "board of time limits": "/legal/",
    "  what is overdue": "/legal/?due=overdue",
    "  of my team": "/legal/?whose=team",
    "  my own": "/legal/?whose=mine",
    "  waits for one agency": "/legal/?stands=waiting&agency={agency}",
    "  by a code": "/legal/?code=BEN-0001",
}
BESIDE = {
    "authorities that keep us waiting": "/legal/waiting/",
    "deadlines for a calendar": "/legal/calendar/file/",
}


def run() -> None:
    """Tell, copy, measure, print."""
    from tests import cast
    from tests.directory import entries
    from tools import bench, bench_cases
    from umai.foundation.access import actors
    from umai.foundation.kernel.scope import scope

    home = cast.organisation("bench", "Bench", "KZ-79", ["Shymkent"])
    boss = cast.person(home, "supervisor", None)
    lawyers = [cast.person(home, "lawyer", "Shymkent") for _ in range(bench_cases.WORKERS)]
    worker = cast.person(home, "social_worker", "Shymkent")
    several = [actors.actor_of(one) for one in (boss, worker, lawyers[0])]
    with scope(home.pk, boss.pk):
        agency = entries.agency(several[0]).pk
    told = list(_told(home, several, agency))
    began = perf_counter()
    rows = _copy(home, told, [one.pk for one in lawyers])
    bench.line(
        f"{PROCEDURES:,} procedures, {rows:,} rows copied", f"{perf_counter() - began:.1f} s"
    )
    bench.vacuum()
    for who, person in (("supervisor", boss), ("lawyer", lawyers[0])):
        browser = cast.signed_in(person)
        for name, path in PAGES.items():
            path = path.format(agency=agency)
            taken = bench.measure_page(f"{name}, {who}", browser, path, person)
            floor = bench.measure_list_floor(browser, path, person, "legal_aid_procedure")
            bench_cases.print_floor(taken, floor, "its own SQL raw, a bare template")
        for name, path in BESIDE.items():
            taken = bench.measure_page(f"{name}, {who}", browser, path, person)
            floor = bench_cases.raw(browser, path, person)
            bench_cases.print_floor(taken, floor, "its own SQL raw")


def _told(home: Any, several: list[Any], agency: UUID) -> Iterator[tuple[UUID, UUID]]:
    """A procedure to do, one that waits for an agency, one that was refused; each with its case."""
    from tests.cases import told
    from tests.legal_aid import told as procedures
    from tests.people.known import register
    from umai.cases import commands as cases
    from umai.foundation.kernel.scope import scope
    from umai.legal_aid import commands

    boss, worker, lawyer = several
    with scope(home.pk, lawyer.person):
        for name, template in (("Азиза", "LP-04"), ("Мадина", "LP-01"), ("Лола", "LP-16")):
            child = register(worker, home, given_name=name, family_name="Намунаева", sex="female")
            case = told.led(boss, worker, home, child)
            cases.join_case_team(worker, case.pk, lawyer.person, "lawyer")
            row = procedures.opened(lawyer, case, template)
            if template != "LP-04":
                said = procedures.told(agency_id=agency)
                if template == "LP-01":
                    row = procedures.done(lawyer, row, "citizens")
                row = commands.submit_step(lawyer, row.pk, row.version, said)
            if template == "LP-16":
                said = procedures.told("spoken", words=procedures.WHY)
                commands.refuse_step(lawyer, row.pk, row.version, said)
            yield case.pk, row.pk


def _copy(home: Any, told: list[tuple[UUID, UUID]], lawyers: list[UUID]) -> int:
    """Every row of the cases and procedures that were told, again and again."""
    from tools import bench_cases
    from umai.foundation.kernel.scope import scope

    with scope(home.pk):
        every = [[*bench_cases.rows_of(case), *_rows(row)] for case, row in told]
    made = 0
    with bench_cases.without_triggers() as cursor:
        for first in range(len(told), PROCEDURES, BATCH):
            last = min(first + BATCH, PROCEDURES) - 1
            for number, several in enumerate(every):
                known = {row["id"] for _table, row in several}
                for table, row in several:
                    sql, values = bench_cases.again(table, row, known, lawyers, number, len(told))
                    cursor.execute(sql, [*values, first, last])
                    made += cursor.rowcount
    return made


def _rows(procedure_id: UUID) -> Iterator[tuple[str, dict[str, Any]]]:
    """A procedure, then everything that happened in it."""
    from umai.legal_aid.models import Procedure, ProcedureFact

    for model, where in ((Procedure, {"pk": procedure_id}),
                         (ProcedureFact, {"procedure_id": procedure_id})):  # fmt: skip
        columns = [field.attname for field in model._meta.concrete_fields]
        for row in model._default_manager.filter(**where).values(*columns):
            yield model._meta.db_table, row


def main(server: Callable[[], Any]) -> None:
    """On a server of its own."""
    with server():
        run()


if __name__ == "__main__":
    from tools.bench import server as throwaway

    main(throwaway)
