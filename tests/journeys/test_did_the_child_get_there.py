"""A child is referred to a service, the provider answers on a phone, and consent is taken back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.test_a_case import Desk
from tools import house
from tools.house import House

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
NEED = "(Invented) A check-up: she coughs at night."


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """The telephone of a provider, without an account."""
    window = house.window(chromium, width=390)
    yield window.new_page()
    window.close()


def test_the_provider_answers_on_a_phone_until_consent_is_taken_back(
    worker: Desk, phone: Page, served: House
) -> None:
    """S34: referred, accepted, done and counted; then the page on the phone closes at once."""
    child, one = referred(worker)
    opened(worker, phone, served, one)
    expect(phone.locator("main")).to_contain_text(NEED)
    answered(phone, "accept", place="(Invented) Room 4")
    worker.goto(one)
    worker.says("Accepted")
    answered(phone, "confirm")
    worker.goto(one)
    worker.says("Service completed")
    worker.says("The provider")
    taken_back(worker, child)
    phone.goto(f"{served.address}/referrals/code/referral/")
    expect(phone.locator("main")).to_contain_text("This referral is closed")
    assert NEED not in phone.content()


def referred(worker: Desk) -> tuple[str, str]:
    """From a case whose family agreed with an agency: looked at, then sent. Child and referral."""
    page = worker.page
    worker.goto("/referrals/?state=SENT")
    page.locator("tbody a.code").first.click()
    case = str(page.locator("main a[href^='/cases/']").first.get_attribute("href"))
    agency = str(page.locator("main a.found-name").first.get_attribute("href"))
    agency_id = re.findall(r"[0-9a-f-]{36}", agency)[0]
    worker.goto(f"/referrals/case/{case.split('/')[2]}/?agency={agency_id}")
    page.locator("[name=need]").first.select_option("SO04", force=True)
    worker.send(urgency="soon", need_words=NEED, way="letter", language="ru")
    worker.says(NEED)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/referrals/[0-9a-f-]{36}/$"))
    one = re.sub(r"^https?://[^/]+", "", page.url)
    worker.says("Sent")
    worker.goto(case)
    child = page.locator("main a[href^='/children/']").first.get_attribute("href")
    return f"/children/{str(child).split('/')[2]}/", one


def opened(worker: Desk, phone: Page, served: House, one: str) -> None:
    """The code is told on the telephone and typed on a phone; it opens this referral, once."""
    code = given(worker, one)
    typed(phone, served, code.lower())
    phone.wait_for_url("**/code/referral/")
    phone.context.clear_cookies()
    typed(phone, served, code)
    expect(phone.locator("main")).to_contain_text("Check the code.")  # used once, it opens nothing
    typed(phone, served, given(worker, one))
    phone.wait_for_url("**/code/referral/")


def given(worker: Desk, one: str) -> str:
    """A new code, shown once to whoever spells it on the telephone."""
    worker.goto(f"{one}code/")
    worker.press("Give a new code")
    return worker.page.locator(".spoken-code").inner_text()


def typed(phone: Page, served: House, code: str) -> None:
    """A code at the door."""
    phone.goto(f"{served.address}/referrals/code/")
    phone.fill("[name=code]", code)
    phone.locator("main button[type=submit]").first.click()


def answered(phone: Page, act: str, **said: str) -> None:
    """One of the buttons under the answer, and what it asks."""
    phone.locator(f"main a[href$='/{act}/']").click()
    phone.wait_for_url(f"**/{act}/")
    for name, words in said.items():
        phone.fill(f"main [name={name}]", words)
    phone.locator("main form button[type=submit]").first.click()
    phone.wait_for_url("**/code/referral/")


def taken_back(worker: Desk, child: str) -> None:
    """The family takes back that this agency is told anything."""
    worker.goto(child)
    shared = worker.page.locator("li", has=worker.page.locator("b", has_text="agency"))
    shared.locator("a[href$='/back/']").first.click()
    worker.page.locator("main form button[type=submit]").first.click()
    worker.page.wait_for_url(re.compile(r"/children/"))
