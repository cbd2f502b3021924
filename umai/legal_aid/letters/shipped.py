"""The letters that are shipped: plain sources, one a language, and what is said of each."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from umai.legal_aid.letters import building, grammar

DATA = Path(__file__).parent.parent / "data" / "letters"
EVERY = "*"
CONSULATE = "CONSUL"  # of the list `agency_type`


@dataclass(frozen=True)
class Letter:
    """A letter: what it is called, in which languages it is there, by which steps (`*`: every one)
    or phases it is proposed, to which kinds of authorities it goes, on what law it may lean.

    `needs`: what must be typed. `bases` holds only what is sure, each as words by language.
    `reviewed`: the lawyer who looked at the text.
    """

    code: str
    title: Mapping[str, str]
    languages: tuple[str, ...]
    steps: Mapping[str, tuple[str, ...]]
    phases: tuple[str, ...]
    to: tuple[str, ...]
    needs: tuple[str, ...]
    bases: tuple[Mapping[str, str], ...]
    reviewed: str | None

    def proposed(self, procedure: str, step: str, phase: str) -> bool:
        """Whether a step of a procedure asks for it, or where that step stands: after a refusal."""
        named = self.steps.get(procedure, ())
        return step in named or EVERY in named or phase in self.phases

    @property
    def consular(self) -> bool:
        """Whether it goes to a consulate."""
        return CONSULATE in self.to


@cache
def letters() -> dict[str, Letter]:
    """Every shipped letter by its code, in the order in which they are offered."""
    told = json.loads((DATA / "letters.json").read_text(encoding="utf-8"))["letters"]
    return {one["code"]: _letter(one) for one in told}


def _letter(told: Mapping[str, Any]) -> Letter:
    return Letter(
        code=told["code"],
        title=told["title"],
        languages=tuple(told["languages"]),
        steps={code: tuple(steps) for code, steps in told["steps"].items()},
        phases=tuple(told["phases"]),
        to=tuple(told["to"]),
        needs=tuple(told["needs"]),
        bases=tuple(told["bases"]),
        reviewed=told["reviewed"],
    )


@cache
def docx(code: str, language: str) -> bytes:
    """A shipped letter as a template that Word opens. Raises KeyError if it was never shipped."""
    return building.docx(lines(code, language), language)


@cache
def used(code: str, language: str) -> frozenset[str]:
    """The fields that a shipped letter asks for."""
    reader = grammar.Reader(code)
    reader.read(words for _sign, words in lines(code, language))
    return frozenset(reader.used)


def lines(code: str, language: str) -> list[building.Line]:
    """The plain source of a shipped letter. Raises KeyError if it was never shipped."""
    if code not in letters() or language not in letters()[code].languages:
        raise KeyError(code)
    source = (DATA / f"{code.lower()}.{language}.txt").read_text(encoding="utf-8")
    return building.lines(source)


@cache
def words() -> Mapping[str, Mapping[str, Any]]:
    """The small words of letters in each of their languages."""
    told: dict[str, Any] = json.loads((DATA / "words.json").read_text(encoding="utf-8"))
    return told
