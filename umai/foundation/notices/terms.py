"""What notices can say. Rooms above add their own kinds through config/wiring.py."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Kind:
    """What one kind of notice says, and the name of the page that it leads to.

    The page takes the id of the subject, or nothing where the notice has none. Who lacks the
    permission that the page needs is led elsewhere, with the code.
    """

    words: Words
    page: str = ""
    danger: bool = False
    needs: str = ""
    elsewhere: str = ""


@dataclass(frozen=True)
class Letter:
    """A fixed text that goes to an agency outside, and the name of the page that it leads to."""

    words: Words
    page: str


# What may be written to agencies, by code: filled in config/wiring.py.
letters: dict[str, Letter] = {}
UNKNOWN = Kind(_("Something is waiting for you"))
kinds: dict[str, Kind] = {}


def kind(code: str) -> Kind:
    """What a kind says; plain words for one that is no longer known."""
    return kinds.get(code, UNKNOWN)
