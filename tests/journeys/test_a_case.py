"""One child, from a call at night to the closure of the case: three colleagues, each at a desk."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tools import house
from tools.house import House
from umai.foundation.kernel import clock

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
OPERATOR, WORKER = "operator@sana.example", "social@sana.example"
SUPERVISOR = "supervisor@sana.example"
STORY = "(Invented) The neighbour hears a girl cry. She has no papers and does not go to school."
WORDS = "(Invented) She wants to go to school with her cousin."
FAMILY = "Турдалиева"


class Desk:
    """One colleague at the demonstration, who fills in forms and sends them from the keyboard."""

    def __init__(self, browser: Browser, served: House, who: str) -> None:
        self.window = house.window(browser)
        self.page: Page = self.window.new_page()
        self.at = served.address
        house.sign_in(self.page, served, who)

    def goto(self, address: str) -> None:
        """Open a page of the house."""
        self.page.goto(self.at + address)

    def press(self, words: str) -> None:
        """Press the button or the link with these words, on the page itself."""
        found = self.page.locator("main").get_by_role("link", name=words, exact=True)
        also = self.page.locator("main").get_by_role("button", name=words, exact=True)
        one = found.or_(also).first
        one.wait_for()
        if one.evaluate("one => one.tagName") == "A":
            with self.page.expect_navigation():  # a key pressed before the page has come is lost
                one.click()
        else:
            one.click()

    def tell(self, **said: str) -> None:
        """Fill in fields by name, whatever kind they are."""
        for name, words in said.items():
            field = self.page.locator(f"main [name='{name.replace('__', '-')}']:not([type=hidden])")
            kind = field.first.evaluate("one => one.type || ''")
            if kind == "radio":
                self.page.check(f"main [name='{name}'][value='{words}']", force=True)
            elif kind == "checkbox":
                field.first.check(force=True)
            elif kind.startswith("select"):
                field.first.select_option(words, force=True)
            else:
                field.first.fill(words)

    def send(self, **said: str) -> None:
        """Fill in and send without touching the mouse."""
        self.tell(**said)
        before = self.page.url
        self.page.keyboard.press("Control+Enter")
        self.page.wait_for_url(lambda url: url != before)

    def says(self, words: str) -> None:
        """The page says so."""
        expect(self.page.locator("main")).to_contain_text(words)

    def register(self, given: str, family: str, **said: str) -> str:
        """Search for a child, then register it; its code. The journey may have been walked before.
        """
        self.goto("/children/")
        self.tell(given=given, family=family)
        self.press("Find")
        self.page.locator("[name=begin]").click()
        self.tell(**said)
        self.press("Register")
        self.page.locator("h1.code, [name=not_same]").first.wait_for()
        if self.page.locator("[name=not_same]").count():
            self.page.locator("[name=not_same]").click()
        return self.page.locator("h1.code").inner_text()


@pytest.fixture
def desks(chromium: Browser, served: House) -> Iterator[list[Desk]]:
    """The operator, the social worker and the supervisor."""
    opened = [Desk(chromium, served, who) for who in (OPERATOR, WORKER, SUPERVISOR)]
    yield opened
    for one in opened:
        one.window.close()


def test_from_a_call_at_night_to_a_safe_closure(desks: list[Desk]) -> None:
    operator, worker, lead = desks
    call = taken_at_night(operator)
    case = opened_for_the_child(worker, call)
    given_to_a_caseworker(worker, lead, case)
    assessed(worker, lead, case)
    planned(worker, lead, case)
    helped_and_followed_up(worker, case)
    reviewed(worker, lead, case)
    not_closed_while_something_is_open(worker, case)
    closed(worker, lead, case)


def taken_at_night(operator: Desk) -> str:
    """Danger first, from the keyboard; once it is over the call goes to the social worker."""
    page, keys = operator.page, operator.page.keyboard
    operator.goto("/hotline/contacts/record/")
    keys.press("Alt+1")
    page.locator("[name=first_action]").fill("(Invented) Rang the police.")
    page.evaluate("document.activeElement.blur()")
    keys.press("p")
    keys.press("g")
    keys.press("1")
    page.locator("[name=narrative]").fill(STORY)
    keys.press("Alt+a")
    page.wait_for_url(lambda url: "/record/" not in url)
    operator.goto("/hotline/contacts/")
    page.locator("tbody a.code").first.click()
    call = re.sub(r"^https?://[^/]+", "", page.url)
    operator.press("Take it")
    page.locator("main form button[type=submit]").first.click()
    operator.goto(call)
    operator.press("The danger is over")
    operator.send(words="(Invented) The police stayed until the aunt came.")
    operator.goto(call)
    operator.press("Hand over")
    zhanar = page.locator("[name=to] option", has_text="Zhanar").get_attribute("value")
    operator.send(to=str(zhanar))
    return call


def opened_for_the_child(worker: Desk, call: str) -> str:
    """Searched for, registered, and the case opened from the call. Returns its address."""
    page = worker.page
    code = worker.register("Мохинур", FAMILY, age="9", sex="female")
    worker.goto(f"{call}case/?child={code}")
    worker.send(worry=STORY, risk="MEDIUM", why_risk="(Invented) Nobody knows who she lives with.")
    expect(page.locator("h1")).to_contain_text(code)
    assert FAMILY not in page.content() + page.title() + page.url
    return re.sub(r"^https?://[^/]+", "", page.url)


def given_to_a_caseworker(worker: Desk, lead: Desk, case: str) -> None:
    """Consent is noted, the case registered, and the supervisor says who leads it."""
    worker.goto(case)
    worker.press("Note a consent")
    worker.tell(answer_SERVICES="GIVEN", given_by="PARENT", assent="yes", language="uz")
    worker.tell(explained_how="spoken", limits_explained="on")
    worker.press("Save")
    worker.goto(case)
    worker.press("Register the case")
    worker.send()
    lead.goto(case)
    lead.press("Give to a caseworker")
    zhanar = lead.page.locator("label", has_text="Zhanar").locator("[name=person]")
    lead.send(person=str(zhanar.first.get_attribute("value")))
    lead.says("led by Zhanar Demo")


def assessed(worker: Desk, lead: Desk, case: str) -> None:
    """One domain after the other, from the keyboard; another person approves."""
    worker.goto(case)
    worker.press("Begin an assessment")
    worker.send(kind="comprehensive")
    while worker.page.locator("[name=facts]").count():
        worker.send(facts="(Invented) What is known.", rating="1")
    worker.send(child_words=WORDS, need_1="education", risk="MEDIUM", why_risk=STORY)
    paper = approved(worker, lead)
    worker.goto(case)
    worker.says("Assessment approved")
    assert "/assessments/" in paper


def approved(worker: Desk, lead: Desk) -> str:
    """What the worker has open is laid before the supervisor, who approves it."""
    address = re.sub(r"^https?://[^/]+", "", worker.page.url)
    worker.press("Ask for approval")
    lead.goto(address)
    lead.press("Approve or give back")
    lead.send(answer="yes")
    return address


def planned(worker: Desk, lead: Desk, case: str) -> None:
    """From a template, with the child's part in it; approved."""
    worker.goto(case)
    worker.press("Begin a plan")
    worker.send(template="OUT_OF_SCHOOL")
    plan = re.sub(r"^https?://[^/]+", "", worker.page.url)
    worker.goto(f"{plan}write/")
    worker.send(
        child_present="yes", child_words=WORDS, child_agrees="yes", call="(Invented) My aunt",
        review_on=day(14),
    )  # fmt: skip
    approved(worker, lead)
    worker.goto(case)
    worker.says("Plan approved")


def helped_and_followed_up(worker: Desk, case: str) -> None:
    """A session, with which the work begins; and how the child is some time later."""
    worker.goto(f"{case}sessions/record/")
    worker.tell(service="SO02", form="individual", held_on=day(), minutes="40", mode="in_person")
    worker.send(child_came="on", outcome="DELIVERED", summary=WORDS)
    worker.goto(case)
    worker.says("In progress")
    worker.goto(f"{case}follow-up/note/")
    worker.tell(kind="HOME_VISIT", done_on=day(), face_to_face="yes", condition=WORDS)
    worker.send(safe="yes", risk_change="same", next_on=day(7))


def reviewed(worker: Desk, lead: Desk, case: str) -> None:
    """The child asked for it; the supervisor ends the review, and the plan stays."""
    worker.goto(f"{case}review/begin/")
    worker.send(cause="asked", why="(Invented) She asked whether she may go to school now.")
    review = re.sub(r"^https?://[^/]+", "", worker.page.url)
    worker.press("Write what it found")
    worker.send(found="(Invented) The school has a place.", child_present="yes", child_words=WORDS)
    lead.goto(review)
    lead.press("End the review")
    lead.send(outcome="unchanged", reason="(Invented) The goals are still the right ones.")


def not_closed_while_something_is_open(worker: Desk, case: str) -> None:
    """It says what is open, and loses nothing that was typed; then that is settled."""
    worker.goto(f"{case}close/")
    worker.says("1 planned follow-up")
    worker.tell(**ENDING)
    worker.page.keyboard.press("Control+Enter")
    worker.says("Still open: 1 planned follow-up")
    expect(worker.page.locator("[name=child]")).to_have_value(WORDS)
    worker.goto(case)
    worker.page.locator("main a[href*='/follow-ups/']").first.click()
    worker.press("It did not happen")
    worker.send(why_not="(Invented) She is at school at that hour.")


def closed(worker: Desk, lead: Desk, case: str) -> None:
    """Asked by one, decided by another; the page of the case says so."""
    worker.goto(f"{case}close/")
    worker.send(**ENDING)
    worker.says("Closure waits for a supervisor")
    lead.goto(f"{case}close/decide/")
    lead.says(WORDS)
    lead.send(answer="yes")
    for one in (worker, lead):
        one.goto(case)
        expect(one.page.locator("main section").first).to_contain_text("Closed")


ENDING = {"reason": "NOT_AT_RISK", "child": WORDS, "informed": "on", "satisfaction": "5"}


def day(after: int = 0) -> str:
    """A day from now, as a browser sends it."""
    return (clock.today("Asia/Almaty") + timedelta(days=after)).isoformat()
