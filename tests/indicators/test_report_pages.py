"""The report's pages and files, from the register of 2007 to the published figures beside ours."""

import io
import json
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client

from tests.hotline.test_import_contacts import REGISTER, csv, line, take
from umai.foundation.access.models import Organisation, Person
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.scope import scope
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary.models import Term

URL = "/numbers/hotline/"
DAYS = {"first": "2007-03-07", "last": "2007-10-07", "ages": "HOTLINE2007"}


@pytest.fixture
def register(sana: Organisation) -> Organisation:
    """Sana Sezim with its register of 2007."""
    take(sana, REGISTER.read_bytes())
    return sana


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_published_table_comes_out(
    register: Organisation, saule: Person, as_person: Callable[[Person], Client]
) -> None:
    answer = as_person(saule).get(URL, DAYS, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    page = words(answer)
    for figure in ("51.98", "48.02", "96.23", "15.28", "2.78", "n = 503", "n = 243", "n = 463"):
        assert figure in page
    assert "1 not recorded" in page
    assert "nothing here may be published" in page


def test_a_supervisor_opens_the_list_behind_a_number(
    register: Organisation, saule: Person, as_person: Callable[[Person], Client]
) -> None:
    page = as_person(saule).get(URL, DAYS).content.decode()
    assert (
        "/hotline/contacts/?from=2007-03-07&amp;to=2007-10-07&amp;substantive=1&amp;child_age=4-6"
        in page
    )


@pytest.mark.parametrize(
    "role", ["programme_manager", "monitoring", "partner", "ombudsperson_office"]
)
def test_others_see_numbers_and_no_list(
    register: Organisation,
    person: Callable[..., Person],
    as_person: Callable[[Person], Client],
    role: str,
) -> None:
    page = as_person(person(role)).get(URL, DAYS)
    assert page.status_code == 200
    assert "/hotline/contacts/" not in page.content.decode()


@pytest.mark.parametrize("role", ["operator", "administrator", "data_protection_officer"])
def test_other_roles_get_no_report(
    register: Organisation,
    person: Callable[..., Person],
    as_person: Callable[[Person], Client],
    role: str,
) -> None:
    assert as_person(person(role)).get(URL, DAYS).status_code == 403


def test_another_organisation_counts_nothing_of_ours(
    register: Organisation, serik: Person, as_person: Callable[[Person], Client]
) -> None:
    """S33: the register of Sana Sezim does not exist for Rodnik."""
    assert "504" not in words(as_person(serik).get(URL, DAYS))


def test_days_the_wrong_way_round_come_back(
    saule: Person, as_person: Callable[[Person], Client]
) -> None:
    answer = as_person(saule).get(URL, {"first": "2007-10-07", "last": "2007-03-07"})
    assert answer.status_code == 422
    assert b'value="2007-10-07"' in answer.content


def test_only_the_shown_differences_are_found(
    register: Organisation, saule: Person, as_person: Callable[[Person], Client]
) -> None:
    """Ours are never bent: 96.2 and 1.6 where 96.3 and 1.5 were printed, Uighur 2.78."""
    answer = as_person(saule).get(f"{URL}published/", headers={"Accept-Language": "en"})
    page = words(answer)
    assert answer.status_code == 200
    for figure in ("96.3", "96.2", "1.5", "1.6", "2.77", "2.78"):
        assert figure in page
    assert "4 figures differ" in page


def test_typed_figures_stand_beside_ours(
    register: Organisation, saule: Person, as_person: Callable[[Person], Client]
) -> None:
    typed = {
        "source": "Annual report",
        "unit": "count",
        "table": "topic",
        "figures": "health 15\nL03 23",
    }
    answer = as_person(saule).post(f"{URL}published/", typed, headers={"Accept-Language": "en"})
    assert answer.status_code == 200
    assert "Annual report" in words(answer)


def test_figures_that_cannot_be_read_come_back_with_the_words_kept(
    register: Organisation, saule: Person, as_person: Callable[[Person], Client]
) -> None:
    typed = {"unit": "count", "table": "topic", "figures": "health many"}
    answer = as_person(saule).post(f"{URL}published/", typed)
    assert answer.status_code == 422
    assert b"health many" in answer.content


@pytest.mark.parametrize(
    ("form", "begins"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("pdf", b"%PDF")]
)
def test_the_report_leaves_as_a_file_and_the_journal_says_so(
    register: Organisation,
    saule: Person,
    as_person: Callable[[Person], Client],
    form: str,
    begins: bytes,
) -> None:
    answer = as_person(saule).post(f"{URL}file/{form}/", DAYS)
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    with scope(register.pk):
        assert (
            Entry.objects.filter(event="indicators.report_exported", actor_id=saule.pk).count() == 1
        )


def test_the_page_itself_carries_the_days_to_the_file(
    register: Organisation, saule: Person, as_person: Callable[[Person], Client]
) -> None:
    page = as_person(saule).get(URL, DAYS).content.decode()
    assert page.count('name="first" value="2007-03-07"') == 4
    assert page.count('name="last" value="2007-10-07"') == 4


def test_the_workbook_holds_numbers_and_no_formula(
    register: Organisation, saule: Person, as_person: Callable[[Person], Client]
) -> None:
    """S25: what is text stays text."""
    content = as_person(saule).post(f"{URL}file/xlsx/", DAYS).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert 262 in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_without_the_right_to_export_there_is_no_file(
    register: Organisation, person: Callable[..., Person], as_person: Callable[[Person], Client]
) -> None:
    """S25: exporting is a right of its own."""
    assert as_person(person("monitoring")).post(f"{URL}file/csv/", DAYS).status_code == 403


def test_an_empty_field_alone_is_not_recorded(sana: Organisation) -> None:
    """`not_stated` is an answer with its own row and in the base."""

    take(sana, csv(line(ethnicity="not_stated"), line("A-2", ethnicity="kazakh"), line("A-3")))
    made = report_of(sana)
    table = made["tables"]["ethnicity"]
    assert (table["base"], table["not_recorded"]) == (2, 1)
    assert {row["code"]: row["percent"] for row in table["rows"]}["not_stated"] == "50.00"


def report_of(organisation: Organisation) -> dict[str, Any]:
    from datetime import date

    from umai.foundation.access import actors
    from umai.indicators import cli, exports, queries

    actor = actors.console(organisation, cli.GRANTS)
    with scope(organisation.pk):
        made = queries.hotline_report(actor, date(2026, 3, 1), date(2026, 3, 1), "en")
    return dict(json.loads(json.dumps(exports.report_json(made))))


def test_the_days_are_local_and_inclusive(sana: Organisation) -> None:
    """Half past midnight in Shymkent is the day before in UTC, and belongs to the local day."""
    lines = [
        line("A-1", "2026-03-01T00:00"),
        line("A-2", "2026-03-01T23:59"),
        line("A-3", "2026-03-02T00:00"),
        line("A-4", "2026-02-28T23:59"),
    ]
    take(sana, csv(*lines))
    assert report_of(sana)["contacts"] == 2


def test_a_row_with_base_zero_has_no_percent(sana: Organisation) -> None:
    made = report_of(sana)
    assert {row["percent"] for row in made["tables"]["client_sex"]["rows"]} == {None}
    assert [row["code"] for row in made["tables"]["child_age"]["rows"]] == [
        *("0-3", "4-6", "7-9", "10-12", "13-15", "16-18", "over")
    ]
    assert made["tables"]["consultations"]["unit"] == "contacts with at least one"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"ages": "XYZ"}, "There are none “XYZ”"),
        ({"first": "yesterday"}, "Choose a day, such as 2007-03-07."),
        ({"first": "0001-01-01"}, "Choose a day between the years 1900 and 2999."),
        ({"last": "9999-12-31"}, "Choose a day between the years 1900 and 2999."),
    ],
)
@pytest.mark.parametrize("side", ["", "published/"])
def test_an_address_written_by_hand_is_answered_in_words(
    saule: Person,
    as_person: Callable[[Person], Client],
    asked: dict[str, str],
    told: str,
    side: str,
) -> None:
    answer = as_person(saule).get(
        f"{URL}{side}", {**DAYS, **asked}, headers={"Accept-Language": "en"}
    )
    assert answer.status_code == 422
    assert told in words(answer)


def test_a_file_for_unknown_age_bands_is_refused_in_words(
    saule: Person, as_person: Callable[[Person], Client]
) -> None:
    answer = as_person(saule).post(
        f"{URL}file/pdf/", {**DAYS, "ages": "XYZ"}, headers={"Accept-Language": "en"}
    )
    assert answer.status_code == 422
    assert "There are none “XYZ”" in words(answer)


def test_other_age_bands_are_counted(
    register: Organisation, saule: Person, as_person: Callable[[Person], Client]
) -> None:
    answer = as_person(saule).get(URL, {**DAYS, "ages": "UNICEF_A"})
    assert answer.status_code == 200
    assert "15–17" in words(answer)


def test_words_of_a_list_without_bands_are_not_offered(
    saule: Person, as_person: Callable[[Person], Client], sana: Organisation
) -> None:
    """A term that somebody adds to the list by its page has no bands to count by."""
    Term.objects.create(word_list_id="age_band_scheme", code="NEW", labels={"en": "New"}, sort=9)
    vocabulary.forget()
    assert as_person(saule).get(URL, {**DAYS, "ages": "NEW"}).status_code == 422
