"""The search by name against the usual way (trigrams), on invented people, in one run."""

import csv
import io
import os
import statistics
from collections import defaultdict
from collections.abc import Iterator
from time import perf_counter
from typing import Any

PEOPLE = int(os.environ.get("UMAI_BENCH_PEOPLE", "100000"))
EACH = 60  # questions of each kind
FEW = 4  # of them are put to the trigrams too, which take their time
LIKENESS = 0.5


def measure() -> None:
    """Load invented people, ask for them misspelled, print recall and times by kind."""
    from tests import cast
    from tools import bench, invented_people
    from umai.foundation.access import actors
    from umai.foundation.exports import incoming
    from umai.foundation.kernel.scope import scope
    from umai.people import imports, permissions
    from umai.people.commands import load_people

    organisation = cast.organisation("known", "Known", "KZ-79", ["Shymkent"])
    everybody = list(invented_people.people(PEOPLE))
    content = _register(everybody)
    began = perf_counter()
    with scope(organisation.pk):
        read = imports.read_people(incoming.read_table(content, "people.csv"))
        actor = actors.console(organisation, [permissions.LOAD_PEOPLE, permissions.FIND_PEOPLE])
        load_people(actor, cast.team(organisation, "Shymkent").pk, read.rows)
    _line("people loaded, a second", f"{PEOPLE / (perf_counter() - began):,.0f}")
    bench.vacuum()
    asked = list(invented_people.questions(everybody, EACH))
    # As a page asks: within the circles of somebody at work, not for a whole organisation.
    ours = _ours(actors.actor_of(cast.person(organisation, "social_worker", "Shymkent")), asked)
    theirs = _trigrams(everybody, [pair for kind in _few(asked) for pair in kind])
    _line(f"{PEOPLE:,} people", "recall@1", "recall@10", "p50 ms", "p95 ms", "trigrams@10")
    for kind in dict.fromkeys(name for name, _who in asked):
        _line(f"  {kind}", *_told(ours[kind]), f"{_recall(theirs[kind]):.2f}")
    _sum_up(ours, theirs)


def _sum_up(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    from tools import invented_people as them

    for words, kinds in (
        ("standard distortions", them.STANDARD),
        ("held-out distortions", them.HELD_OUT),
        ("declared hard", them.HARD),
    ):
        mine = [one for kind in kinds for one in ours[kind]]
        other = [one for kind in kinds for one in theirs[kind]]
        _line(words, *_told(mine), f"{_recall(other):.2f}")
    median = statistics.median(taken for some in ours.values() for _place, taken in some)
    trigram = statistics.median(taken for some in theirs.values() for _place, taken in some)
    _line("trigrams, p50 ms", f"{trigram:.1f}", f"x {trigram / median:.1f} of ours")


def _register(everybody: list[Any]) -> bytes:
    from umai.people.imports import COLUMNS

    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for who in everybody:
        table.writerow(
            [who.reference, who.given, who.family, who.patronymic, who.sex, who.born,
             who.precision, who.citizenship, who.document, who.phone]  # fmt: skip
        )
    return out.getvalue().encode()


def _few(asked: list[tuple[str, Any]]) -> Iterator[list[tuple[str, Any]]]:
    kinds: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    for pair in asked:
        kinds[pair[0]].append(pair)
    return (some[:FEW] for some in kinds.values())


def _ours(actor: Any, asked: list[tuple[str, Any]]) -> dict[str, list[tuple[int, float]]]:
    from umai.foundation.kernel.scope import scope
    from umai.people import queries

    runs: dict[str, list[tuple[int, float]]] = defaultdict(list)
    with scope(actor.organisation):
        for kind, who in asked:
            wanted = queries.Asked(
                given=who.given,
                family=who.family,
                patronymic=who.patronymic,
                born=who.born,
                sex=who.sex,
            )
            began = perf_counter()
            found = [one.reference for one in queries.find(actor, wanted)]
            taken = (perf_counter() - began) * 1000
            runs[kind].append((_place(found, who.reference), taken))
    return runs


def _trigrams(
    everybody: list[Any], asked: list[tuple[str, Any]]
) -> dict[str, list[tuple[int, float]]]:
    """The usual way: folded names in clear, a trigram index, the most alike first."""
    import psycopg
    from django.db import connection

    from umai.config import server
    from umai.people.names.folding import folded

    admin = server.admin_dsn()
    assert admin is not None  # noqa: S101
    runs: dict[str, list[tuple[int, float]]] = defaultdict(list)
    name = connection.settings_dict["NAME"]
    with psycopg.connect(**{**admin.params(), "dbname": name}) as own, own.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("CREATE TEMPORARY TABLE names (reference text, name text)")
        with cursor.copy("COPY names FROM STDIN") as out:
            for who in everybody:
                out.write_row((who.reference, folded(f"{who.given} {who.family}")))
        cursor.execute("CREATE INDEX ON names USING gin (name gin_trgm_ops)")
        cursor.execute("ANALYZE names")
        cursor.execute(f"SET pg_trgm.similarity_threshold = {LIKENESS}")
        for kind, who in asked:
            said = folded(f"{who.given} {who.family}")
            began = perf_counter()
            cursor.execute(
                "SELECT reference FROM names WHERE name %% %s"
                " ORDER BY similarity(name, %s) DESC LIMIT 10",
                [said, said],
            )
            found = [row[0] for row in cursor.fetchall()]
            runs[kind].append((_place(found, who.reference), (perf_counter() - began) * 1000))
        own.rollback()
    return runs


def _place(found: list[str], wanted: str) -> int:
    return found.index(wanted) if wanted in found else -1


def _recall(runs: list[tuple[int, float]]) -> float:
    return sum(0 <= place < 10 for place, _taken in runs) / len(runs) if runs else 0.0


def _told(runs: list[tuple[int, float]]) -> list[str]:
    times = sorted(taken for _place, taken in runs)
    first = sum(place == 0 for place, _taken in runs) / len(runs)
    late = times[min(len(times) - 1, int(len(times) * 0.95))]
    return [
        f"{first:.2f}", f"{_recall(runs):.2f}", f"{statistics.median(times):.1f}", f"{late:.1f}",
    ]  # fmt: skip


def _line(name: str, *cells: object) -> None:
    print(f"{name:<34}", *(f"{cell!s:>12}" for cell in cells))


if __name__ == "__main__":
    from tools.bench import server as throwaway

    with throwaway():
        measure()
