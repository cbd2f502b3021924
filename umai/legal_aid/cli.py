"""`umai rules check`: the rules by how sure they are, and whether procedures can use theirs."""

import argparse
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings

from umai.foundation.kernel import clock
from umai.foundation.kernel.output import answer
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import queries, rules

SOON = timedelta(days=60)


def verbs(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add this room's verbs."""
    check = add("rules check", help="rules by confidence; templates of procedures")
    check.add_argument("--format", choices=["text", "json"], default="text")
    check.set_defaults(run=_check)


def _check(chosen: argparse.Namespace) -> int:
    known = queries.known()
    every = queries.templates().values()
    wrong = [words for one in every for words in rules.wrongs(one, known)]
    off = {
        f"{one.code} v{one.version}": found
        for one in queries.latest().values()
        if (found := rules.switched_off(one, known))
    }
    told = {**_shelves(), "templates": len(every), "wrong": wrong, "switched_off": off}
    if chosen.format == "json":
        answer(told)
    else:
        _print(told)
    return 1 if wrong or off else 0


def _shelves() -> dict[str, list[str]]:
    rows = vocabulary.rule_rows()
    today = clock.today(settings.TIME_ZONE)
    shelves = vocabulary.by_confidence(rows)
    law = [row.rule for name in ("L", "M", "H") for row in shelves.get(name, [])]
    ends = [(row.rule.code, row.rule.effective_to) for row in rows]
    return {
        **{name: [row.rule.code for row in found] for name, found in shelves.items()},
        "unverified": [one.code for one in law if one.verified_on is None],
        "expiring": [code for code, day in ends if day and today <= day <= today + SOON],
    }


def _print(told: dict[str, object]) -> None:
    for name, found in told.items():
        many = len(found) if isinstance(found, list | dict) else found
        print(f"{name}: {many}")
        if isinstance(found, dict):
            for code, lacking in found.items():
                print(f"  {code} uses a rule that is switched off: {', '.join(lacking)}")
        elif isinstance(found, list) and found:
            print(f"  {' '.join(found) if name != 'wrong' else '; '.join(found)}")
