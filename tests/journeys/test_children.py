"""Keyboard only: from a search to a registered child, and from its code to its name."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tools import house
from tools.house import House

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
NAMES = ("Шахризода", "Юлдашева")


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the control of this name has the focus."""
    for _step in range(60):
        if page.evaluate("document.activeElement.name") == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way by Tab to {name}")


@pytest.mark.parametrize("scripts", [True, False])
def test_from_search_to_a_registered_child_by_keyboard(
    chromium: Browser, served: House, scripts: bool
) -> None:
    window = house.window(chromium, java_script_enabled=scripts)
    page = window.new_page()
    house.sign_in(page, served, "social@sana.example", "en")
    page.goto(f"{served.address}/children/")
    tab_to(page, "given")
    page.keyboard.type(NAMES[0] + ("а" if scripts else "ой"))
    page.keyboard.press("Tab")
    page.keyboard.type(NAMES[1])
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_be_visible()
    tab_to(page, "begin")
    page.keyboard.press("Enter")
    expect(page.locator("[name=family_name]")).to_have_value(NAMES[1])
    tab_to(page, "age")
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    page.locator("h1.code, [name=not_same]").first.wait_for()
    if page.locator("[name=not_same]").count():
        tab_to(page, "not_same")
        page.keyboard.press("Enter")
    expect(page.locator("h1.code")).to_be_visible()
    assert NAMES[1] not in page.content() + page.url + page.title()
    window.close()
