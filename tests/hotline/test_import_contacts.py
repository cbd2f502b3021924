"""Registers come in whole or not at all, and say by row and column what is wrong."""

import io
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

import umai.hotline
from tests import cast
from umai.foundation.access import actors
from umai.foundation.access.models import Organisation
from umai.foundation.exports import incoming
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.hotline import imports, permissions
from umai.hotline.commands.importing import Imported, import_contacts
from umai.hotline.models import Contact

REGISTER = Path(umai.hotline.__file__).parent / "data" / "hotline_2007.csv"
HEAD = ",".join(imports.COLUMNS)


def line(reference: str = "A-1", received_at: str = "2026-03-01 10:00", **cells: str) -> str:
    values = {"reference": reference, "received_at": received_at, **cells}
    return ",".join(values.get(column, "") for column in imports.COLUMNS)


def take(
    organisation: Organisation, content: bytes, mapping: dict[str, str] | None = None, **how: Any
) -> Imported:
    actor = actors.console(organisation, [permissions.IMPORT_CONTACTS])
    table = incoming.read_table(content, "register.csv")
    with scope(organisation.pk):
        read = imports.read_contacts(table, organisation.time_zone, clock.now(), mapping)
        team = cast.team(organisation, "Shymkent")
        return import_contacts(actor, team.pk, read, **how)


def csv(*lines: str) -> bytes:
    return "\n".join([HEAD, *lines]).encode()


def count(organisation: Organisation) -> int:
    with scope(organisation.pk):
        return Contact.objects.count()


def test_the_register_of_2007_comes_in_whole(sana: Organisation) -> None:
    done = take(sana, REGISTER.read_bytes())
    assert (done.rows, done.imported, done.known, done.faults) == (504, 504, 0, [])
    with scope(sana.pk):
        first = Contact.objects.get(reference="HL-2007-0001")
        assert (first.code, first.child_age, first.topic) == (
            "HL-2007-0001",
            14,
            "recovery_of_obligations",
        )
        assert (first.narrative_sealed, first.key_id, first.state) == (None, None, "closed")
        entry = Entry.objects.get()
    assert entry.event == "hotline.contacts_imported"


def test_the_same_file_again_changes_nothing(sana: Organisation) -> None:
    take(sana, REGISTER.read_bytes())
    again = take(sana, REGISTER.read_bytes())
    assert (again.imported, again.known, again.faults) == (0, 504, [])
    assert count(sana) == 504


def test_a_known_reference_with_other_content_is_a_fault(sana: Organisation) -> None:
    take(sana, csv(line(child_age="9")))
    again = take(sana, csv(line(child_age="10")))
    assert [(fault.row, fault.column) for fault in again.faults] == [(2, "reference")]
    assert again.imported == 0


@pytest.mark.parametrize("head", ["\ufeff", ""])
@pytest.mark.parametrize("divider", [",", ";"])
def test_bom_and_semicolons_are_understood(sana: Organisation, head: str, divider: str) -> None:
    content = (head + csv(line(education="SCHOOL")).decode().replace(",", divider)).encode()
    assert take(sana, content).imported == 1
    with scope(sana.pk):
        assert Contact.objects.get().child_education == "school"


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("topic", "nonsense"),
        ("education", "kindergarden"),
        ("received_at", "2026-02-30 10:00"),
        ("received_at", "2126-01-01"),
        ("received_at", ""),
        ("child_age", "26"),
        ("child_age", "-1"),
        ("child_age", "nine"),
        ("child_age", "9.5"),
        ("citizenship", "=1+1"),
        ("citizenship", "@SUM(A1)"),
        ("psychological_consultation", "maybe"),
        ("reference", ""),
        ("reference", "x" * 65),
    ],
)
def test_one_bad_cell_keeps_the_whole_file_out(sana: Organisation, column: str, text: str) -> None:
    """R26: the whole file is refused, with row and column."""
    bad = line(**{"reference": "A-2", column: text})
    done = take(sana, csv(line(), bad, line("A-3")))
    assert [(fault.row, fault.column) for fault in done.faults] == [(3, column)]
    assert (done.imported, count(sana)) == (0, 0)
    assert take(sana, csv(line(), bad, line("A-3")), skip_bad=True).imported == 2


def test_a_reference_twice_in_one_file_is_a_fault(sana: Organisation) -> None:
    done = take(sana, csv(line(), line()))
    assert [(fault.row, fault.column) for fault in done.faults] == [(3, "reference")]


def test_a_dry_run_writes_nothing(sana: Organisation) -> None:
    done = take(sana, csv(line()), dry_run=True)
    assert (done.imported, done.faults, count(sana)) == (0, [], 0)
    with scope(sana.pk):
        assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  \n ",
        HEAD.encode(),
        b"reference\n1",
        "reference,received_at\nКлючи,2026-01-01".encode("cp1251"),
        b"PK\x03\x04 not a workbook",
        b"\xd0\xcf\x11\xe0 old workbook",
        b"reference,received_at,received-at\n1,2026-01-01,2026-01-01",
        b"reference,received_at\n1,\x00",
    ],
)
def test_an_unreadable_file_is_refused_clearly(sana: Organisation, content: bytes) -> None:
    """R26: empty, headings only, wrong encoding, broken or doubled columns."""
    with pytest.raises(Refused) as no:
        take(sana, content)
    assert str(no.value)
    assert count(sana) == 0


def test_other_headings_are_mapped(sana: Organisation) -> None:
    content = "Номер;Дата;Возраст\n7;2026-03-01 10:00;5".encode()
    mapping = {"Номер": "reference", "Дата": "received_at", "Возраст": "child_age"}
    assert take(sana, content, mapping).imported == 1


def workbook(rows: list[list[Any]]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, str) and cell.startswith("="):
                sheet.write_formula(number, place, cell, value=9)
            else:
                sheet.write(number, place, cell)
    book.close()
    return out.getvalue()


def test_a_workbook_comes_in(sana: Organisation) -> None:
    rows = [["reference", "received_at", "child_age"], ["A-1", "2026-03-01T10:00", 9]]
    assert take(sana, workbook(rows)).imported == 1


def test_a_formula_in_a_workbook_is_a_fault(sana: Organisation) -> None:
    rows = [["reference", "received_at", "child_age"], ["A-1", "2026-03-01T10:00", "=4+5"]]
    done = take(sana, workbook(rows))
    assert [(fault.row, fault.column) for fault in done.faults] == [(2, "child_age")]


def test_unknown_is_no_answer_and_not_stated_is_one(sana: Organisation) -> None:
    take(sana, csv(line(client_sex="unknown", education="UNKNOWN", ethnicity="not_stated")))
    with scope(sana.pk):
        found = Contact.objects.get()
        assert (found.child_sex, found.child_education) == ("", "")
        assert found.child_ethnicity == "not_stated"


def test_odd_pairs_are_warnings_only(sana: Organisation) -> None:
    done = take(sana, csv(line(child_age="3", education="university", caller_relation="child")))
    assert [warning.column for warning in done.warnings] == ["education", "caller_relation"]
    assert done.imported == 1


def test_two_organisations_number_apart(sana: Organisation, rodnik: Organisation) -> None:
    """S33: the same references in two organisations do not meet, and numbers begin anew."""
    take(sana, csv(line(), line("A-2")))
    actor = actors.console(rodnik, [permissions.IMPORT_CONTACTS])
    table = incoming.read_table(csv(line()), "x.csv")
    with scope(rodnik.pk):
        read = imports.read_contacts(table, rodnik.time_zone, clock.now())
        done = import_contacts(actor, cast.team(rodnik, "Almaty").pk, read)
        assert (done.imported, Contact.objects.get().code) == (1, "HL-2026-0001")
