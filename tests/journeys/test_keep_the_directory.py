"""An agency is written down with its service and found at once: with scripts and without."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tools import house
from tools.house import House

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
SUPERVISOR = "supervisor@sana.example"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_new_agency_is_found_as_soon_as_it_has_a_service(
    chromium: Browser, served: House, scripts: bool
) -> None:
    """More rows lose no word, Enter saves, a mistake is shown, and the search finds any script."""
    window = house.window(chromium, width=390 if scripts else 1360, java_script_enabled=scripts)
    page = window.new_page()
    house.sign_in(page, served, SUPERVISOR)
    name = "Жаңа үміт" if scripts else "Ақ ниет"
    page.goto(f"{served.address}/directory/agencies/open/")
    page.fill("[name=name_kk]", name)
    page.fill("[name=phones-0-number]", "150")
    page.fill("[name=phones-1-number]", "8 (725) 253-21-10")
    page.click("button[name=more][value=phones]")
    expect(page.locator("[name=phones-1-number]")).to_have_value("8 (725) 253-21-10")
    page.fill("[name=phones-2-number]", "1234567")
    page.press("[name=name_kk]", "Enter")
    expect(page.locator(".error-summary")).to_contain_text("1234567 cannot be dialled")
    page.fill("[name=phones-2-number]", "")
    page.press("[name=name_kk]", "Enter")
    expect(page.locator("h1")).to_have_text(name)
    expect(page.locator("a[href='tel:+77252532110']").first).to_be_visible()

    page.get_by_role("link", name="Add a service").first.click()
    page.fill("[name=name_ru]", "Горячий обед")
    page.fill("[name=week-weekdays]", "9-13, 14-18")
    page.locator("button.primary").click()
    expect(page.locator("section.service")).to_contain_text("09:00–13:00, 14:00–18:00")

    _finds(page, served, "goryach obed")
    expect(page.locator(".found", has_text=name)).to_be_visible()
    window.close()


def _finds(page: Page, served: House, words: str) -> None:
    """Look for words in every region, by keyboard."""
    page.goto(f"{served.address}/directory/?region=")
    page.fill("[name=words]", words)
    page.press("[name=words]", "Enter")
    expect(page.locator(".found-name").first).to_have_text("Горячий обед")
