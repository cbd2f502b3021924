"""Two records of one person: proposed at night, compared side by side, merged, undone (S6, S22)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests import cast
from tests.people.known import register
from umai.foundation.access import actors
from umai.foundation.jobs import schedule
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.scope import scope
from umai.people import chores, commands, permissions, queries
from umai.people.models import Individual, Pair
from umai.people.names import matching, pairing

pytestmark = pytest.mark.usefixtures("here")

CYRILLIC = {"given_name": "Нодира", "family_name": "Каримова", "born": "2014-03-09"}
LATIN = {"given_name": "Nadira", "family_name": "Karimova", "born": "2014-03-09"}


@pytest.fixture
def boss(saule, acting):
    return acting(saule)


@pytest.fixture
def job(sana):
    return actors.job(sana, [permissions.MERGE_PEOPLE])


@pytest.fixture
def two(sana, zhanar, timur):
    """One girl, met by two teams that do not know each other's children."""
    return register(zhanar, sana, **CYRILLIC), register(timur, sana, "Turkistan", **LATIN)


def address(one, other, act=""):
    return f"/children/duplicates/{one.pk}/{other.pk}/{act}"


def sorts():
    return list(Entry.objects.order_by("pk").values_list("event", flat=True))


def test_the_chore_finds_one_girl_written_in_two_scripts(sana, two, boss):
    chore = f"{chores.__name__}.propose_pairs"
    assert schedule.run_now(chore, sana.pk) == 1
    assert schedule.run_now(chore, sana.pk) == 0
    pair = queries.pairs(boss).get()
    assert {pair.one_id, pair.other_id} == {one.pk for one in two}
    assert sorts().count("people.pairs_proposed") == 1


def test_what_was_decided_is_not_proposed_again(two, boss, job):
    commands.say_not_same(boss, two[0].pk, two[1].pk)
    assert commands.propose_pairs(job) == 0
    assert not queries.pairs(boss).exists()


def test_merged_records_are_not_proposed(two, boss, job):
    commands.merge_people(boss, two[1].pk, two[0].pk)
    Pair.objects.all().delete()
    assert commands.propose_pairs(job) == 0


def test_strangers_and_the_other_organisation_are_no_pair(sana, rodnik, zhanar, job):
    register(zhanar, sana, **CYRILLIC)
    register(zhanar, sana, given_name="Бекзат", family_name="Алиев", born="2014-03-09")
    with scope(rodnik.pk):
        there = actors.actor_of(cast.person(rodnik, "social_worker", "Almaty"))
        register(there, rodnik, "Almaty", **LATIN)
    assert commands.propose_pairs(job) == 0


def test_a_pair_is_shown_only_to_who_may_know_both(person, acting, two, job, as_person):
    """S6: a supervisor of one team sees neither the pair nor that there is one."""
    commands.propose_pairs(job)
    local = person("supervisor", "Shymkent")
    assert not queries.pairs(acting(local)).exists()
    browser = as_person(local)
    before = browser.get("/children/duplicates/").content.decode()
    assert two[0].code not in before and two[1].code not in before
    for act in ("", "names/", "not-the-same/"):
        ask = browser.post if act else browser.get
        assert ask(address(*two, act)).status_code == 404
    merge = f"/children/duplicates/{two[1].pk}/merge-into/{two[0].pk}/"
    assert browser.post(merge).status_code == 404


def test_the_queue_and_the_record_name_the_pair_by_codes(saule, two, job, as_person):
    commands.propose_pairs(job)
    browser = as_person(saule)
    for page in ("duplicates/", f"{two[0].pk}/"):
        told = browser.get(f"/children/{page}").content.decode()
        assert two[1].code in told and "Nadira" not in told


def test_names_are_shown_after_an_act_of_its_own_and_both_are_written_down(saule, two, as_person):
    browser = as_person(saule)
    covered = browser.get(address(*two)).content.decode()
    assert "Нодира" not in covered and "Nadira" not in covered
    shown = browser.post(address(*two, "names/"))
    assert "Нодира" in shown.content.decode() and "Nadira" in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    assert sorts().count("people.identity_revealed") == 2
    assert "people.people_compared" in sorts()


def test_on_pages_a_merge_is_made_and_undone(saule, two, as_person):
    gone, stays = two
    browser = as_person(saule)
    done = browser.post(f"/children/duplicates/{gone.pk}/merge-into/{stays.pk}/")
    assert done["Location"] == f"/children/{stays.pk}/"
    again = browser.post(f"/children/duplicates/{gone.pk}/merge-into/{stays.pk}/")
    assert again.status_code == 422
    assert stays.code in browser.get(f"/children/{gone.pk}/").content.decode()
    assert gone.code in browser.get(f"/children/{stays.pk}/").content.decode()
    assert browser.get(f"/children/{gone.pk}/undo-merge/").status_code == 200
    assert browser.post(f"/children/{gone.pk}/undo-merge/").status_code == 302
    assert browser.post(f"/children/{gone.pk}/undo-merge/").status_code == 422
    assert not Individual.objects.filter(merged_into__isnull=False).exists()


def test_the_search_finds_the_surviving_record_once_by_either_spelling(two, boss):
    gone, stays = two
    commands.merge_people(boss, gone.pk, stays.pk)
    for said in (CYRILLIC, LATIN):
        asked = queries.Asked(given=said["given_name"], family=said["family_name"])
        assert [fit.code for fit in queries.find(boss, asked)] == [stays.code]


def test_each_team_knows_the_merged_person_by_its_own_record(two, boss, zhanar, timur):
    """Who knew one of the records knows the person; nobody loses a child by a merge."""
    gone, stays = two
    commands.merge_people(boss, gone.pk, stays.pk)
    asked = queries.Asked(given="Нодира", family="Каримова")
    for worker in (zhanar, timur):
        assert [fit.code for fit in queries.find(worker, asked)] == [stays.code]
        assert queries.individual(worker, stays.pk) and queries.individual(worker, gone.pk)
    assert list(queries.individuals(zhanar).surviving()) == [stays]
    commands.undo_merge(boss, gone.pk)
    with pytest.raises(Http404):
        queries.individual(zhanar, stays.pk)


def test_who_is_shut_out_of_one_record_is_shut_out_of_the_person(two, boss, timur, zhanar):
    """S4, S6: a merge opens no door that was closed."""
    gone, stays = two
    commands.shut_out(boss, gone.pk, timur.person, "Her stepfather is a cousin of his")
    commands.merge_people(boss, gone.pk, stays.pk)
    asked = queries.Asked(given="Нодира", family="Каримова")
    assert queries.find(timur, asked) == []
    with pytest.raises(Http404):
        queries.individual(timur, stays.pk)


def test_a_social_worker_has_no_queue(zhanar, two, job):
    with pytest.raises(PermissionDenied):
        commands.propose_pairs(zhanar)
    for act in (commands.compare_people, commands.reveal_pair):
        with pytest.raises(PermissionDenied):
            act(zhanar, two[0].pk, two[1].pk)


def record(given, family, born="2014-03-09", **more):
    return pairing.Record(matching.named(given, family, "", born), **more)


def test_one_person_in_two_scripts_is_proposed_and_a_stranger_is_not():
    one = record("Нодира", "Каримова")
    assert pairing.sameness(one, record("Nadira", "Karimova")) >= pairing.PROPOSED
    assert pairing.sameness(one, record("Шахло", "Каримова", "2015-01-02")) < pairing.PROPOSED


def test_the_order_does_not_matter_and_a_document_weighs_more_than_a_telephone():
    one = record("Нодира", "Каримова", "2013-05-01", document="A1", phone="7001234567")
    other = record("Nodir", "Karimova", "2014-03-09", document="A1")
    third = record("Nodir", "Karimova", "2014-03-09", phone="7001234567")
    assert pairing.sameness(one, other) == pairing.sameness(other, one)
    assert pairing.sameness(one, other) > pairing.sameness(one, third)
