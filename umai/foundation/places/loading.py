"""Read districts from a file: every mistake by row and column, nothing guessed."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from umai.foundation.kernel.refusal import Refused
from umai.foundation.places import queries

COLUMNS = ("code", "region", "name_kk", "name_ru", "name_en")
LANGUAGES = ("kk", "ru", "en")
LARGEST = 16 * 1024 * 1024  # bytes
LONGEST_CODE, LONGEST_NAME = 16, 200


@dataclass(frozen=True)
class Fault:
    """A mistake, and where it stands. Row 1 holds the headings."""

    row: int
    column: str
    message: str


@dataclass(frozen=True)
class DistrictDetails:
    """One district as a file says it; `region` is an ISO code."""

    code: str
    region: str
    names: dict[str, str]


@dataclass(frozen=True)
class Read:
    """What a file holds: districts, and what is wrong. With a fault nothing of it is taken."""

    districts: list[DistrictDetails]
    faults: list[Fault]


def read_districts(path: Path) -> Read:
    """The districts of a CSV file. Raises Refused for a file that is no table of districts."""
    districts: list[DistrictDetails] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for number, row in _rows(_text(path)):
        wrong = list(_faults(row, seen, number))
        faults += [Fault(number, column, words) for column, words in wrong]
        seen.setdefault(row["code"], number)
        if not wrong:
            districts.append(_district(row))
    if not districts and not faults:
        raise Refused(_("The file holds no district."))
    return Read(districts, faults)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise Refused(_("The file cannot be read: %(why)s") % {"why": error.strerror}) from None
    if len(content) > LARGEST:
        words = _("The file is larger than %(n)s MB. Cut it into parts.")
        raise Refused(words % {"n": LARGEST >> 20})
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        words = _("Row %(row)s: the file is not in UTF-8. Save it as “CSV UTF-8”.")
        raise Refused(words % {"row": content.count(b"\n", 0, error.start) + 1}) from None
    if "\x00" in text:
        raise Refused(_("The file holds signs that no text has. Save it as “CSV UTF-8”."))
    return text


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows by column, with their numbers; empty ones are passed over."""
    head = text.split("\n", 1)[0]
    divider = ";" if head.count(";") > head.count(",") else ","
    try:
        table = list(csv.reader(io.StringIO(text), delimiter=divider, strict=True))
    except csv.Error as error:
        raise Refused(_("The file is not a readable CSV: %(why)s") % {"why": error}) from None
    headings = [cell.strip().lower() for cell in table[0]] if table else []
    if lacking := [name for name in COLUMNS if name not in headings]:
        words = _("The first row must name the columns. Missing: %(names)s.")
        raise Refused(words % {"names": ", ".join(lacking)})
    for number, cells in enumerate(table[1:], start=2):
        told = [" ".join(cell.split()) for cell in cells]
        if any(told):
            row = dict(zip(headings, told, strict=False))
            yield number, {name: row.get(name, "") for name in COLUMNS}


def _faults(
    row: Mapping[str, str], seen: Mapping[str, int], number: int
) -> Iterator[tuple[str, str]]:
    code = row["code"]
    if not (code.isascii() and code.isdigit() and len(code) <= LONGEST_CODE):
        words = _("“%(typed)s” is not a KATO code: digits only, at most %(n)d.")
        yield "code", words % {"typed": code[:40], "n": LONGEST_CODE}
    elif code in seen:
        yield (
            "code",
            _("%(code)s stands in row %(row)d already.") % {"code": code, "row": seen[code]},
        )
    if queries.region_for(row["region"]) is None:
        words = _("“%(typed)s” is not a region. Write its ISO code (KZ-79) or KATO (79).")
        yield "region", words % {"typed": row["region"][:40]}
    if not any(row[f"name_{language}"] for language in LANGUAGES):
        yield "name_ru", _("The district has no name in any language.")
    for language in LANGUAGES:
        if len(row[f"name_{language}"]) > LONGEST_NAME:
            yield f"name_{language}", _("The name has more than %(n)d signs.") % {"n": LONGEST_NAME}


def _district(row: Mapping[str, str]) -> DistrictDetails:
    region = queries.region_for(row["region"])
    names = {one: row[f"name_{one}"] for one in LANGUAGES if row[f"name_{one}"]}
    return DistrictDetails(row["code"], region.code if region else "", names)
