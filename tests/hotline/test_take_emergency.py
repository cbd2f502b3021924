"""A child is in danger: the first who takes it holds the contact, and says what was done."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as some

from tests import cast
from umai.foundation.access import actors
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.ui import moments
from umai.hotline import commands, queries
from umai.hotline.models import Contact, Emergency

HOUR = timedelta(hours=1)


@pytest.fixture
def timur(person):
    """Timur answers the telephone in Shymkent too."""
    return person("operator", "Shymkent")


@pytest.fixture
def danger(amina, taken, sana):
    """A child in danger, told to Amina, nobody has taken it."""
    contact = taken(amina, danger_now=True)
    with scope(sana.pk):
        return Emergency.objects.get(contact_id=contact.pk)


def page(emergency, act=""):
    return f"/hotline/emergencies/{emergency.pk}/{act}"


def test_the_first_who_takes_it_holds_the_contact_and_can_read_it(
    timur, danger, as_person, sana, entries
):
    web = as_person(timur)
    contact = f"/hotline/contacts/{danger.contact_id}/"
    assert web.get(contact).status_code == 404
    assert web.get(page(danger)).status_code == 200
    assert web.post(page(danger)).url == contact
    assert web.get(contact).status_code == 200
    with scope(sana.pk):
        assert Contact.objects.get().holder_id == timur.pk
        assert Emergency.objects.get().taken_by_id == timur.pk
    assert "hotline.emergency_taken" in entries()


def test_the_second_is_told_who_took_it(timur, amina, danger, as_person, sana, entries):
    """R6: one wins, the other sees the name and the role."""
    as_person(amina).post(page(danger))
    answer = as_person(timur).post(page(danger))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert amina.name in shown
    with scope(sana.pk):
        assert Emergency.objects.get().taken_by_id == amina.pk
    assert entries().count("hotline.emergency_taken") == 1


def test_taking_it_twice_oneself_changes_nothing(amina, danger, by, entries):
    """R1."""
    with by(amina) as actor:
        commands.take_emergency(actor, danger.pk)
        commands.take_emergency(actor, danger.pk)
        assert queries.contact(actor, danger.contact_id).version == 2
    assert entries().count("hotline.emergency_taken") == 1


def test_other_teams_and_organisations_see_none(botagoz, serik, danger, as_person, by):
    """S2, S6, S33."""
    for who in (botagoz, serik):
        for act in ("", "first-action/", "end/"):
            assert as_person(who).get(page(danger, act)).status_code == 404
        with by(who) as actor, pytest.raises(Http404):
            commands.take_emergency(actor, danger.pk)


def test_who_takes_no_emergencies_is_refused(person, danger, as_person, by):
    """S2: a psychologist and an administrator do not take emergencies."""
    for role, team in (("psychologist", "Shymkent"), ("administrator", None)):
        who = person(role, team)
        assert as_person(who).post(page(danger)).status_code == 403
        with by(who) as actor, pytest.raises(PermissionDenied):
            commands.take_emergency(actor, danger.pk)


def test_the_page_before_taking_shows_no_story(timur, danger, as_person):
    """S6: the code, the clock and whom to ring; the story opens with the contact."""
    shown = as_person(timur).get(page(danger)).content.decode()
    assert danger.code in shown and "Школа" not in shown
    assert str(danger.contact_id) not in shown


def test_the_first_action_stops_the_clock(amina, danger, as_person, sana, entries):
    web = as_person(amina)
    assert web.get(page(danger, "first-action/")).status_code == 200
    assert web.post(page(danger, "first-action/"), {"words": "  "}).status_code == 422
    form = {"words": "Позвонила в полицию"}
    assert web.post(page(danger, "first-action/"), form).status_code == 302
    with scope(sana.pk):
        now = Emergency.objects.get()
        assert now.first_action_at is not None and now.first_action_by_id == amina.pk
        assert "полицию".encode() not in bytes(now.first_action_sealed)
        contact = Contact.objects.get()
        assert queries.emergency_words(contact, now)["first_action"] == form["words"]
    assert "hotline.first_action_noted" in entries()
    assert web.post(page(danger, "first-action/"), form).status_code == 422


def test_who_may_not_read_the_contact_notes_no_action(timur, danger, as_person, by):
    """S2: take it first."""
    assert as_person(timur).get(page(danger, "first-action/")).status_code == 404
    with by(timur) as actor, pytest.raises(Http404):
        commands.note_first_action(actor, danger.pk, "Позвонил")


def test_it_ends_with_what_was_done(amina, danger, as_person, again, sana, entries):
    web = as_person(amina)
    end = page(danger, "end/")
    words = {"words": "Девочка у бабушки", "first_action": "Позвонила в полицию"}
    assert web.post(end, words).status_code == 422  # nobody took it
    web.post(page(danger))
    assert web.post(end, words | {"words": ""}).status_code == 422
    assert web.post(end, words | {"first_action": ""}).status_code == 422
    assert web.post(end, words).status_code == 302
    with scope(sana.pk):
        now = Emergency.objects.get()
        assert now.ended_at and now.first_action_at and now.ended_by_id == amina.pk
        contact = Contact.objects.get()
        assert contact.state == "answered_advice"
        assert contact.danger_now is True
        assert queries.emergency_words(contact, now)["done"] == words["words"]
    assert "hotline.emergency_ended" in entries()


def test_an_ended_emergency_says_who_ended_it(amina, saule, danger, by, as_person):
    with by(amina) as actor:
        commands.take_emergency(actor, danger.pk)
        commands.end_emergency(actor, danger.pk, "Дома", "Позвонила")
        assert not queries.open_emergencies(actor).exists()
    with by(saule) as actor, pytest.raises(Refused) as no:
        commands.take_emergency(actor, danger.pk)
    assert amina.name in str(no.value)
    assert as_person(saule).get(page(danger)).status_code == 200


def test_the_clock_runs_from_the_moment_the_call_came(amina, taken, by, sana):
    """R8: written down later, it is due all the same (HL.FIRST_ACTION)."""
    now = clock.now()
    contact = taken(amina, at=now, danger_now=True)
    with scope(sana.pk):
        assert Emergency.objects.get().act_by == contact.received_at + HOUR


@given(due=some.integers(-120, 120), done=some.none() | some.integers(-120, 120))
def test_a_clock_is_done_overdue_soon_or_on_time(due, done):
    """R7: never a negative time, never two states."""
    moment = clock.wall()
    at = moment + timedelta(minutes=due)
    when = moment + timedelta(minutes=done) if done is not None else None
    state = moments.due_state(at, when, moment)
    if when is not None:
        assert state == ("done" if when <= at else "overdue")
    else:
        assert state == ("overdue" if due < 0 else "soon" if due <= 15 else "on-time")


def test_of_two_who_take_it_in_the_same_moment_one_wins(own_database):
    """R6: the second waits for the first and is then told who took it."""
    home = cast.organisation("sana", "Sana Sezim", "KZ-79", ["Shymkent"])
    people = [cast.person(home, "operator", "Shymkent") for _ in range(2)]
    with scope(home.pk, people[0].pk):
        details = commands.ContactDetails(
            id=uuid7(),
            team_id=cast.team(home, "Shymkent").pk,
            received_at=clock.now(),
            channel="phone",
            danger_now=True,
        )
        commands.record_contact(actors.actor_of(people[0]), details)
        emergency = Emergency.objects.get()
    together = Barrier(2)

    def take(who):
        together.wait()
        try:
            with scope(home.pk, who.pk):
                commands.take_emergency(actors.actor_of(who), emergency.pk)
                return who.name
        except Refused as no:
            return str(no)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(take, people), key=len)
    with scope(home.pk):
        taker = Emergency.objects.get().taken_by_id
    winner = next(one for one in people if one.pk == taker)
    assert said[0] == winner.name
    assert winner.name in said[1]
