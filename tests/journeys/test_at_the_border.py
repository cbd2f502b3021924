"""A mother and two children at the border: registered, agreed, found again, doubled and undone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tools import house
from tools.house import House

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
WORKER, SUPERVISOR = "social@sana.example", "supervisor@sana.example"
STRANGER, OFFICER = "supervisor@rodnik.example", "officer@sana.example"
DONE = {
    "child_registered": "registered a child",
    "relation_noted": "noted a relative or carer",
    "consent_form_printed": "printed a consent form",
    "people_searched": "searched for a person",
    "people_merged": "merged two records",
    "merge_undone": "undid a merge",
}
MOTHER = ("Нодира", "Сейтмурадова", "Nadira", "Seitmuradova")


class Desk:
    """One colleague at the demonstration."""

    def __init__(self, browser: Browser, served: House, who: str) -> None:
        self.window = house.window(browser)
        self.page: Page = self.window.new_page()
        self.at = served.address
        house.sign_in(self.page, served, who)

    def search(self, given: str, family: str, **said: str) -> None:
        """Search as the page is meant to be used."""
        self.page.goto(f"{self.at}/children/")
        self.page.fill("[name=given]", given)
        self.page.fill("[name=family]", family)
        for name, words in said.items():
            self.page.fill(f"[name={name}]", words)
        self.page.click("button:has-text('Find')")
        expect(self.page.locator("#found")).to_be_visible()

    def register(self, given: str, family: str, *, age: str, sex: str) -> str:
        """Search, find nobody, register. Returns the code."""
        self.search(given, family)
        self.page.click("[name=begin]")
        self.page.fill("[name=age]", age)
        self.page.check(f"[name=sex][value={sex}]", force=True)
        self.page.click("button:has-text('Register')")
        return self.code()

    def code(self) -> str:
        """The code of the record that is open."""
        expect(self.page.locator("h1.code")).to_be_visible()
        return self.page.locator("h1.code").inner_text()

    def id(self) -> str:
        """Its id, from the address."""
        found = re.search(r"[0-9a-f-]{36}", self.page.url)
        assert found
        return found[0]


@pytest.fixture
def desks(chromium: Browser, served: House) -> Iterator[list[Desk]]:
    """Opened when they are needed, closed after."""
    opened: list[Desk] = []
    yield opened
    for one in opened:
        one.window.close()


def test_a_family_at_the_border(chromium: Browser, served: House, desks: list[Desk]) -> None:
    worker = Desk(chromium, served, WORKER)
    desks.append(worker)
    mother = worker.register(*MOTHER[:2], age="27", sex="female")
    first_id = worker.id()
    child = worker.register("Шахзода", MOTHER[1], age="6", sex="female")
    worker.page.click("text=Register a brother or sister")
    worker.page.fill("[name=age]", "1")
    worker.page.click("button:has-text('Register')")
    baby = worker.code()
    assert len({mother, child, baby}) == 3

    relate(worker, mother)
    print_consent_in_uzbek(worker)
    assert MOTHER[1] not in worker.page.content() + worker.page.title() + worker.page.url

    worker.search(*MOTHER[2:])
    expect(worker.page.locator("main")).to_contain_text(mother)
    second_id = register_again(worker, mother)
    merge_and_undo(chromium, served, desks, first_id, second_id)
    a_stranger_finds_nothing(chromium, served, desks, mother)
    the_officer_sees_it(chromium, served, desks)


def relate(worker: Desk, mother: str) -> None:
    """Her mother, by the code, lives with her and cares for her."""
    worker.page.goto(f"{worker.page.url.split('#')[0]}family/add/")
    worker.page.select_option("[name=kind]", "MOTHER")
    worker.page.fill("[name=code]", mother)
    worker.page.click("button:has-text('Save')")
    expect(worker.page.locator("main")).to_contain_text(mother)


def print_consent_in_uzbek(worker: Desk) -> None:
    """The paper to sign, in the language of the child."""
    here = worker.page.url
    worker.page.goto(f"{here.split('#')[0]}consent/form/")
    choice = worker.page.locator("[name=language]")
    if choice.first.evaluate("one => one.tagName") == "SELECT":
        choice.select_option("uz")
    else:
        worker.page.check("[name=language][value=uz]", force=True)
    with worker.page.expect_download() as coming:
        worker.page.click("button:has-text('Make the PDF')")
    assert coming.value.path().read_bytes().startswith(b"%PDF")
    worker.page.goto(here)


def register_again(worker: Desk, known: str) -> str:
    """The warning names the code; only who says that they are two goes on."""
    worker.page.click("[name=begin]")
    worker.page.fill("[name=age]", "27")
    worker.page.click("button:has-text('Register')")
    expect(worker.page.locator("main")).to_contain_text(known)
    worker.page.click("[name=not_same]")
    assert worker.code() != known
    return worker.id()


def merge_and_undo(
    chromium: Browser, served: House, desks: list[Desk], one: str, other: str
) -> None:
    """Side by side, merged, and apart again."""
    lead = Desk(chromium, served, SUPERVISOR)
    desks.append(lead)
    pair = f"{lead.at}/children/duplicates/{one}/{other}/"
    lead.page.goto(pair)
    lead.page.locator("button:has-text('One person')").first.click()
    expect(lead.page.locator("main")).to_contain_text("Undo")
    lead.page.locator("a:has-text('Undo'), button:has-text('Undo')").first.click()
    if "undo-merge" in lead.page.url:
        lead.page.locator("main button[type=submit]").first.click()
    lead.page.goto(pair)
    expect(lead.page.locator("button:has-text('Two people')")).to_be_visible()


def a_stranger_finds_nothing(
    chromium: Browser, served: House, desks: list[Desk], mother: str
) -> None:
    """S6, S33: another organisation finds no trace."""
    stranger = Desk(chromium, served, STRANGER)
    desks.append(stranger)
    stranger.search(*MOTHER[2:])
    expect(stranger.page.locator("main")).not_to_contain_text(mother)


def the_officer_sees_it(chromium: Browser, served: House, desks: list[Desk]) -> None:
    """Every act stands in the journal, and no name."""
    officer = Desk(chromium, served, OFFICER)
    desks.append(officer)
    for event, words in DONE.items():
        officer.page.goto(f"{officer.at}/journal/?event=people.{event}")
        said = officer.page.locator("main table").inner_text()
        assert words in said, event
        for name in MOTHER:
            assert name not in said
