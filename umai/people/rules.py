"""Decisions about people as pure functions: codes, birth dates, keys."""

import re
from datetime import date

from umai.people import terms

VERY_LIKELY, LIKELY = 95.0, 88.0  # from LIKELY on somebody looks before a second record is made
_TYPED = re.compile(r"^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$")
# Letters that neither sound nor look like another when spelled on the telephone.
LEAST_REASON = 15  # signs: "why" is not a reason
CHECK = "ABCDEFGHJKLMNPRSTUVWXYZ"
_BORN = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


def code_of(prefix: str, number: int) -> str:
    """The code of a person: the office's prefix, a number, a letter that catches one slip."""
    letters = f"{prefix}{number:04d}"
    total = sum(weight * ord(sign) for weight, sign in enumerate(letters, start=3))
    return f"{prefix}-{number:04d}-{CHECK[total % len(CHECK)]}"


def is_code(typed: str) -> bool:
    """Whether the letter at the end belongs to the rest."""
    prefix, _dash, rest = typed.strip().upper().partition("-")
    number, _dash, _letter = rest.partition("-")
    return number.isdigit() and code_of(prefix, int(number)) == typed.strip().upper()


def born(typed: str) -> str | None:
    """A birth date as YYYY, YYYY-MM or YYYY-MM-DD; None if there is no such date."""
    found = _BORN.match(typed.strip())
    if not found:
        return None
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None
    return typed.strip()


def typed_born(typed: str) -> str | None:
    """A birth date as people write it, 09.03.2014 too, as `born` keeps it; None if there is none.
    """
    if found := _TYPED.match(typed.strip()):
        typed = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}"
    return born(typed)


def closeness(score: float) -> str:
    """How sure a search is, as a code of `terms.Closeness`."""
    if score >= VERY_LIKELY:
        return terms.Closeness.VERY_LIKELY
    return terms.Closeness.LIKELY if score >= LIKELY else terms.Closeness.POSSIBLE


def plain_number(typed: str) -> str:
    """A document's number as it is compared: capitals and digits only."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def plain_phone(typed: str) -> str:
    """A telephone number as it is compared: its last ten digits."""
    return "".join(sign for sign in typed if sign.isdigit())[-10:]


def stay_state(left: int, first: int, last: int) -> str:
    """How near the end of a stay is, from the days that are left: calm, first, last or over."""
    if left < 0:
        return "over"
    if left <= last:
        return "last"
    return "first" if left <= first else "calm"


def iin_checks(typed: str) -> bool:
    """Whether the twelve digits of a Kazakh identification number fit together."""
    if len(typed) != 12 or not typed.isascii() or not typed.isdigit():
        return False
    digits = [int(sign) for sign in typed]
    total = sum(weight * digit for weight, digit in enumerate(digits[:11], start=1)) % 11
    if total == 10:
        weights = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
        total = sum(w * d for w, d in zip(weights, digits, strict=False)) % 11
    return total == digits[11]
