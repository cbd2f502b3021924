"""Looking at lists: how long they are, what waits for a native reader, in three languages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.vocabulary.desk import at, term
from umai.foundation.vocabulary import queries
from umai.foundation.vocabulary.models import Term

pytestmark = pytest.mark.django_db

PAGES = ["lists", "rules", "helpline_categories", "shared_phones"]


def test_every_list_stands_there_with_its_labels_to_be_reviewed(browser):
    rows = {row.word_list.code: row for row in browser.get(at("lists")).context["rows"]}
    topics = Term.objects.filter(word_list_id="topic")
    assert rows["topic"].terms == topics.count()
    assert rows["topic"].waiting["kk"] == topics.filter(review__contains=["kk"]).count() > 0


@pytest.mark.parametrize("words", ["бирж", "L04", "құқығы", "maintenance", "topic"])
def test_a_list_is_found_by_what_its_terms_say(browser, words):
    found = {row.word_list.code for row in browser.get(at("lists"), {"q": words}).context["rows"]}
    assert ("topic" in found) == (words != "бирж")


def test_a_search_without_a_hit_says_what_to_do(browser):
    page = browser.get(at("lists"), {"q": "qqqqq"}).content.decode()
    assert at("lists") in page and "class=\"empty\"" in page


def test_a_list_shows_three_languages_side_by_side_with_marks(browser):
    page = browser.get(at("word_list", "topic")).content.decode()
    education = term("topic", "education")
    for label in education.labels.values():
        assert label in page
    assert "L04" in page


def test_only_who_may_edit_sees_the_ways_to_edit(browser, desk):
    url, edit = at("word_list", "topic"), at("edit_term", "topic", term("topic", "education").pk)
    assert edit not in browser.get(url).content.decode()
    assert edit in desk.get(url).content.decode()


@pytest.mark.parametrize("list_code", ["nothing", "rules2"])
def test_a_list_that_nobody_made_is_not_found(browser, list_code):
    assert browser.get(at("word_list", list_code)).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_the_database_a_few_times_however_long_it_is(browser, name):
    browser.get(at(name))
    with CaptureQueriesContext(connection) as short:
        browser.get(at(name))
    more = [Term(word_list_id="topic", code=f"extra_{n}", labels={"en": "x"}) for n in range(100)]
    Term.objects.bulk_create(more)
    with CaptureQueriesContext(connection) as long:
        browser.get(at(name))
    own = [q["sql"] for q in long if '"vocabulary_' in q["sql"]]
    assert len(own) <= 3
    assert len(short) == len(long)


@pytest.mark.parametrize("name", [*PAGES])
def test_a_partner_without_the_right_is_refused(person, as_person, name):
    assert as_person(person("partner")).get(at(name)).status_code == 403


def test_a_label_in_any_language_leads_to_its_code(db: None) -> None:
    """Registers of others say words, not codes. A word that two codes share leads to neither."""
    for typed in ("female", "F", "Женский", "әйел", "FEMALE"):
        assert queries.code_for("sex", typed) == "female"
    assert queries.code_for("sex", "женщина") is None
