"""What registers of every kind have in common: headings that are columns, and faults by row."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext as _

from umai.foundation.exports import csv_file
from umai.foundation.exports.cells import neutral
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vocabulary import queries as vocabulary

NUMBER = re.compile(r"[+-]?[\d.,]*")
LONGEST_REFERENCE = 64


@dataclass(frozen=True)
class Intake:
    """One way in for registers of one kind, and the permission that it takes."""

    kind: str
    permission: str


@dataclass(frozen=True)
class Fault:
    """Something wrong, or odd, at one place of a register. Row 1 holds the headings."""

    row: int
    column: str
    message: str


@dataclass
class Read:
    """What a register holds: good rows as its room reads them, and what was wrong or odd."""

    rows: list[Any] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    total: int = 0


def in_order(*faults: Iterable[Fault]) -> list[Fault]:
    """Faults from several looks at one register, in the order of its rows."""
    return sorted(chain(*faults), key=lambda fault: (fault.row, fault.column))


def guess_mapping(
    headings: Iterable[str],
    columns: type[TextChoices],
    also: Mapping[str, Iterable[str]] | None = None,
) -> dict[str, str]:
    """Which heading is which column: equal names or labels, whatever the case and the dashes.

    `also` are further headings that people write over a column.
    """
    wanted = {_plain(name): column for column, names in (also or {}).items() for name in names}
    wanted |= {_plain(column.value): str(column.value) for column in columns}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            wanted |= {_plain(str(column.label)): str(column.value) for column in columns}
    return {heading: wanted[_plain(heading)] for heading in headings if _plain(heading) in wanted}


def _plain(heading: str) -> str:
    return "".join(sign for sign in heading.casefold() if sign.isalnum())


def places(
    headings: Sequence[str], mapping: Mapping[str, str], needed: Iterable[str]
) -> dict[str, int]:
    """Where each column stands. Raises Refused when one is missing or named twice."""
    found: dict[str, int] = {}
    for place, heading in enumerate(headings):
        column = mapping.get(heading)
        if column and column in found:
            raise Refused(_("Two columns are both “%(column)s”.") % {"column": column})
        if column:
            found[column] = place
    if missing := [column for column in needed if column not in found]:
        known = ", ".join(heading for heading in headings if heading)
        raise Refused(
            _("The column “%(column)s” is missing. The file has: %(known)s.")
            % {"column": missing[0], "known": known[:300]}
        )
    return found


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run what stands in a cell."""
    if not text or text[0].isalnum():
        return False
    return neutral(text) != text and not NUMBER.fullmatch(text)


def wrong_reference(text: str, seen: Mapping[str, int]) -> str:
    """What is wrong with the reference of a row; `seen` says in which rows others stand."""
    if not text:
        return _("The reference is missing.")
    if not text.isprintable():
        return _("The reference holds signs that cannot be shown.")
    if len(text) > LONGEST_REFERENCE:
        return _("The reference is longer than 64 signs.")
    if text in seen:
        said = _("“%(text)s” stands in row %(first)s already.")
        return said % {"text": text, "first": seen[text]}
    return ""


def faults_csv(faults: Iterable[Fault], columns: type[TextChoices]) -> bytes:
    """What is wrong in a register, a line for each place, as a table to work through."""
    header = (_("Row"), _("Column"), _("What is wrong"))
    lines = ((one.row, str(columns(one.column).label), one.message) for one in faults)
    return csv_file.csv_bytes(header, lines)


def answer(list_code: str, text: str) -> str | None:
    """The code that is stored for a cell; None if the list does not know it."""
    code = vocabulary.code_for(list_code, text)
    word = vocabulary.word(list_code, code) if code else None
    # A word such as "unknown" is no answer: it is stored as what it says, not recorded.
    return "" if word is not None and word.more.get("not_recorded") else code
