"""Rooms and appointments: nothing and nobody is taken twice, and nobody learns what is not theirs.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404

from tests.calendar.conftest import at, wanted
from umai.foundation.access import actors
from umai.foundation.calendar import commands, events, queries, rules
from umai.foundation.calendar.models import Appointment, Taken
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.notices.models import Notice

pytestmark = pytest.mark.usefixtures("here")


def test_an_appointment_takes_its_room_and_its_people_and_tells_the_others(
    zhanar, marat, room, acting
):
    """S22, S31: the notice says that there is one; the journal holds counts."""
    made = commands.make_appointment(acting(zhanar), wanted([zhanar, marat], at(10), room))
    assert Taken.objects.filter(appointment_id=made.pk).count() == 3
    told = Notice.objects.get()
    assert (told.person_id, told.kind, told.subject_id) == (marat.pk, "appointment_made", made.pk)
    entry = Entry.objects.get(event=events.APPOINTMENT_MADE)
    assert entry.subject_id == made.pk


def test_sent_twice_it_is_made_once(zhanar, room, acting):
    """R1."""
    details = wanted([zhanar], at(10), room)
    assert commands.make_appointment(acting(zhanar), details) == commands.make_appointment(
        acting(zhanar), details
    )
    assert Appointment.objects.count() == 1


def test_a_taken_room_is_refused_and_the_next_free_time_offered(zhanar, marat, room, acting):
    """R6: what begins when another ends is free."""
    commands.make_appointment(acting(zhanar), wanted([zhanar], at(10), room))
    with pytest.raises(commands.BusyThen) as no:
        commands.make_appointment(acting(marat), wanted([marat], at(10, 30), room))
    offered = no.value.next_at
    assert offered is not None and offered >= at(11)
    assert "Room 2" in str(no.value)
    commands.make_appointment(acting(marat), wanted([marat], offered, room))


def test_one_person_is_not_at_two_places(zhanar, marat, room, opened_room, acting):
    """R6."""
    commands.make_appointment(acting(zhanar), wanted([zhanar], at(10), room))
    with pytest.raises(commands.BusyThen) as no:
        commands.make_appointment(
            acting(marat), wanted([marat, zhanar], at(10), opened_room("Room 3"))
        )
    assert zhanar.name in str(no.value) and marat.name not in str(no.value)
    assert Taken.objects.count() == 2


def test_postgresql_itself_refuses_what_slips_past_the_commands(zhanar, marat, room, acting):
    """R6: an exclusion constraint, for rooms and for people, and only while both stand."""
    made = commands.make_appointment(acting(zhanar), wanted([zhanar], at(10), room))
    again = {"organisation_id": made.organisation_id, "appointment_id": made.pk,
             "starts_at": at(10, 59), "ends_at": at(12)}  # fmt: skip
    for holder in ({"room_id": room.pk}, {"person_id": zhanar.pk}):
        with pytest.raises(IntegrityError, match="taken_once"), transaction.atomic():
            Taken.objects.create(**again, **holder)
    Taken.objects.create(**again, person_id=marat.pk)
    Taken.objects.create(**{**again, "starts_at": at(11)}, room_id=room.pk)
    Taken.objects.create(**again, person_id=zhanar.pk, stands=False)


def test_a_cancelled_appointment_frees_everything(zhanar, marat, room, acting):
    made = commands.make_appointment(acting(zhanar), wanted([zhanar, marat], at(10), room))
    commands.cancel_appointment(acting(marat), made.pk, 1, "ill")
    commands.make_appointment(acting(marat), wanted([marat], at(10), room))
    with pytest.raises(Refused):
        commands.cancel_appointment(acting(marat), made.pk, 2, "ill")
    assert Notice.objects.filter(kind="appointment_cancelled", person_id=zhanar.pk).count() == 1


def test_a_move_keeps_the_people_and_the_second_of_two_is_told(zhanar, marat, room, acting):
    """R5: the one who comes second learns where it stands now."""
    made = commands.make_appointment(acting(zhanar), wanted([zhanar, marat], at(10), room))
    hour = timedelta(hours=1)
    # Half an hour later it overlaps with nothing but itself.
    commands.move_appointment(acting(zhanar), made.pk, 1, at(10, 30), hour, room.pk, "family")
    with pytest.raises(Refused, match="10:30"):
        commands.move_appointment(acting(marat), made.pk, 1, at(15), hour, None, "away")
    assert {row.starts_at for row in Taken.objects.all()} == {at(10, 30)}
    assert Taken.objects.count() == 3


def test_what_cannot_be_is_refused_in_words(zhanar, room, amina, acting):
    for said, field in (
        ({"starts_at": clock.now() - timedelta(minutes=1)}, "at"),
        ({"people": ()}, "people"),
        ({"people": (amina.pk,)}, "people"),  # an operator keeps no appointments
        ({"code": "SHM-9999-X"}, "code"),
        ({"place": "family"}, "room"),
        ({"length": timedelta(days=2)}, "length"),
        ({"room_id": uuid7()}, "room"),
    ):
        with pytest.raises(Refused) as no:
            commands.make_appointment(
                acting(zhanar), replace(wanted([zhanar], at(10), room), **said)
            )
        assert no.value.field == field


def test_a_third_person_learns_only_that_it_is_taken(zhanar, marat, person, acting, saule, room):
    """S6, S2."""
    made = commands.make_appointment(acting(zhanar), wanted([zhanar], at(10), room))
    with pytest.raises(Http404):
        queries.appointment(acting(marat), made.pk)
    with pytest.raises(Http404):
        commands.cancel_appointment(acting(marat), made.pk, 1, "room")
    day = clock.local_day(at(10), "Asia/Almaty")
    lane = next(one for one in queries.lanes(acting(marat), day, 1) if one.id == room.pk)
    slot = next(one for one in lane.days[0][1] if not one.free)
    assert slot.appointment is None
    # A supervisor keeps the rooms: she may free one, and is not told what it was for.
    told, _taken = queries.shown(acting(saule), queries.appointment(acting(saule), made.pk))
    assert not told
    commands.cancel_appointment(acting(saule), made.pk, 1, "room")


def test_only_who_keeps_rooms_opens_and_closes_them(zhanar, saule, room, acting):
    """S2: and a room with appointments stays open."""
    with pytest.raises(PermissionDenied):
        commands.close_room(acting(zhanar), room.pk)
    made = commands.make_appointment(acting(zhanar), wanted([zhanar], at(10), room))
    with pytest.raises(Refused):
        commands.close_room(acting(saule), room.pk)
    commands.cancel_appointment(acting(zhanar), made.pk, 1, "room")
    commands.close_room(acting(saule), room.pk)
    assert not queries.rooms(acting(saule)).exists()
    with pytest.raises(PermissionDenied):
        commands.make_appointment(replace(acting(zhanar), grants={}), wanted([zhanar], at(12)))


def test_another_organisation_sees_and_takes_nothing(zhanar, serik, rodnik, room, acting):
    """S33."""
    made = commands.make_appointment(acting(zhanar), wanted([zhanar], at(10), room))
    other = acting(serik)
    with scope(rodnik.pk):
        assert not queries.rooms(other).exists()
        assert [lane.id for lane in queries.lanes(other, date(2026, 1, 1), 1)] == [serik.pk]
        with pytest.raises(Http404):
            queries.appointment(other, made.pk)
        with pytest.raises(Refused):
            commands.make_appointment(other, wanted([serik], at(10), room))
        with pytest.raises(Refused):
            commands.make_appointment(other, wanted([zhanar], at(10)))


def test_people_are_reminded_once_before_it_begins(zhanar, marat, sana, acting):
    """S31: an hour before, without a word about it; anew after a move."""
    soon = clock.now() + timedelta(minutes=50)
    made = commands.make_appointment(acting(zhanar), wanted([zhanar, marat], soon))
    commands.make_appointment(acting(zhanar), wanted([zhanar], soon + timedelta(hours=3)))
    job = actors.job(sana, ["calendar.keep_appointments"])
    assert commands.remind(job) == 1
    assert commands.remind(job) == 0
    told = Notice.objects.filter(kind="appointment_soon")
    assert {one.person_id for one in told} == {zhanar.pk, marat.pk}
    later = soon + timedelta(minutes=5)
    commands.move_appointment(acting(zhanar), made.pk, 1, later, timedelta(hours=1), None, "away")
    assert commands.remind(job) == 1


def test_times_hold_across_the_change_of_the_clock():
    """R7: where the clock is changed, a day has 23 or 25 hours, and an open time its true length.
    """
    spring = date(2026, 3, 29)  # in Berlin 02:00 becomes 03:00
    night = rules.open_time(spring, 0, 24, "Europe/Berlin")
    assert night.ends_at - night.starts_at == timedelta(hours=23)
    autumn = rules.open_time(date(2026, 10, 25), 0, 24, "Europe/Berlin")
    assert autumn.ends_at - autumn.starts_at == timedelta(hours=25)
    begin = datetime(2026, 3, 29, 0, 30, tzinfo=UTC)  # 01:30 there; an hour later it is 03:30
    taken = [rules.Span(begin, begin + timedelta(hours=1))]
    fits = rules.first_fit(taken, [night], timedelta(hours=1), begin)
    assert fits == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert rules.open_time(date(2028, 2, 29), 9, 19, "Asia/Almaty").starts_at.day == 29


def test_free_times_are_offered_on_working_days_while_the_house_is_open(zhanar, acting):
    actor = acting(zhanar)
    friday = datetime(2026, 12, 11, 13, 30, tzinfo=UTC)  # 18:30 in Shymkent
    with clock.told_at(friday - timedelta(hours=1)):
        found = queries.next_free(actor, friday, timedelta(hours=1), [zhanar.pk])
    assert found == datetime(2026, 12, 14, 4, tzinfo=UTC)  # Monday 09:00


def test_a_day_costs_the_same_however_much_stands_in_it(
    zhanar, marat, room, acting, django_assert_num_queries
):
    actor, day = acting(zhanar), clock.local_day(at(10), "Asia/Almaty")
    queries.lanes(actor, day, 7)
    with django_assert_num_queries(5):
        queries.lanes(actor, day, 7)
    for hour in range(9, 18):
        commands.make_appointment(actor, wanted([zhanar, marat], at(hour), room))
    with django_assert_num_queries(5):
        assert queries.lanes(actor, day, 7)


def test_who_leaves_hands_appointments_over_to_a_free_colleague(
    zhanar, marat, saule, room, person, acting
):
    """R27, R6: what clashes stays and is named; who comes already is not taken twice."""
    aigerim = person("social_worker", "Shymkent")
    free = commands.make_appointment(acting(zhanar), wanted([zhanar], at(10), room))
    both = commands.make_appointment(acting(zhanar), wanted([zhanar, aigerim], at(12)))
    clash = commands.make_appointment(acting(zhanar), wanted([zhanar], at(14)))
    commands.make_appointment(acting(aigerim), wanted([aigerim], at(14, 30)))
    with pytest.raises(PermissionDenied):
        commands.hand_over_appointments(acting(zhanar), zhanar.pk, aigerim.pk)
    for wrong in (zhanar.pk, uuid7()):
        with pytest.raises(Refused) as no:
            commands.hand_over_appointments(acting(saule), zhanar.pk, wrong)
        assert no.value.field == "to"
    done = commands.hand_over_appointments(acting(saule), zhanar.pk, aigerim.pk)
    assert (done.count, [one.pk for one in done.left]) == (2, [clash.pk])
    assert list(queries.to_come(acting(saule), zhanar.pk)) == [clash]
    for one in (free, both):
        people = Taken.objects.filter(appointment_id=one.pk, person_id__isnull=False)
        assert list(people.values_list("person_id", flat=True)) == [aigerim.pk]
    assert Notice.objects.filter(person_id=aigerim.pk, subject_id=free.pk).exists()
    assert Entry.objects.filter(event=events.APPOINTMENTS_HANDED_OVER).count() == 1
    assert commands.hand_over_appointments(acting(saule), zhanar.pk, marat.pk).count == 1
    assert zhanar.pk not in queries.holders(acting(saule))


def test_another_organisation_hands_nothing_over(zhanar, room, serik, acting, inside, rodnik):
    """S33."""
    commands.make_appointment(acting(zhanar), wanted([zhanar], at(10), room))
    with inside(rodnik):
        assert queries.holders(acting(serik)) == {}
        assert commands.hand_over_appointments(acting(serik), zhanar.pk, serik.pk).count == 0
