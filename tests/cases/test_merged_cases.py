"""Cases of records that are merged, erased or kept; and the work of somebody who leaves."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.http import QueryDict

from tests.calendar.conftest import at, wanted
from tests.cases.told import (
    WHY,
    again,
    assessed,
    closed,
    helped,
    led,
    met,
    opened,
    planned,
    registered,
)
from tests.people.known import register
from umai.cases import commands, queries
from umai.cases.models import Case, Session
from umai.cases.terms import ClockKind
from umai.cases.views import endings, story
from umai.foundation.access import actors
from umai.foundation.access import permissions as access_permissions
from umai.foundation.access.commands import postings
from umai.foundation.access.models import Posting
from umai.foundation.calendar import commands as calendar
from umai.foundation.calendar.models import Appointment
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vault.models import DataKey
from umai.people import commands as people
from umai.people import queries as known_people

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def case(sana, zhanar, saule, child):
    return led(saule, zhanar, sana, child)


@pytest.fixture
def double(sana, zhanar, child):
    """The same child, registered a second time although Zhanar was warned."""
    said = {"given_name": "Nadira", "family_name": "Karimova", "born": "2014"}
    return register(zhanar, sana, **said, not_the_same_as=(child.code,))


def test_of_two_open_cases_one_rests_in_the_other_and_comes_back(sana, zhanar, saule, case, double):
    """Domain 3.4, 19: undone, it stands where it stood, with the clocks that ran."""
    other = registered(zhanar, sana, double)
    ran = list(queries.clocks(other).values_list("kind", "due_at"))
    people.merge_people(saule, double.pk, case.individual_id)
    gone = again(other)
    assert (gone.state, gone.next_due_at) == ("MERGED", None) and gone.ended_at
    assert queries.facts(gone).last().subject_id == case.pk
    whole = queries.Whole(saule, gone, story.telling(QueryDict()), story.SOURCES)
    assert endings.part(whole)["merged"] == case.code
    assert again(case).state == case.state
    people.undo_merge(saule, double.pk)
    back = again(other)
    assert (back.state, back.ended_at) == ("REGISTERED", None)
    assert list(queries.clocks(back).values_list("kind", "due_at")) == ran


def test_the_only_open_case_goes_on(sana, zhanar, saule, case, double):
    """No child loses a case by a merge."""
    people.merge_people(saule, case.individual_id, double.pk)
    assert again(case).state == case.state


def test_an_ended_case_takes_no_open_one_along(sana, zhanar, saule, case, double):
    case = closed(zhanar, saule, case)
    other = registered(zhanar, sana, double)
    people.merge_people(saule, double.pk, case.individual_id)
    assert again(other).state == "REGISTERED"


def test_merged_at_rest_it_comes_back_at_rest(sana, zhanar, saule, case, double):
    other = registered(zhanar, sana, double)
    commands.hold_case(saule, other.pk, other.version, WHY, safe="yes")
    with clock.told_at(clock.now() + timedelta(days=1)):
        people.merge_people(saule, double.pk, case.individual_id)
    people.undo_merge(saule, double.pk)
    assert again(other).state == "ON_HOLD"
    assert {one.kind for one in queries.clocks(other)} == {ClockKind.HOLD, ClockKind.ASSIGN}


def test_an_erased_child_takes_the_case_along(sana, zhanar, marat, saule, olga, case, double):
    """S18: no row and no history of the room tells of it; keys of notes are destroyed; the case of
    another child stays whole; the certificate counts.
    """
    case = planned(zhanar, saule, assessed(zhanar, saule, case))
    met(zhanar, saule, case)
    commands.give_task(zhanar, case.pk, uuid7(), zhanar.person, "Ring the school.", None)
    other = opened(zhanar, sana, double)
    asked = people.ask_erasure(saule, case.individual_id, "request")
    done = people.erase_individual(olga, asked.pk)
    assert done.rows > 30
    with connection.cursor() as cursor:
        for model in apps.get_app_config("cases").get_models():
            table = model._meta.db_table
            for pk in (case.pk, case.individual_id):
                cursor.execute(
                    f"SELECT count(*) FROM {table} t WHERE to_jsonb(t)::text LIKE %s", [f"%{pk}%"]
                )
                assert not cursor.fetchone()[0], table
    assert DataKey.objects.get(pk=case.key_id).wrapped is None
    assert list(Case.objects.all()) == [other]
    assert commands.read_case(zhanar, other.pk)


def test_erased_no_appointment_says_the_code_and_no_session_stays_alone(
    sana, zhanar, saule, olga, case, double
):
    """S18: a session in which another child took part stays, for that child."""
    other = opened(zhanar, sana, double)
    helped(zhanar, case)
    group = helped(zhanar, case, form="group", others=(other.pk,))
    assert Session.objects.count() == 2
    leaves = SimpleNamespace(pk=zhanar.person)
    one = calendar.make_appointment(zhanar, wanted([leaves], at(10), code=case.code))
    calendar.move_appointment(zhanar, one.pk, 1, at(11), timedelta(hours=1), None, "ill")
    asked = people.ask_erasure(saule, case.individual_id, "request")
    people.erase_individual(olga, asked.pk)
    assert list(Session.objects.values_list("pk", flat=True)) == [group.session_id]
    history = apps.get_model("calendar", "AppointmentEvent").objects
    assert not history.filter(code=case.code).exists() and history.exists()
    assert Appointment.objects.get().code == ""


def test_an_open_case_is_never_due_and_a_closed_one_counts_from_its_end(
    zhanar, saule, case, child
):
    """S20: KEEP.CASE_AFTER_CLOSURE."""
    assert known_people.terms_of_keeping(saule, child.pk) == []
    with pytest.raises(Refused):
        people.ask_erasure(saule, child.pk, "time")
    with clock.told_at(clock.now() + timedelta(days=3 * 366)):
        closed(zhanar, saule, again(case))
        year = clock.now().year
    (term,) = known_people.terms_of_keeping(saule, child.pk)
    assert term.last_at.year == year


def test_an_open_case_of_a_merged_record_keeps_the_person(sana, zhanar, saule, child, double):
    opened(zhanar, sana, double)
    people.merge_people(saule, double.pk, child.pk)
    assert known_people.terms_of_keeping(saule, child.pk) == []
    found = {one.individual_id for one in known_people.terms_of_keeping(saule)}
    assert child.pk not in found


def test_a_posting_ends_only_when_its_cases_are_handed_on(
    sana, zhanar, saule, case, person, acting
):
    """R27."""
    aigerim = acting(person("social_worker", "Shymkent"))
    console = actors.job(sana, [access_permissions.END_POSTING])
    posting = Posting.objects.get(person_id=zhanar.person_id)
    task = commands.give_task(zhanar, case.pk, uuid7(), zhanar.person, "Ring the school.", None)
    calendar.make_appointment(zhanar, wanted([SimpleNamespace(pk=zhanar.person)], at(10)))
    with pytest.raises(Refused) as no:
        postings.end_posting(console, posting.pk, posting.version)
    assert case.code in str(no.value) and "1 task is open" in str(no.value)
    assert "1 appointment is still to come: " in str(no.value)
    commands.end_task(zhanar, task.pk, task.version, "done")
    commands.assign_case(saule, case.pk, again(case).version, aigerim.person)
    with pytest.raises(Refused, match="appointment"):
        postings.end_posting(console, posting.pk, posting.version)
    calendar.hand_over_appointments(saule, zhanar.person, aigerim.person)
    assert postings.end_posting(console, posting.pk, posting.version).ended_at
