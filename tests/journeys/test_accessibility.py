"""Every page with axe, light and dark, at a desk and on a phone; nothing scrolls sideways.

Each page is seen twice: on a phone in one theme and at a desk in the other, turn and turn about.
"""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tools import house, pictures
from tools.house import House

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journeys")]
# The first and the third page of a person are seen in the views of the first turn, and so on.
ASKED = {"resultTypes": ["violations"]}  # what is well need not be described
VIEWS = [(0, "kk", 390, False), (1, "ru", 390, True), (1, "ru", 1360, False), (0, "en", 1360, True)]


@pytest.fixture(scope="module")
def signed_in() -> dict[str, Any]:
    """What the window of somebody who has signed in keeps: everybody signs in once."""
    return {}


@pytest.fixture(scope="module")
def firsts() -> dict[str, dict[str, str]]:
    """What everybody found first in their lists."""
    return {}


@pytest.mark.parametrize(("turn", "language", "width", "dark"), VIEWS)
@pytest.mark.parametrize("who", sorted(pictures.PAGES))
def test_every_page_can_be_used_by_everybody(
    chromium: Browser,
    served: House,
    signed_in: dict[str, Any],
    firsts: dict[str, dict[str, str]],
    who: str,
    turn: int,
    language: str,
    width: int,
    dark: bool,
) -> None:
    window = house.window(chromium, width=width, dark=dark, storage_state=signed_in.get(who))
    page = window.new_page()
    if who and who not in signed_in:
        house.sign_in(page, served, who, language)
        signed_in[who] = window.storage_state()
    house.speak(page, served, language)
    found, axe = [], Axe()
    for name, path in list(pictures.PAGES[who].items())[turn::2]:
        where = pictures.found(page, served, path, firsts.setdefault(who, {}))
        answer = page.goto(f"{served.address}{where}")
        assert answer is not None and (answer.status == 200 or name == "not-found"), name
        pictures.press(page, name)
        for fault in axe.run(page, options=ASKED).response["violations"]:
            places = [node["target"] for node in fault["nodes"][:3]]
            found.append((name, fault["id"], places))
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append((name, "scrolls sideways", []))
    window.close()
    assert found == []
