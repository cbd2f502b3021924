"""Words and rules for the work. Lists are small and read often, so a process keeps them."""

import json
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from umai.foundation.kernel import clock
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vocabulary import rules
from umai.foundation.vocabulary.models import Edition, Rule, SharedPhone, Term, WordList

FRESH_FOR = timedelta(seconds=10)
PUBLIC = Path(__file__).parent.parent / "data" / "public_words.json"
# Who reads Uzbek or Tajik here reads Russian rather than English.
NEXT = {"uz": "ru", "tg": "ru"}


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
    begins: date | None = None
    ends: date | None = None

    def label(self, language: str | None = None) -> str:
        """The label in a language, by default the active one; English if there is none."""
        return in_language(self.labels, language) or self.code

    def offered(self, day: date) -> bool:
        """Whether a form offers this word on a day."""
        begun = self.begins is None or self.begins <= day
        return self.active and begun and (self.ends is None or day <= self.ends)


@dataclass(frozen=True)
class Phone:
    """A number that many organisations share, and when somebody here dialled it."""

    code: str
    number: str
    labels: dict[str, str]
    note: str
    confirmed: bool

    def label(self, language: str | None = None) -> str:
        """Who answers there."""
        return in_language(self.labels, language) or self.number


def in_language(labels: dict[str, str], language: str | None = None) -> str:
    """A label in a language, by default the active one; English if there is none."""
    wanted = (language or get_language() or "en")[:2]
    return labels.get(wanted) or labels.get(NEXT.get(wanted, "en"), "") or labels.get("en", "")


class _Shelf:
    """The lists of one edition."""

    def __init__(self, edition: int) -> None:
        self.edition = edition
        self.words: dict[str, dict[str, Word]] = {}
        self.known: dict[str, dict[str, str]] = {}
        self.titles = {one.code: one.titles for one in WordList.objects.all()}
        for term in Term.objects.order_by("word_list_id", "sort", "code"):
            self.words.setdefault(term.word_list_id, {})[term.code] = _word(term)
            names = self.known.setdefault(term.word_list_id, {})
            for name in (term.code, *term.also):
                names[name.casefold()] = term.code
        for list_code, own in self.words.items():
            names = self.known[list_code]
            names |= {name: code for name, code in _labels(own).items() if name not in names}
        self.rules: dict[str, list[Rule]] = {}
        for version in Rule.objects.order_by("code", "version"):
            self.rules.setdefault(version.code, []).append(version)
        self.phones = [_phone(row) for row in SharedPhone.objects.order_by("sort", "number")]


def _labels(words: dict[str, Word]) -> dict[str, str]:
    """What words are called in any language, without what two of them are called."""
    found: dict[str, set[str]] = {}
    for code, word in words.items():
        for label in word.labels.values():
            found.setdefault(label.casefold(), set()).add(code)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


@cache
def _public() -> dict[str, dict[str, dict[str, str]]]:
    """Words in the languages that only pages for everybody speak, by list and code."""
    lists: dict[str, Any] = json.loads(PUBLIC.read_text(encoding="utf-8"))["lists"]
    return lists


def _word(term: Term) -> Word:
    return Word(
        term.code,
        {**_public().get(term.word_list_id, {}).get(term.code, {}), **term.labels},
        term.group,
        term.sort,
        term.active,
        term.sensitive,
        term.more,
        term.effective_from,
        term.effective_to,
    )


def _phone(row: SharedPhone) -> Phone:
    return Phone(row.code, row.number, row.labels, row.note, row.confirmed_at is not None)


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
    """The words of a list in its own order; those offered today unless all are asked for."""
    found, day = _current().words.get(list_code, {}).values(), _today()
    return [word for word in found if all_of_them or word.offered(day)]


def check_word(list_code: str, code: str, field: str, *, required: bool = True) -> None:
    """Refuse, at its field, a code that the list does not know, and a blank that is required."""
    if code and word(list_code, code) is None:
        raise Refused(_("Choose one of the answers shown. This one is not among them."), field)
    if required and not code:
        raise Refused(_("Choose one of the answers."), field)


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
    """The code behind a code, any of its other names or its label in any language, in capitals or
    not; None if unknown."""
    return _current().known.get(list_code, {}).get(typed.strip().casefold())


def _today() -> date:
    """Lists belong to the installation, so its own time zone says which day it is."""
    return clock.today(settings.TIME_ZONE)


def rule(code: str) -> Rule:
    """The rule in force today. Raises KeyError if it is unknown, over or switched off."""
    found = rules.in_force(_current().rules[code], _today())
    if found is None:
        raise KeyError(code)
    return found


def rule_any(code: str) -> Rule:
    """The version that a page shows, switched on or not. Raises KeyError if it is unknown."""
    versions = _current().rules[code]
    return rules.latest_begun(versions, _today()) or versions[-1]


def span(code: str) -> timedelta:
    """A rule's time limit as a span of the clock (minutes, hours or calendar days)."""
    found = rule(code)
    units = {"calendar_minutes": "minutes", "calendar_hours": "hours", "calendar_days": "days"}
    return timedelta(**{units[found.unit]: int(found.value)})


def amount(code: str) -> int:
    """A rule's value as a whole number."""
    return int(rule(code).value)


def shared_phones(*, all_of_them: bool = False) -> list[Phone]:
    """The numbers that somebody here has dialled and confirmed; all of them if asked for."""
    return [phone for phone in _current().phones if all_of_them or phone.confirmed]
