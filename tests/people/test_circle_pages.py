"""The circle around a child, on pages: let in, shut out, taken out, broken into, looked at."""

import pytest

from tests.people.known import events
from umai.foundation.kernel.scope import scope
from umai.people import queries


@pytest.fixture
def child(nodira):
    return nodira


def test_a_colleague_is_let_in_shut_out_and_taken_out(sana, web, child, person, as_person):
    """S4: through the pages, by those who keep the circle."""
    timur = person("social_worker", "Turkistan")
    browser = as_person(timur)
    page = f"/children/{child.pk}/"
    assert browser.get(page).status_code == 404
    typed = {"person": str(timur.pk), "reason": "Speaks Tajik."}
    assert web.post(f"{page}circle/let-in/", {"person": str(timur.pk)}).status_code == 422
    assert web.post(f"{page}circle/let-in/", typed).status_code == 302
    assert browser.get(page).status_code == 200
    with scope(sana.pk):
        place = queries.circle(child).get(person_id=timur.pk)
        team = queries.circle(child).get(team_id__isnull=False)
    assert web.get(f"{page}circle/{place.pk}/end/").status_code == 200
    assert web.post(f"{page}circle/{place.pk}/end/").status_code == 302
    assert browser.get(page).status_code == 404
    assert web.post(f"{page}circle/{place.pk}/end/").status_code == 404
    assert web.post(f"{page}circle/{team.pk}/end/").status_code == 422
    assert web.post(f"{page}circle/shut-out/", typed).status_code == 302
    glass = {"code": child.code, "reason": "The child is alone at the station now."}
    assert browser.post("/children/emergency/", glass).status_code == 422
    assert browser.get(page).status_code == 404


def test_the_glass_is_broken_on_a_page(sana, web, child, person, as_person):
    """S4: it says what happens, wants a sentence, and opens the record."""
    browser = as_person(person("social_worker", "Turkistan"))
    assert browser.get("/children/emergency/").status_code == 200
    short = browser.post("/children/emergency/", {"code": child.code, "reason": "why"})
    assert short.status_code == 422 and child.code in short.content.decode()
    glass = {"code": child.code, "reason": "The child is alone at the station now."}
    assert browser.post("/children/emergency/", glass).url == f"/children/{child.pk}/"
    assert browser.get(f"/children/{child.pk}/").status_code == 200
    assert "people.glass_broken" in events(sana)


def test_the_owner_sees_who_looked(sana, web, worker, child, person, as_person):
    """S22: every reading is there, by name and time; looking is written down too."""
    colleague = person("lawyer", "Shymkent")
    as_person(colleague).get(f"/children/{child.pk}/")
    page = web.get(f"/children/{child.pk}/looked/").content.decode()
    assert colleague.name in page and worker.name in page
    assert events(sana)[-1] == "people.watched_readers"
    stranger = as_person(person("social_worker", "Turkistan"))
    assert stranger.get(f"/children/{child.pk}/looked/").status_code == 404
