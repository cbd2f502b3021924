"""What people are found by: keyed hashes of skeletons, dates and numbers."""

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


def lookup_key(kind: terms.Lookup, text: str) -> bytes:
    """The key of a birth date, a document number or a telephone number."""
    return _hashed(kind, text)


def keys_of(
    person: matching.Named, document: str = "", phone: str = ""
) -> tuple[list[bytes], list[tuple[str, bytes]]]:
    """All keys of one person: those of names, and those of date, document and telephone.

    A birth date that is only a guess (1 January) is no key: it would find a whole year.
    """
    names = [name_key(one) for one in person.keys]
    others = {
        terms.Lookup.BORN: person.born
        if len(person.born) == 10 and not person.born.endswith(matching.GUESSED)
        else "",
        terms.Lookup.DOCUMENT: rules.plain_number(document),
        terms.Lookup.PHONE: rules.plain_phone(phone),
    }
    return names, [(kind.value, lookup_key(kind, text)) for kind, text in others.items() if text]
