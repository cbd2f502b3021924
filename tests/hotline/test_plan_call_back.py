"""A call-back is agreed with the caller's own words; more attempts need a supervisor's reason."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.hotline import commands, queries, terms

HOUR = timedelta(hours=1)


def page(contact, act="agree"):
    return f"/hotline/contacts/{contact.pk}/call-back/{act}/"


def at(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M")


def agreed(due, **said):
    words = {"may_call_back": True, "may_say_who": True, "due_at": due, "phone": "+7 777 1 2 3"}
    return commands.Agreement(**(words | said))


def test_it_is_agreed_on_the_page(amina, as_person, taken, again, entries, sana):
    contact = taken(amina)
    due = clock.now() + HOUR
    form = {
        "version": "1",
        "may_call_back": "yes",
        "may_say_who": "yes",
        "phone": "+7 777 123 45 67",
        "safe_time": "вечером",
        "due_at": at(due),
        "until": at(due + HOUR),
    }
    web = as_person(amina)
    assert web.get(page(contact)).status_code == 200
    assert web.post(page(contact), form).status_code == 302
    now = again(contact)
    assert (now.may_call_back, now.may_say_who, now.attempts_left) == (True, True, 3)
    assert entries()[-2:].count("hotline.call_back_planned") == 1
    with scope(sana.pk):
        assert queries.number(now) == "+7 777 123 45 67"
        assert b"777" not in bytes(now.phone_sealed)


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ({"may_call_back": ""}, "may_call_back"),
        ({"may_say_who": ""}, "may_say_who"),
        ({"phone": ""}, "phone"),
        ({"due_at": ""}, "due_at"),
        ({"until": "2020-01-01T10:00"}, "until"),
        ({"due_at": "soon"}, "due_at"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    amina, as_person, taken, again, missing, field
):
    """S32: no call-back without the yes, the announce choice, a number and a time."""
    contact = taken(amina)
    form = {
        "version": "1",
        "may_call_back": "yes",
        "may_say_who": "no",
        "phone": "+7 777 123 45 67",
        "safe_time": "вечером",
        "due_at": at(clock.now()),
    }
    answer = as_person(amina).post(page(contact), form | missing)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert "вечером" in answer.content.decode()
    assert again(contact).version == 1


def test_a_caller_who_takes_the_yes_back_is_not_called(amina, by, to_call, again):
    """S32, S34."""
    contact = to_call(amina, clock.now() - HOUR)
    with by(amina) as actor:
        commands.plan_call_back(actor, contact.pk, 1, commands.Agreement(may_call_back=False))
        with pytest.raises(Refused):
            commands.reveal_number(actor, contact.pk, terms.RevealReason.TO_DIAL)
    now = again(contact)
    assert (now.attempts_left, now.call_back_due_at) == (0, None)


def used_up(actor, contact):
    for version in (1, 2, 3):
        attempt = commands.Attempt(id=uuid7(), result=terms.Attempt.NO_ANSWER)
        commands.try_call_back(actor, contact.pk, version, attempt)


def test_agreeing_again_gives_no_used_attempt_back(amina, by, to_call, again):
    """S32: the limit holds against agreeing anew."""
    now = clock.now()
    contact = to_call(amina, now - HOUR)
    with by(amina) as actor:
        used_up(actor, contact)
        with pytest.raises(Refused):
            commands.plan_call_back(actor, contact.pk, 4, agreed(now))
    assert again(contact).attempts_left == 0


def test_after_the_caller_was_reached_a_new_call_back_begins_anew(amina, by, to_call, again):
    now = clock.now()
    contact = to_call(amina, now - HOUR)
    with by(amina, now) as actor:
        attempt = commands.Attempt(id=uuid7(), result=terms.Attempt.REACHED)
        commands.try_call_back(actor, contact.pk, 1, attempt)
        commands.plan_call_back(actor, contact.pk, 2, agreed(now + HOUR))
    assert again(contact).attempts_left == 3


def test_a_supervisor_allows_more_with_a_reason(
    amina, saule, as_person, by, to_call, again, entries, sana
):
    contact = to_call(amina, clock.now() - HOUR)
    with by(amina) as actor:
        used_up(actor, contact)
    form = {
        "version": "4",
        "more": "2",
        "reason": "Девочка сама просила",
        "may_say_who": "no",
        "due_at": at(clock.now()),
    }
    web = as_person(saule)
    assert web.get(page(contact, "more")).status_code == 200
    assert web.post(page(contact, "more"), form | {"reason": ""}).status_code == 422
    assert web.post(page(contact, "more"), form | {"more": "9"}).status_code == 422
    assert web.post(page(contact, "more"), form).status_code == 302
    assert again(contact).attempts_left == 2
    assert "hotline.attempts_granted" in entries()
    with scope(sana.pk):
        assert queries.note(again(contact), queries.steps(again(contact))[0]) == form["reason"]


def test_an_operator_does_not_allow_more(amina, as_person, by, to_call):
    """S2."""
    contact = to_call(amina, clock.now() - HOUR)
    assert as_person(amina).get(page(contact, "more")).status_code == 403
    with by(amina) as actor, pytest.raises(PermissionDenied):
        commands.grant_attempts(actor, contact.pk, 1, 1, "почему", agreed(clock.now()))
