"""Fields that a form does not have: they change nothing, and that they came is written down."""

from typing import Any

from umai.foundation.access import events
from umai.foundation.access.models import Organisation, Person

CHOSEN = {"language": "kk", "theme": "dark"}
HIDDEN = {"is_active": "", "name": "Canary", "organisation": "another"}


def test_a_hidden_field_that_is_sent_along_is_ignored_and_journaled(
    sana: Organisation, amina: Person, as_person: Any, told: Any
) -> None:
    """S3: a number and a place; neither names nor values, which are whatever somebody likes."""
    before = amina.name
    answer = as_person(amina).post("/people/me/preferences/", CHOSEN | HIDDEN)
    assert answer.status_code == 302
    amina.refresh_from_db()
    assert (amina.language, amina.name, amina.is_active) == ("kk", before, True)
    [noted] = told(sana, events.FIELDS_UNASKED)
    assert noted["who"] == amina.pk
    assert noted["fields"] == len(HIDDEN)
    assert "Canary" not in str(noted)


def test_a_form_as_it_is_leaves_no_such_trace(
    sana: Organisation, amina: Person, as_person: Any, told: Any
) -> None:
    """S3."""
    as_person(amina).post("/people/me/preferences/", CHOSEN | {"next": "/"})
    assert told(sana, events.FIELDS_UNASKED) == []
