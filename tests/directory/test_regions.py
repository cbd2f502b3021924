"""The regions as tiles and as a table, and the counts of indicator CO01."""

import random
import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests.directory import entries
from umai.directory import commands, statistics
from umai.directory.models import Agency
from umai.directory.statistics import Entries
from umai.foundation.kernel import clock
from umai.foundation.kernel.scope import scope
from umai.foundation.places import queries as places

REGIONS = "/directory/regions/"
ENGLISH = {"accept-language": "en"}


def test_agreements_in_force_and_fresh_entries_are_counted_over_agencies_that_work(here, keeper):
    today = clock.today("Asia/Almaty")
    day = timedelta(days=1)
    in_force = {"agreement_number": "7", "agreement_from": today, "agreement_until": today}
    not_begun = {**in_force, "agreement_from": today + day, "agreement_until": None}
    over = {**in_force, "agreement_from": None, "agreement_until": today - day}
    for said in (in_force, not_begun, over, {"agreement_until": today + day}):
        entries.agency(keeper, region="KZ-79", type="NGO", **said)
    fresh = entries.agency(keeper, region="KZ-61", type="CLINIC")
    commands.confirm_entry(keeper, fresh.pk)
    stale = entries.agency(keeper, region="KZ-61", type="CLINIC")
    Agency.objects.filter(pk=stale.pk).update(verified_on=today - 200 * day)
    closed = entries.agency(keeper, region="KZ-61", **in_force)
    commands.close_agency(keeper, closed.pk, 1)
    counted = statistics.entries_counted(keeper)
    assert counted.whole == Entries(agencies=6, agreements=1, verified=1)
    assert counted.by_region == {
        "KZ-79": Entries(agencies=4, agreements=1),
        "KZ-61": Entries(agencies=2, verified=1),
    }
    assert counted.by_type == {
        "NGO": Entries(agencies=4, agreements=1),
        "CLINIC": Entries(agencies=2, verified=1),
    }


def test_a_service_counts_in_every_region_where_it_is_given(here, keeper):
    agency = entries.agency(keeper, region="KZ-79")
    spots = [entries.location(keeper, agency, region=code) for code in ("KZ-79", "KZ-61")]
    entries.service(keeper, agency, at=tuple(one.pk for one in spots))
    entries.service(keeper, agency, status="defunct")
    counted = statistics.entries_counted(keeper)
    assert {code: one.services for code, one in counted.by_region.items()} == {
        "KZ-79": 1,
        "KZ-61": 1,
    }
    assert counted.whole.services == 1


def test_the_tiles_and_the_table_say_the_same(here, keeper, amina, as_person):
    agency = entries.agency(keeper, region="KZ-79")
    entries.service(keeper, agency)
    page = as_person(amina).get(REGIONS, headers=ENGLISH).content.decode()
    tiles = re.findall(r'class="tile" href="([^"]+)" data-many="(\d)"', page)
    assert len(tiles) == len(places.regions()) == 20
    assert ("/directory/?region=KZ-79", "2") in tiles or ("/directory/?region=KZ-79", "3") in tiles
    assert [many for _url, many in tiles].count("0") == 19
    table = page.split('id="regions"')[1]
    assert table.count("/directory/?region=KZ-") == 20
    row = re.search(r"Shymkent \(city\)</a></th>(.*?)</tr>", table)
    assert row and re.findall(r">(\d+)<", row[1]) == ["1", "1"]


def test_the_indicator_is_shown_to_who_reports_on_it(here, keeper, amina, person, as_person):
    """S2: an operator finds agencies; who counts sees agreements, with definition and base."""
    entries.agency(keeper, region="KZ-79")
    shown = as_person(person("monitoring")).get(REGIONS, headers=ENGLISH).content.decode()
    assert "Indicator CO01" in shown and "With an agreement in force" in shown
    shown = as_person(amina).get(REGIONS, headers=ENGLISH).content.decode()
    assert "CO01" not in shown and "agreement" not in shown
    assert as_person(person("administrator")).get(REGIONS).status_code == 403


def test_who_may_not_count_is_refused(here, amina, person, acting):
    """S2."""
    with pytest.raises(PermissionDenied):
        statistics.entries_counted(acting(amina))
    with pytest.raises(PermissionDenied):
        statistics.entries_by_region(acting(person("administrator")))


def test_another_organisation_counts_its_own(here, keeper, serik, rodnik, acting):
    """S33."""
    entries.agency(keeper, region="KZ-79")
    with scope(rodnik.pk):
        assert statistics.entries_counted(acting(serik)).whole == Entries()


@pytest.mark.parametrize("seed", range(5))
def test_hidden_entries_move_no_number(here, keeper, person, acting, as_person, seed):
    """S6: counts and page are equal with and without rows that one may not know of."""
    chance = random.Random(seed)
    who = person("monitoring")
    codes = list(places.regions())

    def scatter(hidden):
        for _number in range(chance.randint(1, 6)):
            agency = entries.agency(
                keeper,
                region=chance.choice(codes),
                type=chance.choice(["NGO", "CRISIS", ""]),
                agreement_number="1" if chance.random() < 0.5 else "",
                confidential=hidden,
            )
            spot = entries.location(keeper, agency, region=agency.region)
            entries.service(keeper, agency, at=(spot.pk,))
            if chance.random() < 0.5:
                commands.confirm_entry(keeper, agency.pk)

    def seen():
        page = as_person(who).get(REGIONS).content.decode()
        return statistics.entries_counted(acting(who)), page.split("<main")[1].split("</main")[0]

    scatter(hidden=False)
    before = seen()
    whole = statistics.entries_counted(keeper).whole.agencies
    scatter(hidden=True)
    assert statistics.entries_counted(keeper).whole.agencies > whole
    assert seen() == before
