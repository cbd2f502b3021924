"""Document 000: a mother at the border, a baby who was born here, and no paper."""

import re
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from playwright.sync_api import Browser, expect

from tests.journeys.test_a_case import Desk, day
from tools.house import House

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
LAWYER = "lawyer@sana.example"
FAMILY = "Турсунова"
WORRY = "(Invented) She wants to go home with her baby. The border asks for the baby's paper."
SAID = "(Invented) So it was said at the counter."


@pytest.fixture
def lawyer(chromium: Browser, served: House) -> Iterator[Desk]:
    """The lawyer in the office."""
    desk = Desk(chromium, served, LAWYER)
    yield desk
    desk.window.close()


def test_the_mother_takes_her_own_baby_home(worker: Desk, lawyer: Desk, served: House) -> None:
    """From the first question to the crossing; and the numbers know it."""
    before = counted(served)
    code = opened_at_the_border(worker)
    found = proposed(worker, code)
    return_home = begun(lawyer, found, "LP-03")
    step(lawyer, return_home, "done", what="none")
    lawyer.says("Not noted as received")
    registered(lawyer, found)
    step(lawyer, return_home, "done")
    lawyer.says("Ask the child")
    step(lawyer, return_home, "done", what="young")
    step(lawyer, return_home, "done", what="uz")
    printed(lawyer, return_home)
    step(lawyer, return_home, "submitted")
    lawyer.says("RC.CHILD v1")
    step(lawyer, return_home, "done", obtained="on")
    step(lawyer, return_home, "done", what="nothing")
    step(lawyer, return_home, "done")
    lawyer.says("the receiver confirms the arrival")
    step(lawyer, return_home, "done")
    lawyer.says("Document obtained")
    after = counted(served)
    assert after["LG01"] == before["LG01"] + 1
    assert after["LG02"] == before["LG02"] + 1


def counted(served: House) -> dict[str, int]:
    """How many births and how many times to a registration the report knows today."""
    period = ("--from", day(-1), "--to", day(1), "--format", "json")
    told = served.told("report", "legal", "--organisation", "sana", *period)
    found = {one["code"]: one for one in told["indicators"]}
    return {"LG01": found["LG01"]["value"] or 0, "LG02": found["LG02"]["base"] or 0}


def opened_at_the_border(worker: Desk) -> str:
    """The baby is searched for, registered and has a case; the lawyer is asked into it."""
    page = worker.page
    code = worker.register("Амир", FAMILY, age="0", sex="male")
    child = re.findall(r"[0-9a-f-]{36}", page.url)[0]
    worker.goto(f"/cases/open/{child}/")
    worker.send(main="NBR", worry=WORRY, source="outreach", risk="MEDIUM", why_risk=WORRY)
    case = re.sub(r"^https?://[^/]+", "", page.url)
    worker.goto(f"{case}team/add/")
    colleague = page.locator("[name=person] option", has_text="Timur")
    worker.send(person=str(colleague.first.get_attribute("value")), role="lawyer")
    return code


def proposed(worker: Desk, code: str) -> str:
    """Plain questions, read aloud in Uzbek, name the way home and the proof that is missing."""
    worker.goto(f"/legal/guide/?case={code}")
    worker.send(language="uz")
    for answer in ["no", "no", "no", "no", "parent", "no", "hospital", "no", "yes"]:
        with worker.page.expect_navigation():
            worker.page.locator(f"main .answers button[value={answer}]").click()
    worker.says("The missing proof")
    worker.says("Medical certificate of birth")
    return re.sub(r"^https?://[^/]+", "", worker.page.url)


def begun(lawyer: Desk, found: str, template: str) -> str:
    """The lawyer begins what the guide proposed."""
    lawyer.goto(found)
    lawyer.page.locator(f"main a[href$='template={template}']").click()
    lawyer.send(origin=day(-3), words=SAID)
    return re.sub(r"^https?://[^/]+", "", lawyer.page.url)


def registered(lawyer: Desk, found: str) -> None:
    """The birth is registered although the mother has no documents."""
    births = begun(lawyer, found, "LP-02")
    step(lawyer, births, "done")
    step(lawyer, births, "done", what="yes")
    step(lawyer, births, "done", what="accepted")
    step(lawyer, births, "done", obtained="on")
    lawyer.says("Obtained: Kazakhstan birth certificate")


def step(lawyer: Desk, procedure: str, act: str, **said: str) -> None:
    """One act on the step that is due, told on its page."""
    lawyer.goto(f"{procedure}step/{act}/")
    lawyer.send(words=SAID, **said)


def printed(lawyer: Desk, procedure: str) -> None:
    """The letter to the consulate, in Russian, with the name of the child; for Word and on paper.
    """
    page = lawyer.page
    lawyer.goto(f"{procedure}letters/CONSUL_RETURN/ru/")
    with page.expect_navigation():
        page.locator("main button[name=look]").click()
    expect(page.locator("main")).to_contain_text(FAMILY)
    with page.expect_navigation():
        page.locator("main button[name=keep]").click()
    word, paper = (saved(lawyer, ending) for ending in ("docx", "pdf"))
    letter = "\n".join(one.text for one in Document(word).paragraphs)
    assert FAMILY in letter and "свидетельств" in letter and "{" not in letter
    assert FAMILY in pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range()


def saved(lawyer: Desk, ending: str) -> Path:
    """The kept letter as a file, whose name is a code."""
    with lawyer.page.expect_download() as coming:
        lawyer.page.locator(f"main a[href$='/{ending}/']").first.click()
    assert FAMILY not in coming.value.suggested_filename
    return Path(coming.value.path())
