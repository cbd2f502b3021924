"""CM07, CM08, CM19 and SV07: what was sent, how soon it was answered, what was not to be had."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.referrals.told import drafted, sent
from umai.config import verbs
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.referrals import commands, queries, statistics

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def told(case, agreed, zhanar):
    """One done, one refused because there is no place, one that waits, one draft; a need unmet."""
    done, refused, waits = (sent(zhanar, case, agreed.pk) for _one in range(3))
    drafted(zhanar, case, agreed.pk)
    commands.accept_referral(zhanar, done.pk)
    commands.confirm_service(zhanar, done.pk, teller="child")
    commands.refuse_referral(zhanar, refused.pk, "full")
    origin = queries.origin_of_case(zhanar, case.pk)
    unmet = commands.UnmetDetails(id=uuid7(), need="PS09", reason="none_here")
    commands.record_unmet_need(zhanar, origin, unmet)
    return waits


def today(actor):
    return (clock.today(actor.time_zone),) * 2


def test_they_are_counted_and_divided(told, saule, zhanar):
    found = {one.code: one for one in statistics.figures(saule, *today(saule))}
    cm07, cm08, cm19, sv07 = (found[one] for one in ("CM07", "CM08", "CM19", "SV07"))
    assert (cm07.numerator, cm07.denominator, cm07.not_recorded) == (1, 2, 1)
    assert (cm08.base, cm08.not_recorded, cm08.unit) == (1, 2, "days")
    assert (cm19.numerator, cm19.denominator) == (3, 3)
    assert (sv07.numerator, sv07.denominator) == (2, 4)
    by = statistics.figures(saule, *today(saule), ["service", "provider"])
    services = {one.dimensions["service"]: one for one in by if one.code == "SV07"}
    assert services["PS09"].value == 1.0 and services["SO02"].numerator == 1
    assert {one.dimensions["provider"] for one in by if one.code == "CM07"} == {"Children's clinic"}
    with pytest.raises(PermissionDenied):
        statistics.figures(zhanar, *today(zhanar))


def test_waiting_refusals_and_unmet_need_for_advocacy(told, saule):
    rows = {one.value: one for one in statistics.waiting_times(saule, *today(saule), "service")}
    asked = rows["SO02"]
    assert (asked.sent, asked.done, asked.refused, asked.waits, asked.unmet) == (3, 1, 1, 1, 1)
    assert rows["PS09"].unmet == 1 and not rows["PS09"].sent
    said = statistics.refusals(saule, *today(saule))
    assert said == [("refused", "full", 1), ("unmet", "none_here", 1)]


def test_after_the_time_of_the_rule_an_unanswered_one_counts_as_not_completed(told, saule, zhanar):
    day = today(saule)
    with clock.told_at(clock.now() + timedelta(days=31)):
        found = {one.code: one for one in statistics.figures(saule, *day)}
    assert (found["CM07"].numerator, found["CM07"].denominator) == (1, 3)


def test_another_organisation_counts_nothing_of_ours(told, serik, rodnik):
    """S2, S33: numbers end at the organisation as rows do."""
    with scope(rodnik.pk):
        assert not any(one.base for one in statistics.figures(serik, *today(serik)))


def test_the_console_answers_in_the_common_envelope(told, sana, capsysbinary):
    """The fixed interface of `umai report referrals`."""
    day = str(clock.today("Asia/Almaty"))
    words = ["report", "referrals", "--organisation", "sana", "--from", day, "--to", day]
    assert verbs.run(verbs.parser().parse_args([*words, "--format", "json"])) == 0
    said = json.loads(capsysbinary.readouterr().out)
    assert list(said) == ["organisation", "from", "to", "indicators", "pending"]
    assert {"CM07", "CM08", "SV07"} <= {one["code"] for one in said["indicators"]}
