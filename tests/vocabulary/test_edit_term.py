"""Editing a term: what it said is kept, two editors lose nothing, the code stays."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.vocabulary.desk import at, journaled, send, term, typed
from umai.foundation.kernel import clock
from umai.foundation.kernel.scope import scope
from umai.foundation.vocabulary import commands, queries
from umai.foundation.vocabulary.models import Edition, TermVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def url():
    return at("edit_term", "topic", term("topic", "education").pk)


def test_a_term_is_edited_and_what_it_said_is_kept(desk, url, sana, daniyar):
    before, edition = term("topic", "education"), queries.edition()
    answer = send(desk, url, label_ru="Право на обучение", sort="5")
    after = term("topic", "education")
    assert answer.status_code == 302
    assert (after.labels["ru"], after.sort, after.version) == ("Право на обучение", 5, 2)
    kept = TermVersion.objects.get(term=after)
    assert (kept.version, kept.edited_by) == (1, daniyar.pk)
    assert kept.said["labels"] == before.labels
    assert queries.edition() == edition + 1
    assert journaled(sana) == ["vocabulary.term_edited"]


def test_forms_offer_the_new_label_at_once(desk, url):
    assert queries.label("topic", "education", "ru") != "Право на обучение"
    send(desk, url, label_ru="Право на обучение")
    assert queries.label("topic", "education", "ru") == "Право на обучение"


def test_a_changed_label_waits_for_a_native_reader_again(desk, url):
    send(desk, url, label_ru="Право на обучение")
    assert term("topic", "education").review == ["kk", "ru"]


def test_the_code_cannot_be_changed(desk, url):
    send(desk, url, code="schooling", label_en="Schooling")
    assert term("topic", "education").labels["en"] == "Schooling"


def test_saving_without_a_change_keeps_the_version(desk, url, sana):
    send(desk, url)
    assert term("topic", "education").version == 1
    assert journaled(sana) == []


def test_whoever_saves_second_sees_both_versions_and_loses_neither(desk, url):
    slow = typed(desk, url) | {"label_en": "Schools and kindergartens"}
    send(desk, url, label_en="Schooling")
    page = desk.post(url, slow)
    assert page.status_code == 422
    told = page.content.decode()
    assert "Schooling" in told and 'value="Schools and kindergartens"' in told
    assert term("topic", "education").labels["en"] == "Schooling"
    again = {field.html_name: field.value() for field in page.context["form"]} | {"active": "on"}
    assert desk.post(url, {n: v for n, v in again.items() if v}).status_code == 302
    assert term("topic", "education").labels["en"] == "Schools and kindergartens"
    assert TermVersion.objects.filter(term=term("topic", "education")).count() == 2


def test_a_name_that_stands_for_another_term_is_refused(desk, url):
    page = send(desk, url, also="L04, l05")
    assert page.status_code == 422
    assert "l05" in page.context["form"].errors["also"][0]


def test_a_term_that_is_over_is_offered_no_more_and_still_has_its_label(desk, url):
    yesterday = clock.today("Asia/Almaty") - timedelta(days=1)
    send(desk, url, effective_to=yesterday.isoformat())
    assert "education" not in dict(queries.choices("topic"))
    assert queries.label("topic", "education", "en") == "Right to education"
    assert queries.code_for("topic", "L04") == "education"


def test_a_term_that_forms_no_longer_offer_stays_known(desk, url):
    send(desk, url, active=None)
    assert "education" not in dict(queries.choices("topic"))
    assert queries.code_for("topic", "education") == "education"


@pytest.mark.parametrize(
    ("field", "said"),
    [("label_kk", ""), ("sort", "-1"), ("also", "x" * 41), ("effective_to", "2001-01-01")],
)
def test_a_mistake_is_named_and_nothing_is_saved(desk, url, field, said):
    page = send(desk, url, effective_from="2020-01-01", **{field: said})
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert term("topic", "education").version == 1


def test_the_history_of_a_term_says_what_changed_and_who_did_it(desk, url, daniyar):
    send(desk, url, label_en="Schooling")
    send(desk, url, also="L04, SCHOOL")
    page = desk.get(at("term", "topic", term("topic", "education").pk))
    first, second = page.context["changes"]
    assert [one.after for one in first.differences] == ["L04, SCHOOL"]
    assert [(one.before, one.after) for one in second.differences] == [
        ("Right to education", "Schooling")
    ]
    assert daniyar.name in page.content.decode()


def test_a_reader_of_another_organisation_does_not_learn_who_edited(
    desk, url, daniyar, rodnik, as_person
):
    from tests import cast

    send(desk, url, label_en="Schooling")
    there = as_person(cast.person(rodnik, "operator", "Almaty"))
    page = there.get(at("term", "topic", term("topic", "education").pk)).content.decode()
    assert "Schooling" in page and daniyar.name not in page


def test_who_may_only_look_cannot_edit(browser, amina, acting, url, sana):
    assert browser.get(url).status_code == 403
    assert browser.post(url, {}).status_code == 403
    details = commands.TermDetails(labels={})
    with scope(sana.pk), pytest.raises(PermissionDenied):
        commands.edit_term(acting(amina), "topic", term("topic", "education").pk, 1, details)
    assert Edition.objects.get().number == 1
