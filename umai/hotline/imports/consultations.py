"""The columns of a consultation that comes in, and what may stand in them.

Nothing is invented: which service it was, how long and how stay "not recorded" where the file does
not say. The contact behind may be one that is here, or one that the file tells of.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import TextChoices
from django.utils import translation
from django.utils.translation import gettext as _

from umai.cases.terms import Mode
from umai.foundation.exports import registers
from umai.foundation.exports.incoming import Table
from umai.foundation.exports.registers import Fault, Read
from umai.foundation.kernel import clock
from umai.hotline import queries, terms
from umai.hotline.imports.contacts import EARLIEST_YEAR, LISTED, filled_rows, read_age
from umai.hotline.terms import ConsultationColumn as Column

NEEDED = (Column.REFERENCE, Column.HELD_ON, Column.SERVICE)
DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
MINUTES = re.compile(r"[0-9]{1,4}")


def read_consultations(
    table: Table,
    time_zone: str,
    moment: datetime,
    mapping: Mapping[str, str] | None = None,
    progress: Callable[[int], None] = lambda _n: None,
) -> Read:
    """Check every row of a table. Raises Refused when a needed column is missing or named twice."""
    chosen = dict(mapping or {})
    if mapping is None:
        chosen = registers.guess_mapping(table.headings, Column)
    places = registers.places(table.headings, chosen, NEEDED)
    reader = _Reader(time_zone, moment, table, chosen)
    for number, cells in filled_rows(table, progress):
        reader.read_row(number, cells, places)
    return reader.found


class _Reader:
    """Reads rows one after the other and remembers the references it has seen."""

    def __init__(
        self, zone: str, moment: datetime, table: Table, mapping: Mapping[str, str]
    ) -> None:
        self.zone, self.today = ZoneInfo(zone), clock.local_day(moment, zone)
        self.found = Read()
        self.references: dict[str, int] = {}
        self.services, self.kinds = _services(), _by_words(terms.Discipline)
        self.modes = _by_words(Mode) | {"": ""}
        self.formulas = {(row, mapping.get(heading, "")) for row, heading in table.formulas}

    def read_row(self, number: int, cells: list[str], places: Mapping[str, int]) -> None:
        """Check one row; keep it if it is good."""
        self.found.total += 1
        before = len(self.found.faults)
        row: dict[str, Any] = {"row": number, "contact": "", "minutes": None, "mode": ""}
        for column, place in places.items():
            text = cells[place].strip() if place < len(cells) else ""
            if (number, column) in self.formulas or registers.is_formula(text):
                wrong = _("A formula stands here. Put the value itself.")
            else:
                wrong = self._read_cell(row, column, text)
            if wrong:
                self.found.faults.append(Fault(number, column, wrong))
        if len(self.found.faults) == before:
            row["import_digest"] = _digest(row)
            row["received_at"] = datetime.combine(row["held_on"], time(), self.zone)
            self.found.rows.append(row)

    def _read_cell(self, row: dict[str, Any], column: str, text: str) -> str:
        """Put one answer into the row; what is wrong with it otherwise."""
        if column == Column.REFERENCE:
            return self._reference(row, text)
        if column == Column.HELD_ON:
            return self._day(row, text)
        if column == Column.SERVICE:
            return self._service(row, text)
        if column == Column.MINUTES:
            return _minutes(row, text)
        if column == Column.MODE:
            return self._mode(row, text)
        if column == Column.CONTACT:
            row["contact"] = text
            return registers.wrong_reference(text, {}) if text else ""
        if column == Column.CHILD_AGE:
            return read_age(row, text)
        return _listed(row, column, text)

    def _reference(self, row: dict[str, Any], text: str) -> str:
        if wrong := registers.wrong_reference(text, self.references):
            return wrong
        self.references[text] = row["row"]
        row["reference"] = text
        return ""

    def _day(self, row: dict[str, Any], text: str) -> str:
        dotted = DOTTED.fullmatch(text)
        try:
            if dotted:
                day = date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
            else:
                day = datetime.fromisoformat(text).date()
        except ValueError:
            said = _("“%(text)s” is not a day, such as 2007-03-07 or 07.03.2007.")
            return said % {"text": text[:40]} if text else _("The day is missing.")
        if day > self.today or day.year < EARLIEST_YEAR:
            said = _("“%(text)s” lies in the future or before %(year)s.")
            return said % {"text": text[:40], "year": EARLIEST_YEAR}
        row["held_on"] = day
        return ""

    def _service(self, row: dict[str, Any], text: str) -> str:
        if not text:
            return _("The service is missing.")
        kind = self.kinds.get(text.casefold()) or registers.answer("service_domain", text)
        known = self.services.get(kind or registers.answer("service", text) or "")
        if known is None:
            said = _("“%(text)s” is not counted as a consultation or as social help.")
            return said % {"text": text[:40]}
        row["discipline"], row["service"] = known
        return ""

    def _mode(self, row: dict[str, Any], text: str) -> str:
        if text.casefold() not in self.modes:
            return _("“%(text)s” is not in the list.") % {"text": text[:40]}
        row["mode"] = self.modes[text.casefold()]
        return ""


def _services() -> dict[str, tuple[str, str]]:
    """Discipline and service by code; of a discipline alone the service is not known."""
    found = {str(one): (str(one), "") for one in terms.Discipline}
    for one in terms.Discipline:
        listed = queries.services_for(one, all_of_them=True)
        found |= {word.code: (str(one), word.code) for word in listed}
    return found


def _by_words(choices: type[TextChoices]) -> dict[str, str]:
    """The codes of a closed list by themselves and by their words in every language."""
    found = {str(one).casefold(): str(one) for one in choices}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found |= {str(one.label).casefold(): str(one) for one in choices}
    return found


def _minutes(row: dict[str, Any], text: str) -> str:
    if not text:
        return ""
    if MINUTES.fullmatch(text) and 1 <= int(text) <= terms.A_DAY:
        row["minutes"] = int(text)
        return ""
    said = _("Write the length in whole minutes, such as 45. The file has “%(text)s”.")
    return said % {"text": text[:40]}


def _listed(row: dict[str, Any], column: str, text: str) -> str:
    target, list_code = LISTED[column]
    code = registers.answer(list_code, text) if text else ""
    if code is None:
        return _("“%(text)s” is not in the list.") % {"text": text[:40]}
    row[target] = code
    return ""


def _digest(row: Mapping[str, Any]) -> bytes:
    """What a row says, as one hash: a second import of the same content is recognised by it."""
    said = {name: str(value) for name, value in row.items() if value or name == "child_age"}
    del said["row"]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).digest()
