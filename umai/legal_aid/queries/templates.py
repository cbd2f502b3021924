"""Templates of procedures: shipped as files, one a version, never rewritten under a running one."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import rules

DATA = Path(__file__).parent.parent / "data" / "procedures"


@dataclass(frozen=True)
class Clock:
    """The time limit of a step: its rule, whether it runs, and how sure the rule is."""

    rule: str
    runs: bool
    confidence: str
    verified: bool


@cache
def templates() -> dict[tuple[str, int], rules.Template]:
    """Every version of every template."""
    told = (json.loads(file.read_text(encoding="utf-8")) for file in sorted(DATA.glob("*.json")))
    return {(one.code, one.version): one for one in map(rules.template, told)}


def latest() -> dict[str, rules.Template]:
    """The newest version of every template, by code."""
    return {code: one for (code, _), one in sorted(templates().items())}


def template(code: str, version: int) -> rules.Template:
    """One version of one template. Raises KeyError if it was never shipped."""
    return templates()[code, version]


def title_of(code: str, version: int) -> str:
    """What a procedure is called in the language of the page."""
    return vocabulary.in_language(dict(template(code, version).title))


def step_title(one: rules.Template, code: str) -> str:
    """What a step is called in the language of the page."""
    return vocabulary.in_language(dict(one.steps[code].title)) if code in one.steps else ""


def clock_of(step: rules.Step) -> Clock | None:
    """The clock of a step; it does not run if its rule is switched off. None without one."""
    if not step.counts:
        return None
    shown = vocabulary.rule_any(step.rule)
    try:
        runs = bool(vocabulary.rule(step.rule))
    except KeyError:
        runs = False
    return Clock(step.rule, runs, shown.confidence, shown.verified_on is not None)


def unsure(step: rules.Step) -> bool:
    """Whether a lawyer must confirm a step, or the rule behind it, before anybody relies on it."""
    if step.confidence != "H":
        return True
    if not step.rule:
        return False
    shown = vocabulary.rule_any(step.rule)
    return shown.confidence != "H" and shown.verified_on is None


def known() -> rules.Known:
    """What templates may name, from the lists and rules in force."""
    units = {row.rule.code: row.rule.unit for row in vocabulary.rule_rows()}
    return rules.Known(
        documents={one.code for one in vocabulary.words("document_type")},
        authorities={one.code for one in vocabulary.words("agency_type")},
        services={one.code for one in vocabulary.words("service")},
        rules={code: (unit, _is_on(code)) for code, unit in units.items()},
    )


def _is_on(code: str) -> bool:
    try:
        return bool(vocabulary.rule(code))
    except KeyError:
        return False
