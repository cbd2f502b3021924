"""Identifiers: time-ordered UUIDs inside, spoken codes outside."""

import os
import secrets
from uuid import UUID, uuid5

from umai.foundation.kernel import clock

HERE = UUID("6f1c5c1e-0d7b-4d53-9a30-1f7a2a4d9e11")  # the name space of derived ids
# No letter or digit that sounds or looks like another one when it is spelled on the telephone.
CHECK = "ABCDEFGHJKLMNPRSTUVWXYZ"
SPOKEN = "23456789ACDEFHJKMNPRTUVWXY"


def uuid7() -> UUID:
    """A new UUID version 7 (RFC 9562): its first 48 bits are the time in milliseconds.

    It tells its time of birth, so it is never used as a public reference.
    """
    milliseconds = int(clock.wall().timestamp() * 1000)
    value = (milliseconds & 0xFFFFFFFFFFFF) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)


def spoken_code(groups: int = 2, letters: int = 4) -> str:
    """A random code to say on the telephone, such as `7KMF-2XWA` (26 signs, 4.7 bits each)."""
    return "-".join("".join(secrets.choice(SPOKEN) for _ in range(letters)) for _ in range(groups))


def checked_code(prefix: str, number: int) -> str:
    """A code such as SHM-0001-K: an office's prefix, a number, a letter that catches one slip."""
    letters = f"{prefix}{number:04d}"
    total = sum(weight * ord(sign) for weight, sign in enumerate(letters, start=3))
    return f"{prefix}-{number:04d}-{CHECK[total % len(CHECK)]}"


def folded_code(typed: str) -> str:
    """What was typed of a spoken code, without spaces, dashes and small letters."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def derived_uuid(*parts: object) -> UUID:
    """A UUID that is the same for the same parts, for rows that must not be made twice."""
    return uuid5(HERE, "|".join(map(str, parts)))
