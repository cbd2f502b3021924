"""The border point: a word of the list; what was typed before it was one is kept, sealed."""

from importlib import import_module

import pytest
from django.apps import apps

from tests.people.known import NADIRA, register
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import queries
from umai.people.models import Individual

OVER = "at night, over the river by Мактаарал"
pytestmark = pytest.mark.usefixtures("here")
carry_over = import_module("umai.people.migrations.0007_border_points")


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("Жибек Жолы", "BP_ZHZ", None),
        ("kaplanbek ", "BP_KPB", None),
        ("BP_KOR", "BP_KOR", None),
        (OVER, "BP_OTH", OVER),
    ],
)
def test_words_about_a_border_point_become_a_code_or_are_sealed(sana, zhanar, typed, code, words):
    """S14: nothing that was typed stays plain, neither in the row nor in its history."""
    child = register(zhanar, sana, **NADIRA, contact={"address": "Көктем 5"})
    Individual.objects.filter(pk=child.pk).update(border_point=typed)
    carry_over.choose(apps, None)
    child.refresh_from_db()
    assert child.border_point == code
    assert queries.piece(child, "contact").get("border_other") == words
    assert queries.piece(child, "contact")["address"] == "Көктем 5"
    history = apps.get_model("people", "IndividualEvent").objects.filter(id=child.pk)
    assert set(history.values_list("border_point", flat=True)) <= {"", code}


def test_every_name_that_is_carried_over_is_a_code_of_the_list():
    assert all(vocabulary.word("border_point", code) for code in carry_over.CODES.values())


def test_another_border_point_is_said_in_words(web, nodira):
    page = web.post(f"/children/{nodira.pk}/correct/", {"open": "1"}).content.decode()
    assert "Жибек Жолы" in page or "Zhibek Zholy" in page
    said = {"version": 1, "whole": "1", "given_name": "Нодира", "border_point": "BP_OTH"}
    answer = web.post(f"/children/{nodira.pk}/correct/", said)
    assert answer.status_code == 422
    said["border_other"] = "Over the river"
    assert web.post(f"/children/{nodira.pk}/correct/", said).status_code == 302
