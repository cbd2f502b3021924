"""Entries are confirmed, corrected from outside, and decided: with scripts and without."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tools import house
from tools.house import House

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
SUPERVISOR = "supervisor@sana.example"


def in_the_queue(page: Page, served: House) -> int:
    """How many entries wait to be confirmed."""
    page.goto(f"{served.address}/directory/confirm/")
    return page.locator("form[action$='/confirm/']").count()


def test_the_supervisor_rings_and_confirms(desk: Page, served: House) -> None:
    """R25: one press, and the entry leaves the queue."""
    house.sign_in(desk, served, SUPERVISOR)
    before = in_the_queue(desk, served)
    assert before > 0
    desk.get_by_role("button", name=re.compile("Rang, all is right")).first.click()
    expect(desk.locator("main")).to_contain_text("Confirmed today")
    assert in_the_queue(desk, served) == before - 1
    assert desk.complaints == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("scripts", [True, False])
def test_an_agency_without_an_account_corrects_its_entry(
    chromium: Browser, desk: Page, served: House, scripts: bool
) -> None:
    """From the code on the telephone to the entry, on a phone, in Kazakh."""
    house.sign_in(desk, served, SUPERVISOR)
    desk.goto(f"{served.address}/directory/?region=KZ-79")
    desk.locator(".found a[href*='/directory/agencies/']").first.click()
    entry = desk.url.partition("#")[0]
    desk.goto(f"{entry}code/")
    desk.locator("main form button.primary").click()
    code = desk.locator(".spoken-code").inner_text()

    window = house.window(chromium, width=390, java_script_enabled=scripts)
    agency = window.new_page()
    house.speak(agency, served, "kk")
    agency.goto(f"{served.address}/directory/code/")
    agency.fill("[name=code]", code.lower())
    agency.locator("button.primary").click()
    agency.fill("[name=email]", f"right{scripts}@example.kz".lower())
    agency.locator("button.primary").click()
    expect(agency.locator("h1")).to_have_text("Рақмет")
    window.close()

    desk.goto(entry)
    desk.locator("a[href*='/directory/proposals/']").click()
    expect(desk.locator("main")).to_contain_text(f"right{scripts}@example.kz".lower())
    desk.locator("main button.primary").click()
    desk.goto(entry)
    expect(desk.locator("main")).to_contain_text(f"right{scripts}@example.kz".lower())
