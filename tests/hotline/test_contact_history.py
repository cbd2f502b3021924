"""What was done with a contact after the call, by whom and why, for those who may read it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.hotline import commands, queries, terms


def page(contact):
    return f"/hotline/contacts/{contact.pk}/history/"


def test_opening_it_is_a_reading_and_written_down(amina, saule, taken, as_person, entries):
    """S22."""
    contact = taken(amina)
    assert as_person(saule).get(page(contact)).status_code == 200
    assert entries() == ["hotline.contact_recorded", "hotline.history_read"]


def test_every_step_has_its_person_its_word_and_its_note(
    amina, saule, by, to_call, as_person, sana
):
    contact = to_call(amina, clock.now() - timedelta(hours=1))
    with by(amina) as actor:
        commands.reveal_number(actor, contact.pk, terms.RevealReason.TO_DIAL)
        attempt = commands.Attempt(id=uuid7(), result=terms.Attempt.NO_ANSWER, note="Гудки")
        commands.try_call_back(actor, contact.pk, 1, attempt)
        commands.hand_over_contact(actor, contact.pk, 2, saule.pk, "Прошу помочь")
        past = queries.history(queries.contact(actor, contact.pk))
    assert [one.step.kind for one in past] == ["handed_over", "call_back_tried", "number_revealed"]
    assert [one.note for one in past] == ["Прошу помочь", "Гудки", ""]
    assert [one.step.version for one in past] == [3, 2, 1]
    assert queries.differences(past[0].before, past[0].after) == ["holder_id"]
    assert queries.differences(past[1].before, past[1].after) == ["attempts_left"]
    assert past[2].before == {}
    shown = as_person(saule).get(page(contact)).content.decode()
    assert "Прошу помочь" in shown and "Гудки" in shown and amina.name in shown
    assert "555 12" not in shown


def test_others_find_none(amina, botagoz, serik, person, taken, as_person, by):
    """S2, S6, S30."""
    contact = taken(amina)
    for who in (botagoz, serik):
        assert as_person(who).get(page(contact)).status_code == 404
    administrator = person("administrator")
    assert as_person(administrator).get(page(contact)).status_code == 403
    with by(administrator) as actor, pytest.raises(PermissionDenied):
        commands.read_history(actor, contact.pk)


def test_an_imported_contact_that_was_never_touched_has_an_empty_history(
    saule, sana, by, as_person
):
    from tests.hotline.test_import_contacts import csv, line, take

    take(sana, csv(line(child_age="9")))
    with by(saule) as actor:
        contact = queries.contacts(actor).get()
        assert queries.history(contact) == []
        with pytest.raises(commands.Meanwhile):
            commands.reopen_contact(actor, contact.pk, 7, "почему")
        commands.reopen_contact(actor, contact.pk, 1, "Нашлись бумаги")
        now = queries.contact(actor, contact.pk)
        assert queries.history(now)[0].note == "Нашлись бумаги"
    assert as_person(saule).get(page(contact)).status_code == 200
    assert as_person(saule).get(f"/hotline/contacts/{contact.pk}/correct/").status_code == 200
