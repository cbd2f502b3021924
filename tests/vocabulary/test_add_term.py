"""Adding a term: its code stays, its translations wait for a native reader."""

import pytest

from tests.vocabulary.desk import at, journaled, send, term
from umai.foundation.vocabulary import queries
from umai.foundation.vocabulary.models import Term

pytestmark = pytest.mark.django_db
LABELS = {"label_en": "Summer camps", "label_ru": "Летний отдых", "label_kk": "Жазғы демалыс"}


def test_a_term_is_added_at_the_end_and_offered_at_once(desk, sana):
    answer = send(desk, at("add_term", "topic"), code="summer_camps", **LABELS)
    assert answer.status_code == 302
    assert queries.choices("topic", "ru")[-1] == ("summer_camps", "Летний отдых")
    assert term("topic", "summer_camps").review == ["kk", "ru"]
    assert journaled(sana) == ["vocabulary.term_added"]


@pytest.mark.parametrize("code", ["education", "Education", "l04", "лето", "a b", "", "x" * 41])
def test_a_code_that_is_taken_or_cannot_be_said_is_refused(desk, code):
    count = Term.objects.count()
    page = send(desk, at("add_term", "topic"), code=code, **LABELS)
    assert page.status_code == 422
    assert "code" in page.context["form"].errors
    assert Term.objects.count() == count


def test_a_long_code_finds_room_in_the_journal(desk, sana):
    send(desk, at("add_term", "topic"), code="x" * 40, **LABELS)
    assert journaled(sana) == ["vocabulary.term_added"]


def test_nothing_is_added_to_a_list_that_nobody_made(desk):
    assert desk.get(at("add_term", "nothing")).status_code == 404


def test_who_may_only_look_cannot_add(browser):
    assert browser.post(at("add_term", "topic"), {"code": "x"} | LABELS).status_code == 403
