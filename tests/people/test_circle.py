"""Who may know a child: by team, by name, not at all, and in an emergency."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.people.known import NADIRA, register
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices.models import Notice
from umai.people import commands, queries

pytestmark = pytest.mark.usefixtures("here")
WHY = "The child is at the station and nobody of Shymkent answers."


@pytest.fixture
def child(sana, zhanar):
    return register(zhanar, sana, **NADIRA)


def may_open(actor, child):
    try:
        commands.read_individual(actor, child.pk)
    except Http404:
        return False
    return True


def test_a_colleague_is_let_in_and_taken_out(zhanar, timur, child):
    place = commands.name_in_circle(zhanar, child.pk, timur.person, "Speaks Tajik.")
    assert may_open(timur, child)
    commands.take_out_of_circle(zhanar, child.pk, place.pk)
    assert not may_open(timur, child)


def test_who_is_shut_out_finds_no_trace(sana, zhanar, person, acting, child):
    """S4: shut out goes before every team."""
    uncle = acting(person("social_worker", "Shymkent"))
    assert may_open(uncle, child)
    commands.shut_out(zhanar, child.pk, uncle.person, "Related to the family.")
    assert not may_open(uncle, child)
    assert commands.find_people(uncle, queries.Asked(given="Нодира", family="Каримова")).fits == []
    with pytest.raises(Refused):
        commands.break_glass(uncle, child.code, WHY)


def test_the_glass_is_broken_for_a_day_and_everybody_is_told(zhanar, timur, olga, child):
    """S4: a reason, a time limit, the circle and the officer are told, the journal has it."""
    with pytest.raises(Refused):
        commands.break_glass(timur, child.code, "why")
    commands.break_glass(timur, child.code.lower(), WHY)
    assert may_open(timur, child)
    told = set(Notice.objects.filter(kind="glass_broken").values_list("person_id", flat=True))
    assert {zhanar.person, olga.person} <= told
    assert timur.person not in told
    assert Entry.objects.filter(event="people.glass_broken", subject_code=child.code).exists()
    with clock.told_at(clock.now() + timedelta(hours=25)):
        assert not may_open(timur, child)


def test_a_wrong_code_and_one_of_another_organisation_are_the_same_no(timur, child):
    for code in ("SHM-9999-A", "ALA-0001-K", child.code[:-1], ""):
        with pytest.raises(Refused):
            commands.break_glass(timur, code, WHY)


def test_the_team_that_registered_stays(zhanar, child):
    place = queries.circle(child).get()
    with pytest.raises(Refused):
        commands.take_out_of_circle(zhanar, child.pk, place.pk)


def test_who_may_not_keep_circles_changes_none(amina, acting, zhanar, timur, child):
    with pytest.raises(PermissionDenied):
        commands.name_in_circle(acting(amina), child.pk, timur.person, "Because.")
    with pytest.raises(Http404):
        commands.name_in_circle(timur, child.pk, timur.person, "Because.")


def test_who_must_not_know_is_not_told_either(sana, zhanar, timur, person, acting, child):
    """S4: neither of a broken glass nor through a record that is merged with this one."""
    uncle, boss = acting(person("social_worker", "Shymkent")), acting(person("supervisor"))
    commands.shut_out(zhanar, child.pk, uncle.person, "Related to the family.")
    commands.break_glass(timur, child.code, WHY)
    told = set(Notice.objects.filter(kind="glass_broken").values_list("person_id", flat=True))
    assert zhanar.person in told and uncle.person not in told
    twin = register(boss, sana, not_the_same_as=(child.code,), **NADIRA)
    commands.merge_people(boss, twin.pk, child.pk)
    with pytest.raises(Refused):
        commands.break_glass(uncle, twin.code, WHY)


def test_who_knows_the_merged_record_is_told_too(sana, zhanar, timur, person, acting, child):
    boss = acting(person("supervisor"))
    twin = register(boss, sana, "Turkistan", not_the_same_as=(child.code,), **NADIRA)
    commands.merge_people(boss, twin.pk, child.pk)
    commands.break_glass(acting(person("social_worker", "Shymkent")), child.code, WHY)
    told = set(Notice.objects.filter(kind="glass_broken").values_list("person_id", flat=True))
    assert timur.person in told
