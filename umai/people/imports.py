"""Columns and checks of a register of people that comes in.

Nothing is invented and nothing but a name is required; a row with a mistake is named by its number
and column. A row without a number of its own is known again by what it says of the person.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from umai.foundation.exports import registers
from umai.foundation.exports.incoming import Table
from umai.foundation.exports.registers import Fault, Read
from umai.foundation.kernel.refusal import Refused
from umai.foundation.places import queries as places
from umai.people import queries, rules
from umai.people.commands.loading import Listed

# What `umai people load` knows, and what it cannot do without.
COLUMNS = (
    "reference", "given_name", "family_name", "patronymic", "sex", "birth_date",
    "birth_date_precision", "citizenship", "document_number", "phone",
)  # fmt: skip
NEEDED = ("reference", "given_name", "family_name")
# What people write over these columns besides what we call them.
ALSO = {
    "full_name": ("ФИО ребёнка", "ФИО ребенка", "Аты жөні", "ТАӘ", "Name", "Full name"),
    "family_name": ("Surname", "Last name"),
    "given_name": ("First name",),
    "patronymic": ("Middle name",),
    "birth_date": ("Born", "Date of birth", "Дата рожд.", "Д.р.", "Год рождения", "Туған жылы"),
    "document_number": ("Документ", "Номер документа", "Паспорт", "Құжат", "Passport"),
    "phone": ("Тел.", "Phone", "Номер телефона"),
    "languages": ("Языки", "Язык", "Тілдері", "Тілі", "Languages", "Language"),
    "birthplace": ("Birthplace",),
    "safe_contact": ("Safe contact", "Безопасный контакт"),
    "stay_until": ("Срок пребывания до", "Stay until"),
}
NAMES = ("full_name", "given_name", "family_name")
# Column -> list of the vocabulary.
LISTED = {
    name: name
    for name in (
        "ethnicity", "cabm_category", "migration_status", "uasc_status", "education",
        "living_situation", "care_arrangement", "family_status",
    )
}  # fmt: skip
SEVERAL = {"citizenship": "citizenship", "languages": "language"}
DAYS = ("entered_on", "stay_until")
IDENTITY = ("latin_names", "other_names", "paper_names", "iin")
CONTACT = ("address", "safe_contact", "other_phones", "birthplace")
LONGEST = {
    **dict.fromkeys(("other_names", "paper_names", "address", "safe_contact", "full_name"), 300),
    **{"birthplace": 200, "other_phones": 200, "border_point": 200, "languages": 200},
    **{"document_number": 60, "phone": 40, "iin": 20, "reference": 64},
}
USUAL, EARLIEST = 160, 1900
OTHER_POINT = "BP_OTH"
# How people shorten what the list of the sexes says.
SEXES = {
    **dict.fromkeys(("м", "муж", "муж.", "мальчик", "ұл", "ер бала", "boy"), "male"),
    **dict.fromkeys(("ж", "жен", "жен.", "девочка", "қыз", "girl"), "female"),
}
UNREADABLE = re.compile("[\0\ufffd\ud800-\udfff]")
DASHES = {"-", "–", "—"}  # how people fill a cell that has no answer
MIDNIGHT = re.compile(r"[T ]00:00(:00)?$")


def read_people(table: Table) -> Read:
    """Check a table with the columns of the console. Raises Refused when a needed one is missing.
    """
    mapping = {name: name for name in COLUMNS}
    return _read(table, mapping, NEEDED, None, numbered=True)


def read_register(table: Table, mapping: Mapping[str, str], today: date) -> Read:
    """Check a table whose headings are named. Raises Refused when no column holds a name."""
    if not {*NAMES} & {mapping.get(heading, "") for heading in table.headings}:
        raise Refused(_("Say which heading holds the names: without them nobody can be found."))
    return _read(table, mapping, (), today, numbered=False)


def _read(
    table: Table,
    mapping: Mapping[str, str],
    needed: tuple[str, ...],
    today: date | None,
    *,
    numbered: bool,
) -> Read:
    formulas = {(row, mapping.get(heading, "")) for row, heading in table.formulas}
    reader = _Reader(registers.places(table.headings, mapping, needed), formulas, today, numbered)
    for row, cells in enumerate(table.rows, start=table.first_row):
        if any(cell.strip() for cell in cells):
            reader.read(row, cells)
    if not reader.found.total:
        raise Refused(_("The file has headings but no rows."))
    return reader.found


class _Reader:
    """Reads rows one after the other and remembers the references and words it has seen."""

    def __init__(
        self,
        places: Mapping[str, int],
        formulas: set[tuple[int, str]],
        today: date | None,
        numbered: bool,
    ) -> None:
        self.places, self.formulas, self.found = places, formulas, Read()
        self.today, self.numbered = today, numbered
        self.seen: dict[str, int] = {}
        self.known: dict[tuple[str, str], str | None] = {}
        self.row, self.before = 0, 0

    def read(self, row: int, cells: list[str]) -> None:
        """Check one row; keep it if it is good."""
        self.row, self.before = row, len(self.found.faults)
        self.found.total += 1
        said = dict.fromkeys(COLUMNS, "") | {
            name: _cell(name, cells[place]) if place < len(cells) else ""
            for name, place in self.places.items()
        }
        for name, text in said.items():
            self._plain(name, text)
        if len(self.found.faults) > self.before:
            return
        self._names(said)
        born = self._born(said)
        citizenships = self._several("citizenship", said)
        one = Listed(
            row=row,
            reference=said["reference"],
            given_name=said["given_name"],
            family_name=said["family_name"],
            patronymic=said["patronymic"],
            sex=self._sex(said["sex"]),
            born=born,
            birth_precision=self._precision(said["birth_date_precision"], born),
            citizenship=citizenships[0] if citizenships else "",
            document_number=said["document_number"],
            phone=said["phone"],
            **self._more(said, citizenships),
        )
        self._number(one)

    def _number(self, one: Listed) -> None:
        """Keep a good row. Without a number of its own it is known by a hash of what it says."""
        number = one.reference
        wrong = registers.wrong_reference(number, self.seen)
        if wrong and (self.numbered or number):
            self._fault("reference", wrong)
        if len(self.found.faults) > self.before:
            return
        if not number:
            digest = queries.row_reference(one.named, one.document_number)
            one = one.numbered("" if digest in self.seen else digest)
        if one.reference:
            self.seen[one.reference] = self.row
        self.found.rows.append(one)

    def _fault(self, column: str, message: str) -> None:
        self.found.faults.append(Fault(self.row, column, message))

    def _plain(self, column: str, text: str) -> None:
        most = LONGEST.get(column, USUAL)
        if (self.row, column) in self.formulas or registers.is_formula(text):
            # A telephone number may begin with a plus; everything else that begins so may run.
            if column not in ("phone", "other_phones") or not _is_number(text):
                self._fault(column, _("A formula stands here. Put the value itself."))
        elif len(text) > most:
            self._fault(column, _("This is longer than %(n)s signs.") % {"n": most})
        elif UNREADABLE.search(text):
            words = _(
                "There are signs in it that cannot be kept."
                " Take away what looks like a box and type it anew."
            )
            self._fault(column, words)

    def _names(self, said: dict[str, str]) -> None:
        words = said.get("full_name", "").split()
        if words and not said["given_name"] and not said["family_name"]:
            said["family_name"], said["given_name"] = words[0], " ".join(words[1:2])
            said["patronymic"] = said["patronymic"] or " ".join(words[2:])
        if not said["given_name"] and not said["family_name"]:
            at = next((name for name in NAMES if name in self.places), NAMES[0])
            self._fault(at, _("A given name or a family name is needed."))

    def _sex(self, text: str) -> str:
        code = SEXES.get(text.casefold()) or (registers.answer("sex", text) if text else "")
        if code is None:
            self._fault("sex", _("Write male or female, or leave it empty."))
        return code or ""

    def _born(self, said: dict[str, str]) -> str:
        text = MIDNIGHT.sub("", said["birth_date"])
        born = rules.typed_born(text) if text else ""
        if born is None:
            self._fault("birth_date", _("There is no such date. Write it as 2016-04-27."))
        elif born and (
            int(born[:4]) < EARLIEST or (self.today and rules.beginning(born) > self.today)
        ):
            said_so = _("“%(text)s” lies in the future or before %(year)s.")
            self._fault("birth_date", said_so % {"text": text, "year": EARLIEST})
        return born or ""

    def _precision(self, text: str, born: str) -> str:
        if not text:
            return {4: "year", 7: "month", 10: "day"}.get(len(born), "")
        code = (registers.answer("dob_precision", text) or "").lower()
        if not code:
            self._fault("birth_date_precision", _("Write day, month, year or estimated."))
        return code

    def _several(self, column: str, said: Mapping[str, str]) -> tuple[str, ...]:
        parts = [part.strip() for part in re.split(r"[,;/\n]", said.get(column, ""))]
        whole = self._word(SEVERAL[column], said.get(column, "")) if len(parts) > 1 else None
        codes = [whole] if whole else [self._word(SEVERAL[column], one) for one in parts if one]
        if None in codes:
            words = {"citizenship": _("This citizenship is not in the list.")}
            self._fault(column, words.get(column, _("One of them is not in the list.")))
        return tuple(dict.fromkeys(one for one in codes if one))

    def _word(self, list_code: str, text: str) -> str | None:
        if (list_code, text) not in self.known:
            self.known[list_code, text] = registers.answer(list_code, text) if text else ""
        return self.known[list_code, text]

    def _more(self, said: Mapping[str, str], citizenships: tuple[str, ...]) -> dict[str, Any]:
        """What the console's columns do not hold."""
        plain: dict[str, Any] = {name: self._day(name, said) for name in DAYS if said.get(name)}
        for name, list_code in LISTED.items():
            if text := said.get(name, ""):
                plain[name] = self._word(list_code, text) or ""
                if self._word(list_code, text) is None:
                    words = _("“%(text)s” is not in the list.") % {"text": text[:40]}
                    self._fault(name, words)
        contact = {name: said[name] for name in CONTACT if said.get(name)}
        if text := said.get("border_point", ""):
            code = self._word("border_point", text)
            plain["border_point"] = OTHER_POINT if code is None else code
            contact |= {"border_other": text} if code is None else {}
        if text := said.get("region", ""):
            plain["region"] = self._region(text)
        if languages := self._several("languages", said):
            plain["languages"] = languages
        identity = {name: said[name] for name in IDENTITY if said.get(name)}
        if identity.get("iin") and not rules.iin_checks(identity["iin"]):
            words = _("The digits of this IIN do not fit together. It is kept as it is written.")
            self.found.warnings.append(Fault(self.row, "iin", words))
        more = {"plain": plain, "identity": identity, "contact": contact}
        return {**more, "more_citizenships": citizenships[1:]}

    def _region(self, text: str) -> str:
        names = {
            name.casefold(): region.code
            for region in places.regions().values()
            for name in region.names.values()
        }
        region = places.region_for(text)
        code = region.code if region else names.get(text.casefold(), "")
        if not code:
            words = _("“%(text)s” is not in the list.") % {"text": text[:40]}
            self._fault("region", words)
        return code

    def _day(self, column: str, said: Mapping[str, str]) -> date | None:
        text = MIDNIGHT.sub("", said[column])
        day = rules.typed_born(text) or ""
        if len(day) != 10:
            self._fault(column, _("There is no such date. Write it as 2016-04-27."))
            return None
        if column == "entered_on" and self.today and date.fromisoformat(day) > self.today:
            self._fault(column, _("This day is still to come."))
        return date.fromisoformat(day)


def _cell(column: str, cell: str) -> str:
    text = cell.strip()
    text = text if column in SEVERAL else " ".join(text.splitlines())
    return "" if text in DASHES else text


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"\+[\d\s()\-.,;/+]*", text))
