"""The helpline categories beside our words, and the shared numbers."""

import pytest

from tests.vocabulary.desk import at, journaled, send, typed
from umai.foundation.vocabulary import loading, queries
from umai.foundation.vocabulary.models import CategoryMapping, SharedPhone, Term

pytestmark = pytest.mark.django_db


def test_our_topics_stand_beside_the_categories_and_articles(desk):
    page = desk.get(at("helpline_categories"))
    assert len(page.context["issues"]) == 10
    topics = {word.code: word for word in page.context["shelves"][0][1]}
    assert set(topics) == {word.code for word in queries.words("topic")}
    assert topics["education"].place.main_issue == "Access to services"
    assert list(topics["child_abuse"].place.articles) == ["19", "39"]
    assert "never a verdict" in page.content.decode()


def test_a_mapping_is_edited_and_journaled(desk, sana):
    url = at("edit_mapping", "topic", "birth_registration")
    answer = send(desk, url, place="access_to_services/", articles="7, 24(3)", note="A lawyer")
    assert answer.status_code == 302
    row = CategoryMapping.objects.get(word_list_id="topic", code="birth_registration")
    assert (row.articles, row.version) == (["7", "24(3)"], 2)
    assert journaled(sana) == ["vocabulary.mapping_edited"]


def test_a_new_topic_waits_to_be_mapped(desk):
    Term.objects.create(word_list_id="topic", code="camps", labels={"en": "Camps"})
    queries.forget()
    url = at("edit_mapping", "topic", "camps")
    assert send(desk, url, place="violence/bullying").status_code == 302
    row = CategoryMapping.objects.get(code="camps")
    assert (row.main_issue, row.subcategory) == ("violence", "bullying")


@pytest.mark.parametrize(
    ("field", "said"), [("articles", "art. 7"), ("place", "violence/nothing"), ("place", "x")]
)
def test_what_is_no_article_or_category_is_refused(desk, field, said):
    page = send(desk, at("edit_mapping", "topic", "health"), **{field: said})
    assert field in page.context["form"].errors


def test_whoever_maps_second_sees_both(desk):
    url = at("edit_mapping", "topic", "health")
    slow = typed(desk, url) | {"articles": "6"}
    send(desk, url, articles="24, 39")
    page = desk.post(url, slow)
    assert page.status_code == 422 and "24, 39" in page.content.decode()
    assert CategoryMapping.objects.get(code="health", word_list_id="topic").articles == ["24", "39"]


@pytest.mark.parametrize("args", [("education", "health"), ("topic", "nothing")])
def test_only_words_of_the_mapped_lists_have_a_place(desk, args):
    assert desk.get(at("edit_mapping", *args)).status_code == 404


def phone(code="ambulance"):
    return SharedPhone.objects.get(code=code)


def test_a_number_is_certain_only_after_somebody_dialled_it(desk, sana):
    assert queries.shared_phones() == []
    assert len(queries.shared_phones(all_of_them=True)) == 4
    desk.post(at("confirm_phone", phone().pk, phone().version))
    assert [one.number for one in queries.shared_phones()] == ["103"]
    desk.post(at("withdraw_phone", phone().pk, phone().version))
    assert queries.shared_phones() == []
    assert journaled(sana) == ["vocabulary.phone_confirmed", "vocabulary.phone_withdrawn"]


def test_a_number_says_who_confirmed_it(desk, daniyar):
    desk.post(at("confirm_phone", phone().pk, 1))
    assert daniyar.name in desk.get(at("shared_phones")).content.decode()


def test_a_number_that_changed_meanwhile_is_not_confirmed(desk):
    desk.post(at("confirm_phone", phone().pk, 7))
    assert phone().confirmed_at is None


def test_who_may_only_look_cannot_confirm_a_number(browser):
    assert browser.post(at("confirm_phone", phone().pk, 1)).status_code == 403
    assert browser.post(at("withdraw_phone", phone().pk, 1)).status_code == 403


def test_what_was_edited_is_never_loaded_over(desk):
    send(desk, at("edit_mapping", "topic", "health"), articles="39")
    desk.post(at("confirm_phone", phone().pk, 1))
    assert loading.load() == 0
    assert CategoryMapping.objects.get(code="health", word_list_id="topic").articles == ["39"]
    assert phone().confirmed_at is not None
