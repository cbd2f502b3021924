"""Offices, teams and programmes."""

from typing import Any

import pytest

from umai.foundation.access import events, queries
from umai.foundation.access.models import Organisation, Person
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import scope

PAGES = ["/people/teams/new/", "/people/offices/new/", "/people/programmes/new/"]


def test_an_office_a_team_and_a_programme_are_opened(
    sana: Organisation, dana: Person, as_person: Any, told: Any
) -> None:
    client = as_person(dana)
    office = {"name": "Saryagash", "region": "KZ-61", "prefix": "sag"}
    assert client.post("/people/offices/new/", office)["Location"] == "/people/teams/"
    actor = Actor(organisation_id=sana.pk)
    with scope(sana.pk):
        made = queries.offices(actor).get(name="Saryagash")
    assert made.prefix == "SAG"
    assert client.post("/people/teams/new/", {"name": "Border", "office": made.pk})["Location"]
    words = {"code": "unhcr-2026", "name": "Legal aid 2026"}
    assert client.post("/people/programmes/new/", words).status_code == 302
    page = client.get("/people/teams/").content.decode()
    for word in ("Saryagash", "SAG", "Border", "Legal aid 2026"):
        assert word in page
    for event in (events.OFFICE_OPENED, events.TEAM_OPENED, events.PROGRAMME_OPENED):
        assert [entry["who"] for entry in told(sana, event)] == [dana.pk]


@pytest.mark.parametrize(
    ("page", "words", "field"),
    [
        (PAGES[0], {"name": "shymkent"}, "name"),
        (PAGES[0], {"name": "Night", "office": "00000000-0000-7000-8000-000000000000"}, "office"),
        (PAGES[1], {"name": "", "region": "KZ-61"}, "name"),
        (PAGES[1], {"name": "X", "region": "KZ-99"}, "region"),
        (PAGES[1], {"name": "X", "region": "KZ-61", "prefix": "12"}, "prefix"),
        (PAGES[2], {"name": "X", "code": "два слова"}, "code"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    sana: Organisation, dana: Person, as_person: Any, page: str, words: dict[str, str], field: str
) -> None:
    with scope(sana.pk):
        office = queries.offices(Actor(organisation_id=sana.pk)).get()
    answer = as_person(dana).post(page, {"office": office.pk} | words)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


@pytest.mark.parametrize("role", ["supervisor", "data_protection_officer", "operator"])
def test_only_the_administrator_opens_them(person: Any, as_person: Any, role: str) -> None:
    """S2."""
    client = as_person(person(role))
    for page in PAGES:
        assert client.get(page).status_code == client.post(page).status_code == 403


def test_another_organisation_sees_none_of_them(
    sana: Organisation, serik: Person, as_person: Any
) -> None:
    """S33."""
    page = as_person(serik).get("/people/teams/").content.decode()
    assert "Almaty" in page
    assert "Turkistan" not in page
