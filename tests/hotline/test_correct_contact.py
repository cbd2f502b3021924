"""A contact is put right: alone for a day, later with a reason, and never over somebody."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.http import Http404

from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.hotline import commands, queries
from umai.hotline.models import AnotherChild, Contact, Emergency, Step

DAY = timedelta(hours=24)
HERE = ZoneInfo("Asia/Almaty")


def page(contact: Contact) -> str:
    return f"/hotline/contacts/{contact.pk}/correct/"


def typed(contact: Contact, **answers: Any) -> dict[str, Any]:
    """What the form holds when the page of `taken` is sent back unchanged."""
    return {
        "version": str(contact.version),
        "danger_now": "no",
        "came_at": contact.received_at.astimezone(HERE).strftime("%Y-%m-%dT%H:%M"),
        "channel": "phone",
        "contact_type": "counselling",
        "caller_relation": "parent",
        "child-1-sex": "female",
        "child-1-age": "9",
        "topic": "education",
        "narrative": "Школа не приняла",
        "advice": "Подать заявление",
        "outcome": "advice_given",
    } | answers


def details(contact: Contact, **other: Any) -> commands.ContactDetails:
    return replace(
        commands.ContactDetails(
            id=contact.pk,
            team_id=contact.team_id,
            received_at=contact.received_at,
            channel="phone",
            contact_type="counselling",
            caller_relation="parent",
            topic="education",
            outcome="advice_given",
            narrative="Школа не приняла",
            advice="Подать заявление",
            children=(commands.ChildDetails(sex="female", age=9),),
        ),
        **other,
    )


def test_the_operator_corrects_the_own_contact(amina, as_person, taken, again, entries, sana):
    contact = taken(amina)
    web = as_person(amina)
    shown = web.get(page(contact)).content.decode()
    assert "Школа не приняла" in shown
    answer = web.post(page(contact), typed(contact, topic="health", narrative="Больница"))
    assert (answer.status_code, answer.url) == (302, f"/hotline/contacts/{contact.pk}/")
    now = again(contact)
    assert (now.topic, now.version, now.code) == ("health", 2, contact.code)
    with scope(sana.pk):
        assert queries.story(now)["narrative"] == "Больница"
        assert queries.story(now)["advice"] == "Подать заявление"
    assert entries() == [
        "hotline.contact_recorded",
        "hotline.contact_read",
        "hotline.contact_corrected",
    ]


def test_what_stood_there_is_kept_sealed(amina, saule, as_person, taken, again, sana):
    contact = taken(amina)
    as_person(amina).post(page(contact), typed(contact, narrative="Больница не приняла"))
    with scope(sana.pk):
        now = Contact.objects.get(pk=contact.pk)
        (one,) = queries.history(now)
        assert one.before["narrative"] == "Школа не приняла"
        assert one.after["narrative"] == "Больница не приняла"
        assert queries.differences(one.before, one.after) == ["narrative"]
    history = as_person(saule).get(f"/hotline/contacts/{contact.pk}/history/").content.decode()
    assert "Школа не приняла" in history and "Больница не приняла" in history


def test_words_that_did_not_change_keep_their_ciphertext(amina, as_person, taken, again):
    contact = taken(amina)
    as_person(amina).post(page(contact), typed(contact, topic="health"))
    now = again(contact)
    assert bytes(now.narrative_sealed) == bytes(contact.narrative_sealed)
    assert bytes(now.advice_sealed) == bytes(contact.advice_sealed)


def test_children_of_every_version_are_kept(amina, by, taken, sana):
    boy = commands.ChildDetails(sex="male", age=0)
    girl = commands.ChildDetails(sex="female", age=9)
    contact = taken(amina, children=(girl, boy))
    with by(amina) as actor:
        commands.correct_contact(actor, 1, details(contact, children=(girl,)))
        commands.correct_contact(actor, 2, details(contact, children=(girl, boy, girl)))
        now = queries.contact(actor, contact.pk)
        ages = [len(queries.children_at(now, version)) for version in (1, 2, 3)]
        assert ages == [1, 0, 2]
        assert queries.other_children(now).count() == 2
        assert AnotherChild.objects.count() == 3


def test_after_a_day_the_operator_is_refused(amina, by, taken, again, entries):
    """S2: the right to correct ends with the rule HL.CORRECT."""
    now = clock.now()
    contact = taken(amina, at=now)
    with by(amina, now + DAY - timedelta(seconds=2)) as actor:
        commands.correct_contact(actor, 1, details(contact, topic="health"))
    with by(amina, now + DAY + timedelta(minutes=1)) as actor, pytest.raises(Refused) as no:
        commands.correct_contact(actor, 2, details(contact, topic="asylum"), "опечатка")
    assert str(no.value) == str(commands.TOO_LATE)
    assert again(contact).topic == "health"
    assert entries().count("hotline.contact_corrected") == 1


def test_a_supervisor_corrects_later_with_a_reason(amina, saule, by, taken, again, sana):
    now = clock.now()
    contact = taken(amina, at=now)
    late = now + timedelta(days=3)
    with by(saule, late) as actor:
        with pytest.raises(Refused) as no:
            commands.correct_contact(actor, 1, details(contact, topic="health"), "  ")
        assert no.value.field == "reason"
        commands.correct_contact(actor, 1, details(contact, topic="health"), "Ошибка в теме")
    assert again(contact).topic == "health"
    with scope(sana.pk):
        step = Step.objects.get()
        assert queries.note(again(contact), step) == "Ошибка в теме"
        assert "Ошибка".encode() not in bytes(step.note_sealed)


def test_a_colleague_who_only_holds_it_does_not_correct_it(amina, person, by, taken, again):
    """S2."""
    psychologist = person("psychologist", "Shymkent")
    contact = taken(amina)
    with by(amina) as actor:
        commands.hand_over_contact(actor, contact.pk, 1, psychologist.pk)
    with by(psychologist) as actor, pytest.raises(Refused):
        commands.correct_contact(actor, 2, details(contact, topic="health"), "почему")
    assert again(contact).topic == "education"


def test_others_find_nothing_to_correct(amina, botagoz, serik, as_person, by, taken):
    """S2, S6: another team, another organisation and a made-up id get the same answer."""
    contact = taken(amina)
    for who in (botagoz, serik):
        answer = as_person(who).get(page(contact))
        assert answer.status_code == 404
        with by(who) as actor, pytest.raises(Http404):
            commands.correct_contact(actor, 1, details(contact))


def test_two_people_correct_and_the_second_sees_both_versions(
    amina, saule, as_person, taken, again
):
    """R5: nothing is written, both versions stand side by side, the second keeps the words."""
    contact = taken(amina)
    first, second = as_person(amina), as_person(saule)
    mine = typed(contact, advice="Позвонить юристу", reason="Уточнение")
    first.post(page(contact), typed(contact, topic="health"))
    answer = second.post(page(contact), mine)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert again(contact).version == 2
    assert again(contact).topic == "health"
    assert answer.context["against"]["lines"]
    labels = {str(line.label) for line in answer.context["against"]["lines"]}
    assert len(labels) == 2
    by_who = [(line.theirs, line.yours) for line in answer.context["against"]["lines"]]
    assert by_who == [(True, False), (False, True)]
    assert "Позвонить юристу" in shown and amina.name in shown
    assert answer.context["form"]["version"].value() == 2


def test_saving_over_the_newer_version_knowingly_keeps_it_in_the_history(
    amina, saule, as_person, by, taken, again
):
    """R5: neither version is lost."""
    contact = taken(amina)
    as_person(amina).post(page(contact), typed(contact, topic="health"))
    knowing = typed(contact, topic="asylum", reason="Уточнение") | {"version": "2"}
    assert as_person(saule).post(page(contact), knowing).status_code == 302
    assert again(contact).topic == "asylum"
    with by(saule) as actor:
        past = queries.history(queries.contact(actor, contact.pk))
        topics = [(one.before["topic"], one.after["topic"]) for one in past]
        assert topics == [("health", "asylum"), ("education", "health")]
        assert [one.by for one in past] == [saule.name, amina.name]


def test_nothing_changed_is_said_and_nothing_written(amina, by, taken, again):
    contact = taken(amina)
    with by(amina) as actor, pytest.raises(Refused):
        commands.correct_contact(actor, 1, details(contact))
    assert again(contact).version == 1


def test_mistakes_come_back_with_the_words_kept(amina, as_person, taken, again):
    contact = taken(amina)
    wrong = typed(contact, topic="", narrative="Новые слова") | {"child-1-age": "190"}
    answer = as_person(amina).post(page(contact), wrong)
    assert answer.status_code == 422
    assert "Новые слова" in answer.content.decode() and "190" in answer.content.decode()
    assert again(contact).version == 1


def test_the_number_is_never_in_the_form(amina, as_person, to_call, again, sana):
    """S32: correcting shows the number covered; it is kept, replaced or taken away."""
    contact = to_call(amina, clock.now())
    web = as_person(amina)
    shown = web.get(page(contact)).content.decode()
    assert "555 12" not in shown and "+7 ••• ••• •• 34" in shown
    calls = {"may_call_back": "yes", "may_say_who": "no", "safe_time": "после трёх"}
    web.post(page(contact), typed(contact, topic="health", **calls))
    with scope(sana.pk):
        assert queries.number(again(contact)) == "+7 701 555 12 34"
    away = typed(contact, forget_phone="on", may_call_back="no", version="2")
    web.post(page(contact), away)
    assert again(contact).phone_sealed is None


def test_danger_noticed_late_rings_like_any_other(amina, as_person, taken, again, sana):
    contact = taken(amina)
    as_person(amina).post(page(contact), typed(contact, danger_now="yes"))
    assert again(contact).state == "emergency"
    with scope(sana.pk):
        assert Emergency.objects.get().contact_id == contact.pk


def test_taking_danger_back_does_not_end_the_emergency(amina, as_person, taken, again, sana):
    contact = taken(amina, danger_now=True)
    as_person(amina).post(page(contact), typed(contact, danger_now="no"))
    now = again(contact)
    assert (now.danger_now, now.state) == (False, "emergency")
    with scope(sana.pk):
        assert Emergency.objects.get().ended_at is None


def test_agreeing_again_by_correction_gives_no_attempt_back(amina, by, to_call):
    """S32: attempts stay used."""
    now = clock.now()
    contact = to_call(amina, now - timedelta(minutes=1))
    with by(amina) as actor:
        for version in (1, 2, 3):
            attempt = commands.Attempt(id=uuid7(), result="no_answer")
            commands.try_call_back(actor, contact.pk, version, attempt)
        again = details(
            contact,
            may_call_back=True,
            may_say_who=False,
            phone="+7 701 555 12 34",
            call_back_due_at=now + timedelta(hours=1),
        )
        with pytest.raises(Refused) as no:
            commands.correct_contact(actor, 4, again)
        assert no.value.field == "call_back_due_at"

