"""What people are found by: keyed hashes of skeletons, dates and numbers."""

import hashlib
from collections.abc import Iterable
from itertools import combinations

from umai.foundation.vault import seals
from umai.people import rules, terms
from umai.people.names import matching

SIZE = 16  # bytes: more than enough to be without chance equals, half the index


def _hashed(purpose: str, text: str) -> bytes:
    """A keyed hash with a key of its own for every purpose: equal words of two kinds never meet."""
    return seals.hashed(f"people {purpose}", text)[:SIZE]


def name_key(skeleton: str) -> bytes:
    """The key of one word of a name."""
    return _hashed("name", skeleton)


def pair_keys(words: Iterable[bytes]) -> list[bytes]:
    """Keys of every two words of one name together, from their own keys, in any order.

    Thousands share a word of a name and few share two: they are found at once, in any birth year.
    """
    pairs = combinations(sorted(set(words)), 2)
    return [hashlib.sha256(one + other).digest()[:SIZE] for one, other in pairs]


def lookup_key(kind: terms.Lookup, text: str) -> bytes:
    """The key of a birth date, a document number or a telephone number."""
    return _hashed(kind, text)


def keys_of(
    person: matching.Named, document: str = "", phone: str = ""
) -> tuple[list[bytes], list[tuple[str, bytes]]]:
    """All keys of one person: of names, one by one and in pairs; of date, document and telephone.

    A birth date that is only a guess (1 January) is no key: it would find a whole year.
    """
    words = [name_key(one) for one in person.keys]
    others = {
        terms.Lookup.BORN: person.born
        if len(person.born) == 10 and not person.born.endswith(matching.GUESSED)
        else "",
        terms.Lookup.DOCUMENT: rules.plain_number(document),
        terms.Lookup.PHONE: rules.plain_phone(phone),
    }
    found = [(kind.value, lookup_key(kind, text)) for kind, text in others.items() if text]
    return words + pair_keys(words), found
