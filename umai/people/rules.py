"""Decisions about people as pure functions: codes, birth dates, keys."""

import re
from datetime import date

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


def plain_number(typed: str) -> str:
    """A document's number as it is compared: capitals and digits only."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def plain_phone(typed: str) -> str:
    """A telephone number as it is compared: its last ten digits."""
    return "".join(sign for sign in typed if sign.isdigit())[-10:]
