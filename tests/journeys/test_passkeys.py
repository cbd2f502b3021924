"""A passkey, with a key that Chromium invents: added, used alone, used after the password."""

import re

import pytest
from playwright.sync_api import Page, expect

from tools import house
from tools.house import House

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
USE = "form[data-passkey] button[type=submit]"


def give_key(page: Page) -> None:
    """Plug an invented key into this window."""
    wires = page.context.new_cdp_session(page)
    wires.send("WebAuthn.enable")
    wires.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})


def by_name(served: House) -> House:
    """The same house by its name: browsers make no key for a bare network address."""
    return House(served.address.replace("127.0.0.1", "localhost"), served.password)


def sign_out(page: Page, at: House) -> None:
    page.goto(f"{at.address}/sign-in/out/")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(f"{at.address}/sign-in/")


def test_a_passkey_is_added_and_opens_the_door_alone(desk: Page, served: House) -> None:
    """S28: WebAuthn first."""
    at, who = by_name(served), "manager@sana.example"
    give_key(desk)
    house.sign_in(desk, at, who)
    desk.goto(f"{at.address}/sign-in/second/keys/add/")
    desk.fill("[name=name]", "Blue stick")
    desk.locator(USE).click()
    desk.wait_for_url(f"{at.address}/sign-in/second/codes/")
    expect(desk.locator(".codes li")).to_have_count(10)
    desk.goto(f"{at.address}/sign-in/second/keys/")
    expect(desk.locator("main")).to_contain_text("Blue stick")

    sign_out(desk, at)
    desk.locator(USE).click()
    desk.wait_for_url(re.compile("/(people|numbers|notices)/"))

    sign_out(desk, at)
    desk.fill("[name=login]", who)
    desk.fill("[name=password]", at.password)
    desk.press("[name=password]", "Enter")
    desk.wait_for_url(f"{at.address}/sign-in/second/ask/")
    desk.locator(USE).click()
    desk.wait_for_url(re.compile("/(people|numbers|notices)/"))
    assert desk.hosts == {at.address.split("/")[2]}  # type: ignore[attr-defined]
    assert desk.complaints == []  # type: ignore[attr-defined]


def test_a_strange_key_opens_nothing_and_says_what_to_do(desk: Page, served: House) -> None:
    at = by_name(served)
    give_key(desk)
    house.speak(desk, at, "en")
    desk.goto(f"{at.address}/sign-in/")
    desk.locator(USE).click()
    expect(desk.get_by_role("alert")).to_contain_text("sign in with the password")
    desk.goto(f"{at.address}/people/me/")
    desk.wait_for_url(re.compile("/sign-in/"))


def test_the_door_works_without_scripts(served: House, chromium: object) -> None:
    """The password way needs none, and the key is not offered."""
    window = house.window(chromium, java_script_enabled=False)  # type: ignore[arg-type]
    page = window.new_page()
    house.speak(page, served, "en")
    page.goto(f"{served.address}/sign-in/")
    expect(page.locator(USE)).to_be_hidden()
    page.fill("[name=login]", "operator2@sana.example")
    page.fill("[name=password]", served.password)
    page.locator("main form:not([data-passkey]) button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/sign-in/" not in url)
    window.close()
