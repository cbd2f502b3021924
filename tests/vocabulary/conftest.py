"""Two browsers in English: the administrator, who edits, and an operator, who looks."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from umai.foundation.access.models import Person

Maker = Callable[..., Person]
Signing = Callable[[Person], Client]


def english(browser: Client) -> Client:
    """Let the pages answer in English, whatever the person reads."""
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return browser


@pytest.fixture
def daniyar(person: Maker) -> Person:
    """Daniyar keeps the lists."""
    return person("administrator")


@pytest.fixture
def desk(daniyar: Person, as_person: Signing) -> Client:
    """Daniyar's browser."""
    return english(as_person(daniyar))


@pytest.fixture
def browser(amina: Person, as_person: Signing) -> Client:
    """The browser of somebody who may look and not edit."""
    return english(as_person(amina))


@pytest.fixture
def today() -> Any:
    """The day it is for the installation."""
    from umai.foundation.kernel import clock

    return clock.today(settings.TIME_ZONE)
