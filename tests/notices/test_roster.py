"""The on-call roster: who is rung, in which order, and what happens when nobody is."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.urls import reverse

from tests import cast
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.notices import commands, events, queries
from umai.foundation.notices.models import RosterPlace
from umai.foundation.vault.models import DataKey

PAGE, PUT = "/notices/roster/", "/notices/roster/put/"
ALMATY = ZoneInfo("Asia/Almaty")
PHONE = "+7 701 234 56 78"


@pytest.fixture
def put(sana, saule, acting):
    """Put somebody on the roster of Shymkent: `put(amina)`."""

    def on(who, *, team="Shymkent", starts_at=None, ends_at=None, phone=PHONE, by=saule, **more):
        details = commands.PlaceDetails(
            id=more.get("id") or uuid7(),
            team_id=cast.team(sana, team).pk,
            person_id=who.pk,
            phone=phone,
            starts_at=starts_at or clock.now() - timedelta(minutes=1),
            ends_at=ends_at,
        )
        with scope(sana.pk):
            return commands.put_on_roster(acting(by), details)

    return on


@pytest.fixture
def rung(sana, saule, acting):
    """The names on call for Shymkent now, in order."""

    def names(team="Shymkent"):
        with scope(sana.pk):
            found = queries.on_call(acting(saule), cast.team(sana, team).pk)
            return [one.name for one in found]

    return names


def _typed(sana, who, **more):
    return {
        "id": uuid7(),
        "team": cast.team(sana, "Shymkent").pk,
        "person": who.pk,
        "phone": PHONE,
        "starts_at": "2026-11-20T08:00",
        "ends_at": "",
        **more,
    }


# Who is rung --------------------------------------------------------------------------------------


def test_people_are_rung_in_the_order_of_the_roster(amina, saule, put, rung):
    put(amina)
    put(saule)
    assert rung() == [amina.name, saule.name]


HOURS = [
    ("2026-11-22 17:59", []),
    ("2026-11-22 18:00", ["night"]),
    ("2026-11-23 03:00", ["night"]),
    ("2026-11-23 07:59", ["night"]),
    ("2026-11-23 08:00", ["day"]),
    ("2026-11-23 17:59", ["day"]),
    ("2026-11-23 18:00", []),
    ("2026-11-24 03:00", []),
]


@pytest.mark.parametrize(("hour", "who"), HOURS)
def test_the_hour_says_who_is_rung(sana, amina, botagoz, saule, acting, put, rung, hour, who):
    """R8: opening hours as a table."""
    moment = [datetime(2026, 11, day, clocks, tzinfo=ALMATY) for day, clocks in
              ((22, 18), (23, 8), (23, 18))]  # fmt: skip
    with clock.told_at(datetime(2026, 11, 22, 12, tzinfo=ALMATY)):
        put(amina, starts_at=moment[0], ends_at=moment[1])
        put(botagoz, starts_at=moment[1], ends_at=moment[2])
    names = {"night": amina.name, "day": botagoz.name}
    with clock.told_at(datetime.fromisoformat(hour).replace(tzinfo=ALMATY)):
        assert rung() == [names[one] for one in who]
        with scope(sana.pk):
            team_id = cast.team(sana, "Shymkent").pk
            told = commands.ring(acting(saule), team_id, "danger_now", "HL-1", uuid7(), 1)
        assert told == bool(who)


def test_nobody_is_rung_beyond_the_end_of_the_roster(sana, amina, acting, put):
    put(amina)
    with scope(sana.pk):
        team_id = cast.team(sana, "Shymkent").pk
        rungs = [
            commands.ring(acting(amina), team_id, "danger_now", "HL-1", uuid7(), rung)
            for rung in (0, 1, 2)
        ]
    assert rungs == [False, True, False]


def test_who_has_left_is_not_rung_and_the_page_says_so(amina, saule, put, rung, as_person):
    """R8: an alarm does not go to an empty chair."""
    put(amina)
    put(saule)
    type(amina).objects.filter(pk=amina.pk).update(is_active=False)
    assert rung() == [saule.name]
    assert 'data-tone="danger"' in as_person(saule).get(PAGE).content.decode()


def test_the_record_form_shows_whom_to_ring(amina, saule, put, as_person):
    put(saule, phone="1105")
    page = as_person(amina).get("/hotline/contacts/record/").content.decode()
    assert saule.name in page and 'href="tel:1105"' in page


def test_an_empty_roster_says_plainly_what_happens_at_night(saule, amina, as_person):
    """R8."""
    page = as_person(saule).get(PAGE, headers={"accept-language": "en"}).content.decode()
    assert page.count("no telephone rings") == 2  # one for each team
    form = as_person(amina).get("/hotline/contacts/record/", headers={"accept-language": "en"})
    assert "Nobody is on call for this team." in form.content.decode()


def test_the_page_says_when_nobody_will_be_on_call(amina, saule, put, as_person):
    """R8."""
    put(amina, ends_at=clock.now() + timedelta(days=2))
    page = as_person(saule).get(PAGE, headers={"accept-language": "en"}).content.decode()
    assert "Shymkent: nobody is on call from" in page


def test_the_page_says_when_nobody_is_on_call_now(amina, saule, put, as_person):
    """R8."""
    put(amina, starts_at=clock.now() + timedelta(days=2))
    page = as_person(saule).get(PAGE, headers={"accept-language": "en"}).content.decode()
    assert "Shymkent: nobody is on call now." in page


def test_the_page_says_when_there_is_nobody_to_pass_on_to(amina, saule, put, as_person):
    put(amina)
    page = as_person(saule).get(PAGE, headers={"accept-language": "en"}).content.decode()
    assert "Shymkent: only one person is on call." in page


def test_one_person_for_two_teams_is_marked(amina, saule, put, as_person):
    put(amina)
    put(amina, team="Turkistan")
    page = as_person(saule).get(PAGE, headers={"accept-language": "en"}).content.decode()
    assert page.count("twice at the same time") == 2


# Changing it --------------------------------------------------------------------------------------


def test_somebody_is_put_on_the_roster_by_a_page(sana, amina, saule, rung, as_person):
    answer = as_person(saule).post(PUT, _typed(sana, amina, phone="8 701 2345678"))
    assert answer.status_code == 302
    assert rung() == [amina.name]
    assert PHONE in as_person(saule).get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"phone": "call me"}, "phone"),
        ({"phone": ""}, "phone"),
        ({"person": ""}, "person"),
        ({"person": str(uuid7())}, "person"),
        ({"team": str(uuid7())}, "team"),
        ({"starts_at": ""}, "starts_at"),
        ({"starts_at": "tomorrow"}, "starts_at"),
        ({"ends_at": "2026-11-19T08:00"}, "ends_at"),
        ({"ends_at": "2026-11-20T09:00"}, "ends_at"),
    ],
)
def test_a_mistake_stands_at_its_field_and_nothing_is_kept(
    sana, amina, saule, rung, as_person, change, field
):
    answer = as_person(saule).post(PUT, _typed(sana, amina, **change))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    if change.get("phone"):
        assert "call me" in answer.content.decode()
    assert rung() == []


def test_sending_it_twice_puts_once(sana, amina, put, rung):
    same = uuid7()
    assert put(amina, id=same).pk == put(amina, id=same).pk
    assert rung() == [amina.name]


def test_somebody_is_moved_up_and_down(sana, amina, botagoz, saule, put, rung, as_person):
    put(amina)
    put(botagoz)
    last = put(saule)
    browser = as_person(saule)

    def press(way, place):
        with scope(sana.pk):
            place.refresh_from_db()
        address = reverse("notices:move_on_roster", args=[place.pk])
        assert browser.post(address, {"version": place.version, way: "1"}).status_code == 302

    press("up", last)
    assert rung() == [amina.name, saule.name, botagoz.name]
    press("up", last)
    press("up", last)  # already the first
    assert rung() == [saule.name, amina.name, botagoz.name]
    press("down", last)
    assert rung() == [amina.name, saule.name, botagoz.name]


def test_a_roster_that_changed_meanwhile_is_not_changed_blindly(sana, amina, saule, acting, put):
    """Two people who change one roster do not undo each other unseen."""
    first, second = put(amina), put(saule)
    with scope(sana.pk):
        commands.move_on_roster(acting(saule), second.pk, second.version, up=True)
        with pytest.raises(Refused):
            commands.take_off_roster(acting(saule), first.pk, first.version)
        assert queries.places(acting(saule), [first.team_id]).count() == 2


def test_taking_off_asks_first_and_destroys_the_number(sana, amina, saule, put, rung, as_person):
    place = put(amina)
    browser, address = as_person(saule), reverse("notices:take_off_roster", args=[place.pk])
    assert amina.name in browser.get(address).content.decode()
    assert rung() == [amina.name]
    assert browser.post(address, {"version": place.version}).status_code == 302
    assert rung() == []
    with scope(sana.pk):
        assert RosterPlace.objects.get(pk=place.pk).phone_sealed is None
        assert DataKey.objects.get(pk=place.key_id).wrapped is None
    assert browser.get(address).status_code == 404


def test_a_place_that_has_not_begun_can_be_taken_off(sana, amina, saule, acting, put):
    place = put(amina, starts_at=clock.now() + timedelta(days=3))
    with scope(sana.pk):
        commands.take_off_roster(acting(saule), place.pk, place.version)
        assert not queries.places(acting(saule), [place.team_id]).exists()


def test_every_change_is_in_the_journal(sana, amina, saule, acting, put):
    """S22: who did what to whom, and no number."""
    first, second = put(amina), put(saule)
    with scope(sana.pk):
        commands.move_on_roster(acting(saule), second.pk, second.version, up=True)
        first.refresh_from_db()
        commands.take_off_roster(acting(saule), first.pk, first.version)
        hers = Entry.objects.filter(actor_id=saule.pk).order_by("at", "id")
        told = list(hers.values_list("event", flat=True))
    assert told == [
        events.PUT_ON_ROSTER,
        events.PUT_ON_ROSTER,
        events.MOVED_ON_ROSTER,
        events.TAKEN_OFF_ROSTER,
    ]


def test_the_number_is_ciphertext_at_rest(amina, put, sana):
    """S14."""
    put(amina)
    with scope(sana.pk), connection.cursor() as cursor:
        cursor.execute("SELECT phone_sealed FROM notices_rosterplace")
        sealed = bytes(cursor.fetchone()[0])
    assert b"701" not in sealed and b"2345678" not in sealed


# Who may ------------------------------------------------------------------------------------------


def test_an_operator_keeps_no_roster(amina, as_person):
    """S1."""
    for address in (PAGE, PUT):
        assert as_person(amina).get(address).status_code == 403


def test_a_supervisor_of_one_team_keeps_only_its_roster(
    sana, person, amina, acting, put, as_person
):
    """S2."""
    place = put(amina, team="Turkistan")
    of_one = person("supervisor", "Shymkent")
    page = as_person(of_one).get(PAGE).content.decode()
    assert "Turkistan" not in page and amina.name not in page
    with scope(sana.pk), pytest.raises(Http404):
        commands.take_off_roster(acting(of_one), place.pk, place.version)
    with pytest.raises(PermissionDenied):
        put(amina, team="Turkistan", by=of_one)


def test_another_organisations_roster_is_out_of_reach(sana, serik, amina, acting, put, as_person):
    """S2."""
    place = put(amina)
    assert amina.name not in as_person(serik).get(PAGE).content.decode()
    address = reverse("notices:take_off_roster", args=[place.pk])
    assert as_person(serik).get(address).status_code == 404
    with scope(serik.organisation_id), pytest.raises(Refused):
        details = commands.PlaceDetails(
            id=uuid7(),
            team_id=place.team_id,
            person_id=amina.pk,
            phone=PHONE,
            starts_at=clock.now(),
        )
        commands.put_on_roster(acting(serik), details)
