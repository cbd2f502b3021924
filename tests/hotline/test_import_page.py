"""A register comes in through the browser: file, columns, check, imported."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from tests import cast
from tests.hotline.test_import_contacts import REGISTER, csv, line, workbook
from umai.foundation.access import actors
from umai.foundation.access.models import Organisation, Person
from umai.foundation.exports import commands
from umai.foundation.exports.models import IncomingRegister
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.scope import scope
from umai.foundation.vault.models import DataKey
from umai.hotline import permissions, rules
from umai.hotline.models import Contact

URL = "/hotline/contacts/import/"
CANARY = "Канарейка-7319"
Browser = Callable[[Person], Client]
Words = dict[str, Any]


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def choose(browser: Client, of: Organisation, content: bytes, name: str = "register.csv") -> Any:
    """Send the first page."""
    team = cast.team(of, "Shymkent")
    file = SimpleUploadedFile(name, content)
    return browser.post(
        URL,
        {"id": str(uuid4()), "team": str(team.pk), "file": file},
        headers={"Accept-Language": "en"},
    )


def kept(browser: Client, of: Organisation, content: bytes) -> str:
    """Choose a file and say yes to the columns we guess; the address of the check."""
    answer = choose(browser, of, content)
    assert answer.status_code == 302, words(answer)
    assert (
        browser.post(answer["Location"], mapping_of(browser, answer["Location"])).status_code == 302
    )
    return str(answer["Location"]).removesuffix("columns/")


def mapping_of(browser: Client, address: str) -> Words:
    """What the page of the columns would send as it is."""
    form = browser.get(address).context["form"]
    chosen = {field.html_name: field.value() for field in form.columns}
    return {"version": "1", **chosen}


@pytest.fixture
def browser(saule: Person, as_person: Browser) -> Client:
    """Saule's browser."""
    return as_person(saule)


def test_a_register_comes_in_by_four_pages(sana: Organisation, browser: Client) -> None:
    answer = choose(browser, sana, REGISTER.read_bytes())
    columns = browser.get(answer["Location"], headers={"Accept-Language": "en"})
    assert columns.status_code == 200
    assert "HL-2007-0001" in words(columns)
    check = kept(browser, sana, REGISTER.read_bytes())
    looked = browser.get(check, headers={"Accept-Language": "en"})
    shown = words(looked)
    assert "504 rows in the file" in shown
    assert "504 new" in shown
    assert "2 HL-2007-0001 7 Mar 2007 09:00 14" in shown
    assert "recovery_of_obligations" not in shown
    done = browser.post(check, {"version": looked.context["register"].version}, follow=True)
    assert done.redirect_chain[-1][0].endswith("/done/")
    with scope(sana.pk):
        assert Contact.objects.count() == 504
        assert Contact.objects.first().team_id == cast.team(sana, "Shymkent").pk
        events = list(Entry.objects.order_by("at", "id").values_list("event", flat=True))
    assert events[-1] == "hotline.contacts_imported"
    assert {"exports.register_kept", "exports.register_mapped"} <= set(events)


def test_after_the_import_the_words_and_their_key_are_gone(
    sana: Organisation, browser: Client
) -> None:
    check = kept(browser, sana, csv(line()))
    browser.post(check, {"version": 2})
    with scope(sana.pk):
        register = IncomingRegister.objects.get()
        key = DataKey.objects.get(pk=register.key_id)
    assert (register.content_sealed, register.name_sealed, register.mapping_sealed) == (None,) * 3
    assert (key.kind, key.wrapped) == ("register", None)
    assert (register.total, register.imported, register.known) == (1, 1, 0)


def test_pressing_twice_imports_once(sana: Organisation, browser: Client) -> None:
    """R18: the second press shows what the first one did."""
    check = kept(browser, sana, csv(line(), line("A-2")))
    first = browser.post(check, {"version": 2})
    second = browser.post(check, {"version": 2})
    assert first["Location"] == second["Location"] == f"{check}done/"
    with scope(sana.pk):
        assert Contact.objects.count() == 2
        assert Entry.objects.filter(event="hotline.contacts_imported").count() == 1


def test_sending_the_file_twice_keeps_it_once(sana: Organisation, browser: Client) -> None:
    sent = {"id": str(uuid4()), "team": str(cast.team(sana, "Shymkent").pk)}
    places = {
        browser.post(URL, {**sent, "file": SimpleUploadedFile("a.csv", csv(line()))})["Location"]
        for _ in range(2)
    }
    assert len(places) == 1
    with scope(sana.pk):
        assert IncomingRegister.objects.count() == 1


def test_a_new_file_takes_the_place_of_the_old_one(sana: Organisation, browser: Client) -> None:
    choose(browser, sana, csv(line()))
    choose(browser, sana, csv(line("A-2")))
    with scope(sana.pk):
        assert IncomingRegister.objects.count() == 1
        keys = DataKey.objects.filter(kind="register")
        assert sorted(key.wrapped is None for key in keys) == [False, True]


def test_other_headings_are_named_on_the_page(sana: Organisation, browser: Client) -> None:
    content = "Номер;Дата;Возраст ребёнка;Прочее\n7;2026-03-01 10:00;5;ничего".encode()
    address = choose(browser, sana, content)["Location"]
    page = browser.get(address)
    assert [field.label for field in page.context["form"].columns] == [
        "Номер",
        "Дата",
        "Возраст ребёнка",
        "Прочее",
    ]
    refused = browser.post(address, {"version": 1, "column_2": "child_age"})
    assert refused.status_code == 422
    assert b'<option value="child_age" selected>' in refused.content
    mapping = {"column_0": "reference", "column_1": "received_at", "column_2": "child_age"}
    check = browser.post(address, {"version": 1, **mapping})["Location"]
    looked = browser.get(check, headers={"Accept-Language": "en"})
    assert "Left out: Прочее" in words(looked)
    browser.post(check, {"version": 2})
    with scope(sana.pk):
        assert Contact.objects.get().child_age == 5


def test_one_column_cannot_be_two_headings(sana: Organisation, browser: Client) -> None:
    address = choose(browser, sana, b"a,b,c\n1,2026-03-01 10:00,2")["Location"]
    twice = {"column_0": "reference", "column_1": "received_at", "column_2": "reference"}
    answer = browser.post(address, {"version": 1, **twice}, headers={"Accept-Language": "en"})
    assert answer.status_code == 422
    assert "“a” is this already" in words(answer)


def test_columns_named_in_two_windows_are_not_mixed(sana: Organisation, browser: Client) -> None:
    check = kept(browser, sana, csv(line()))
    answer = browser.post(check, {"version": 1})
    assert answer.status_code == 422
    with scope(sana.pk):
        assert not Contact.objects.exists()


def test_bad_rows_are_named_and_keep_the_file_out(sana: Organisation, browser: Client) -> None:
    """R26: by row and column, and nothing is written."""
    check = kept(browser, sana, csv(line(), line("A-2", child_age="190"), line("A-3", topic="?")))
    looked = browser.get(check, headers={"Accept-Language": "en"})
    shown = words(looked)
    assert "2 with mistakes" in shown
    assert "3 Age of the child Write the age in whole years, 0 to 25. The file has “190”." in shown
    assert "4 Main topic “?” is not in the list." in shown
    answer = browser.post(check, {"version": 2})
    assert answer.status_code == 422
    with scope(sana.pk):
        assert not Contact.objects.exists()
        assert IncomingRegister.objects.get().imported_at is None


def test_the_list_of_bad_rows_can_be_taken_along(sana: Organisation, browser: Client) -> None:
    """S25: what looks like a formula is text in it."""
    lines = [line(f"A-{n}", child_age="190") for n in range(250)]
    check = kept(browser, sana, csv(*lines, line("A-X", topic="=1+1")))
    looked = browser.get(check, headers={"Accept-Language": "en"})
    assert "51 more mistakes stand in the list." in words(looked)
    answer = browser.get(f"{check}wrong/", headers={"Accept-Language": "en"})
    rows = answer.content.decode("utf-8-sig").splitlines()
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert len(rows) == 252
    assert rows[1].startswith("2,Age of the child,")


def test_good_rows_come_in_without_the_bad_ones(sana: Organisation, browser: Client) -> None:
    check = kept(browser, sana, csv(line(), line("A-2", child_age="190")))
    done = browser.post(
        check, {"version": 2, "skip_bad": "1"}, follow=True, headers={"Accept-Language": "en"}
    )
    assert "1 contact is imported" in words(done)
    assert "1 left out because of mistakes" in words(done)
    with scope(sana.pk):
        assert [one.reference for one in Contact.objects.all()] == ["A-1"]


def test_a_register_that_is_here_already_changes_nothing(
    sana: Organisation, browser: Client
) -> None:
    browser.post(kept(browser, sana, csv(line())), {"version": 2})
    looked = browser.get(kept(browser, sana, csv(line())), headers={"Accept-Language": "en"})
    assert "Every row is stored here already" in words(looked)


def test_odd_pairs_are_told_and_come_in(sana: Organisation, browser: Client) -> None:
    check = kept(browser, sana, csv(line(child_age="3", education="university")))
    looked = browser.get(check, headers={"Accept-Language": "en"})
    assert "Row 2, Where the child learns: An age of 3" in words(looked)


def bomb() -> bytes:
    """A small workbook that would unpack to far too much."""
    packed = io.BytesIO()
    small = zipfile.ZipFile(io.BytesIO(workbook([["reference", "received_at"], ["A", "B"]])))
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for name in small.namelist():
            more = b" " * (300 << 20) if name.endswith("sheet1.xml") else b""
            out.writestr(name, small.read(name) + more)
    return packed.getvalue()


def far_cell() -> bytes:
    """A workbook with one cell so far away that everything between would fill the memory."""
    packed = io.BytesIO()
    small = zipfile.ZipFile(io.BytesIO(workbook([["reference", "received_at"], ["A", "B"]])))
    with zipfile.ZipFile(packed, "w") as out:
        for name in small.namelist():
            out.writestr(name, small.read(name).replace(b'r="B2"', b'r="XFD1048576"'))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "The file is empty."),
        (b"  \n", "The file is empty."),
        ("reference,received_at\nКлючи,2026-01-01".encode("cp1251"), "not in UTF-8"),
        (b"reference,received_at\n1,\x00", "signs that no text has"),
        (b"PK\x03\x04 not a workbook", "cannot be read"),
        (b"\xd0\xcf\x11\xe0 old", "old Excel file"),
        (",".join(f"c{n}" for n in range(300)).encode(), "more than 200 columns"),
        pytest.param(bomb, "unpacks to more than", id="zip bomb"),
        pytest.param(far_cell, "too large", id="far cell"),
    ],
)
def test_a_file_that_cannot_be_read_goes_no_further(
    sana: Organisation, browser: Client, content: Any, told: str
) -> None:
    """R26: said on the page, in words, and nothing is kept."""
    answer = choose(browser, sana, content() if callable(content) else content)
    assert answer.status_code == 422
    assert told in words(answer)
    with scope(sana.pk):
        assert not IncomingRegister.objects.exists()


def test_a_formula_is_a_fault(sana: Organisation, browser: Client) -> None:
    """S25: formulas of a workbook are seen even where their value would be fine."""
    rows = [["reference", "received_at", "child_age"], ["A-1", "2026-03-01T10:00", "=4+5"]]
    check = kept(browser, sana, workbook(rows))
    assert "A formula stands here" in words(browser.get(check, headers={"Accept-Language": "en"}))


def test_a_huge_number_or_hidden_sign_is_a_fault(sana: Organisation, browser: Client) -> None:
    check = kept(browser, sana, csv(line(child_age="9" * 5000), line("A\x07B")))
    looked = browser.get(check, headers={"Accept-Language": "en"})
    assert "2 with mistakes" in words(looked)


def test_too_large_a_file_is_refused_in_words(
    sana: Organisation, browser: Client, settings: Any
) -> None:
    """It is never written to disk, and the answer says why and what to do."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1 << 20
    answer = choose(browser, sana, csv(line()) + b" " * (2 << 20))
    assert answer.status_code == 413
    assert "larger than 1 MB" in words(answer)


def test_uploads_are_held_in_memory_alone() -> None:
    assert settings.FILE_UPLOAD_HANDLERS == [
        "django.core.files.uploadhandler.MemoryFileUploadHandler"
    ]


def test_a_colleague_cannot_see_the_file(
    sana: Organisation, browser: Client, person: Callable[..., Person], as_person: Browser
) -> None:
    """Not even with the same role: the way is the same as for a file that does not exist."""
    check = kept(browser, sana, csv(line(CANARY)))
    other = as_person(person("supervisor"))
    for address in (check, f"{check}columns/", f"{check}wrong/", f"{check}done/"):
        answer = other.get(address)
        assert (answer.status_code, answer["Location"]) == (302, URL)
    assert other.post(check, {"version": 2}).status_code == 302
    other.post(f"{check}discard/")
    assert CANARY not in other.get(URL).content.decode()
    with scope(sana.pk):
        assert IncomingRegister.objects.get().content_sealed is not None
        assert not Contact.objects.exists()


@pytest.mark.parametrize(
    "role", ["operator", "monitoring", "programme_manager", "administrator", "partner"]
)
def test_others_import_nothing(
    sana: Organisation, person: Callable[..., Person], as_person: Browser, role: str
) -> None:
    other = as_person(person(role, "Shymkent" if role == "operator" else None))
    assert other.get(URL).status_code == 403
    assert choose(other, sana, csv(line())).status_code == 403


def test_a_supervisor_of_one_team_imports_for_that_team_only(
    sana: Organisation, person: Callable[..., Person], as_person: Browser
) -> None:
    other = as_person(person("supervisor", "Turkistan"))
    answer = choose(other, sana, csv(line()))
    assert answer.status_code == 422


def test_the_file_can_be_thrown_away(sana: Organisation, browser: Client) -> None:
    check = kept(browser, sana, csv(line()))
    browser.post(f"{check}discard/")
    with scope(sana.pk):
        assert not IncomingRegister.objects.exists()
        assert DataKey.objects.get(kind="register").wrapped is None
        assert Entry.objects.filter(event="exports.register_discarded").exists()
    assert browser.get(check)["Location"] == URL


def test_the_first_page_tells_of_a_file_that_waits(sana: Organisation, browser: Client) -> None:
    check = kept(browser, sana, csv(line()))
    page = browser.get(URL).content.decode()
    assert f'href="{check}"' in page


def test_after_an_hour_the_file_is_gone(sana: Organisation, browser: Client, saule: Person) -> None:
    """HL.REGISTER_KEEP: nobody finds it any more, and the chore erases it and its key."""
    check = kept(browser, sana, csv(line()))
    with scope(sana.pk), clock.told_at(clock.now() + timedelta(minutes=61)):
        actor = actors.job(sana, (permissions.IMPORT_CONTACTS,))
        assert commands.expire_registers(actor, rules.CONTACTS) == 1
        assert commands.expire_registers(actor, rules.CONTACTS) == 0
        assert not IncomingRegister.objects.exists()
        assert DataKey.objects.get(kind="register").wrapped is None
    assert browser.get(check)["Location"] == URL


def test_the_file_lies_in_clear_in_no_table(sana: Organisation, browser: Client) -> None:
    """S6: neither its rows nor its headings nor its name, in the session neither."""
    content = f"{CANARY}-H;reference;received_at\n{CANARY}-V;{CANARY}-R;2026-03-01 10:00".encode()
    check = kept(browser, sana, content)
    browser.get(check)
    found = everything(sana)
    assert CANARY.encode() not in found
    assert CANARY not in str(dict(browser.session.items()))
    assert b"register.csv" not in found


def everything(of: Organisation) -> bytes:
    """Every row of every table that the application can read, as bytes."""
    with scope(of.pk), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace ="
            " current_schema()::regnamespace"
        )
        said = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT * FROM "{table}"')
            said += [
                bytes(cell) if isinstance(cell, memoryview) else str(cell).encode()
                for row in cursor.fetchall()
                for cell in row
            ]
    return b"\n".join(said)


def test_an_id_that_nobody_has_leads_to_the_beginning(browser: Client) -> None:
    assert browser.get(f"{URL}{UUID(int=7)}/")["Location"] == URL
