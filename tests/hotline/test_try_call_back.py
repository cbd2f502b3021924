"""Nobody is called back without a yes, outside the agreed time or more often than allowed."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from hypothesis import given, settings
from hypothesis import strategies as some

from umai.foundation.access.models import Organisation
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.hotline import commands, queries, rules, terms
from umai.hotline.forms.fields import Moment
from umai.hotline.models import CallAttempt

HOUR = timedelta(hours=1)
FAILED = ["no_answer", "wrong_person", "not_safe", "voicemail"]


def page(contact):
    return f"/hotline/contacts/{contact.pk}/call-back/"


def typed(version, **said):
    return {"version": str(version), "id": str(uuid7()), "result": "no_answer"} | said


def attempt(result="no_answer", **said):
    return commands.Attempt(id=uuid7(), result=terms.Attempt(result), **said)


def test_an_attempt_is_noted_with_its_words_sealed(
    amina, as_person, to_call, again, entries, sana
):
    contact = to_call(amina, clock.now() - HOUR)
    web = as_person(amina)
    assert web.get(page(contact)).status_code == 200
    assert web.post(page(contact), typed(1, note="Длинные гудки")).status_code == 302
    assert again(contact).attempts_left == 2
    assert entries().count("hotline.call_back_tried") == 1
    with scope(sana.pk):
        assert CallAttempt.objects.get().result == "no_answer"
        step = queries.steps(again(contact)).get()
        assert queries.note(again(contact), step) == "Длинные гудки"


def test_sending_twice_notes_it_once(amina, as_person, to_call, again, sana):
    """R1."""
    contact = to_call(amina, clock.now() - HOUR)
    web, form = as_person(amina), typed(1)
    assert [web.post(page(contact), form).status_code for _ in range(2)] == [302, 302]
    assert again(contact).attempts_left == 2


def test_the_page_says_what_to_say_and_what_not(amina, as_person, to_call):
    """S32: announce choice, wrong-person script, voicemail policy."""
    contact = to_call(amina, clock.now() - HOUR, may_say_who=False)
    with translation.override("en"):
        web = as_person(amina)
        web.cookies["umai-language"] = "en"
        shown = web.get(page(contact)).content.decode()
    assert "Do not say who is calling." in shown
    assert "Sorry, I have the wrong number." in shown
    assert "leave no message" in shown


@pytest.mark.parametrize(
    "told",
    [
        {"may_call_back": None},
        {"may_call_back": False},
        {"may_say_who": None},
        {"call_back_due_at": None, "call_back_until": None},
    ],
)
def test_nobody_is_called_without_yes_announce_choice_and_time(amina, by, to_call, again, told):
    """S32."""
    contact = to_call(amina, clock.now() - HOUR, **told)
    with by(amina) as actor:
        with pytest.raises(Refused):
            commands.try_call_back(actor, contact.pk, 1, attempt())
        with pytest.raises(Refused):
            commands.reveal_number(actor, contact.pk, terms.RevealReason.TO_DIAL)
        assert not CallAttempt.objects.exists()
    assert again(contact).version == 1


@pytest.mark.parametrize("result", FAILED)
def test_the_third_failure_ends_the_call_back_and_says_so(
    amina, as_person, to_call, again, result
):
    """S32: at most three attempts (HL.CALLBACK_ATTEMPTS)."""
    contact = to_call(amina, clock.now() - HOUR)
    web = as_person(amina)
    later = timezone.localtime(clock.now()).strftime("%Y-%m-%dT%H:%M")
    for version in (1, 2, 3):
        form = typed(version, result=result, next_at=later)
        answer = web.post(page(contact), form, follow=True)
        assert answer.status_code == 200
    now = again(contact)
    assert (now.attempts_left, now.call_back_due_at, now.call_back_until) == (0, None, None)
    said = [str(message) for message in answer.context["messages"]]
    assert len(said) == 1 and contact.code in said[0]
    assert web.post(page(contact), typed(4)).status_code == 422
    assert again(contact).version == 4


def test_reaching_the_caller_ends_it_well(amina, by, to_call, again):
    contact = to_call(amina, clock.now() - HOUR)
    with by(amina) as actor:
        commands.try_call_back(actor, contact.pk, 1, attempt("reached"))
    now = again(contact)
    assert (now.attempts_left, now.call_back_due_at) == (0, None)


def test_not_safe_ends_the_agreed_time_until_another_is_agreed(amina, by, to_call, again):
    """S32."""
    now = clock.now()
    contact = to_call(amina, now - HOUR)
    with by(amina, now) as actor:
        commands.try_call_back(actor, contact.pk, 1, attempt("not_safe"))
    with by(amina, now + timedelta(seconds=1)) as actor:
        with pytest.raises(Refused):
            commands.try_call_back(actor, contact.pk, 2, attempt())
        agreed = commands.Agreement(may_call_back=True, may_say_who=False, due_at=now)
        commands.plan_call_back(actor, contact.pk, 2, agreed)
        commands.try_call_back(actor, contact.pk, 3, attempt())
    assert again(contact).attempts_left == 1


@pytest.mark.parametrize("minutes", [-61, -1, 181, 600])
def test_outside_the_agreed_time_it_is_refused_with_the_time(amina, by, to_call, minutes):
    """S32: refused with when it opens, or that it is over."""
    due = clock.now() + timedelta(days=1)
    contact = to_call(amina, due)
    with by(amina, due + timedelta(minutes=minutes)) as actor, translation.override("en"):
        with timezone.override("Asia/Almaty"), pytest.raises(Refused) as no:
            commands.try_call_back(actor, contact.pk, 1, attempt())
        end = due if minutes < 0 else due + 3 * HOUR
        assert end.astimezone(ZoneInfo("Asia/Almaty")).strftime("%H:%M") in str(no.value)


def test_a_talk_that_began_in_time_may_be_noted_after_it(amina, by, to_call, again):
    due = clock.now() + timedelta(days=1)
    contact = to_call(amina, due)
    with by(amina, due + 3 * HOUR - timedelta(minutes=1)) as actor:
        commands.reveal_number(actor, contact.pk, terms.RevealReason.TO_DIAL)
    with by(amina, due + 3 * HOUR + timedelta(minutes=40)) as actor:
        commands.try_call_back(actor, contact.pk, 1, attempt("reached"))
    assert again(contact).attempts_left == 0


def test_two_operators_call_at_once_and_the_second_is_stopped(
    amina, saule, as_person, to_call, again, sana
):
    """R5: the second sees that an attempt was made, and the words are kept."""
    contact = to_call(amina, clock.now() - HOUR)
    as_person(amina).post(page(contact), typed(1))
    answer = as_person(saule).post(page(contact), typed(1, note="Никто не ответил"))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "Никто не ответил" in shown and amina.name in shown
    assert again(contact).attempts_left == 2


# The clock ---------------------------------------------------------------------------------------

BERLIN = ZoneInfo("Europe/Berlin")
EDGES = [
    datetime(2027, 3, 28, 1, tzinfo=UTC),  # the clocks of Berlin go forward
    datetime(2027, 10, 31, 1, tzinfo=UTC),  # and back
    datetime(2026, 12, 31, 23, tzinfo=UTC),  # year end in Berlin
    datetime(2027, 12, 31, 19, tzinfo=UTC),  # year end in Almaty
    datetime(2028, 2, 29, 12, tzinfo=UTC),  # leap day
]


@settings(max_examples=300, deadline=None)
@given(
    edge=some.sampled_from(EDGES),
    opens=some.integers(-300, 300),
    length=some.integers(1, 600),
    at=some.integers(-900, 900),
)
def test_a_window_is_as_long_as_it_was_agreed_across_every_edge(edge, opens, length, at):
    """R7: no negative time, no hour lost or won."""
    due = (edge + timedelta(minutes=opens)).astimezone(BERLIN)
    until = (due.astimezone(UTC) + timedelta(minutes=length)).astimezone(BERLIN)
    moment = edge + timedelta(minutes=at)
    found = rules.window(due, until, moment)
    passed = (moment - due.astimezone(UTC)) / timedelta(minutes=1)
    expected = (
        terms.Window.EARLY
        if passed < 0
        else terms.Window.OPEN
        if passed < length
        else terms.Window.OVER
    )
    assert found == expected


def local(text):
    return Moment(narrow="start", required=False).clean(text)


def test_an_hour_that_the_spring_leaves_out_is_refused():
    """R7: the gap."""
    with timezone.override(BERLIN):
        with pytest.raises(Exception, match="forward|вперёд|алға|night"):
            local("2027-03-28T02:30")
        assert local("2027-03-28T03:30").astimezone(UTC).hour == 1


def test_an_hour_that_comes_twice_is_taken_so_that_the_time_is_the_shorter():
    """R7: a time that begins there begins late, one that ends there ends early."""
    with timezone.override(BERLIN):
        starts = local("2027-10-31T02:30").astimezone(UTC)
        ends = Moment(narrow="end", required=False).clean("2027-10-31T02:30").astimezone(UTC)
    assert (starts.hour, ends.hour) == (1, 0)


@pytest.mark.parametrize(
    ("typed_due", "typed_until", "inside", "outside"),
    [
        ("2027-03-28T01:30", "2027-03-28T03:30", "2027-03-28T01:29:00Z", "2027-03-28T01:30:00Z"),
        ("2027-10-31T01:30", "2027-10-31T03:30", "2027-10-31T02:29:00Z", "2027-10-31T02:30:00Z"),
        ("2026-12-31T23:30", "2027-01-01T00:30", "2026-12-31T23:29:00Z", "2026-12-31T23:30:00Z"),
        ("2028-02-28T23:30", "2028-02-29T00:30", "2028-02-28T23:29:00Z", "2028-02-28T23:30:00Z"),
    ],
)
def test_the_hours_of_the_organisation_hold_across_the_edges(
    sana, amina, as_person, by, to_call, again, typed_due, typed_until, inside, outside
):
    """R7, S32: agreed on the page in the organisation's own zone, kept to the minute."""
    Organisation.objects.filter(pk=sana.pk).update(time_zone="Europe/Berlin")
    last, over = datetime.fromisoformat(inside), datetime.fromisoformat(outside)
    told = over - timedelta(hours=20)
    contact = to_call(amina, told)
    with clock.told_at(told):
        web = as_person(amina)
        answer = web.post(
            f"{page(contact)}agree/",
            {
                "version": "1",
                "may_call_back": "yes",
                "may_say_who": "no",
                "due_at": typed_due,
                "until": typed_until,
            },
        )
    assert answer.status_code == 302
    assert again(contact).call_back_until == over
    with by(amina, over) as actor, pytest.raises(Refused):
        commands.try_call_back(actor, contact.pk, 2, attempt())
    with by(amina, last) as actor:
        commands.try_call_back(actor, contact.pk, 2, attempt())
    assert again(contact).attempts_left == 2


def test_the_clock_of_almaty_that_was_set_back_in_2024_is_known():
    """R7: the hour before the first of March 2024 came twice, on a leap day."""
    with timezone.override(ZoneInfo("Asia/Almaty")):
        first = Moment(narrow="end", required=False).clean("2024-02-29T23:30")
        second = Moment(narrow="start", required=False).clean("2024-02-29T23:30")
    assert second.astimezone(UTC) - first.astimezone(UTC) == HOUR
