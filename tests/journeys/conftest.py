"""A demonstration that is served, made once for a worker, and Chromium, closed after the journeys.

Playwright keeps an event loop running in the thread while its browser is open, and Django rightly
refuses its database there: the browser must be gone before a worker takes other tests.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests import throwaway
from tools import house
from tools.house import House


@pytest.fixture(scope="session")
def served() -> Iterator[House]:
    """The demonstration, told once in a run and served."""
    with house.demonstration(partial(throwaway.settle, told=True)) as found:
        yield found


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without a window."""
    with house.browser() as opened:
        yield opened


@pytest.fixture
def worker(chromium: Browser, served: House) -> Iterator[Any]:
    """The desk of the social worker who leads cases."""
    from tests.journeys.test_a_case import WORKER, Desk

    desk = Desk(chromium, served, WORKER)
    yield desk
    desk.window.close()


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Page]:
    """A page in a fresh window; remembers which hosts were asked and what scripts complained of."""
    window = house.window(chromium)
    page = window.new_page()
    page.hosts = set()  # type: ignore[attr-defined]
    page.complaints = []  # type: ignore[attr-defined]
    page.on("request", lambda request: _note(page, request.url))
    page.on("console", lambda said: _hear(page, said))
    yield page
    window.close()


def _note(page: Any, url: str) -> None:
    if url.startswith("http"):
        page.hosts.add(url.split("/")[2])


def _hear(page: Any, said: Any) -> None:
    if said.type == "error":
        page.complaints.append(said.text)
