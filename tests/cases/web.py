"""The staff of these tests as people with browsers that speak English."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from umai.cases.models import Case
from umai.foundation.access.models import Person

CAST = {
    "zhanar": ("social_worker", "Shymkent"),
    "aigerim": ("social_worker", "Shymkent"),
    "saule": ("supervisor", "Shymkent"),
    "marat": ("psychologist", "Shymkent"),
    "malika": ("lawyer", "Shymkent"),
    "timur": ("social_worker", "Turkistan"),
    "dana": ("supervisor", "Turkistan"),
    "admin": ("administrator", None),
    "olga": ("data_protection_officer", None),
    "amina": ("operator", "Shymkent"),
}


def staff_of(person: Callable[..., Person]) -> dict[str, Person]:
    """Everybody by the name of the tests."""
    return {name: person(role, team) for name, (role, team) in CAST.items()}


def browsers_of(
    staff: dict[str, Person], sign_in: Callable[[Person], Client]
) -> dict[str, Client]:
    """A browser for each."""
    found = {name: sign_in(one) for name, one in staff.items()}
    for browser in found.values():
        browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return found


def page_of(case: Case) -> str:
    """The address of a case."""
    return f"/cases/{case.pk}/"


def body(browser: Client, address: str, status: int = 200) -> str:
    """What a page says, if it answers so."""
    answer: Any = browser.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return str(answer.content.decode())
