"""The pages of keeping and erasing: codes only, two people, mistakes at their field (S18, S19)."""

from datetime import timedelta

import pytest

from tests.people.known import register
from umai.foundation.kernel import clock
from umai.people import commands, terms
from umai.people.models import Erasure, Hold, Individual, Retention

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def officer(person):
    return person("data_protection_officer")


@pytest.fixture
def child(sana, zhanar):
    return register(zhanar, sana, given_name="Нодира", family_name="Каримова", born="2014-03-09")


def keeping(one, act=""):
    return f"/children/{one.pk}/keeping/{act}"


def test_on_pages_one_asks_another_confirms_and_prints_the_certificate(
    saule, officer, child, as_person
):
    asks, confirms = as_person(saule), as_person(officer)
    assert asks.post(keeping(child, "ask/"), {"ground": "request"}).status_code == 302
    asked = Erasure.objects.get()
    page = f"/children/keeping/{asked.pk}/"
    assert asks.post(page).status_code == 422
    assert child.code in confirms.get("/children/keeping/").content.decode()
    assert confirms.get(page).status_code == 200
    done = confirms.post(page)
    assert done["Location"] == f"{page}certificate/"
    told = confirms.get(done["Location"]).content.decode()
    day = Erasure.objects.get().gone_by
    assert child.code in told and str(day.year) in told and "Нодира" not in told
    assert day == clock.today("Asia/Almaty") + timedelta(days=36)
    assert asks.get(f"{page}certificate/").status_code == 200
    assert confirms.get(page).status_code == 302
    assert confirms.get(keeping(child)).status_code == 200


def test_a_hold_is_put_shown_and_lifted(saule, officer, child, as_person, acting):
    """S19: the page says the reason and the day."""
    web = as_person(officer)
    review = (clock.today("Asia/Almaty") + timedelta(days=60)).isoformat()
    assert web.post(keeping(child, "hold/"), {"reason": "", "review_on": ""}).status_code == 422
    wrong = web.post(keeping(child, "hold/"), {"reason": "court", "review_on": "2020-01-01"})
    assert wrong.status_code == 422 and "2020-01-01" in wrong.content.decode()
    said = {"reason": "court", "review_on": review}
    assert web.post(keeping(child, "hold/"), said).status_code == 302
    assert web.post(keeping(child, "hold/"), said).status_code == 422
    assert child.code in web.get("/children/keeping/").content.decode()
    refused = as_person(saule).post(keeping(child, "ask/"), {"ground": "request"})
    assert refused.status_code == 422
    assert str(terms.HoldReason.COURT.label) in refused.content.decode()
    assert web.post(keeping(child, "lift/")).status_code == 302
    assert Hold.objects.get().lifted_at
    assert web.post(keeping(child, "lift/")).status_code == 422


def test_what_ends_soon_stands_on_the_page_by_its_code(officer, child, sana, as_person):
    """S20."""
    Retention.objects.create(
        organisation_id=sana.pk,
        individual_id=child.pk,
        destroy_on=clock.today("Asia/Almaty") + timedelta(days=9),
        warned_at=clock.now(),
    )
    told = as_person(officer).get("/children/keeping/").content.decode()
    assert child.code in told and "Нодира" not in told


def test_what_was_asked_is_taken_back_on_the_page(saule, officer, child, as_person):
    as_person(saule).post(keeping(child, "ask/"), {"ground": "mistake"})
    asked = Erasure.objects.get()
    web = as_person(officer)
    assert web.post(f"/children/keeping/{asked.pk}/take-back/").status_code == 302
    assert web.post(f"/children/keeping/{asked.pk}/").status_code == 422
    assert Individual.objects.get().identity_sealed is not None


def test_the_officer_sees_codes_and_no_name_and_not_whom_they_are_shut_out_of(
    saule, officer, child, as_person, acting
):
    """S4: who is shut out of a child keeps no watch over its record either."""
    web = as_person(officer)
    assert "Нодира" not in web.get(keeping(child)).content.decode()
    commands.shut_out(acting(saule), child.pk, officer.pk, "Her neighbour")
    assert web.get(keeping(child)).status_code == 404


def test_others_have_no_such_pages(zhanar, person, serik, child, as_person):
    worker = as_person(person("social_worker", "Shymkent"))
    assert worker.get("/children/keeping/").status_code == 403
    assert worker.post(keeping(child, "ask/"), {"ground": "request"}).status_code == 403
    other = as_person(serik)
    assert other.get(keeping(child)).status_code == 404
