"""The issue's own journey: three calls by keyboard, the board, the report of 2007, files,
languages.
"""

import io
import re

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
