"""The issue's own journey: three calls by keyboard, the board, the report of 2007, files,
languages.
"""

import io
import re
import time

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tools import house
from tools.house import House

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
OPERATOR = "operator@sana.example"
SUPERVISOR = "supervisor@sana.example"


def record_by_keyboard(page: Page, served: House, story: str) -> None:
    """Record a call without touching the mouse."""
    page.goto(f"{served.address}/hotline/contacts/record/")
    page.keyboard.press("Alt+0")
    page.keyboard.press("p")
    page.keyboard.press("g")
    page.locator("[name$=age]").first.focus()
    page.keyboard.type("9")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("1")
    page.keyboard.press("v")
    page.locator("[name=narrative]").focus()
    page.keyboard.type(story)
    page.keyboard.press("Tab")
    page.keyboard.type("Explained the right to a certificate.")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/hotline/$"))


def test_three_calls_by_keyboard_stand_on_the_board(desk: Page, served: House) -> None:
    house.sign_in(desk, served, OPERATOR)
    for number in range(3):
        record_by_keyboard(desk, served, f"An invented call, number {number}.")
        expect(desk.locator("main")).to_contain_text(re.compile("HL-2026-"))
    desk.goto(f"{served.address}/hotline/contacts/")
    expect(desk.locator("tbody tr").first).to_contain_text(re.compile("HL-2026-"))
    assert "invented call" not in desk.content()
    desk.locator("tbody a.code").first.click()
    expect(desk.locator("main")).to_contain_text("number 2")
    assert desk.hosts == {served.address.split("/")[2]}  # type: ignore[attr-defined]
    assert desk.complaints == []  # type: ignore[attr-defined]


def test_the_report_of_2007_is_read_compared_and_taken_out(desk: Page, served: House) -> None:
    house.sign_in(desk, served, SUPERVISOR)
    desk.goto(f"{served.address}/numbers/hotline/?first=2007-03-07&last=2007-10-07")
    expect(desk.locator("main")).to_contain_text("51.98")
    with desk.expect_download() as coming:
        desk.get_by_role("button", name="Excel").click()
    book = openpyxl.load_workbook(io.BytesIO(coming.value.path().read_bytes()))
    assert len(book.sheetnames) == 11
    with desk.expect_download() as coming:
        desk.get_by_role("button", name="PDF").click()
    assert coming.value.path().read_bytes().startswith(b"%PDF")
    desk.get_by_role("link", name="Compare with published").click()
    expect(desk.locator("main")).to_contain_text("4 figures differ")


def test_a_number_opens_the_list_behind_it(desk: Page, served: House) -> None:
    house.sign_in(desk, served, SUPERVISOR)
    desk.goto(f"{served.address}/numbers/hotline/?first=2007-03-07&last=2007-10-07")
    desk.locator("[aria-labelledby=t-ethnicity] a", has_text="14").click()
    expect(desk.locator("tbody tr")).to_have_count(14)


@pytest.mark.parametrize(
    ("language", "word"), [("kk", "Өтініш"), ("ru", "Обращения"), ("en", "Contacts")]
)
def test_the_same_page_in_three_languages(
    desk: Page, served: House, language: str, word: str
) -> None:
    house.sign_in(desk, served, OPERATOR, language)
    desk.goto(f"{served.address}/hotline/contacts/")
    expect(desk.locator("html")).to_have_attribute("lang", language)
    expect(desk.locator("main")).to_contain_text(word)


def test_a_call_is_recorded_without_scripts(chromium: Browser, served: House) -> None:
    window = house.window(chromium, java_script_enabled=False)
    page = window.new_page()
    house.sign_in(page, served, OPERATOR)
    page.goto(f"{served.address}/hotline/contacts/record/")
    page.check("[name=danger_now][value=no]", force=True)
    page.check("[name=caller_relation][value=parent]", force=True)
    page.check("[name=topic][value=education]", force=True)
    page.check("[name=outcome][value=advice_given]", force=True)
    page.fill("[name=narrative]", "Without scripts.")
    page.fill("[name=advice]", "Advice.")
    page.get_by_role("button", name="Save contact").click()
    page.goto(f"{served.address}/hotline/contacts/")
    page.locator("tbody a.code").first.click()
    expect(page.locator("main")).to_contain_text("Without scripts.")
    window.close()


def test_a_draft_comes_back_for_the_same_operator_only(chromium: Browser, served: House) -> None:
    """R3: the browser is closed in the middle of a call."""
    window = house.window(chromium)
    page = window.new_page()
    house.sign_in(page, served, OPERATOR)
    page.goto(f"{served.address}/hotline/contacts/record/")
    with page.expect_response(re.compile("/drafts/keep/")):
        page.locator("[name=narrative]").fill("Half a story that must not be lost.")
        page.locator("[name=advice]").focus()
    window.close()
    for who, there in (("operator2@sana.example", 0), (OPERATOR, 1)):
        window = house.window(chromium)
        page = window.new_page()
        house.sign_in(page, served, who)
        page.goto(f"{served.address}/hotline/contacts/record/")
        drafts = page.locator("a[href*='/hotline/drafts/']")
        assert min(drafts.count(), 1) == there, who
        if there:
            drafts.first.click()
            expect(page.locator("[name=narrative]")).to_have_value(re.compile("Half a story"))
        window.close()


def test_enter_in_a_field_records_nothing(desk: Page, served: House) -> None:
    """A browser presses the first button of a form by itself, which is "silent" here."""
    house.sign_in(desk, served, OPERATOR)
    desk.goto(f"{served.address}/hotline/contacts/record/")
    before = desk.locator("[name=id]").input_value()
    for name in ("child-1-age", "caller_relation", "phone"):
        desk.locator(f"[name={name}]").first.press("Enter", no_wait_after=True)
    expect(desk.locator("[name=id]")).to_have_value(before)


def test_a_legal_service_that_speaks_uzbek_is_given_without_the_mouse(
    desk: Page, served: House
) -> None:
    """During a call: find the nearest that is open, give it, save. The seconds are printed."""
    house.sign_in(desk, served, OPERATOR)
    desk.goto(f"{served.address}/hotline/contacts/record/")
    keys = desk.keyboard
    for key in ("Alt+0", "p", "Shift+U", "1"):
        keys.press(key)
    began = time.monotonic()
    keys.press("Alt+n")
    expect(desk.locator("[name=help-need]")).to_be_focused()
    expect(desk.locator("[name=help-language]")).to_have_value("uz")
    expect(desk.locator("[name=help-open_now]")).to_be_checked()
    keys.type("Legal: everything")
    keys.press("Enter")
    first = desk.locator("[data-give]").first
    expect(first).to_be_focused()
    name = desk.locator("#help-found .found-name").first.inner_text()
    region = desk.locator("#help-found .found").first
    expect(region).to_contain_text("Shymkent")
    expect(region).to_contain_text("Uzbek")
    keys.press("Enter")
    expect(desk.locator("#id_given")).to_contain_text(name)
    taken = time.monotonic() - began
    print(f"\nfound and given in {taken:.1f} s")
    keys.press("ArrowDown")
    expect(desk.locator("[data-give]").nth(1)).to_be_focused()
    desk.locator("[name=help-words]").focus()
    keys.type("yurist")
    keys.press("Enter")
    expect(desk.locator("[data-give]").first).to_be_focused()
    keys.press("Alt+n")
    expect(desk.locator("#help-panel [data-give]")).to_have_count(0)
    keys.press("v")
    keys.press("s")
    keys.type("(Invented) Born at home, no papers.")
    keys.press("Tab")
    keys.type("Named a lawyer who speaks Uzbek.")
    keys.press("Control+Enter")
    desk.wait_for_url(re.compile(r"/hotline/$"))
    desk.locator("main a.code").first.click()
    expect(desk.locator("main")).to_contain_text("Given to the caller")
    expect(desk.locator("main")).to_contain_text(name)
    assert desk.complaints == []  # type: ignore[attr-defined]
    assert taken < 10


def test_a_service_is_given_without_scripts(chromium: Browser, served: House) -> None:
    window = house.window(chromium, java_script_enabled=False)
    page = window.new_page()
    house.sign_in(page, served, OPERATOR)
    page.goto(f"{served.address}/hotline/contacts/record/")
    page.check("[name=danger_now][value=no]", force=True)
    page.check("[name=caller_relation][value=parent]", force=True)
    page.check("[name=topic][value=birth_registration]", force=True)
    page.fill("[name=narrative]", "Typed before looking.")
    page.get_by_role("button", name="Find who helps").click()
    page.get_by_role("button", name="Give to the caller").first.click()
    expect(page.locator("[name=narrative]")).to_have_value("Typed before looking.")
    expect(page.locator("#id_given > li")).to_have_count(1)
    page.check("[name=outcome][value=advice_given]", force=True)
    page.fill("[name=advice]", "Named who helps.")
    page.get_by_role("button", name="Save contact").last.click()
    page.wait_for_url(re.compile(r"/hotline/$"))
    page.locator("main a.code").first.click()
    expect(page.locator("main")).to_contain_text("Given to the caller")
    window.close()
