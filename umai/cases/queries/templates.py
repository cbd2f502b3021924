"""Templates of plans as versioned data: house practice, a beginning that the worker changes."""

import json
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from umai.foundation.vocabulary import queries as vocabulary

DATA = Path(__file__).parents[1] / "data" / "plan_templates.json"
Words = dict[str, str]
OF_GOAL = ("need", "goal", "indicator", "for_child")


@dataclass(frozen=True)
class TemplateAction:
    """One proposed action; `within` is how soon after the plan was begun."""

    service: str
    doer: str
    frequency: str
    within: timedelta
    words: dict[str, Words]

    def said(self, name: str, language: str) -> str:
        """What it is, or who does it, in a language; English where there is no other."""
        told = self.words.get(name, {})
        return told.get(language) or told.get("en", "")


@dataclass(frozen=True)
class TemplateGoal:
    """One proposed goal."""

    words: dict[str, Words]
    actions: tuple[TemplateAction, ...]

    def said(self, language: str) -> Words:
        """Its words in a language; English where there is no other."""
        return {
            name: self.words[name].get(language) or self.words[name]["en"] for name in OF_GOAL
        }


@dataclass(frozen=True)
class PlanTemplate:
    """A template in one version."""

    code: str
    edition: int
    titles: Words
    concerns: tuple[str, ...]
    goals: tuple[TemplateGoal, ...]

    @property
    def label(self) -> str:
        """What it is called in the language of the page."""
        return vocabulary.in_language(self.titles)


@cache
def template_editions() -> dict[int, tuple[PlanTemplate, ...]]:
    """Every version of the templates that there ever was, by its number."""
    told = json.loads(DATA.read_text(encoding="utf-8"))["versions"]
    return {
        one["version"]: tuple(_template(each, one["version"]) for each in one["templates"])
        for one in told
    }


def plan_templates() -> tuple[PlanTemplate, ...]:
    """Those that are offered today."""
    known = template_editions()
    return known[max(known)]


def plan_template(code: str) -> PlanTemplate | None:
    """One of those that are offered today."""
    return next((one for one in plan_templates() if one.code == code), None)


def template_label(code: str, edition: int | None) -> str:
    """What the template of a plan was called in its own version; the code if it is not known."""
    known = template_editions().get(edition or 0, ())
    return next((one.label for one in known if one.code == code), code)


def _template(told: dict[str, Any], edition: int) -> PlanTemplate:
    goals = tuple(_goal(one) for one in told["goals"])
    code, titles, concerns = told["code"], told["title"], told["concerns"]
    return PlanTemplate(str(code), edition, dict(titles), tuple(concerns), goals)


def _goal(told: dict[str, Any]) -> TemplateGoal:
    actions = tuple(_action(one) for one in told["actions"])
    return TemplateGoal({name: told[name] for name in OF_GOAL}, actions)


def _action(told: dict[str, Any]) -> TemplateAction:
    words = {name: told.get(name, {}) for name in ("what", "who")}
    within = timedelta(days=int(told["within_days"]))
    return TemplateAction(
        str(told["service"]), str(told["doer"]), str(told["frequency"]), within, words
    )
