"""A register of people that comes in, against those who are here: how fast, and what is seen.

`python -m tools.bench_import_people` loads invented people, then reads a register in which a part
are here already, misspelled, and prints how long each step of the page takes.
"""

import os
import random
from dataclasses import replace
from time import perf_counter
from typing import Any

PEOPLE = int(os.environ.get("UMAI_BENCH_PEOPLE", "100000"))
ROWS = int(os.environ.get("UMAI_BENCH_ROWS", "5000"))
AGAIN = 0.2  # of the rows are of people who are here


def rows(everybody: list[Any]) -> tuple[list[Any], set[int]]:
    """A register: people of another seed, and some who are here, misspelled; which rows these are.
    """
    from tools import invented_people as them

    chance = random.Random(5)  # noqa: S311  # invented, not secret
    fresh = list(them.people(ROWS, seed=9))
    doubles = set()
    kinds = list(them.STANDARD.values())
    for number in range(0, ROWS, int(1 / AGAIN)):
        again = kinds[number % len(kinds)](chance.choice(everybody), chance)
        fresh[number] = replace(again, document="", phone="")
        doubles.add(number + 2)
    return [replace(one, reference=f"N-{n:07d}") for n, one in enumerate(fresh)], doubles


def measure() -> None:
    """Load, read, compare, register, print."""
    from tests import cast
    from tools import bench_people, invented_people
    from tools.bench import analyse
    from umai.foundation.access import actors
    from umai.foundation.exports import commands as registers
    from umai.foundation.exports import incoming
    from umai.foundation.kernel import clock
    from umai.foundation.kernel.ids import uuid7
    from umai.foundation.kernel.scope import scope
    from umai.people import commands, imports, permissions, queries
    from umai.people.rules import PEOPLE as INTAKE

    organisation = cast.organisation("known", "Known", "KZ-79", ["Shymkent"])
    team = cast.team(organisation, "Shymkent").pk
    everybody = list(invented_people.people(PEOPLE))
    console = actors.console(organisation, [permissions.LOAD_PEOPLE])
    with scope(organisation.pk):
        table = incoming.read_table(bench_people._register(everybody), "people.csv")
        commands.load_people(console, team, imports.read_people(table).rows)
    analyse()
    some, doubles = rows(everybody)
    content = bench_people._register(some)
    lead = actors.actor_of(cast.person(organisation, "supervisor", "Shymkent"))
    mapping = {name: name for name in imports.COLUMNS}
    with scope(organisation.pk):
        began = perf_counter()
        read = imports.read_register(
            incoming.read_table(content, "new.csv"), mapping, clock.now().date()
        )
        checked = perf_counter()
        fresh = queries.sorted_people(lead, team, read.rows).fresh
        twins = queries.twins(lead, fresh)
        compared = perf_counter()
        file = registers.RegisterFile(uuid7(), team, "new.csv", content, mapping)
        kept = registers.keep_register(lead, INTAKE, file)
        begun = perf_counter()
        commands.import_people(lead, kept.pk, read, version=1, skip_bad=True)
        done = perf_counter()
    seen = len(doubles & twins.keys())
    print(f"{ROWS:,} rows against {PEOPLE:,} people, {len(doubles):,} of them here already")
    print(f"  reading and checking  {checked - began:6.1f} s")
    print(f"  who is like whom      {compared - checked:6.1f} s")
    print(f"  taking in, compared once more  {done - begun:6.1f} s")
    new = len(twins) - seen
    print(f"  seen to be here       {seen / len(doubles):6.3f}   asked though new {new}")


if __name__ == "__main__":
    from tools.bench import server as throwaway

    with throwaway():
        measure()
