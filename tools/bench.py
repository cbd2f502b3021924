"""`make bench`: what Umai costs, as ratios taken in one run on this machine. Nothing is asserted.

A throw-away server with the usual durability, 100,000 contacts through the importer, and the pages
as a supervisor opens them, with journal and row security on. A floor is the least work that could
be done: the page's own SQL run raw, and its rows through a bare Django template.
"""

import csv
import gzip
import io
import os
import random
import shutil
import statistics as median_of
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

CONTACTS = int(os.environ.get("UMAI_BENCH_CONTACTS", "100000"))
SERVICES = int(os.environ.get("UMAI_BENCH_SERVICES", "50000"))
OF_AN_AGENCY = 5
RUNS = 25


@contextmanager
def server() -> Iterator[None]:
    """A server of our own in a folder that is thrown away."""
    folder = Path(tempfile.mkdtemp(prefix="umai-bench-"))
    folder.chmod(0o755)
    os.environ.update({"UMAI_DATA": str(folder), "UMAI_HOSTS": "testserver"})
    os.environ["DJANGO_SETTINGS_MODULE"] = "umai.config.settings"
    os.environ.pop("DATABASE_URL", None)
    from umai.config import ground
    from umai.config import server as postgres

    postgres.ensure()
    ground.make_keys()
    ground.prepare()
    try:
        yield
    finally:
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)


def vacuum() -> None:
    """What the server does by itself in the minute after so many rows were written."""
    import psycopg
    from django.db import connection

    from umai.config import server

    admin = server.admin_dsn()
    assert admin is not None  # noqa: S101  # a throw-away server is ours
    here = {**admin.params(), "dbname": connection.settings_dict["NAME"]}
    with psycopg.connect(**here, autocommit=True) as own:
        own.execute("VACUUM ANALYZE")


def register(rows: int) -> bytes:
    """An invented register: the shapes of 2007 spread over two and a half years."""
    import umai.hotline

    source = Path(umai.hotline.__file__).parent / "data" / "hotline_2007.csv"
    with source.open() as lines:
        shapes = list(csv.DictReader(lines))
    chance = random.Random(1)  # noqa: S311  # invented rows, not secrets
    out = io.StringIO()
    table = csv.DictWriter(out, fieldnames=list(shapes[0]))
    table.writeheader()
    first = datetime(2024, 1, 1, tzinfo=UTC)
    for number in range(rows):
        moment = first + timedelta(minutes=chance.randrange(60 * 24 * 900))
        row = {**shapes[number % len(shapes)], "reference": f"B-{number:06d}"}
        table.writerow({**row, "received_at": moment.isoformat(timespec="minutes")})
    return out.getvalue().encode()


def seconds(act: Callable[[], object], runs: int = RUNS) -> float:
    """The median time of an act, after one run that warms up."""
    return both(act, runs)[0]


def both(act: Callable[[], object], runs: int = RUNS) -> tuple[float, float]:
    """The same, and how much of it this process worked: less depends on what else runs here."""
    act()
    taken, worked = [], []
    for _ in range(runs):
        began, busy = perf_counter(), process_time()
        act()
        taken.append(perf_counter() - began)
        worked.append(process_time() - busy)
    return median_of.median(taken), median_of.median(worked)


def statements(act: Callable[[], object]) -> list[tuple[str, Any]]:
    """The SQL statements of an act, with their parameters."""
    from django.db import connection

    seen: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        act()
    return seen


def line(name: str, *cells: object) -> None:
    """One line of the answer."""
    print(f"{name:<44}", *(f"{cell!s:>16}" for cell in cells))


def measure_import(organisation: Any) -> None:
    """How many rows a second come in, from reading the file to the commit."""
    from umai.foundation.access import actors
    from umai.foundation.access import queries as access
    from umai.foundation.exports import incoming
    from umai.foundation.kernel import clock
    from umai.foundation.kernel.scope import scope
    from umai.hotline import imports, permissions
    from umai.hotline.commands.importing import import_contacts

    content = register(CONTACTS)
    actor = actors.console(organisation, [permissions.IMPORT_CONTACTS])
    began = perf_counter()
    table = incoming.read_table(content, "bench.csv")
    with scope(organisation.pk):
        read = imports.read_contacts(table, organisation.time_zone, clock.now())
        checked = perf_counter()
        team = access.teams(actor).order_by("id")[0]
        done = import_contacts(actor, team.pk, read)
    taken = perf_counter() - began
    line("import, rows a second", f"{done.imported / taken:,.0f}")
    line(
        "  of it reading and checking / writing",
        f"{checked - began:.1f} s",
        f"{taken - (checked - began):.1f} s",
    )
    analyse()


def measure_page(name: str, browser: Any, path: str, person: Any, *, weigh: bool = True) -> float:
    """Server time, statements and weight of a page; returns the time."""
    asked: list[Any] = []

    def ask() -> None:
        asked.append(browser.get(path))

    said = [sql for sql, _params in statements(ask)]
    number, several = len(said), sum(";\n" in sql for sql in said)
    selects = sum(sql.count(";\n") + 1 for sql in said)
    taken, worked = both(ask)
    answer = asked[-1]
    assert answer.status_code == 200, (path, answer.status_code)  # noqa: S101
    packed = len(gzip.compress(answer.content))
    line(
        name,
        f"{taken * 1000:.1f} ms",
        f"{worked * 1000:.1f} ms Python",
        f"{number} statements",
        f"{packed / 1024:.1f} kB gz" if weigh else "",
        f"{selects} with those sent together" if several else "",
    )
    return taken


def measure_list_floor(
    browser: Any, path: str, person: Any, table: str = "hotline_contact"
) -> float:
    """The list's own SQL run raw, and its rows through a bare template."""
    from django.db import connection
    from django.template import Context, Engine

    from umai.foundation.kernel.scope import scope

    selects = [
        (sql, params)
        for sql, params in statements(lambda: browser.get(path))
        if f'FROM "{table}"' in sql and sql.startswith("SELECT")
    ]
    bare = Engine().from_string(
        "<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>"
        "{% endfor %}</table>"
    )

    def floor() -> None:
        with scope(person.organisation_id, person.pk), connection.cursor() as cursor:
            for sql, params in selects:
                cursor.execute(sql, params)
                rows = [row[:8] for row in cursor.fetchall()]
                bare.render(Context({"rows": rows}))

    return seconds(floor)


def measure_report_floor(actor: Any, person: Any, first: Any, last: Any) -> tuple[float, float]:
    """One GROUPING SETS query by the application's role, and the counting as the report does it."""
    from django.db import connection

    from umai.foundation.kernel import clock
    from umai.foundation.kernel.scope import scope
    from umai.hotline import statistics

    start, end = clock.day_bounds(first, last, actor.time_zone)

    def raw() -> None:
        with scope(person.organisation_id, person.pk), connection.cursor() as cursor:
            cursor.execute(statistics.QUERY, [actor.organisation, start, end])
            cursor.fetchall()

    def counted() -> None:
        with scope(person.organisation_id, person.pk):
            statistics.contacts_by_answer(actor, first, last)

    return seconds(raw), seconds(counted)


def measure_rows(browser: Any, few: Any) -> None:
    """Statements of the list with 1, 25 and 100 rows: they must not grow."""
    from tests.hotline.test_import_contacts import csv as as_csv
    from tests.hotline.test_import_contacts import line as as_line
    from umai.foundation.access import actors
    from umai.foundation.access import queries as access
    from umai.foundation.exports import incoming
    from umai.foundation.kernel import clock
    from umai.foundation.kernel.scope import scope
    from umai.hotline import imports, permissions
    from umai.hotline.commands.importing import import_contacts

    counts = []
    for rows in (1, 25, 100):
        content = as_csv(*(as_line(f"R-{number}") for number in range(rows)))
        actor = actors.console(few, [permissions.IMPORT_CONTACTS])
        with scope(few.pk):
            read = imports.read_contacts(
                incoming.read_table(content, "r"), few.time_zone, clock.now()
            )
            import_contacts(actor, access.teams(actor).order_by("id")[0].pk, read)
        counts.append(len(statements(lambda: browser.get("/hotline/contacts/"))))
    line("list, statements for 1 / 25 / 100 rows", *counts)


def fill_directory(organisation: Any) -> None:
    """Invented agencies and services all over the country, listed as every command lists them."""
    from umai.directory.commands.listing import relist
    from umai.directory.models import Agency, Service
    from umai.foundation.kernel import clock
    from umai.foundation.kernel.ids import uuid7
    from umai.foundation.kernel.scope import scope
    from umai.foundation.places import queries as places
    from umai.foundation.vocabulary import queries as vocabulary

    chance = random.Random(2)  # noqa: S311  # invented rows, not secrets
    kinds = [word.code for word in vocabulary.words("agency_type")]
    needs = [word.code for word in vocabulary.words("service")]
    regions = list(places.regions())
    day = {"freq": "WEEKLY", "opens_at": "09:00", "closes_at": "18:00"}
    week = [{**day, "byday": "MO,TU,WE,TH,FR"}]
    same = {"organisation_id": organisation.pk, "changed_at": clock.now()}
    with scope(organisation.pk):
        agencies = Agency.objects.bulk_create(
            Agency(
                id=uuid7(),
                type=chance.choice(kinds),
                name_ru=f"Учреждение {number} (вымышлено)",
                region=chance.choice(regions),
                open_all_hours=number % 7 == 0,
                phones=[{"number": "+7 000 000 00 00"}],
                **same,
            )
            for number in range(SERVICES // OF_AN_AGENCY)
        )
        Service.objects.bulk_create(
            Service(
                id=uuid7(),
                agency_id=agencies[number // OF_AN_AGENCY].pk,
                name_ru=f"{chance.choice(SHAPES)} {number}",
                needs=chance.sample(needs, 2),
                languages=[{"code": code} for code in chance.sample(SPOKEN, 2)],
                schedules=week if number % 3 else [],
                **same,
            )
            for number in range(SERVICES)
        )
        relist(organisation.pk, [one.pk for one in agencies], organisation.time_zone)
    analyse()


SPOKEN = ("kk", "ru", "uz", "tg", "ky", "en")
SHAPES = ("Консультация юриста", "Приём психолога", "Регистрация рождения", "Приём в школу")
ASKED = {
    "directory, own region, nearest first": "",
    "directory, legal, Uzbek, open now": "?need=LEG&region=KZ-79&language=uz&open_now=on",
    "directory, two words": "?words=yurist+2024&region=KZ-79",
    "directory, a word that nobody has": "?words=zzzz&region=KZ-79",
}


def measure_directory(browser: Any, boss: Any) -> None:
    """The search among many services, against its own SQL run raw."""
    for name, asked in ASKED.items():
        path = f"/directory/{asked}"
        taken = measure_page(name, browser, path, boss)
        floor = measure_list_floor(browser, path, boss, "directory_listing")
        words = "  its floor (own SQL raw + bare template)"
        line(words, f"{floor * 1000:.1f} ms", f"x {taken / floor:.2f}")


def analyse() -> None:
    """Let the planner know what was just written."""
    from django.db import connection

    from umai.foundation.kernel.ownership import as_owner

    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def measure_weights() -> None:
    """What a browser loads besides the page, gzipped."""
    from django.contrib.staticfiles import finders

    def weight(path: str) -> int:
        found = finders.find(path)
        return len(gzip.compress(Path(str(found)).read_bytes())) if found else 0

    scripts = ["django_htmx/htmx-2.min.js", "ui/base.js", "ui/controls.js", "ui/keys.js"]
    line("scripts of an ordinary page", f"{sum(map(weight, scripts)) / 1024:.1f} kB gz")
    line("stylesheet", f"{weight('ui/umai.css') / 1024:.1f} kB gz")


def run() -> None:
    """Measure and print."""
    from datetime import date

    from tests import cast
    from umai.foundation.access import actors

    big = cast.organisation("bench", "Bench", "KZ-79", ["Shymkent"])
    few = cast.organisation("few", "Few", "KZ-75", ["Almaty"])
    boss, boss_of_few = cast.person(big, "supervisor", None), cast.person(few, "supervisor", None)
    operator = cast.person(big, "operator", "Shymkent")
    line(f"{CONTACTS:,} contacts, Python {sys.version.split()[0]}", f"{os.cpu_count()} cores")
    measure_import(big)
    browser = cast.signed_in(boss)
    at_list = measure_page("contacts list", browser, "/hotline/contacts/", boss)
    floor = measure_list_floor(browser, "/hotline/contacts/", boss)
    line(
        "  its floor (own SQL raw + bare template)",
        f"{floor * 1000:.1f} ms",
        f"x {at_list / floor:.2f}",
    )
    measure_page("record form", cast.signed_in(operator), "/hotline/contacts/record/", operator)
    measure_page("board", cast.signed_in(operator), "/hotline/", operator)
    first, last = date(2025, 1, 1), date(2025, 3, 31)
    path = f"/numbers/hotline/?first={first}&last={last}"
    at_report = measure_page("report page, one quarter", browser, path, boss)
    actor = actors.actor_of(boss)
    raw, counted = measure_report_floor(actor, boss, first, last)
    line("  one GROUPING SETS query, same policy", f"{raw * 1000:.1f} ms")
    line("  the report's counting", f"{counted * 1000:.1f} ms", f"x {counted / raw:.2f}")
    line("  the whole page", f"{at_report * 1000:.1f} ms", f"x {at_report / raw:.2f}")
    measure_rows(cast.signed_in(boss_of_few), few)
    fill_directory(big)
    measure_directory(browser, boss)
    measure_weights()


if __name__ == "__main__":
    with server():
        run()
