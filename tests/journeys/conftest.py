"""A demonstration that is served, and Chromium: made once for all journeys of a worker."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tools import house
from tools.house import House


@pytest.fixture(scope="session")
def served() -> Iterator[House]:
    """The demonstration, told and served."""
    with house.demonstration() as found:
        yield found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium without a window."""
    with house.browser() as opened:
        yield opened


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
