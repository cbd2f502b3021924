"""The indicators of cases and services: a small history counted by hand, and any history at all."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied

from tests import cast
from tests.cases import told
from tests.people.known import register
from umai.cases import commands, queries, statistics
from umai.cases.models import Case, Score
from umai.foundation.access.models import Organisation
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.people.models import Individual, Relation
from umai.referrals import statistics as referrals

ZONE = ZoneInfo("Asia/Almaty")
MARCH = (date(2027, 3, 1), date(2027, 3, 31))
CODES = {*(f"CM{n:02}" for n in range(1, 20)), *(f"SV{n:02}" for n in range(1, 8))}


def at(month: int, day: int, hour: int = 10) -> Any:
    """Tell what happened at that hour in Shymkent in 2027."""
    return clock.told_at(datetime(2027, month, day, hour, tzinfo=ZONE))


def by_code(actor: Actor, *days: date, by: Iterable[str] = ()) -> dict[str, Any]:
    """The figures by code and dimensions."""
    found = statistics.figures(actor, *(days or MARCH), by)
    return {"/".join([one.code, *one.dimensions.values()]): one for one in found}


def numbers(one: statistics.Figure) -> tuple[int | None, int | None, int, int]:
    """What a figure is made of."""
    return one.numerator, one.denominator, one.base, one.not_recorded


def session(actor: Actor, case: Case, service: str, on: date, **said: Any) -> None:
    """Write down a session of which something was given."""
    course = {name: said.pop(name) for name in ("form", "layer", "others") if name in said}
    details = commands.SessionDetails(id=uuid7(), service=service, held_on=on, **course)
    commands.record_session(actor, case.pk, details, commands.Part(**said))


@pytest.fixture
def aziza(here: None, zhanar: Actor, sana: Organisation) -> Individual:
    """Aziza, whom a told March knows."""
    with at(3, 1, 9):
        return register(
            zhanar, sana, given_name="Азиза", family_name="Намунаева", born="2016", sex="female",
            citizenships=("UZB",),
        )  # fmt: skip


@pytest.fixture
def bek(here: None, zhanar: Actor, sana: Organisation) -> Individual:
    """Bek, of whom neither sex nor year is known."""
    with at(3, 1, 9):
        return register(zhanar, sana, given_name="Бек", family_name="Үлгібаев")


@pytest.fixture
def march(
    aziza: Individual, bek: Individual, zhanar: Actor, marat: Actor, saule: Actor,
    sana: Organisation,
) -> tuple[Case, Case]:  # fmt: skip
    """Two cases of March: Aziza's goes its way to the plan, Bek's was registered late and closed.
    """
    with at(3, 2):
        first = told.registered(zhanar, sana, aziza, region="KZ-79")
        first = commands.assign_case(saule, first.pk, first.version, zhanar.person)
        second = told.opened(zhanar, sana, bek, risk="LOW", why_risk=told.WHY)
        told.consent(zhanar, bek)
    with at(3, 4):
        first = told.assessed(zhanar, saule, first)
        commands.join_case_team(zhanar, first.pk, marat.person, "psychologist")
    with at(3, 10):
        second = commands.register_case(zhanar, second.pk, told.again(second).version)
        first = told.planned(zhanar, saule, first)
    with at(3, 11):
        session(marat, first, "PS01", date(2027, 3, 11), layer="LAYER_3", relatives=2)
        session(marat, first, "PS03", date(2027, 3, 11), layer="LAYER_3", relatives=1)
        session(zhanar, first, "SO01", date(2027, 3, 11))
        session(zhanar, first, "LG01", date(2027, 3, 11))
        for number, score in enumerate((3, 10, 6)):
            noted = clock.now() + timedelta(minutes=number)
            Score.objects.create(
                organisation_id=sana.pk, case_id=first.pk, measure="HOW_I_AM", edition="1",
                score=score, taken_on=date(2027, 3, 11), noted_at=noted,
                struck_at=noted if score == 10 else None,
            )  # fmt: skip
    with at(3, 20):
        told.closed(zhanar, saule, told.again(second), satisfaction=4)
    return told.again(first), told.again(second)


def test_a_month_counted_by_hand(march: tuple[Case, Case], saule: Actor) -> None:
    """Done when 1 of the fixed interface: numerator, denominator, base and blanks of each."""
    with at(4, 1, 9):
        found = {code: numbers(one) for code, one in by_code(saule).items()}
    assert found == {
        "CM01": (1, 2, 2, 0),  # Bek: eight days, a week is promised at low risk
        "CM01_MEDIAN": (None, None, 2, 0),
        "CM02": (1, 1, 1, 0),  # Bek's was not asked for any more when it was due
        "CM03": (1, 1, 1, 0),
        "CM04": (0, 0, 0, 0),  # the first review is due in April
        "CM05": (1, 1, 1, 0),
        "CM06": (0, 1, 1, 0),  # nobody followed up in the two weeks after the plan
        "CM09": (0, 1, 1, 0),  # closed because there is no risk
        "CM10": (1, 1, 1, 0),
        "CM11": (2, 2, 2, 0),
        "CM12": (0, 1, 1, 0),
        "CM13": (0, 0, 0, 0),
        "CM14": (1, 1, 1, 0),
        "CM14_WITHIN": (1, 1, 1, 0),
        "CM15": (0, 2, 2, 0),  # no supervision on the 16th, and none on the 30th
        "CM16": (None, None, 0, 0),
        "CM17": (1, 1, 1, 0),  # from 3 to 6 where two points count; the struck one does not
        "CM18": (1, 1, 1, 0),
        "SV01": (2, None, 2, 0),
        "SV02": (1, None, 1, 0),
        "SV03": (1, None, 1, 0),
        "SV04": (1, None, 1, 0),
        "SV05": (2, None, 2, 0),
        "SV06": (3, None, 3, 0),  # the child, and the two relatives who came at once
    }


def test_a_review_in_which_the_child_took_part_counts(
    march: tuple[Case, Case], zhanar: Actor, saule: Actor
) -> None:
    """CM05: where it is not said whether it did, that is a blank and no no."""
    for day, present in ((24, True), (26, None)):
        with at(3, day):
            case = told.again(march[0])
            on = queries.last_review_day(zhanar, case)
            assert on
            row = commands.begin_review(zhanar, case.pk, case.version, uuid7(), "asked", told.WHY)
            found = {"found": "She goes to school."}
            row = commands.write_review(
                zhanar, row.pk, row.version, found, child_present=present
            )
            commands.end_review(saule, row.pk, row.version, "unchanged", on, told.WHY)
    with at(4, 1, 9):
        assert numbers(by_code(saule)["CM05"]) == (2, 2, 2, 1)


def test_values_are_unrounded_and_nothing_is_divided_by_nothing(
    march: tuple[Case, Case], saule: Actor
) -> None:
    with at(4, 1, 9):
        found = by_code(saule)
    assert found["CM01"].value == 0.5
    assert found["CM04"].value is None
    assert found["CM01_MEDIAN"].value == pytest.approx((0 + 8 * 24) / 2)
    assert found["SV01"].value == 2


def test_divided_by_what_the_domain_names(march: tuple[Case, Case], saule: Actor) -> None:
    """Blanks are shown; what cannot be divided by it stays whole."""
    with at(4, 1, 9):
        by_sex = by_code(saule, by=["sex"])
        by_risk = by_code(saule, by=["risk"])
        by_both = by_code(saule, by=["sex", "age_band"])
        by_reason = by_code(saule, by=["reason"])
        by_duration = by_code(saule, by=["duration"])
    assert by_sex["SV05/female"].numerator == by_sex["SV05/not_recorded"].numerator == 1
    assert numbers(by_risk["CM01/LOW"]) == (0, 1, 1, 0)
    assert numbers(by_risk["CM01/MEDIUM"]) == (1, 1, 1, 0)
    assert "CM09" in by_risk
    assert "SV05/female/6-11" in by_both
    assert numbers(by_reason["CM10/NOT_AT_RISK"]) == (1, 1, 1, 0)
    assert numbers(by_duration["CM11/0-30"]) == (2, 2, 2, 0)


def test_days_begin_and_end_where_the_organisation_works(
    aziza: Individual, zhanar: Actor, sana: Organisation, saule: Actor
) -> None:
    """A case registered in the last hour of a day counts on that day and on no other."""
    with clock.told_at(datetime(2027, 3, 31, 23, 59, tzinfo=ZONE)):
        told.registered(zhanar, sana, aziza)
    with at(5, 1):
        in_march = by_code(saule)["CM01"]
        in_april = by_code(saule, date(2027, 4, 1), date(2027, 4, 30))["CM01"]
    assert (in_march.denominator, in_april.denominator) == (1, 0)


def test_a_family_that_lives_together_is_one_household(
    march: tuple[Case, Case], aziza: Individual, zhanar: Actor, sana: Organisation, saule: Actor
) -> None:
    with at(3, 12):
        sister = register(zhanar, sana, given_name="Лола", family_name="Намунаева")
        Relation.objects.create(
            organisation_id=sana.pk, individual_id=aziza.pk, other_id=sister.pk, kind="SIBLING",
            lives_with=True,
        )  # fmt: skip
        case = told.registered(zhanar, sana, sister)
        session(zhanar, case, "SO06", date(2027, 3, 12))
    with at(4, 1, 9):
        found = by_code(saule)
    assert (found["SV03"].numerator, found["SV04"].numerator) == (1, 2)


def test_a_group_is_one_consultation_of_several_children(
    march: tuple[Case, Case], bek: Individual, marat: Actor, zhanar: Actor, saule: Actor,
    sana: Organisation,
) -> None:  # fmt: skip
    with at(3, 13):
        child = register(zhanar, sana, given_name="Лола", family_name="Намунаева")
        other = told.registered(zhanar, sana, child)
        commands.join_case_team(zhanar, other.pk, marat.person, "psychologist")
        session(
            marat, march[0], "PS05", date(2027, 3, 13), form="group", layer="LAYER_2",
            others=(other.pk,),
        )  # fmt: skip
    with at(4, 1, 9):
        found = by_code(saule)
    assert (found["SV01"].numerator, found["SV04"].numerator) == (3, 2)


def test_only_who_may_count_counts(march: tuple[Case, Case], zhanar: Actor) -> None:
    with pytest.raises(PermissionDenied):
        statistics.figures(zhanar, *MARCH)


def test_other_organisations_are_not_counted(
    march: tuple[Case, Case], acting: Any, person: Any
) -> None:
    """S2: numbers end at the organisation as rows do."""
    from umai.foundation.kernel.scope import scope

    other = cast.organisation("rodnik", "Rodnik", "KZ-75", ["Almaty"])
    boss = acting(cast.person(other, "supervisor", None))
    with scope(other.pk, boss.person):
        assert all(not one.base for one in statistics.figures(boss, *MARCH))


def test_every_indicator_is_counted_here_or_with_the_referrals() -> None:
    here, there = {one.code for one in statistics.MEASURES}, set(referrals.CODES)
    assert (here | there) & CODES == CODES
    assert not here & there
