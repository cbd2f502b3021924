"""Registers that come in: the columns of a contact, and what may stand in them.

What the form demands is optional here and stays "not recorded"; nothing is invented. A row with a
mistake is named by its number and column; an odd combination is only a warning.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from umai.foundation.exports import registers
from umai.foundation.exports.incoming import Table
from umai.foundation.exports.registers import Fault, Read
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui import moments
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import terms
from umai.hotline.models import OLDEST_AGE

YES = {"yes", "да", "иә", "true", "1", "x"}
NO = {"", "no", "нет", "жоқ", "false", "0"}
AGE = re.compile(r"[0-9]{1,3}")
EARLIEST_YEAR = 1990

# column -> (field of the contact, list of the vocabulary)
LISTED = {
    "channel": ("channel", "channel"),
    "education": ("child_education", "education"),
    "caller_relation": ("caller_relation", "caller_relation"),
    "client_sex": ("child_sex", "sex"),
    "citizenship": ("child_citizenship", "citizenship"),
    "ethnicity": ("child_ethnicity", "ethnicity"),
    "living_situation": ("child_living_situation", "living_situation"),
    "family_status": ("child_family_status", "family_status"),
    "topic": ("topic", "topic"),
}
KINDS = dict(zip(terms.CONSULTATIONS, terms.NUMBERS, strict=True))
COLUMNS = ("reference", "received_at", "child_age", *LISTED, *KINDS)
NEEDED = ("reference", "received_at")


def read_contacts(
    table: Table,
    time_zone: str,
    moment: datetime,
    mapping: Mapping[str, str] | None = None,
    progress: Callable[[int], None] = lambda _n: None,
) -> Read:
    """Check every row of a table. Raises Refused when a needed column is missing or named twice."""
    chosen = dict(mapping or {})
    if mapping is None:
        chosen = registers.guess_mapping(table.headings, terms.Column)
    places = registers.places(table.headings, chosen, NEEDED)
    reader = _Reader(ZoneInfo(time_zone), moment, table, chosen)
    for number, cells in filled_rows(table, progress):
        reader.read_row(number, cells, places)
    return reader.found


def filled_rows(
    table: Table, progress: Callable[[int], None] = lambda _n: None
) -> Iterator[tuple[int, list[str]]]:
    """The rows in which anything stands, with their numbers in the file. Refused if there are none.
    """
    found = False
    for offset, cells in enumerate(table.rows):
        if any(cell.strip() for cell in cells):
            found = True
            yield table.first_row + offset, cells
        if offset % 10_000 == 9_999:
            progress(offset + 1)
    if not found:
        raise Refused(_("The file has headings but no rows."))


class _Reader:
    """Reads rows one after the other and remembers what it has seen."""

    def __init__(
        self, zone: ZoneInfo, moment: datetime, table: Table, mapping: Mapping[str, str]
    ) -> None:
        self.zone, self.moment = zone, moment
        self.found = Read()
        self.references: dict[str, int] = {}
        self.known: dict[tuple[str, str], str | None] = {}
        self.formulas = {(row, mapping.get(heading, "")) for row, heading in table.formulas}

    def read_row(self, number: int, cells: list[str], places: Mapping[str, int]) -> None:
        """Check one row; keep it if it is good."""
        self.found.total += 1
        before = len(self.found.faults)
        row: dict[str, Any] = {"row": number}
        for column, place in places.items():
            text = cells[place].strip() if place < len(cells) else ""
            if (number, column) in self.formulas or registers.is_formula(text):
                self._fault(number, column, _("A formula stands here. Put the value itself."))
                continue
            self._read_cell(row, number, column, text)
        if len(self.found.faults) == before:
            self._warn(number, row)
            row["import_digest"] = _digest(row)
            self.found.rows.append(row)

    def _read_cell(self, row: dict[str, Any], number: int, column: str, text: str) -> None:
        if column == "reference":
            self._reference(row, number, text)
        elif column == "received_at":
            self._received(row, number, text)
        elif column == "child_age":
            if wrong := read_age(row, text):
                self._fault(number, column, wrong)
        elif column in KINDS:
            self._yes_or_no(row, number, column, text)
        else:
            self._listed(row, number, column, text)

    def _fault(self, number: int, column: str, message: str) -> None:
        self.found.faults.append(Fault(number, column, message))

    def _reference(self, row: dict[str, Any], number: int, text: str) -> None:
        if wrong := registers.wrong_reference(text, self.references):
            self._fault(number, "reference", wrong)
            return
        self.references[text] = number
        row["reference"] = text

    def _received(self, row: dict[str, Any], number: int, text: str) -> None:
        try:
            when = datetime.fromisoformat(text)
        except ValueError:
            said = _("“%(text)s” is not a date and time, such as 2007-03-07 14:30.")
            said = said % {"text": text[:40]} if text else _("The date is missing.")
            self._fault(number, "received_at", said)
            return
        when = when if when.tzinfo else when.replace(tzinfo=self.zone)
        if when > self.moment or when.year < EARLIEST_YEAR:
            self._fault(
                number,
                "received_at",
                _("“%(text)s” lies in the future or before %(year)s.")
                % {"text": text[:40], "year": EARLIEST_YEAR},
            )
            return
        row["received_at"] = when

    def _yes_or_no(self, row: dict[str, Any], number: int, column: str, text: str) -> None:
        plain = text.casefold()
        if plain not in YES | NO:
            self._fault(
                number,
                column,
                _("Write yes or leave it blank, not “%(text)s”.") % {"text": text[:40]},
            )
            return
        row[KINDS[column]] = 1 if plain in YES else 0

    def _listed(self, row: dict[str, Any], number: int, column: str, text: str) -> None:
        target, list_code = LISTED[column]
        if not text:
            row[target] = ""
            return
        if (list_code, text) not in self.known:
            self.known[(list_code, text)] = registers.answer(list_code, text)
        code = self.known[(list_code, text)]
        if code is None:
            self._fault(number, column, _("“%(text)s” is not in the list.") % {"text": text[:40]})
            return
        row[target] = code

    def _warn(self, number: int, row: Mapping[str, Any]) -> None:
        age, learns = row.get("child_age"), row.get("child_education")
        if age is None:
            return
        odd = {
            "kindergarten": not 1 <= age <= 7,
            "school": not 5 <= age <= 20,
            "college": age < 14,
            "vocational_school": age < 14,
            "university": age < 15,
        }
        if learns and odd.get(learns):
            message = _("An age of %(age)s and this place of learning are an odd pair.")
            self.found.warnings.append(Fault(number, "education", message % {"age": age}))
        if row.get("caller_relation") == "child" and age < 4:
            message = _("A child of %(age)s is said to have called alone.") % {"age": age}
            self.found.warnings.append(Fault(number, "caller_relation", message))


def read_age(row: dict[str, Any], text: str) -> str:
    """Put the age of a child into a row; what is wrong with it otherwise."""
    if not text:
        return ""
    if AGE.fullmatch(text) and int(text) <= OLDEST_AGE:
        row["child_age"] = int(text)
        return ""
    said = _("Write the age in whole years, 0 to %(oldest)s. The file has “%(text)s”.")
    return said % {"oldest": OLDEST_AGE, "text": text[:40]}


def as_stored(row: Mapping[str, Any], column: str) -> str:
    """One cell of a good row as people will read it; empty for what was not recorded."""
    if column in LISTED:
        target, list_code = LISTED[column]
        code = str(row.get(target) or "")
        return vocabulary.label(list_code, code) if code else ""
    if column in KINDS:
        return _("Yes") if row.get(KINDS[column]) else ""
    value = row.get(column)
    if isinstance(value, datetime):
        return moments.moment(value)
    return "" if value is None else str(value)


def _digest(row: Mapping[str, Any]) -> bytes:
    """What a row says, as one hash: a second import of the same content is recognised by it.

    A column that is empty says as much as one that is not there.
    """
    said = {name: str(value) for name, value in row.items() if value or name == "child_age"}
    said["received_at"] = row["received_at"].astimezone(UTC).isoformat()
    del said["row"]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).digest()
