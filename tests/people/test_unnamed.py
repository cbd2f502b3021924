"""A child without a name: searched for by age and sex, registered, named later."""

import pytest

from tests.people.known import NADIRA, events, register
from umai.people import commands, queries

pytestmark = pytest.mark.usefixtures("here")


def look(actor, **asked):
    searched = commands.find_people(actor, queries.Asked(nameless=True, **asked))
    return [fit.code for fit in searched.fits]


def test_a_child_without_a_name_is_found_by_age_and_sex(sana, zhanar, timur):
    """S6: another team finds nothing."""
    baby = register(zhanar, sana, sex="female", born="2026", unnamed="newborn")
    register(zhanar, sana, **NADIRA, sex="female")
    assert look(zhanar) == look(zhanar, sex="female", born="2025") == [baby.code]
    assert look(zhanar, sex="male") == look(zhanar, born="2020") == []
    assert look(timur) == []
    assert "people.people_searched" in events(sana)


def test_once_named_a_child_is_found_by_the_name_alone(sana, zhanar):
    baby = register(zhanar, sana, sex="male", unnamed="foundling")
    identity = commands.Identity(**NADIRA)
    details = commands.IndividualDetails(id=baby.pk, team_id=baby.team_id, identity=identity)
    commands.correct_individual(zhanar, baby.pk, 1, details, sealed=True)
    assert look(zhanar) == []
    found = commands.find_people(zhanar, queries.Asked(given="Nadira", family="Karimova"))
    assert [fit.code for fit in found.fits] == [baby.code]


def test_from_the_search_to_the_record_without_a_name(web, worker):
    page = web.post("/children/", {"nameless": "1", "sex": "female", "age": "0"})
    assert page.status_code == 200
    search_id = page.context["searched"].search.pk
    begun = {"begin": "1", "search_id": search_id, "sex": "female", "age": "0"}
    form = web.post("/children/register/", begun).context["form"]
    said = {"id": form["id"].value(), "search_id": search_id, "team": form["team"].value()}
    said |= {"sex": "female", "age": "0", "unnamed": "newborn"}
    made = web.post("/children/register/", said, follow=True)
    assert "Новорождённый, имени ещё нет" in made.content.decode()
    said |= {"id": "0197c000-0000-7000-8000-000000000001", "given_name": "Айым"}
    refused = web.post("/children/register/", said)
    assert refused.status_code == 422
    assert "unnamed" in refused.context["form"].errors
