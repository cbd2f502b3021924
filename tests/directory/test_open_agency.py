"""Putting agencies into the directory, and correcting them, through the pages."""

import re

import pytest

from tests.directory import entries
from umai.directory.models import Agency
from umai.foundation.journal import log
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.ids import uuid7
from umai.foundation.vault.models import DataKey

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


def rows(name, *items, begun=0):
    """What a browser sends of the rows of a list."""
    sent = {f"{name}-TOTAL_FORMS": str(len(items)), f"{name}-INITIAL_FORMS": str(begun)}
    for place, item in enumerate(items):
        sent |= {f"{name}-{place}-{key}": value for key, value in item.items()}
    return sent


def typed(**said):
    """A form as it is sent, with a name and empty lists unless said otherwise."""
    return {
        "id": str(uuid7()),
        "name_ru": "Юридическая помощь",
        "type": "LEGALAID",
        **rows("phones"),
        **rows("contacts"),
        **said,
    }


def the_one(inside, sana):
    with inside(sana):
        return Agency.objects.get()


def test_an_agency_is_opened_with_everything_that_was_typed(saule, sana, inside, as_person):
    """Numbers are written as they can be dialled; short ones stay short."""
    sent = typed(
        region="KZ-79",
        website="example.kz/help",
        agreement_from="2026-01-01",
        agreement_until="2026-12-31",
        emergency="on",
        **rows("phones", {"number": "8 (725) 253-21-10", "description": "Office"}, {"number": "111"}),
        **rows("contacts", {"name": "Айгуль", "title": "Lawyer", "phone": "+7 701 555 12 34"}),
    )
    answer = as_person(saule).post("/directory/agencies/open/", sent)
    made = the_one(inside, sana)
    assert answer.status_code == 302
    assert answer["Location"] == f"/directory/agencies/{made.pk}/"
    assert [one["number"] for one in made.phones] == ["+77252532110", "111"]
    assert made.contacts[0]["phones"] == [{"number": "+77015551234", "id": made.contacts[0]["phones"][0]["id"]}]
    assert (made.website, made.emergency) == ("https://example.kz/help", True)
    with inside(sana):
        facts = facts_of(Entry.objects.get(event="directory.agency_opened"))
    assert facts == {"agency_type": "LEGALAID", "region": "KZ-79", "state": "active"}


def facts_of(entry):
    return log.facts_of(entry, DataKey.objects.in_bulk())


def test_sending_the_form_twice_opens_one_agency(saule, sana, inside, as_person):
    sent, browser = typed(), as_person(saule)
    places = {browser.post("/directory/agencies/open/", sent)["Location"] for _ in range(2)}
    assert places == {f"/directory/agencies/{the_one(inside, sana).pk}/"}
