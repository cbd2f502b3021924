"""Duplicates among invented people: how many are proposed, and how many proposals are right.

`python -m tools.bench_duplicates` adds to a register a second record of some people, misspelled in
each of the ways of `tools.invented_people`, twins and siblings who are not the same, and prints
precision and recall at several thresholds.
"""

import os
import random
from collections import defaultdict
from dataclasses import replace
from time import perf_counter
from typing import Any

PEOPLE = int(os.environ.get("UMAI_BENCH_PEOPLE", "20000"))
DOUBLES, TWINS = 0.04, 0.02
LEVELS = (86, 88, 90, 92, 94, 96, 98)


def register() -> tuple[list[Any], dict[frozenset[str], str]]:
    """Everybody, and which references are one person by which distortion."""
    from tools import invented_people as them

    chance = random.Random(3)  # noqa: S311  # invented, not secret
    everybody = list(them.people(PEOPLE))
    kinds = {**them.STANDARD, **them.HELD_OUT}
    doubles: dict[frozenset[str], str] = {}
    for number, who in enumerate(chance.sample(everybody, int(PEOPLE * DOUBLES))):
        kind = list(kinds)[number % len(kinds)]
        again = kinds[kind](who, chance)
        kept = {name: getattr(who, name) for name in ("document", "phone")}
        # The other time the paper was not there, mostly; the telephone is often another one.
        kept = {name: value if chance.random() < 0.3 else "" for name, value in kept.items()}
        again = replace(again, reference=f"D-{number:07d}", **kept)
        if len(again.born) == 4:
            again = replace(again, precision="year")
        doubles[frozenset((who.reference, again.reference))] = kind
        everybody.append(again)
    for number, who in enumerate(chance.sample(everybody[:PEOPLE], int(PEOPLE * TWINS))):
        other = chance.choice(everybody[:PEOPLE])
        twin = replace(who, reference=f"T-{number:07d}", given=other.given, document="")
        if number % 2:
            twin = replace(twin, born=f"{int(who.born[:4]) + 2}{who.born[4:]}")
        everybody.append(twin)
    return everybody, doubles


def measure() -> None:
    """Load, compare, print."""
    from tests import cast
    from tools import bench_people
    from umai.foundation.access import actors
    from umai.foundation.exports import incoming
    from umai.foundation.kernel.scope import scope
    from umai.people import imports, permissions, queries
    from umai.people.commands import load_people
    from umai.people.models import Individual
    from umai.people.names import pairing

    organisation = cast.organisation("known", "Known", "KZ-79", ["Shymkent"])
    everybody, doubles = register()
    content = bench_people._register(everybody)
    with scope(organisation.pk):
        read = imports.read_people(incoming.read_table(content, "people.csv"))
        actor = actors.console(organisation, [permissions.LOAD_PEOPLE, permissions.FIND_PEOPLE])
        load_people(actor, cast.team(organisation, "Shymkent").pk, read.rows)
        names = dict(Individual.objects.values_list("pk", "reference"))
        pairing.PROPOSED = float(LEVELS[0])
        began = perf_counter()
        found = {
            frozenset((names[one], names[other])): score
            for one, other, score in queries.alike(actor)
        }
    print(f"{len(everybody):,} records, {len(doubles):,} known doubles,"
          f" {perf_counter() - began:.1f} s")  # fmt: skip
    print(f"{'from score':>10} {'proposed':>10} {'precision':>10} {'recall':>10}")
    for level in LEVELS:
        proposed = {pair for pair, score in found.items() if score >= level}
        right = len(proposed & doubles.keys())
        print(f"{level:>10} {len(proposed):>10} {right / max(1, len(proposed)):>10.3f}"
              f" {right / len(doubles):>10.3f}")  # fmt: skip
    by_kind: dict[str, list[float]] = defaultdict(list)
    for pair, kind in doubles.items():
        by_kind[kind].append(found.get(pair, 0.0))
    for kind, scores in by_kind.items():
        shares = (sum(score >= level for score in scores) / len(scores) for level in LEVELS)
        print(f"  {kind:<30}", *(f"{share:.2f}" for share in shares))


if __name__ == "__main__":
    from tools.bench import server as throwaway

    with throwaway():
        measure()
