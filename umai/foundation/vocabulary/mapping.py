"""The helpline categories as shipped: main issues, their parts and the articles near them."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

DATA = Path(__file__).parent / "data" / "helpline_categories.json"


@dataclass(frozen=True)
class Category:
    """A main issue or a part of one, with its labels."""

    code: str
    labels: dict[str, str]
    articles: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    parts: tuple["Category", ...] = ()

    def label(self, language: str | None = None) -> str:
        """The label in a language, by default the active one."""
        wanted = (language or get_language() or "en")[:2]
        return self.labels.get(wanted) or self.labels["en"]


@lru_cache
def shipped() -> dict[str, Any]:
    """The whole file."""
    return dict(json.loads(DATA.read_text()))


@lru_cache
def main_issues() -> dict[str, Category]:
    """The ten main issues by code, in their own order."""
    near = shipped()["crosswalk"]["articles"]
    return {
        said["code"]: Category(
            said["code"],
            _labels(said),
            tuple(near.get(said["code"], ())),
            parts=tuple(_part(one) for one in said["subcategories"]),
        )
        for said in shipped()["main_issues"]
    }


@lru_cache
def editions() -> int:
    """From how many editions of the form the parts were taken."""
    return len(shipped()["editions"])


def issue(code: str) -> Category | None:
    """A main issue by its code."""
    return main_issues().get(code)


def part(main_issue: str, code: str) -> Category | None:
    """A part of a main issue by its code."""
    whole = issue(main_issue)
    return next((one for one in whole.parts if one.code == code), None) if whole else None


def _part(said: dict[str, Any]) -> Category:
    return Category(said["code"], _labels(said), editions=tuple(said.get("editions", ())))


def _labels(said: dict[str, Any]) -> dict[str, str]:
    return {language: said[language] for language in ("en", "ru", "kk")}
