"""Decisions about passwords, postings and codes: values in, values out."""

import gzip
import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umai.foundation.access.roles import Role

LENGTH = 15
RESET_LASTS = timedelta(days=1)
RUNS = (
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop[]asdfghjkl;'zxcvbnm,./",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "йцукенгшщзхъфывапролджэячсмитьбю.",
    "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
)
NOT_LETTERS = re.compile(r"[\W\d_]+")
CODE = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,23}")


# Passwords ----------------------------------------------------------------------------------------


class PasswordRule:
    """Length, lists and the person's own words; nothing about capitals, digits or signs."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError with what to do. Never repeats the password."""
        if len(password) < LENGTH:
            message = _("Write at least %(least)d characters. You wrote %(typed)d.")
            raise ValidationError(message, params={"least": LENGTH, "typed": len(password)})
        if is_common(password):
            raise ValidationError(
                _("Thieves try this password first: it is on their lists. Think of another one.")
            )
        if is_own(password, _own_words(user)):
            raise ValidationError(
                _("Leave out your own name and address: they are the first thing to be tried.")
            )

    def get_help_text(self) -> str:
        """The hint above the field."""
        return _(
            "At least %(least)d characters: four or five words that do not belong together are easy"
            " to keep in mind. Capitals, digits and signs are not needed."
        ) % {"least": LENGTH}


def is_common(password: str) -> bool:
    """Whether a password is known from break-ins, also padded, or is a run of keys."""
    folded = password.casefold()
    letters = NOT_LETTERS.sub("", folded)
    if folded in _known() or (letters and letters in _known()):
        return True
    return len(set(folded)) < 5 or _repeats(folded) or _runs(folded)


def is_own(password: str, own: Iterable[str]) -> bool:
    """Whether little is left of a password without the person's own words, digits and signs."""
    left = password.casefold()
    for word in sorted(own, key=len, reverse=True):
        left = left.replace(word, " ")
    return len(NOT_LETTERS.sub("", left)) < 6 and left != password.casefold()


def _repeats(text: str) -> bool:
    """The same few signs again and again, to the end."""
    return any(
        all(text[at] == text[at - step] for at in range(step, len(text)))
        for step in range(1, len(text) // 2 + 1)
    )


def _runs(text: str) -> bool:
    """Neighbours on the keyboard or in an alphabet, forwards or backwards, in threes."""
    threes = [text[at : at + 3] for at in range(len(text) - 2)]
    ways = [run for way in RUNS for run in (way, way[::-1])]
    along = sum(any(three in run for run in ways) for three in threes)
    return along > len(threes) * 2 // 3


def _own_words(user: Any) -> Iterator[str]:
    yield "umai"
    for value in (getattr(user, "name", ""), getattr(user, "email", "")):
        for word in re.split(r"[\W_]+", (value or "").casefold()):
            if len(word) > 2:
                yield word


@cache
def _known() -> frozenset[str]:
    """Passwords seen in break-ins, as Django ships them: 20,000, small letters."""
    packed = files("django.contrib.auth").joinpath("common-passwords.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode().split())


# Postings -----------------------------------------------------------------------------------------


def clashes(roles: Mapping[str, Role], wanted: str, held: Iterable[str]) -> list[Role]:
    """The roles a person holds that nobody may hold together with the wanted one."""
    return [
        roles[code]
        for code in dict.fromkeys(held)
        if code in roles and (wanted in roles[code].not_with or code in roles[wanted].not_with)
    ]


def state_of(
    *, ended: bool, waits: bool, starts_on: date, ends_on: date | None, today: date
) -> str:
    """Where a posting stands: "ended", "over", "waits", "begins" or "in_force"."""
    if ended:
        return "ended"
    if ends_on is not None and ends_on < today:
        return "over"
    if waits:
        return "waits"
    return "begins" if starts_on > today else "in_force"


Words = str | Promise
Obstacle = tuple[Callable[[], bool], Words]


def first_obstacle(obstacles: Iterable[Obstacle]) -> str:
    """The words of the first thing that stands in the way; empty when nothing does."""
    return next((str(words) for stands, words in obstacles if stands()), "")


NOT_ONESELF = gettext_lazy("Nobody confirms for themselves. Ask another colleague who may confirm.")
NOT_PROPOSER = gettext_lazy("You proposed it yourself. Somebody else has to confirm it.")
NOT_ADMINISTRATOR = gettext_lazy(
    "Whoever proposes postings does not confirm them."
    " Ask a supervisor or the data protection officer."
)
NOT_YOUR_TEAM = gettext_lazy(
    "This reaches beyond your teams."
    " Somebody who answers for the whole organisation has to confirm it."
)


# Codes --------------------------------------------------------------------------------------------


def prefixes(wanted: str, code: str) -> Iterator[str]:
    """Prefixes for the codes of an office, the best first, at most four capital letters."""
    letters = "".join(sign for sign in code.upper() if sign in string.ascii_uppercase)
    for one in (wanted.upper(), letters[:3], letters[:4]):
        if len(one) > 1:
            yield one[:4]
    stem = (wanted.upper() or letters)[:3].ljust(2, "X")
    yield from (f"{stem}{number}" for number in range(2, 10))
    yield from (f"{stem[:2]}{number}" for number in range(10, 100))
