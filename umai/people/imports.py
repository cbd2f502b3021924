"""Columns and checks of a register of people that comes in."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from umai.foundation.exports.incoming import Table
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import rules, terms
from umai.people.commands.loading import Listed

COLUMNS = (
    "reference", "given_name", "family_name", "patronymic", "sex", "birth_date",
    "birth_date_precision", "citizenship", "document_number", "phone",
)  # fmt: skip
NEEDED = ("reference", "given_name", "family_name")
LONGEST = 200
SEXES = ("male", "female")


@dataclass(frozen=True)
class Fault:
    """Something wrong at one place of a register. Row 1 holds the headings."""

    row: int
    column: str
    message: str


@dataclass
class Read:
    """Good rows, and what is wrong."""

    people: list[Listed] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_people(table: Table) -> Read:
    """Check every row of a table. Raises Refused when a needed column is missing."""
    places = {name: table.headings.index(name) for name in COLUMNS if name in table.headings}
    for name in NEEDED:
        if name not in places:
            raise Refused(_("The column “%(column)s” is missing.") % {"column": name})
    reader = _Reader(places)
    for row, cells in enumerate(table.rows, start=table.first_row):
        if any(cell.strip() for cell in cells):
            reader.read(row, cells)
    if not reader.found.people and not reader.found.faults:
        raise Refused(_("The file has headings but no rows."))
    return reader.found


class _Reader:
    """Reads rows one after the other and remembers the references it has seen."""

    def __init__(self, places: dict[str, int]) -> None:
        self.places, self.found = places, Read()
        self.seen: set[str] = set()
        self.countries: dict[str, str | None] = {}

    def read(self, row: int, cells: list[str]) -> None:
        said = {
            name: cells[place].strip() if place < len(cells) else ""
            for name, place in self.places.items()
        }
        said = {name: said.get(name, "") for name in COLUMNS}
        faults = [Fault(row, column, words) for column, words in self._faults(said)]
        if faults:
            self.found.faults += faults
            return
        self.seen.add(said["reference"])
        self.found.people.append(
            Listed(
                reference=said["reference"],
                given_name=said["given_name"],
                family_name=said["family_name"],
                patronymic=said["patronymic"],
                sex=said["sex"],
                born=said["birth_date"],
                birth_precision=said["birth_date_precision"] or _precision(said["birth_date"]),
                citizenship=self._country(said["citizenship"]) or "",
                document_number=said["document_number"],
                phone=said["phone"],
            )
        )

    def _faults(self, said: dict[str, str]) -> list[tuple[str, str]]:
        found = []
        if not said["reference"]:
            found.append(("reference", _("The reference is missing.")))
        elif said["reference"] in self.seen:
            found.append(("reference", _("This reference stands twice in the file.")))
        if not said["given_name"] and not said["family_name"]:
            found.append(("given_name", _("A given name or a family name is needed.")))
        if said["sex"] and said["sex"] not in SEXES:
            found.append(("sex", _("Write male or female, or leave it empty.")))
        if said["birth_date"] and rules.born(said["birth_date"]) is None:
            found.append(("birth_date", _("There is no such date. Write it as 2016-04-27.")))
        if said["birth_date_precision"] and said["birth_date_precision"] not in terms.Precision:
            found.append(("birth_date_precision", _("Write day, month, year or estimated.")))
        if said["citizenship"] and self._country(said["citizenship"]) is None:
            found.append(("citizenship", _("This citizenship is not in the list.")))
        found += [
            (name, _("This is longer than %(n)s signs.") % {"n": LONGEST})
            for name, words in said.items()
            if len(words) > LONGEST or "\x00" in words
        ]
        return found

    def _country(self, typed: str) -> str | None:
        if typed not in self.countries:
            self.countries[typed] = vocabulary.code_for("citizenship", typed) if typed else ""
        return self.countries[typed]


def _precision(born: str) -> str:
    return {4: "year", 7: "month", 10: "day"}.get(len(born), "")
