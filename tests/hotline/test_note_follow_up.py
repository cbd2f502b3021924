"""What was promised is noted, asked for in the morning, closed, and opened again for a reason."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied

from umai.foundation.access import commands as staff
from umai.foundation.access import queries as access
from umai.foundation.access.models import Organisation
from umai.foundation.jobs import schedule
from umai.foundation.kernel import clock
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.notices.models import Notice
from umai.hotline import chores, commands, queries

CHORE = f"{chores.__name__}.remind_people"
ALMATY = ZoneInfo("Asia/Almaty")


def page(contact, act="follow-up"):
    return f"/hotline/contacts/{contact.pk}/{act}/"


def day(days=0):
    return clock.today("Asia/Almaty") + timedelta(days=days)


def morning(days=1, hour=8, zone=ALMATY):
    on = day(days)
    return datetime(on.year, on.month, on.day, hour, 5, tzinfo=zone)


@pytest.fixture
def promised(amina, taken):
    """A contact of Amina's with a follow-up promised for today."""
    return taken(amina, outcome="follow_up", follow_up_on=day())


def test_it_is_done_and_the_words_are_sealed(amina, promised, as_person, again, entries, sana):
    assert again(promised).state == "follow_up_due"
    form = {"version": "1", "words": "Справку выдали", "next_on": ""}
    assert as_person(amina).post(page(promised), form).status_code == 302
    now = again(promised)
    assert now.follow_up_done_at is not None and now.state == "closed"
    assert "hotline.follow_up_noted" in entries()
    with scope(sana.pk):
        step = queries.steps(now).get()
        assert queries.note(now, step) == "Справку выдали"
        assert "Справку".encode() not in bytes(step.note_sealed)


def test_it_is_done_again_later(amina, promised, as_person, again):
    form = {"version": "1", "words": "Ждём ответа", "next_on": day(5).isoformat()}
    assert as_person(amina).post(page(promised), form).status_code == 302
    now = again(promised)
    assert (now.follow_up_on, now.follow_up_done_at, now.state) == (day(5), None, "follow_up_due")


@pytest.mark.parametrize(
    "wrong", [{"words": " "}, {"next_on": "завтра"}, {"next_on": "2020-01-01"}]
)
def test_mistakes_come_back_with_the_words_kept(amina, promised, as_person, again, wrong):
    form = {"version": "1", "words": "Ждём ответа", "next_on": ""} | wrong
    answer = as_person(amina).post(page(promised), form)
    assert answer.status_code == 422
    if "next_on" in wrong:
        assert "Ждём ответа" in answer.content.decode()
    assert again(promised).version == 1


def test_others_do_not_note_it(botagoz, serik, promised, as_person):
    """S2, S6."""
    for who in (botagoz, serik):
        assert as_person(who).get(page(promised)).status_code == 404


def test_the_list_shows_what_is_due_to_me_and_to_the_team(
    amina, botagoz, saule, taken, to_call, promised, as_person
):
    """S6: only what one may see."""
    away = taken(botagoz, team="Turkistan", outcome="follow_up", follow_up_on=day(-2))
    later = taken(amina, outcome="follow_up", follow_up_on=day(3))
    calling = to_call(amina, clock.now() - timedelta(hours=1))
    mine = as_person(amina).get("/hotline/due/").content.decode()
    assert promised.code in mine and calling.code in mine
    assert later.code not in mine
    team = as_person(amina).get("/hotline/due/?whose=team")
    assert [one.pk for one in team.context["follow_ups"]] == [promised.pk]
    every = as_person(saule).get("/hotline/due/?whose=team")
    assert [one.pk for one in every.context["follow_ups"]] == [away.pk, promised.pk]
    assert as_person(saule).get("/hotline/due/").context["follow_ups"] == []


# In the morning ----------------------------------------------------------------------------------


def remind(organisation, at):
    with clock.told_at(at):
        return schedule.run_now(CHORE, organisation.pk)


def test_in_the_morning_people_are_told_once_that_something_is_due(
    sana, amina, promised, to_call, entries
):
    """S31: the notice names no contact."""
    to_call(amina, morning(hour=15))
    assert remind(sana, morning(hour=7)) == 0
    assert remind(sana, morning()) == 2
    assert remind(sana, morning(hour=9)) == 0
    with scope(sana.pk):
        told = list(Notice.objects.values_list("person_id", "kind", "code", "subject_id"))
    assert sorted(told) == [
        (amina.pk, "call_backs_due", "", None),
        (amina.pk, "follow_ups_due", "", None),
    ]
    assert entries().count("hotline.people_reminded") == 1
    assert remind(sana, morning(days=2)) == 2


def test_a_worker_that_was_away_in_the_morning_reminds_later_but_not_at_night(
    sana, amina, promised
):
    """R8, R12."""
    assert remind(sana, morning(hour=22)) == 0
    assert remind(sana, morning(hour=3)) == 0
    assert remind(sana, morning(hour=14)) == 1


@pytest.mark.parametrize("on", ["2027-03-28", "2027-10-31", "2026-12-31", "2028-02-29"])
def test_the_morning_is_that_of_the_organisation(sana, amina, promised, on):
    """R7: on both edges of summer time, at year end and on a leap day."""
    zone = ZoneInfo("Europe/Berlin")
    Organisation.objects.filter(pk=sana.pk).update(time_zone="Europe/Berlin")
    eight = datetime.fromisoformat(f"{on}T08:00").replace(tzinfo=zone)
    assert remind(sana, eight - timedelta(minutes=1)) == 0
    assert remind(sana, eight + timedelta(minutes=1)) == 1


# Closing and opening again -----------------------------------------------------------------------


def test_a_contact_is_closed_when_nothing_is_left(amina, taken, as_person, again, entries):
    contact = taken(amina)
    assert as_person(amina).get(page(contact, "close")).status_code == 200
    assert as_person(amina).post(page(contact, "close"), {"version": "1"}).status_code == 302
    assert again(contact).state == "closed"
    assert "hotline.contact_closed" in entries()


@pytest.mark.parametrize(
    "told",
    [
        {"danger_now": True},
        {"outcome": "follow_up", "follow_up_on": clock.wall().date()},
        {"outcome": ""},
    ],
)
def test_what_is_still_open_keeps_it_open(amina, taken, as_person, again, told):
    contact = taken(amina, **told)
    answer = as_person(amina).post(page(contact, "close"), {"version": "1"})
    assert answer.status_code == 422
    assert again(contact).version == 1


def test_a_promised_call_keeps_it_open(amina, to_call, by):
    contact = to_call(amina, clock.now())
    with by(amina) as actor, pytest.raises(Refused):
        commands.close_contact(actor, contact.pk, 1)


def test_a_supervisor_opens_it_again_with_a_reason(amina, saule, taken, as_person, again, sana):
    contact = taken(amina, outcome="none")
    assert again(contact).state == "closed"
    web = as_person(saule)
    assert web.post(page(contact, "reopen"), {"version": "1"}).status_code == 422
    form = {"version": "1", "reason": "Мать позвонила снова"}
    assert web.post(page(contact, "reopen"), form).status_code == 302
    now = again(contact)
    assert (now.state, now.holder_id) == ("reopened", amina.pk)
    with scope(sana.pk):
        assert queries.note(now, queries.steps(now).get()) == form["reason"]
        assert Notice.objects.get().person_id == amina.pk
    assert web.post(page(contact, "reopen"), form | {"version": "2"}).status_code == 422


def test_an_operator_does_not_open_it_again(amina, taken, as_person, by):
    """S2."""
    contact = taken(amina, outcome="none")
    assert as_person(amina).get(page(contact, "reopen")).status_code == 403
    with by(amina) as actor, pytest.raises(PermissionDenied):
        commands.reopen_contact(actor, contact.pk, 1, "почему")


# Leaving -----------------------------------------------------------------------------------------


def test_open_work_names_what_must_be_handed_on(sana, amina, botagoz, promised, taken, to_call):
    danger = taken(amina, danger_now=True)
    calling = to_call(amina, clock.now())
    taken(amina)
    with scope(sana.pk):
        left = queries.open_work(sana.pk, amina.pk)
        assert left.contacts == (promised.code, danger.code)
        assert left.call_backs == (calling.code,)
        assert danger.code in left.words()
        nothing = queries.open_work(sana.pk, botagoz.pk)
        assert nothing.words() == ""
        assert queries.open_work(sana.pk, amina.pk, danger.pk).words() == ""


def test_an_emergency_that_was_taken_is_open_work(sana, amina, saule, taken, by):
    contact = taken(amina, danger_now=True)
    with by(saule) as actor:
        commands.take_emergency(actor, queries.open_emergencies(actor).get().pk)
    with scope(sana.pk):
        assert queries.open_work(sana.pk, saule.pk).emergencies == (contact.code,)


def test_a_posting_ends_only_when_the_work_is_handed_on(amina, saule, person, promised, by):
    """Leaving staff: what is still in hand is named by its codes."""
    administrator = person("administrator")
    with by(administrator) as actor:
        posting = access.postings(actor).get(person_id=amina.pk)
        with pytest.raises(Refused) as no:
            staff.end_posting(actor, posting.pk, posting.version)
    assert promised.code in str(no.value)
    with by(amina) as holder:
        commands.hand_over_contact(holder, promised.pk, 1, saule.pk)
    with by(administrator) as actor:
        assert staff.end_posting(actor, posting.pk, posting.version).ended_at is not None
