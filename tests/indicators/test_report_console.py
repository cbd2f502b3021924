"""`umai report hotline`: the answer alone on stdout, reasons on stderr, 0, 1 or 2 at the end."""

import csv
import io
import json
from collections.abc import Callable

import openpyxl
import pytest

from tests.hotline.test_import_contacts import REGISTER, take
from umai.config import verbs
from umai.foundation.access.models import Organisation
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.scope import scope

DAYS = ("--from", "2007-03-07", "--to", "2007-10-07")
Said = tuple[int, bytes, str]
Umai = Callable[..., Said]


@pytest.fixture
def umai(db: None, capsysbinary: pytest.CaptureFixture[bytes]) -> Umai:
    """Say a verb as at the console; the exit, the bytes of the answer and what went to stderr."""

    def say(*words: str) -> Said:
        try:
            code = verbs.run(verbs.parser().parse_args(["report", "hotline", *words]))
        except SystemExit as end:
            code = int(end.code or 0)
        told = capsysbinary.readouterr()
        return code, told.out, told.err.decode()

    return say


@pytest.fixture
def register(sana: Organisation) -> Organisation:
    """Sana Sezim with its register of 2007."""
    take(sana, REGISTER.read_bytes())
    return sana


def test_json_is_the_whole_answer(register: Organisation, umai: Umai) -> None:
    code, out, err = umai("--organisation", "sana", *DAYS, "--format", "json")
    assert (code, err) == (0, "")
    tables = json.loads(out)["tables"]
    assert tables["topic"]["base"] == 243
    assert {row["code"]: row["percent"] for row in tables["ethnicity"]["rows"]}["uighur"] == "2.78"


def test_csv_is_the_whole_answer(register: Organisation, umai: Umai) -> None:
    code, out, err = umai("--organisation", "sana", *DAYS, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out.decode("utf-8-sig"))))
    assert (code, err) == (0, "")
    assert out.startswith(b"\xef\xbb\xbforganisation,")
    male = next(row for row in rows if (row["table"], row["code"]) == ("client_sex", "male"))
    assert (male["count"], male["percent"]) == ("262", "51.98")


def test_a_workbook_is_the_whole_answer(register: Organisation, umai: Umai) -> None:
    code, out, err = umai("--organisation", "sana", *DAYS, "--format", "xlsx", "--language", "kk")
    book = openpyxl.load_workbook(io.BytesIO(out))
    assert (code, err) == (0, "")
    assert len(book.sheetnames) == 11
    assert "Баланың жынысы" in book.sheetnames


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_pdf_is_the_whole_answer(register: Organisation, umai: Umai, language: str) -> None:
    code, out, err = umai(
        "--organisation", "sana", *DAYS, "--format", "pdf", "--language", language
    )
    assert (code, err) == (0, "")
    assert out.startswith(b"%PDF-")
    assert out.rstrip().endswith(b"%%EOF")


def test_a_file_that_leaves_is_in_the_journal(register: Organisation, umai: Umai) -> None:
    """S22: taking numbers out at the console is written down as well."""
    umai("--organisation", "sana", *DAYS, "--format", "csv")
    with scope(register.pk):
        entry = Entry.objects.get(event="indicators.report_exported")
        assert entry.actor_kind == "console"


def test_an_unknown_organisation_is_refused_with_its_reason(umai: Umai) -> None:
    code, out, err = umai("--organisation", "nobody", *DAYS)
    assert (code, out) == (1, b"")
    assert "nobody" in err


def test_unknown_age_bands_are_refused_with_their_reason(sana: Organisation, umai: Umai) -> None:
    code, out, err = umai("--organisation", "sana", *DAYS, "--ages", "XYZ")
    assert (code, out) == (1, b"")
    assert "XYZ" in err


def test_days_the_wrong_way_round_are_refused(sana: Organisation, umai: Umai) -> None:
    code, out, err = umai("--organisation", "sana", "--from", "2026-02-02", "--to", "2026-02-01")
    assert (code, out) == (1, b"")
    assert err


@pytest.mark.parametrize("day", ["yesterday", "2007-02-30", "", "0001-01-01", "9999-12-31"])
def test_a_wrong_day_is_wrong_use(umai: Umai, day: str) -> None:
    code, out, err = umai("--organisation", "sana", "--from", day, "--to", "2007-10-07")
    assert (code, out) == (2, b"")
    assert "is not a day such as 2007-03-07" in err


@pytest.mark.parametrize("words", [("--format", "docx"), ("--language", "de")])
def test_an_unknown_format_or_language_is_wrong_use(umai: Umai, words: tuple[str, str]) -> None:
    assert umai("--organisation", "sana", *DAYS, *words)[0] == 2


def test_other_age_bands_can_be_chosen(register: Organisation, umai: Umai) -> None:
    _code, out, _err = umai("--organisation", "sana", *DAYS, "--ages", "UNICEF_A")
    rows = json.loads(out)["tables"]["child_age"]["rows"]
    assert [row["code"] for row in rows][:2] == ["0-4", "5-9"]
