"""`umai people load`, `find` and `evaluate`."""

import argparse
import csv
import statistics
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Any

from umai.foundation.access import actors
from umai.foundation.access import queries as access
from umai.foundation.access.queries import known
from umai.foundation.exports import incoming
from umai.foundation.journal import log
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.output import answer, say
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.people import events, imports, permissions, queries, rules
from umai.people.commands import load_people

MOST_SHOWN = 50


def verbs(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add this room's verbs."""
    people = add("people", help="load a register of people, find somebody, measure the search")
    acts = people.add_subparsers(dest="act", required=True, metavar="ACT")
    load = acts.add_parser("load", help="take in a register (CSV or XLSX)")
    load.add_argument("file", type=Path)
    load.set_defaults(run=_load)
    find = acts.add_parser("find", help="the first ten who fit, by codes")
    for name in ("given", "family", "patronymic", "born", "sex"):
        find.add_argument(f"--{name}", default="")
    find.add_argument("--wider", action="store_true", help="look further, for the hard cases")
    find.set_defaults(run=_find)
    evaluate = acts.add_parser("evaluate", help="how often and how fast the search finds")
    evaluate.add_argument("file", type=Path)
    evaluate.set_defaults(run=_evaluate)
    for act in (load, find, evaluate):
        act.add_argument("--organisation", required=True, metavar="CODE")
        act.add_argument("--format", choices=["text", "json"], default="text")


def _load(chosen: argparse.Namespace) -> int:
    organisation = known.organisation_named(chosen.organisation)
    table = incoming.read_path(chosen.file)
    with scope(organisation.pk):
        read = imports.read_people(table)
        if read.faults:
            for fault in read.faults[:MOST_SHOWN]:
                say(f"row {fault.row}, {fault.column}: {fault.message}")
            say(f"{len(read.faults)} mistakes; nothing was written")
            return 1
        actor = actors.console(organisation, [permissions.LOAD_PEOPLE])
        team = access.teams(actor).order_by("id").first()
        if team is None:
            raise Refused("the organisation has no team yet")
        done = load_people(actor, team.pk, read.rows, lambda n: say(f"{n} people written"))
    _say(chosen, asdict(done), f"{done.people} people written, {done.known} were here already")
    return 0


def _find(chosen: argparse.Namespace) -> int:
    organisation = known.organisation_named(chosen.organisation)
    asked = _asked(vars(chosen), wider=chosen.wider)
    searcher = _searcher(organisation)
    with scope(organisation.pk):
        found = queries.find(searcher, asked)
        facts = {"found": len(found), "codes": [one.code for one in found]}
        log.record(searcher, events.PEOPLE_SEARCHED, None, facts)
    rows = [
        {"reference": one.reference, "code": one.code, "score": one.score} for one in found
    ]
    _say(chosen, rows, "\n".join(f"{r['score']:5.1f}  {r['code']}  {r['reference']}" for r in rows))
    return 0


def _searcher(organisation: Any) -> Actor:
    return actors.console(organisation, [permissions.FIND_PEOPLE])


def _asked(said: dict[str, Any], *, wider: bool = False) -> queries.Asked:
    born = str(said.get("born") or "")
    if born and rules.born(born) is None:
        raise Refused(f"{born}: there is no such date")
    names: dict[str, Any] = {
        "given": said.get("given") or said.get("given_name") or "",
        "family": said.get("family") or said.get("family_name") or "",
        "patronymic": said.get("patronymic") or "",
    }
    return queries.Asked(**names, born=born, sex=said.get("sex") or "", wider=wider)


def _evaluate(chosen: argparse.Namespace) -> int:
    organisation = known.organisation_named(chosen.organisation)
    runs: dict[str, list[tuple[int, float]]] = defaultdict(list)
    with chosen.file.open(encoding="utf-8-sig", newline="") as lines, scope(organisation.pk):
        for row in csv.DictReader(lines):
            asked = _asked(dict(row))
            began = perf_counter()
            found = queries.find(_searcher(organisation), asked)
            taken = (perf_counter() - began) * 1000
            places = [one.reference for one in found]
            wanted = row["expected_reference"]
            runs[row["class"]].append((places.index(wanted) if wanted in places else -1, taken))
    told = {
        "classes": {name: _measured(some) for name, some in runs.items()},
        "all": _measured([one for some in runs.values() for one in some]),
    }
    lines = [*told["classes"].items(), ("all", told["all"])]
    _say(chosen, told, "\n".join(f"{name:<32}{_line(one)}" for name, one in lines))
    return 0


def _measured(runs: list[tuple[int, float]]) -> dict[str, Any]:
    times = sorted(taken for _place, taken in runs)
    return {
        "queries": len(runs),
        "recall@1": _share(place == 0 for place, _taken in runs),
        "recall@10": _share(0 <= place < 10 for place, _taken in runs),
        "p50_ms": round(statistics.median(times), 2) if times else 0.0,
        "p95_ms": round(times[min(len(times) - 1, int(len(times) * 0.95))], 2) if times else 0.0,
    }


def _share(hits: Any) -> float:
    some = list(hits)
    return round(sum(some) / len(some), 4) if some else 0.0


def _line(told: dict[str, Any]) -> str:
    return "".join(f"{value!s:>10}" for value in told.values())


def _say(chosen: argparse.Namespace, told: Any, words: str) -> None:
    if chosen.format == "json":
        answer(told)
    else:
        print(words)
