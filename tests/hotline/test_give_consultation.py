"""Consultations without a case: given to a caller or visitor, listed, put right, counted once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.hotline.call import recorded
from tests.hotline.test_correct_contact import details, typed
from umai.foundation.journal import log
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vault.models import DataKey
from umai.hotline import commands, queries
from umai.hotline.models import Consultation, Step

LIST = "/hotline/consultations/"
TODAY = "Asia/Almaty"


@pytest.fixture
def marat(person):
    """Marat is the psychologist in Shymkent."""
    return person("psychologist", "Shymkent")


def given(**said):
    words = {"id": uuid7(), "service": "PS01", "held_on": clock.today(TODAY), "minutes": 45}
    return commands.ConsultationDetails(**(words | {"mode": "in_person"} | said))


def answers(**said):
    day = clock.today(TODAY).isoformat()
    words = {"id": str(uuid7()), "service": "PS01", "held_on": day, "minutes": "45"}
    return words | {"mode": "in_person", "summary": "Страх темноты"} | said


def page(contact):
    return f"/hotline/contacts/{contact.pk}/consultation/"


def facts_of(event):
    return log.facts_of(Entry.objects.get(event=event), DataKey.objects.in_bulk())


# Given afterwards ---------------------------------------------------------------------------------


def test_a_psychologist_writes_down_what_a_visitor_was_given(
    sana, marat, acting, as_person, inside
):
    visitor = recorded(acting(marat), sana, channel="office_visit")
    web, said = as_person(marat), answers()
    assert 'value="in_person" ' in web.get(page(visitor)).content.decode()
    for _twice in range(2):
        assert web.post(page(visitor), said).status_code == 302
    with inside(sana):
        row = Consultation.objects.get()
        assert (row.discipline, row.service, row.minutes) == ("PSY", "PS01", 45)
        assert (row.given_by_id, row.source) == (marat.pk, "afterwards")
        assert "Страх".encode() not in bytes(row.summary_sealed)
        assert Step.objects.get().kind == "consulted"
        told = facts_of("hotline.consultation_given")
    assert told["service"] == "PS01" and "Страх" not in str(told)
    shown = web.get(f"/hotline/contacts/{visitor.pk}/").content.decode()
    assert "Страх темноты" in shown
    assert "Страх темноты" not in web.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"service": ""}, "service"),
        ({"service": "LG05"}, "service"),
        ({"held_on": "2126-01-01"}, "held_on"),
        ({"held_on": "2020-01-01"}, "held_on"),
        ({"minutes": "an hour"}, "minutes"),
        ({"mode": ""}, "mode"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_nothing_typed_is_lost(
    sana, marat, acting, as_person, inside, wrong, field
):
    visitor = recorded(acting(marat), sana)
    answer = as_person(marat).post(page(visitor), answers(**wrong))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "Страх темноты" in answer.content.decode()
    with inside(sana):
        assert not Consultation.objects.exists()


def test_who_may_not_open_the_contact_finds_none(
    sana, amina, botagoz, serik, marat, person, acting, as_person, by
):
    """S2, S6, S30: another team, another organisation, and a psychologist who was not given it."""
    contact = recorded(acting(amina), sana)
    for who in (botagoz, serik, marat):
        assert as_person(who).get(page(contact)).status_code == 404
        with by(who) as actor, pytest.raises(Http404):
            commands.give_consultation(actor, contact.pk, given())
    for role in ("monitoring", "administrator", "data_protection_officer"):
        stranger = person(role)
        assert as_person(stranger).get(page(contact)).status_code == 403
        with by(stranger) as actor, pytest.raises(PermissionDenied):
            commands.give_consultation(actor, contact.pk, given())


def test_the_psychologist_to_whom_it_was_handed_over_may(
    sana, amina, marat, acting, by, inside
):
    contact = recorded(acting(amina), sana)
    with by(amina) as actor:
        commands.hand_over_contact(actor, contact.pk, 1, marat.pk)
    with by(marat) as actor:
        commands.give_consultation(actor, contact.pk, given(summary="x"))
    with inside(sana):
        assert Consultation.objects.count() == 1


# Putting right ------------------------------------------------------------------------------------


def test_who_wrote_it_puts_it_right_and_nobody_else(
    sana, marat, saule, acting, by, as_person, inside
):
    contact = recorded(acting(marat), sana)
    with by(marat) as actor:
        row = commands.give_consultation(actor, contact.pk, given(summary="Старое"))
    address = f"/hotline/consultations/{row.pk}/correct/"
    web = as_person(marat)
    assert "Старое" in web.get(address).content.decode()
    said = answers(id=str(row.pk), version="1", minutes="60")
    assert web.post(address, said).status_code == 302
    assert as_person(saule).get(address).status_code == 404
    with by(saule) as actor, pytest.raises(Http404):
        commands.correct_consultation(actor, 2, given(id=row.pk))
    # From a window that showed the older version: nothing is saved, both stand side by side.
    late = web.post(address, said | {"minutes": "15"})
    assert late.status_code == 422 and 'name="version" value="2"' in late.content.decode()
    with inside(sana):
        assert Consultation.objects.get().minutes == 60
        assert facts_of("hotline.consultation_corrected")["mistaken"] is False


def test_what_was_written_by_mistake_counts_no_more(sana, marat, acting, by, as_person, inside):
    contact = recorded(acting(marat), sana)
    with by(marat) as actor:
        row = commands.give_consultation(actor, contact.pk, given())
    said = answers(id=str(row.pk), version="1", mistaken="on")
    assert as_person(marat).post(f"/hotline/consultations/{row.pk}/correct/", said)
    with by(marat) as actor:
        assert not queries.consultations(actor).exists()
        with pytest.raises(Http404):
            commands.correct_consultation(actor, 2, given(id=row.pk))
        assert queries.totals(queries.consultations(actor)) == {"PSY": 0, "LEG": 0, "SOC": 0}


def test_nothing_changed_is_refused(sana, marat, acting, by):
    contact = recorded(acting(marat), sana)
    with by(marat) as actor:
        said = given(summary="Слова")
        commands.give_consultation(actor, contact.pk, said)
        with pytest.raises(Refused):
            commands.correct_consultation(actor, 1, said)


# Noted with the call ------------------------------------------------------------------------------


def test_a_correction_of_the_call_mends_its_consultations_and_the_history_tells(
    sana, amina, taken, by, as_person, inside, again
):
    """S22: every version keeps its own; what is taken away is ended, not erased."""
    contact = taken(amina, legal_consultations=2, social_supports=1)
    web, address = as_person(amina), f"/hotline/contacts/{contact.pk}/correct/"
    assert 'name="legal_consultations" value="2"' in web.get(address).content.decode()
    said = {"legal_consultations": "1", "psychological_consultations": "1", "social_supports": "1"}
    assert web.post(address, typed(contact, **said)).status_code == 302
    with inside(sana):
        now = again(contact)
        assert list(queries.numbers_at(now, 1).values()) == [0, 2, 1]
        assert list(queries.numbers_at(now, 2).values()) == [1, 1, 1]
        assert Consultation.objects.count() == 4
        assert queries.given_on(now).count() == 3
        past = queries.history(now)[0]
    changed = queries.differences(past.before, past.after)
    assert changed == ["psychological_consultations", "legal_consultations"]


def test_another_day_of_the_call_is_another_day_of_its_consultations(
    sana, amina, taken, by, inside, again
):
    contact = taken(amina, psychological_consultations=1)
    before = contact.received_at - timedelta(days=2)
    with by(amina) as actor:
        moved = details(contact, received_at=before, psychological_consultations=1)
        commands.correct_contact(actor, 1, moved)
    with inside(sana):
        row = queries.given_on(again(contact)).get()
        assert row.held_on == clock.local_day(before, TODAY)
        assert list(queries.numbers_at(again(contact), 1).values()) == [1, 0, 0]


# The list -----------------------------------------------------------------------------------------


def test_the_list_holds_ones_own_and_a_supervisors_teams_each_in_its_unit(
    sana, amina, botagoz, saule, serik, person, acting, as_person
):
    """S2: an operator never sees what another team gave; a family that was helped twice is one."""
    mine = recorded(acting(amina), sana, legal_consultations=2, social_supports=2)
    theirs = recorded(acting(botagoz), sana, "Turkistan", psychological_consultations=1)

    def seen(who, asked=""):
        answer = as_person(who).get(LIST + asked)
        codes = {answer.context["codes"][row.contact_id] for row in answer.context["slice"].rows}
        return codes, [figure["number"] for figure in answer.context["figures"]]

    assert seen(amina) == ({mine.code}, [0, 2, 1])
    assert seen(saule) == ({mine.code, theirs.code}, [1, 2, 1])
    assert seen(saule, "?discipline=PSY") == ({theirs.code}, [1, 0, 0])
    assert seen(saule, "?to=2020-01-01") == (set(), [0, 0, 0])
    assert seen(person("supervisor", "Turkistan")) == ({theirs.code}, [1, 0, 0])
    assert seen(serik) == (set(), [0, 0, 0])
    wrong = as_person(saule).get(LIST + "?from=2026-02-02&to=2026-01-01")
    assert wrong.status_code == 200 and not wrong.context["slice"].rows
    assert as_person(person("administrator")).get(LIST).status_code == 403


def test_a_consultation_whose_contact_was_handed_on_stays_in_the_list_without_a_door(
    sana, amina, marat, acting, by, as_person
):
    contact = recorded(acting(amina), sana)
    with by(amina) as actor:
        commands.hand_over_contact(actor, contact.pk, 1, marat.pk)
    with by(marat) as actor:
        commands.give_consultation(actor, contact.pk, given())
    web, door = as_person(marat), f'href="/hotline/contacts/{contact.pk}/"'
    assert door in web.get(LIST).content.decode()
    with by(marat) as actor:
        commands.hand_over_contact(actor, contact.pk, 2, amina.pk)
    shown = web.get(LIST).content.decode()
    assert contact.code in shown and door not in shown


def test_a_list_of_many_asks_no_more_of_the_database(
    sana, amina, acting, by, django_assert_max_num_queries
):
    for number in (1, 9):
        recorded(acting(amina), sana, legal_consultations=number)
    with by(amina) as actor, django_assert_max_num_queries(2):
        rows = list(queries.as_rows(actor, queries.narrowed(actor, queries.Wanted())))
        assert len(rows) == 10 and all(row.opens for row in rows)
        queries.codes_of_contacts(actor, (row.contact_id for row in rows))
