"""What can be asked of the vocabulary. Lists are small and read often, so a process keeps them."""

from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock
from typing import Any

from django.utils.translation import get_language

from umai.foundation.kernel import clock
from umai.foundation.vocabulary.models import Edition, Rule, Term, WordList

FRESH_FOR = timedelta(seconds=10)


@dataclass(frozen=True)
class Word:
    """A term as pages use it."""

    code: str
    labels: dict[str, str]
    group: str
    sort: int
    active: bool
    sensitive: bool
    more: dict[str, Any] = field(default_factory=dict)

    def label(self, language: str | None = None) -> str:
        """The label in a language, by default the active one; English if there is none."""
        wanted = (language or get_language() or "en")[:2]
        return self.labels.get(wanted) or self.labels.get("en") or self.code


class _Shelf:
    """The lists of one edition."""

    def __init__(self, edition: int) -> None:
        self.edition = edition
        self.words: dict[str, dict[str, Word]] = {}
        self.known: dict[str, dict[str, str]] = {}
        self.titles = {one.code: one.titles for one in WordList.objects.all()}
        for term in Term.objects.order_by("word_list_id", "sort", "code"):
            word = Word(
                term.code, term.labels, term.group, term.sort, term.active, term.sensitive, term.more
            )
            self.words.setdefault(term.word_list_id, {})[term.code] = word
            names = self.known.setdefault(term.word_list_id, {})
            for name in (term.code, *term.also):
                names[name.casefold()] = term.code
        self.rules: dict[str, Rule] = {rule.code: rule for rule in Rule.objects.order_by("version")}


_shelf: _Shelf | None = None
_looked: Any = None
_lock = Lock()


def _current() -> _Shelf:
    global _shelf, _looked
    moment = clock.wall()
    if _shelf is not None and _looked is not None and moment - _looked < FRESH_FOR:
        return _shelf
    with _lock:
        edition = Edition.objects.values_list("number", flat=True).first() or 0
        if _shelf is None or _shelf.edition != edition or edition == 0:
            _shelf = _Shelf(edition)
        _looked = moment
        return _shelf


def forget() -> None:
    """Read the lists anew at the next question: they were just edited."""
    global _shelf, _looked
    _shelf = _looked = None


def lists() -> dict[str, dict[str, str]]:
    """Every list with its titles by language."""
    return _current().titles


def words(list_code: str, *, all_of_them: bool = False) -> list[Word]:
    """The words of a list in its own order; the active ones unless all are asked for."""
    found = _current().words.get(list_code, {}).values()
    return [word for word in found if all_of_them or word.active]


def choices(list_code: str, language: str | None = None) -> list[tuple[str, str]]:
    """Codes and labels for a form."""
    return [(word.code, word.label(language)) for word in words(list_code)]


def label(list_code: str, code: str, language: str | None = None) -> str:
    """What a code is called; the code itself if the list does not know it."""
    word = _current().words.get(list_code, {}).get(code)
    return word.label(language) if word else code


def word(list_code: str, code: str) -> Word | None:
    """One word of a list."""
    return _current().words.get(list_code, {}).get(code)


def code_for(list_code: str, typed: str) -> str | None:
    """The code behind a code or any of its other names, in capitals or not; None if unknown."""
    return _current().known.get(list_code, {}).get(typed.strip().casefold())


def rule(code: str) -> Rule:
    """The rule in force now. Raises KeyError for a rule that nobody wrote down."""
    return _current().rules[code]


def span(code: str) -> timedelta:
    """A rule's time limit as a span of the clock (minutes, hours or calendar days)."""
    found = rule(code)
    units = {"calendar_minutes": "minutes", "calendar_hours": "hours", "calendar_days": "days"}
    return timedelta(**{units[found.unit]: int(found.value)})


def amount(code: str) -> int:
    """A rule's value as a whole number."""
    return int(rule(code).value)
