"""R7: every clock of every procedure, against a count day by day that shares nothing with the code.
"""

import json
from calendar import isleap
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.legal_aid.told import told
from umai.foundation import vocabulary
from umai.foundation.calendar.models import SpecialDay
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.legal_aid import commands, queries
from umai.legal_aid.commands import holding

pytestmark = pytest.mark.usefixtures("here")
SHIPPED = Path(vocabulary.__file__).parent / "data" / "rules.json"
RULES = {one["code"]: one for one in json.loads(SHIPPED.read_text(encoding="utf-8"))["rules"]}
# Kazakhstan put its clocks back on 1 March 2024; Havana and Beirut change theirs at midnight.
ZONES = ["Asia/Almaty", "Asia/Qyzylorda", "America/Havana", "Asia/Beirut", "Europe/Berlin"]
CLOCKS = [
    (one.code, step.code, step.counts, step.rule)
    for one in queries.latest().values()
    for step in one.steps.values()
    if step.counts
]
A_DAY = timedelta(days=1)


def last_of_month(year, month):
    """The last day of a month, by the rhyme."""
    return {2: 28 + isleap(year), 4: 30, 6: 30, 9: 30, 11: 30}.get(month, 31)


def end(day, zone):
    """The first moment of the next day there, found on the clock of the world."""
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    moment -= timedelta(hours=14)
    while moment.astimezone(ZoneInfo(zone)).date() <= day:
        moment += timedelta(minutes=30)
    return moment


def counted(rule, begun, now, zone, off):
    """When a limit is over: days struck off one by one, months turned like leaves.

    Hours of today run from now, of an earlier day from its end.
    """
    left, day = int(rule["value"]), begun
    unit = rule["unit"]
    if unit == "calendar_hours":
        since = now if begun == now.astimezone(ZoneInfo(zone)).date() else end(begun, zone)
        return since.astimezone(UTC) + timedelta(hours=left)
    if unit in {"months", "years"}:
        year, month = day.year, day.month
        for _leaf in range(left * (12 if unit == "years" else 1)):
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        return end(date(year, month, min(day.day, last_of_month(year, month))), zone)
    while left:
        day += A_DAY
        rests = unit == "working_days" and (day.strftime("%a") in {"Sat", "Sun"} or day in off)
        left -= not rests
    return end(day, zone)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@example(day=date(2024, 2, 29), before=0, zone="Asia/Almaty", holidays=[1, 2], each=0)
@example(day=date(2024, 12, 31), before=3, zone="Asia/Qyzylorda", holidays=[1, 2], each=1)
@example(day=date(2024, 10, 20), before=0, zone="America/Havana", holidays=[], each=8)
@example(day=date(2025, 3, 8), before=1, zone="America/Havana", holidays=[], each=2)
@given(
    st.dates(date(2023, 1, 1), date(2026, 10, 31)),
    st.integers(0, 40),
    st.sampled_from(ZONES),
    st.lists(st.integers(1, 30), max_size=6, unique=True),
    st.integers(0, len(CLOCKS) - 1),
)
def test_every_limit_is_that_of_a_count_day_by_day(malika, case, day, before, zone, holidays, each):
    """R7: whatever the rule, the day, the holidays and the zone."""
    template, step, counts, code = CLOCKS[each]
    origin = day - before * A_DAY
    off = {day + number * A_DAY for number in holidays}
    lawyer = replace(malika, time_zone=zone)
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone))
    with transaction.atomic(), clock.told_at(noon):
        for free in off:
            SpecialDay.objects.create(
                organisation_id=lawyer.organisation,
                day=free,
                kind="off",
                confidence="H",
                noted_at=clock.now(),
                noted_by_id=lawyer.person,
            )
        details = commands.ProcedureDetails(id=uuid7(), template=template, origin=origin)
        row = commands.open_procedure(lawyer, case.pk, details)
        holding.begin(lawyer, row, step, day)
        row = holding.saved(row)
        if counts == "submitted":
            row = commands.submit_step(lawyer, row.pk, row.version, told(on=origin))
        begun = day if counts == "begun" else origin
        wanted = counted(RULES[code], begun, noon, zone, off) if RULES[code]["enabled"] else None
        transaction.set_rollback(True)
    # In the hour that comes twice Python calls no two times of different zones equal.
    assert (row.due_at and row.due_at.astimezone(UTC)) == wanted, (template, step, code)
