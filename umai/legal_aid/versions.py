"""Versions of a template as pure functions: their names, how they differ, how one is made."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from umai.legal_aid import rules
from umai.legal_aid.terms import END, FactKind, Role

OWN = 1000  # shipped versions number below, those of an organisation above
BETWEEN = ">"
LANGUAGES = ("en", "ru", "kk")
# What of a step is compared, in the order in which a page tells it; titles language by language.
PLAIN = (
    "who",
    "authority",
    "documents",
    "gives",
    "rule",
    "counts",
    "role",
    "confidence",
    "legal_basis",
    "source",
)
Content = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One field of two versions; blank where it was not there."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Difference:
    """A step that was added, removed or changed. No step: what is said of the whole."""

    step: str
    kind: str
    changes: tuple[Change, ...]


def version_label(version: int) -> str:
    """What a version is called: its number, or "own 1"."""
    return _("own %(n)d") % {"n": version - OWN} if version > OWN else str(version)


def differences(old: rules.Template, new: rules.Template) -> list[Difference]:
    """How two versions differ: the whole first, then steps as the new one lists them."""
    whole = _changes(_head(old), _head(new))
    found = [Difference("", "changed", whole)] if whole else []
    for code in [*new.steps, *(one for one in old.steps if one not in new.steps)]:
        before, after = (_fields(one.steps.get(code)) for one in (old, new))
        changes = _changes(before, after)
        if changes:
            kind = "changed" if before and after else "added" if after else "removed"
            found.append(Difference(code, kind, changes))
    return found


def changed(old: rules.Template, new: rules.Template, code: str) -> bool:
    """Whether a step is another one in the new version, or is not there."""
    return _fields(old.steps.get(code)) != _fields(new.steps.get(code))


def _head(one: rules.Template) -> Mapping[str, Any]:
    said = {"result": one.result, "begin": one.begin, "origin": one.source}
    return {**_by_language("title", one.title), **said}


def _fields(step: rules.Step | None) -> Mapping[str, Any]:
    if step is None:
        return {}
    return {
        **_by_language("title", step.title),
        **{name: getattr(step, name) for name in PLAIN},
        **_by_language("question", step.question),
        "answers": step.answers,
    }


def _by_language(name: str, said: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}_{language}": said.get(language, "") for language in LANGUAGES}


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    pairs = ((name, before.get(name), after.get(name)) for name in (after or before))
    return tuple(Change(*one) for one in pairs if (one[1] or None) != (one[2] or None))


def lost(one: rules.Template, shipped: rules.Template) -> list[tuple[str, str]]:
    """What protects a child in the shipped version and is no longer in an own one, as faults.

    Also what its answers are: a block reads them by their codes.
    """
    found = []
    for code, step in shipped.steps.items():
        own = one.steps.get(code)
        if own is None:
            gone = protects(step)
        else:
            other = bool(step.role) and own.role != step.role
            gone = other or (protects(step) and _said(own) != _said(step))
        if gone:
            found.append((code, _("it protects the child: it must stay, with the answers it had")))
    return found


def _said(step: rules.Step) -> set[str]:
    return {answer.code for answer in step.answers}


def protects(step: rules.Step) -> bool:
    """Whether a step may not be taken away, nor its answers."""
    return step.role in rules.MUST


def moved_between(what: str) -> tuple[int, int]:
    """From which version to which a procedure was moved, as its fact says."""
    before, _arrow, after = what.partition(BETWEEN)
    return int(before), int(after)


def versions_of(facts: Iterable[tuple[str, str]], current: int) -> list[int]:
    """In which version each fact happened (kind, what; oldest first)."""
    told = list(facts)
    moves = [moved_between(what) for kind, what in told if kind == FactKind.MOVED]
    version = moves[0][0] if moves else current
    found = []
    for kind, what in told:
        found.append(version)
        if kind == FactKind.MOVED:
            version = moved_between(what)[1]
    return found


# What is done with the content of a draft: each answers with a new one.


def with_head(
    content: Content, title: Mapping[str, str], begin: str, result: str, source: str
) -> Content:
    """Another title, first step, result and source of the whole."""
    said = {"title": dict(title), "begin": begin, "result": result, "source": source}
    return {**deepcopy(content), **said}


def with_step(content: Content, code: str, told: Mapping[str, Any]) -> Content:
    """A step told anew. What speaks with a consulate is marked, for a block reads the mark."""
    made = deepcopy(content)
    for step in made["steps"]:
        if step["code"] == code:
            step |= deepcopy(dict(told))
            if step["role"] in {"", Role.CONSULATE}:
                consulate = step["authority"] == rules.CONSULATE
                step["role"] = Role.CONSULATE.value if consulate else ""
    return made


def with_added(content: Content, after: str, number: int) -> tuple[Content, str]:
    """A blank step after another one, which now leads to it, and its code: one never used."""
    made = deepcopy(content)
    known = {step["code"] for step in made["steps"]}
    code = next(
        name for name in (f"OWN{number - OWN}_{at}" for at in range(1, 1000)) if name not in known
    )
    at = next(place for place, step in enumerate(made["steps"], 1) if step["code"] == after)
    before = made["steps"][at - 1]
    leads = before["next"] if isinstance(before["next"], str) else ""
    if leads:
        before["next"] = code
    made["steps"].insert(at, _blank(code, leads or END))
    return made, code


def _blank(code: str, leads: str) -> Content:
    empty = dict.fromkeys(PLAIN, "")
    return {
        **empty,
        "code": code,
        "title": dict.fromkeys(LANGUAGES, ""),
        "who": "us",
        "documents": [],
        "confidence": "L",
        "next": leads,
    }


def without(content: Content, code: str) -> Content:
    """A step taken away; what led to it leads on, if it knew only one way."""
    made = deepcopy(content)
    gone = next(step for step in made["steps"] if step["code"] == code)
    made["steps"] = [step for step in made["steps"] if step["code"] != code]
    if not isinstance(gone["next"], str):
        return made
    for step in made["steps"]:
        if step["next"] == code:
            step["next"] = gone["next"]
        elif not isinstance(step["next"], str):
            for answer in step["next"]["answers"]:
                if answer["next"] == code:
                    answer["next"] = gone["next"]
    if made["begin"] == code:
        made["begin"] = gone["next"]
    return made


def shifted(content: Content, code: str, by: int) -> Content:
    """A step one place up (-1) or down (1) in the list; where it leads stays."""
    made = deepcopy(content)
    at = next(place for place, step in enumerate(made["steps"]) if step["code"] == code)
    to = min(max(at + by, 0), len(made["steps"]) - 1)
    made["steps"].insert(to, made["steps"].pop(at))
    return made
