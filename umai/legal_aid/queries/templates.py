"""Templates of procedures: those shipped as files, and what an organisation approved itself.

A version is never rewritten under a running procedure, so each is read once and kept.
"""

import json
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from umai.foundation.kernel import clock, scope
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import rules, versions
from umai.legal_aid.models import TemplateVersion
from umai.legal_aid.terms import Draft

DATA = Path(__file__).parent.parent / "data" / "procedures"
# Own versions that were approved, by organisation, code and number; what was approved stays.
_own: dict[tuple[UUID, str, int], rules.Template] = {}


@dataclass(frozen=True)
class Clock:
    """The time limit of a step: its rule, whether it runs, and how sure the rule is."""

    rule: str
    runs: bool
    confidence: str
    verified: bool


@cache
def _files() -> dict[tuple[str, int], dict[str, Any]]:
    told = (json.loads(file.read_text(encoding="utf-8")) for file in sorted(DATA.glob("*.json")))
    return {(one["code"], one["version"]): one for one in told}


@cache
def shipped() -> dict[tuple[str, int], rules.Template]:
    """Every version of every template that came with the program."""
    return {key: rules.template(told) for key, told in _files().items()}


def content_of(code: str, version: int) -> dict[str, Any]:
    """What the file of a shipped version says."""
    return deepcopy(_files()[code, version])


def templates() -> dict[tuple[str, int], rules.Template]:
    """Every version of every template: the shipped ones, and what this organisation approved."""
    return {**shipped(), **_approved()}


def latest() -> dict[str, rules.Template]:
    """Every template in the version that new procedures follow, by code: the own one whose day came
    last, else the newest shipped.
    """
    return {**latest_shipped(), **_in_force()}


def latest_shipped() -> dict[str, rules.Template]:
    """The newest shipped version of every template, by code."""
    return {code: one for (code, _), one in sorted(shipped().items())}


def template(code: str, version: int) -> rules.Template:
    """One version of one template. Raises KeyError if it was neither shipped nor approved here."""
    if version <= versions.OWN:
        return shipped()[code, version]
    here = scope.here()
    if here is None:
        raise KeyError(code, version)
    if (here, code, version) not in _own:
        _approved()
    return _own[here, code, version]


def _approved() -> dict[tuple[str, int], rules.Template]:
    """What this organisation approved, withdrawn or not: what runs under it goes on."""
    here = scope.here()
    if here is None:
        return {}
    rows = TemplateVersion.objects.filter(organisation_id=here, enabled_from__isnull=False)
    numbers = list(rows.order_by("code", "number").values_list("code", "number"))
    if any((here, *one) not in _own for one in numbers):
        for code, number, content in rows.values_list("code", "number", "content"):
            _own[here, code, number] = rules.template(content)
    return {one: _own[(here, *one)] for one in numbers}


def _in_force() -> dict[str, rules.Template]:
    here = scope.here()
    if here is None:
        return {}
    rows = TemplateVersion.objects.filter(
        organisation_id=here, state=Draft.APPROVED, enabled_from__lte=today()
    )
    found = rows.order_by("enabled_from", "number").values_list("code", "number")
    return {code: template(code, number) for code, number in found}


def today() -> date:
    """The day that decides what is in force: the installation's own, as with rules."""
    return clock.today(settings.TIME_ZONE)


def title_of(code: str, version: int) -> str:
    """What a procedure is called in the language of the page."""
    return vocabulary.in_language(dict(template(code, version).title))


def step_title(one: rules.Template, code: str) -> str:
    """What a step is called in the language of the page."""
    return vocabulary.in_language(dict(one.steps[code].title)) if code in one.steps else ""


def clock_of(step: rules.Step) -> Clock | None:
    """The clock of a step; it does not run if its rule is switched off. None without one."""
    if not step.counts or not step.rule:
        return None
    shown = vocabulary.rule_any(step.rule)
    return Clock(step.rule, _is_on(step.rule), shown.confidence, shown.verified_on is not None)


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
