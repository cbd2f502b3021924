"""The pages of daily work with children, from search to record, as a browser sees them."""

from typing import Any

import pytest

from tests.people.known import NADIRA, register
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.scope import scope
from umai.people import commands, queries, rules
from umai.people.models import Individual

FIND = "/children/"
WHO = {"given": "Нодира", "family": "Каримова", "born": "2014-03-09"}


@pytest.fixture
def worker(person, acting):
    """A social worker of Shymkent, as a person with a browser."""
    return person("social_worker", "Shymkent")


@pytest.fixture
def web(worker, as_person):
    return as_person(worker)


@pytest.fixture
def child(sana, worker, acting):
    with scope(sana.pk):
        return register(acting(worker), sana, sex="female", citizenships=("UZB",), **NADIRA,
                        contact={"address": "Көктем 5"})  # fmt: skip


def events(organisation) -> list[str]:
    with scope(organisation.pk):
        return list(Entry.objects.order_by("at", "id").values_list("event", flat=True))


def fields_of(html: str, button: str) -> dict[str, str]:
    """The hidden fields of the form that has this button."""
    import re

    form = next(f for f in re.findall(r"<form.*?</form>", html, re.S) if f'name="{button}"' in f)
    found = re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', form)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_from_a_search_to_a_registered_child(sana, web):
    answer = web.post(FIND, WHO)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    begun = fields_of(answer.content.decode(), "begin")
    form = web.post("/children/register/", {**begun, "begin": "1"})
    assert form.status_code == 200
    hidden = form.context["form"]
    typed = {
        "id": str(hidden["id"].value()),
        "search_id": str(hidden["search_id"].value()),
        "team": hidden["team"].value(),
        "given_name": hidden["given_name"].value(),
        "family_name": hidden["family_name"].value(),
        "born": hidden["born"].value(),
        "citizenship": "UZB",
        "stay_until": "2030-01-01",
        "address": "Көктем 5",
        "seeing": "some",
        "iin": "123456789012",
    }
    saved = web.post("/children/register/", typed, follow=True)
    page = saved.content.decode()
    with scope(sana.pk):
        made = Individual.objects.get()
    assert saved.redirect_chain == [(f"/children/{made.pk}/", 302)]
    assert rules.is_code(made.code) and made.code in page
    assert "Нодира" not in page and "Көктем" not in page
    assert (made.birth_year, made.birth_precision) == (2014, "day")
    assert "people.child_registered" in events(sana)
