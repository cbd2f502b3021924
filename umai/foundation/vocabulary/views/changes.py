"""What differs between two versions of a term or a rule, in the words of their forms."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from umai.foundation.ui import moments
from umai.foundation.vocabulary import forms, terms
from umai.foundation.vocabulary.commands import RuleDetails, TermDetails
from umai.foundation.vocabulary.models import Rule, Term, TermVersion

Words = Any


@dataclass(frozen=True)
class Difference:
    """One answer that differs."""

    label: Words
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One edit: from which version, when, by whom, and what it changed."""

    version: int
    at: datetime
    by: UUID | None
    differences: Sequence[Difference]


def changes_of(term: Term, versions: Sequence[TermVersion]) -> list[Change]:
    """Every edit of a term, newest first; `versions` are what it said before each."""
    after, found = _flat_term(_said(term)), []
    for one in versions:
        before = _flat_term(one.said)
        found.append(Change(one.version + 1, one.edited_at, one.edited_by, _compare(before, after)))
        after = before
    return found


def differences(term: Term, details: TermDetails) -> list[Difference]:
    """What is stored beside what somebody wants to save over it."""
    mine = {name: getattr(details, name) for name in _TERM if hasattr(details, name)}
    mine["review"] = term.review
    return _compare(_flat_term(_said(term)), _flat_term(mine))


def rule_differences(rule: Rule, details: RuleDetails) -> list[Difference]:
    """The newest version of a rule beside what somebody wants to write after it."""
    return _compare(flat_rule(rule), flat_rule(details))


def flat_rule(said: Rule | RuleDetails) -> dict[Words, str]:
    """Everything a version of a rule says, label by label."""
    fields = forms.RuleForm.base_fields
    named: dict[Words, str] = {
        words: said.titles.get(one, "") for one, words in forms.TITLES.items()
    }
    for name, field in fields.items():
        if name not in {"version", "value", "unit", "confidence"}:
            named[field.label] = _shown(getattr(said, name))
    named[fields["value"].label] = terms.measured(said.value, said.unit)
    named[fields["confidence"].label] = str(terms.Confidence(said.confidence).label)
    return named


_TERM = ("also", "group", "sort", "active", "sensitive", "effective_from", "effective_to", "labels")


def _said(term: Term) -> dict[str, Any]:
    return {name: getattr(term, name) for name in (*_TERM, "review")}


def _flat_term(said: Mapping[str, Any]) -> dict[Words, str]:
    labels = said.get("labels", {})
    named: dict[Words, str] = {words: labels.get(one, "") for one, words in forms.LABELS.items()}
    fields = forms.TermForm.base_fields
    for name in _TERM:
        if name in fields:
            named[fields[name].label] = _shown(said.get(name))
    review = [terms.OWN_NAMES[one] for one in said.get("review", ())]
    named[_("Waits for a native reader")] = ", ".join(review)
    return named


def _compare(before: Mapping[Words, str], after: Mapping[Words, str]) -> list[Difference]:
    return [
        Difference(label, words, after.get(label, ""))
        for label, words in before.items()
        if words != after.get(label, "")
    ]


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str):
        day = _iso(value)
        return moments.day(day) if day else value
    if isinstance(value, date):
        return moments.day(value)
    if isinstance(value, Iterable):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _iso(value: str) -> date | None:
    """The day that a kept version wrote down as text."""
    if len(value) != 10 or value[4:5] != "-":
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
