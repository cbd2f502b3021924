"""A native reader confirms a label: the mark goes, the journal says who did it."""

import pytest

from tests.vocabulary.desk import at, journaled, send, term
from umai.foundation.vocabulary.models import TermVersion

pytestmark = pytest.mark.django_db


def confirm(browser, code="education", language="kk", version=1):
    one = term("topic", code)
    words = {"label": f"{one.pk}.{version}.{language}"}
    return browser.post(at("confirm_label", "topic"), words, follow=True)


def test_a_confirmed_label_waits_no_longer(desk, sana):
    assert "kk" in term("topic", "education").review
    page = confirm(desk)
    assert page.status_code == 200
    assert term("topic", "education").review == []
    assert journaled(sana) == ["vocabulary.label_confirmed"]
    assert TermVersion.objects.count() == 1


def test_a_label_that_changed_meanwhile_is_not_confirmed(desk, sana):
    send(desk, at("edit_term", "topic", term("topic", "education").pk), label_kk="Білім")
    page = confirm(desk, version=1)
    assert "kk" in term("topic", "education").review
    assert journaled(sana) == ["vocabulary.term_edited"]
    assert "role=\"status\"" in page.content.decode()


def test_confirming_twice_is_one_act(desk, sana):
    confirm(desk)
    confirm(desk)
    assert journaled(sana) == ["vocabulary.label_confirmed"]


@pytest.mark.parametrize("said", ["", "x.1.kk", "01900000-0000-7000-8000-000000000000"])
def test_a_button_that_nobody_was_given_does_nothing(desk, sana, said):
    assert desk.post(at("confirm_label", "topic"), {"label": said}).status_code == 302
    assert journaled(sana) == []


def test_who_may_only_look_cannot_confirm(browser):
    assert confirm(browser).status_code == 403
    assert "kk" in term("topic", "education").review
