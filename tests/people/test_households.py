"""Who lives together: by codes, one home at a time, and no trace of whom one may not know."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404

from tests.people.known import NADIRA, events, register
from umai.foundation.kernel import clock
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.people import commands, queries, rules
from umai.people.models import Household, HouseholdPlace, Individual

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def child(sana, zhanar):
    return register(zhanar, sana, **NADIRA)


@pytest.fixture
def mother(sana, zhanar):
    return register(zhanar, sana, given_name="Гульнара", family_name="Каримова", born="1988")


def together(actor, one, code, **said):
    details = commands.HomeDetails(individual_id=one.pk, code=code, **said)
    return commands.live_together(actor, details)


def living(actor, household):
    home = queries.home(actor, household)
    return [(one.individual.code, one.place.role) for one in home.members]


def test_a_household_has_a_code_and_its_members_are_seen_by_theirs(sana, zhanar, child, mother):
    """S22: codes only."""
    made = together(zhanar, child, mother.code.lower(), other_role="carer")
    assert made.code.startswith("FAM-") and "-0001-" in made.code
    assert rules.is_code(made.code) and not rules.is_code(made.code[:-1] + "Q")
    assert living(zhanar, made) == [(mother.code, "carer"), (child.code, "child")]
    assert not rules.is_code("SHM-²-K")
    brother = register(zhanar, sana, given_name="Бекзат", family_name="Каримов")
    assert together(zhanar, brother, made.code) == made
    assert len(living(zhanar, made)) == 3
    assert together(zhanar, brother, child.code) == made  # twice changes nothing
    assert HouseholdPlace.objects.count() == 3
    assert events(sana).count("people.lives_together") == 3


def test_a_person_lives_in_one_household_at_a_time_and_history_stays(sana, zhanar, child, mother):
    aunt = register(zhanar, sana, given_name="Шахло", family_name="Усманова")
    cousin = register(zhanar, sana, given_name="Данияр", family_name="Усманов")
    day = clock.today(sana.time_zone) - timedelta(days=30)
    first = together(zhanar, child, mother.code, since=day)
    second = together(zhanar, cousin, aunt.code, since=day)
    assert together(zhanar, child, aunt.code) == second
    assert [one for one, _role in living(zhanar, first)] == [mother.code]
    (left,) = queries.home(zhanar, first).former
    assert (left.individual.pk, left.place.until) == (child.pk, clock.today(sana.time_zone))
    with pytest.raises(Refused) as no:
        together(zhanar, child, mother.code, since=date(2020, 1, 1))
    assert no.value.field == "since"
    with pytest.raises(IntegrityError), transaction.atomic():
        HouseholdPlace.objects.filter(individual_id=child.pk).update(until=None)


def test_a_role_is_corrected_and_a_place_ends(sana, zhanar, child, mother):
    made = together(zhanar, child, mother.code)
    place = HouseholdPlace.objects.get(individual_id=mother.pk)
    commands.correct_place(zhanar, place.pk, "carer", None)
    assert (mother.code, "carer") in living(zhanar, made)
    for role, until, field in (
        ("boss", None, "role"),
        ("carer", clock.today(sana.time_zone) + timedelta(days=1), "until"),
        ("carer", date(2020, 1, 1), "until"),
    ):
        with pytest.raises(Refused) as no:
            commands.correct_place(zhanar, place.pk, role, until)
        assert no.value.field == field
    commands.correct_place(zhanar, place.pk, "carer", clock.today(sana.time_zone))
    assert living(zhanar, made) == [(child.code, "child")]
    with pytest.raises(Http404):
        commands.correct_place(zhanar, place.pk, "carer", None)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"code": "SHM-9999-A"}, "code"),
        ({"code": "SELF"}, "code"),
        ({"role": "boss"}, "role"),
        ({"other_role": ""}, "other_role"),
        ({"since": date(2999, 1, 1)}, "since"),
    ],
)
def test_what_is_wrong_is_refused_at_its_field(zhanar, child, mother, said, field):
    code = said.pop("code", mother.code)
    with pytest.raises(Refused) as no:
        together(zhanar, child, child.code if code == "SELF" else code, **said)
    assert no.value.field == field
    assert not Household.objects.exists()


def test_another_team_sees_of_a_household_only_whom_it_may_know(sana, zhanar, timur, child, mother):
    """S6: neither the list nor a count nor a code tells that there are others."""
    made = together(zhanar, child, mother.code)
    assert queries.household_of_code(timur, made.code) is None
    with pytest.raises(Http404):
        commands.read_household(timur, made.pk)
    with pytest.raises(Http404):
        together(timur, child, mother.code)
    guest = register(timur, sana, "Turkistan", given_name="Айгуль", family_name="Садыкова")
    with pytest.raises(Refused):
        together(timur, guest, made.code)
    commands.name_in_circle(zhanar, child.pk, timur.person, "They work on it together.")
    assert living(timur, made) == [(child.code, "child")]
    assert queries.distinct_households(timur, [child.pk, mother.pk]) == 1
    assert together(timur, guest, made.code) == made
    assert len(living(timur, made)) == 2
    assert len(living(zhanar, made)) == 2  # and Zhanar does not see the guest
    commands.shut_out(zhanar, child.pk, timur.person, "They are related.")
    assert living(timur, made) == [(guest.code, "child")]


def test_another_organisation_sees_nothing(rodnik, zhanar, child, mother, person, acting):
    """S2."""
    made = together(zhanar, child, mother.code)
    stranger = acting(person("social_worker", "Almaty", organisation=rodnik))
    with scope(rodnik.pk):
        assert queries.household_of_code(stranger, made.code) is None
        assert not Household.objects.exists()


def test_merged_records_are_one_member(sana, saule, acting, zhanar, child, mother):
    boss = acting(saule)
    made = together(zhanar, child, mother.code)
    twin = register(zhanar, sana, given_name="Нодирахон", family_name="Керимова")
    commands.merge_people(boss, twin.pk, child.pk)
    assert [code for code, _role in living(zhanar, made)] == sorted([child.code, mother.code])
    assert together(zhanar, Individual.objects.get(pk=twin.pk), mother.code) == made
    assert len(living(zhanar, made)) == 2
    assert queries.home_of(zhanar, Individual.objects.get(pk=twin.pk)).household == made
    commands.undo_merge(boss, twin.pk)
    assert queries.home_of(zhanar, Individual.objects.get(pk=twin.pk)) is None


def test_an_operator_notes_no_household(person, acting, child, mother):
    operator = acting(person("operator", "Shymkent"))
    with pytest.raises(PermissionDenied):
        together(operator, child, mother.code)
    with pytest.raises(PermissionDenied):
        commands.read_household(operator, child.pk)


def test_brothers_and_sisters_registered_together_live_together(web, nodira, worker):
    page = web.post(f"/children/{nodira.pk}/sibling/")
    form = page.context["form"]
    said = {name: form[name].value() for name in ("id", "search_id", "sibling", "team")}
    said |= {"given_name": "Бекзат", "family_name": "Каримов", "lives_together": "on"}
    made = web.post("/children/register/", said)
    assert made.status_code == 302
    home = web.get(web.get(made.url).context["home"] and made.url).context["home"]
    codes = {one.individual.code for one in home.members}
    assert nodira.code in codes and len(codes) == 2
    answer = web.get(f"/children/households/{home.household.pk}/")
    assert all(code in answer.content.decode() for code in codes)
    found = web.post("/children/", {"by_code": "1", "code": home.household.code.lower()})
    assert found.url == f"/children/households/{home.household.pk}/"


def test_a_brother_of_another_name_is_searched_for_when_he_is_registered(web, nodira, sana):
    """Who was searched first has another family name; nothing of the form is lost over it."""
    form = web.post(f"/children/{nodira.pk}/sibling/").context["form"]
    said = {name: form[name].value() for name in ("id", "search_id", "sibling", "team")}
    said |= {"given_name": "Тимур", "family_name": "Усманов"}
    made = web.post("/children/register/", said)
    assert made.status_code == 302
    page = web.get(made.url)
    assert page.context["home"] is None
    assert [kin.code for kin in page.context["family"].kin] == [nodira.code]
    assert events(sana).count("people.people_searched") == 3


def test_the_form_offers_the_family_and_keeps_what_was_typed(web, sana, worker, acting, nodira):
    """R7: a mistake stands at its field and nothing is lost."""
    actor = acting(worker)
    with scope(sana.pk):
        mother = register(actor, sana, given_name="Гульнара", family_name="Каримова")
        relation = commands.RelationDetails(
            id=mother.key_id, individual_id=nodira.pk, kind="MOTHER", code=mother.code
        )
        commands.relate_people(actor, relation)
    url = f"/children/{nodira.pk}/together/"
    assert mother.code in web.get(url).content.decode()
    wrong = web.post(url, {"kin": "", "code": "SHM-0001-Q", "role": "child", "other_role": "carer"})
    assert wrong.status_code == 422 and "SHM-0001-Q" in wrong.content.decode()
    right = web.post(url, {"kin": mother.code, "role": "child", "other_role": "carer"})
    place = HouseholdPlace.objects.get(individual_id=mother.pk)
    assert right.url == f"/children/households/{place.household_id}/"
    url = f"/children/households/places/{place.pk}/"
    assert web.get(url).status_code == 200
    assert web.post(url, {"role": "member", "until": "2999-01-01"}).status_code == 422
    assert web.post(url, {"role": "member"}).status_code == 302


def test_an_erased_person_leaves_the_household(sana, zhanar, saule, olga, acting, child, mother):
    """S18: nothing tells that somebody lived there, neither the row nor its history."""
    made = together(zhanar, child, mother.code)
    place = HouseholdPlace.objects.get(individual_id=child.pk)
    commands.correct_place(zhanar, place.pk, "member", None)
    asked = commands.ask_erasure(olga, child.pk, "mistake")
    commands.erase_individual(acting(saule), asked.pk)
    assert living(zhanar, made) == [(mother.code, "member")]
    history = apps.get_model("people", "HouseholdPlaceEvent").objects
    assert not history.filter(individual_id=child.pk).exists()
