"""Incidents: reported by anybody of the house, kept by few, never seen by whom they are about."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from tests.people.known import NADIRA, register
from tests.people.registers import STORY, report
from umai.foundation.calendar import queries as calendar
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.notices.models import Mail, Notice
from umai.foundation.vault import seals
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import commands, events, queries
from umai.people.models import Incident, IncidentStep, Individual

pytestmark = pytest.mark.usefixtures("here")
WHOLE = dict(how="The portal", number="N-17")


@pytest.fixture
def boss(saule, acting):
    return acting(saule)


@pytest.fixture
def job(acting, person, olga, boss):
    """What the hourly chore may do."""
    from dataclasses import replace

    return replace(olga, kind="job", person_id=None)


def told_of(kind):
    return set(Notice.objects.filter(kind=kind).values_list("person_id", flat=True))


def test_anybody_of_the_house_reports_and_the_officer_reads_it(zhanar, olga, boss):
    """S22: the report, every opening and every step are in the journal, without words."""
    row = report(zhanar, done="Called the bus park", concerned=12)
    assert queries.incidents(olga).get() == row
    opened = commands.read_incident(olga, row.pk)
    assert opened.story == {"story": STORY, "done": "Called the bus park"}
    assert row.reported_by_id == zhanar.person_id and row.code.startswith("INC-")
    assert told_of("incident_reported") == {olga.person_id}
    entries = list(Entry.objects.filter(subject_id=row.pk).order_by("at", "id"))
    assert [one.event for one in entries] == [events.INCIDENT_REPORTED, events.INCIDENT_READ]
    assert entries[0].actor_id == zhanar.person_id and entries[0].subject_code == row.code
    assert not queries.incidents(boss).exists()  # a breach is the officer's


def test_what_happened_is_sealed_and_bound_to_its_row(zhanar):
    """S14, S15."""
    row, other = report(zhanar), report(zhanar)
    assert STORY.encode() not in bytes(row.story_sealed)
    with pytest.raises(seals.Broken):
        seals.open_(queries.key_of_incident(row), queries.STORY, other.pk, row.story_sealed)


def test_who_reports_without_keeping_reads_nothing(zhanar, timur):
    """S2, S4: a reporter may not open the register, nor their own report again."""
    row = report(zhanar)
    for actor in (zhanar, timur):
        assert not queries.incidents(actor).exists()
        with pytest.raises(Http404):
            commands.read_incident(actor, row.pk)
        with pytest.raises(Http404):
            commands.note_step(actor, row.pk, 1, "measure", "x")
        with pytest.raises(Http404):
            commands.close_incident(actor, row.pk, 1, "x")
        with pytest.raises(PermissionDenied):
            commands.note_notice(actor, row.pk, 1, clock.now(), **WHOLE)


def test_a_partner_reports_nothing(person, acting):
    with pytest.raises(PermissionDenied):
        report(acting(person("partner")))


def test_whom_it_is_about_never_sees_it_nor_any_trace(zhanar, saule, boss, olga):
    """S6: not in the list, not by its address, not in a notice, not as a gap in the codes."""
    shown = report(boss, kind="safeguarding")
    before = [one.pk for one in queries.incidents(boss)]
    hidden = report(zhanar, kind="safeguarding", not_seen_by=(saule.pk,))
    assert [one.pk for one in queries.incidents(boss)] == before == [shown.pk]
    assert queries.incidents(olga).filter(pk=hidden.pk).exists()
    with pytest.raises(Http404):
        commands.read_incident(boss, hidden.pk)
    assert not Notice.objects.filter(person_id=saule.pk, subject_id=hidden.pk).exists()
    assert Notice.objects.filter(person_id=olga.person_id, subject_id=hidden.pk).exists()


def test_a_report_that_nobody_could_read_is_not_taken(zhanar, olga):
    with pytest.raises(Refused) as no:
        report(zhanar, not_seen_by=(olga.person_id,))
    assert no.value.field == "not_seen_by"
    assert not Incident.objects.exists()


def test_a_team_keeps_its_own_and_the_officer_all(sana, zhanar, person, acting, olga):
    from tests import cast

    there = acting(person("supervisor", "Turkistan"))
    here = acting(person("supervisor", "Shymkent"))
    of_team = report(zhanar, kind="other", team_id=cast.team(sana, "Shymkent").pk)
    of_all = report(zhanar, kind="other")
    assert [one.pk for one in queries.incidents(here)] == [of_team.pk]
    assert not queries.incidents(there).exists()
    assert {one.pk for one in queries.incidents(olga)} == {of_team.pk, of_all.pk}


def test_another_organisation_finds_no_trace(zhanar, rodnik, person, acting):
    """S33."""
    row = report(zhanar)
    other = acting(person("data_protection_officer", organisation=rodnik))
    with scope(rodnik.pk):
        assert not queries.incidents(other).exists()
        with pytest.raises(Http404):
            commands.read_incident(other, row.pk)


def test_only_codes_that_the_reporter_knows_and_only_those_the_reader_may_know(
    sana, zhanar, timur, olga, boss
):
    """S4, S6."""
    child = register(zhanar, sana, **NADIRA)
    with pytest.raises(Refused) as no:
        report(timur, codes=(child.code,))
    assert no.value.field == "codes"
    row = report(zhanar, kind="other", codes=(child.code.lower(), child.code))
    assert [one.code for one in queries.concerned(olga, row)] == [child.code]
    commands.shut_out(zhanar, child.pk, olga.person_id, "Her neighbour")
    assert queries.concerned(olga, row) == []


def test_sending_a_report_twice_reports_once(zhanar, olga):
    """R1."""
    said = {"id": uuid7()}
    assert report(zhanar, **said) == report(zhanar, **said)
    assert Incident.objects.count() == 1
    assert Notice.objects.filter(kind="incident_reported").count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"kind": "party"}, "kind"),
        ({"story": "  "}, "story"),
        ({"noticed_at": datetime(2199, 1, 1, tzinfo=UTC)}, "noticed_at"),
        ({"happened_on": datetime(2199, 1, 1, tzinfo=UTC).date()}, "happened_on"),
        ({"team_id": uuid7()}, "team"),
        ({"codes": ("SHM-0001-X",)}, "codes"),
        ({"not_seen_by": (uuid7(),)}, "not_seen_by"),
    ],
)
def test_a_mistake_is_refused_at_its_field(zhanar, olga, boss, said, field):
    with pytest.raises(Refused) as no:
        report(zhanar, **said)
    assert no.value.field == field


# The clock of a breach ---------------------------------------------------------------------------


def test_a_breach_noticed_on_friday_is_due_at_the_end_of_monday(zhanar, olga):
    """R7: one working day, by the version of the rule that held."""
    friday = datetime(2026, 11, 20, 12, tzinfo=UTC)
    with clock.told_at(datetime(2026, 11, 20, 13, tzinfo=UTC)):
        row = report(zhanar, noticed_at=friday)
    rule = vocabulary.rule("DP.BREACH")
    assert row.due_at == datetime(2026, 11, 23, 19, tzinfo=UTC)
    assert (row.due_rule, row.due_version) == ("DP.BREACH", rule.version)
    assert (rule.confidence, rule.status) == ("H", "law")
    assert report(zhanar, kind="other").due_at is None


def test_a_limit_that_runs_is_never_rewritten(zhanar, person, acting):
    """R7: neither by a day off that is noted later, nor by whoever writes into the table."""
    from umai.foundation.calendar import commands as days

    row = report(zhanar)
    admin = acting(person("administrator"))
    first = clock.local_day(row.due_at, "Asia/Almaty") - timedelta(days=1)
    days.note_day(
        admin,
        days.DayDetails(id=uuid7(), day=first, kind="off", name="x", source="y", confidence="H"),
    )
    assert calendar.due_under(admin, "DP.BREACH", row.noticed_at).at != row.due_at
    assert Incident.objects.get().due_at == row.due_at
    with pytest.raises(DatabaseError), transaction.atomic():
        Incident.objects.filter(pk=row.pk).update(due_at=clock.now())


def test_the_officer_notes_the_notice_and_being_late_stays_visible(zhanar, olga):
    row = report(zhanar)
    at = clock.now()
    with pytest.raises(Refused) as no:
        commands.note_notice(olga, row.pk, 1, row.noticed_at - timedelta(hours=1), **WHOLE)
    assert no.value.field == "at"
    done = commands.note_notice(olga, row.pk, 1, at, **WHOLE)
    assert (done.notified_at, done.due_at) == (at, row.due_at)
    with clock.told_at(row.due_at + timedelta(hours=2)):
        again = commands.note_notice(olga, row.pk, 2, clock.now(), **WHOLE)
    assert again.notified_at == at
    assert queries.steps(olga, again)[-1].words == {"how": "The portal", "number": "N-17"}
    assert Entry.objects.filter(event=events.NOTICE_GIVEN).count() == 2
    with pytest.raises(Refused):
        commands.note_notice(olga, report(zhanar, kind="other").pk, 1, at, **WHOLE)


def test_the_officer_is_reminded_before_and_after_without_a_word(zhanar, olga, job):
    """S31: a notice carries a code; a mail nothing."""
    row = report(zhanar)
    Notice.objects.all().delete()
    Mail.objects.all().delete()
    assert commands.remind_of_limits(job) == 0
    for shift, count in ((timedelta(hours=-1), 1), (timedelta(minutes=-30), 0)):
        with clock.told_at(row.due_at + shift):
            assert commands.remind_of_limits(job) == count
    with clock.told_at(row.due_at + timedelta(hours=1)):
        assert commands.remind_of_limits(job) == 1
        assert commands.remind_of_limits(job) == 0
    notices = Notice.objects.filter(kind="breach_due")
    assert [(one.person_id, one.code) for one in notices] == [(olga.person_id, row.code)] * 2
    assert Mail.objects.count() == 2
    commands.note_notice(olga, row.pk, 1, clock.now(), **WHOLE)
    with clock.told_at(row.due_at + timedelta(days=9)):
        assert commands.remind_of_limits(job) == 0


def test_somebody_shut_out_is_not_reminded(zhanar, olga, person, job):
    """S6."""
    second = person("data_protection_officer")
    row = report(zhanar, not_seen_by=(second.pk,))
    with clock.told_at(row.due_at):
        commands.remind_of_limits(job)
    assert told_of("breach_due") == {olga.person_id}


# What was done -----------------------------------------------------------------------------------


def test_two_who_note_at_once_do_not_overwrite(zhanar, olga, boss):
    """R5: the second sees that there is more, and may send again."""
    row = report(zhanar, kind="other")
    commands.note_step(olga, row.pk, 1, "measure", "New locks")
    with pytest.raises(commands.Newer) as no:
        commands.note_step(boss, row.pk, 1, "told", "The mother")
    assert no.value.current.version == 2
    commands.note_step(boss, row.pk, 2, "told", "The mother")
    assert [one.step.kind for one in queries.steps(olga, row)] == ["told", "measure"]
    with pytest.raises(Refused):
        commands.note_step(boss, row.pk, 3, "notice", "x")


def test_steps_cannot_be_rewritten_even_in_the_database(zhanar, olga):
    """S21."""
    row = report(zhanar)
    commands.note_step(olga, row.pk, 1, "measure", "New locks")
    with pytest.raises(DatabaseError), transaction.atomic():
        IncidentStep.objects.update(kind="told")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_incidentstep")


def test_it_is_closed_once_with_a_reason_and_leaves_the_open_list(zhanar, olga):
    row = report(zhanar, kind="other")
    commands.close_incident(olga, row.pk, 1, "Found again, unopened")
    assert not queries.incidents(olga, "open").exists()
    assert queries.incidents(olga, "closed").get() == row
    with pytest.raises(Refused):
        commands.close_incident(olga, row.pk, 2, "x")
    commands.note_step(olga, row.pk, 2, "measure", "A lock for the bag")
    assert Entry.objects.filter(event=events.INCIDENT_CLOSED).count() == 1


def test_an_erased_child_leaves_the_incident(sana, zhanar, boss, olga):
    """S18."""
    child = register(zhanar, sana, **NADIRA)
    row = report(zhanar, codes=(child.code,))
    asked = commands.ask_erasure(boss, child.pk, "request")
    commands.erase_individual(olga, asked.pk)
    assert queries.concerned(olga, row) == []
    assert Individual.objects.get().identity_sealed is None
