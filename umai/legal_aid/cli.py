"""`umai rules check`: rules by how sure they are; whether procedures and guides are in order."""

import argparse
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.utils import translation

from umai.foundation.access import queries as access
from umai.foundation.kernel import clock
from umai.foundation.kernel.output import answer
from umai.foundation.kernel.scope import scope
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import guides, queries, rules, versions

SOON = timedelta(days=60)


def verbs(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add this room's verbs."""
    check = add("rules check", help="rules by confidence; templates of procedures")
    check.add_argument("--format", choices=["text", "json"], default="text")
    check.set_defaults(run=_check)


def _check(chosen: argparse.Namespace) -> int:
    known = queries.known()
    every = list(queries.shipped().values())
    enabled = {f"{one.code} v{one.version}": one for one in queries.latest_shipped().values()}
    own = _own_versions()
    with translation.override("en"):
        wrong = [words for one in every for words in rules.wrongs(one, known)]
        wrong += [f"{where}: {words}" for where, one in own.items()
                  for words in [*rules.wrongs(one, known), *_lost(one)]]  # fmt: skip
    asked = queries.all_guides().values()
    wrong += [words for one in asked for words in guides.wrongs(one, queries.named())]
    off = {
        where: found
        for where, one in {**enabled, **own}.items()
        if (found := rules.switched_off(one, known))
    }
    every += own.values()
    told = {
        **_shelves(),
        "templates": len(every),
        "guides": len(asked),
        "wrong": wrong,
        "switched_off": off,
    }
    if chosen.format == "json":
        answer(told)
    else:
        _print(told)
    return 1 if wrong or off else 0


def _own_versions() -> dict[str, rules.Template]:
    """What each organisation lets new procedures follow instead of what is shipped."""
    found = {}
    for organisation in access.organisations():
        with scope(organisation.pk):
            for one in queries.latest().values():
                if one.version > versions.OWN:
                    found[f"{organisation.code} {one.code} v{one.version}"] = one
    return found


def _lost(one: rules.Template) -> list[str]:
    """What protects a child in the newest shipped version and is missing in an own one."""
    shipped = queries.latest_shipped()[one.code]
    return [f"{code}: {words}" for code, words in versions.lost(one, shipped)]


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
