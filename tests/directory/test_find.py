"""Who helps with this: nearest, open, in the caller's language, typed in any script."""

from dataclasses import fields
from datetime import UTC, datetime

import pytest

from tests.directory import entries
from umai.directory import commands, queries
from umai.directory.queries import Asked

# A Monday, 10:00 in Almaty.
MONDAY = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
WEEKDAYS = {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR"}
OFFICE_HOURS = [{**WEEKDAYS, "opens_at": "09:00", "closes_at": "18:00"}]


def found(actor, **asked):
    return [str(one.service) for one in queries.find(actor, Asked(**asked), now=MONDAY).found]


@pytest.fixture
def three(keeper, inside, sana):
    """Legal aid in Shymkent (Uzbek, open), in Turkistan (closed now), and all over the land."""
    with inside(sana):
        near = entries.agency(keeper, name_ru="Юридическая помощь", region="KZ-79")
        entries.service(
            keeper, near, name_ru="Консультация юриста", needs=["LG01"], schedules=OFFICE_HOURS,
            languages=[{"code": "uz"}, {"code": "ru"}], maximum_age=18,
        )
        far = entries.agency(keeper, name_ru="Адвокаты Туркестана", region="KZ-61")
        entries.service(
            keeper, far, name_en="Lawyers", needs=["LG01"], languages=[{"code": "uz"}],
            schedules=[{**OFFICE_HOURS[0], "opens_at": "14:00"}],
        )
        line = entries.agency(keeper, name_en="Country line", region="KZ-71", open_all_hours=True)
        entries.service(
            keeper, line, name_en="Phone advice", needs=["LG01", "IN01"],
            service_areas=[{"name": "Kazakhstan", "region": "KZ"}],
        )
        yield


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"need": "LEG", "region": "KZ-79"}, ["Консультация юриста", "Phone advice", "Lawyers"]),
        ({"need": "LG01", "region": "KZ-61"}, ["Lawyers", "Phone advice", "Консультация юриста"]),
        (
            {"need": "LEG", "language": "uz", "region": "KZ-79", "open_at": MONDAY},
            ["Консультация юриста"],
        ),
        ({"need": "IN01"}, ["Phone advice"]),
        ({"words": "yurist"}, ["Консультация юриста"]),
        ({"words": "ШЫМКЕНТ konsult"}, ["Консультация юриста"]),
        ({"words": "country"}, ["Phone advice"]),
        ({"age": 30, "region": "KZ-79"}, ["Phone advice", "Lawyers"]),
        ({"words": "100%"}, []),
    ],
)
def test_what_is_asked_is_found_nearest_first(three, keeper, asked, expected):
    assert found(keeper, **asked) == expected


def test_pages_go_from_the_region_to_the_country_and_lose_nobody(keeper, inside, sana):
    """The first page asks the region only; the pages after it begin where it ended."""
    with inside(sana):
        for number, region in enumerate(["KZ-79"] * 4 + ["KZ-61"] * 3 + ["KZ-47"] * 2):
            of = entries.agency(keeper, name_en=f"Agency {number}", region=region)
            areas = [{"name": "All", "region": "KZ"}] if number == 8 else []
            entries.service(keeper, of, name_en=f"Service {number}", service_areas=areas)
        seen, after, pages = [], "", 0
        while True:
            page = queries.find(keeper, Asked(region="KZ-79"), now=MONDAY, after=after, size=3)
            seen += [(one.near, str(one.service)) for one in page.found]
            after, pages = page.after, pages + 1
            if not after:
                break
    assert pages == 3
    assert [near for near, _name in seen] == sorted(near for near, _name in seen)
    assert {name for _near, name in seen} == {f"Service {number}" for number in range(9)}
    assert seen[4] == (2, "Service 8"), "the one for the whole country follows the region"
    assert len(seen) == 9


MADE_UP = ["x", "1~x", "~", "1", "١~x", f"{'9' * 60}~x", "1~" + "0" * 99, "-1~x"]


@pytest.mark.parametrize("after", MADE_UP)
def test_a_key_that_is_not_ours_begins_at_the_first_page(three, keeper, after):
    """S35: an address that somebody made up does no harm."""
    first = queries.find(keeper, Asked(region="KZ-79"), now=MONDAY)
    again = queries.find(keeper, Asked(region="KZ-79"), now=MONDAY, after=after)
    assert [one.row.pk for one in again.found] == [one.row.pk for one in first.found]


def test_a_word_may_stand_twice_and_signs_mean_nothing(three, keeper):
    assert found(keeper, words="yurist yurist") == ["Консультация юриста"]
    assert found(keeper, words="yurist%") == ["Консультация юриста"]
    assert found(keeper, words="yuris_t") == []


def test_a_closed_or_ended_entry_is_found_only_when_asked_for(three, keeper, inside, sana):
    """R25: what closed is not offered, and still found by who looks for it."""
    [line] = [one for one in queries.find(keeper, Asked(), now=MONDAY).found if one.near == 0][-1:]
    commands.close_agency(keeper, line.agency.pk, line.agency.version)
    name = str(line.service)
    assert name not in found(keeper, region="KZ-79")
    assert name in found(keeper, region="KZ-79", all_of_them=True)


def test_the_place_of_a_hidden_agency_is_hidden_with_it(sana, keeper, amina, acting, inside):
    """S2: also where another agency works there, from the moment at which it must be hidden."""
    with inside(sana):
        guest = entries.agency(keeper, name_en="Guest", region="KZ-79")
        host = entries.agency(keeper, name_en="Host", region="KZ-61")
        spot = entries.location(keeper, host, name="Quiet house", region="KZ-61", district="d-1")
        entries.service(keeper, guest, name_en="Reading hour", at=(spot.pk,))
        operator = acting(amina)

        def shown():
            return queries.find(operator, Asked(words="reading"), now=MONDAY).found[0]

        assert shown().location.pk == spot.pk
        assert found(operator, words="quiet") == ["Reading hour"]
        stands = {one.name: getattr(host, one.name) for one in fields(commands.AgencyDetails)}
        details = commands.AgencyDetails(**stands | {"confidential": True})
        commands.correct_agency(keeper, host.version, details)
        assert (shown().location, shown().row.location_id, shown().row.district) == (None, None, "")
        assert found(operator, words="quiet") == []


def test_signs_that_are_no_words_find_nothing(three, keeper):
    assert found(keeper, words="!!!", region="KZ-79") == []
    assert len(found(keeper, words="  ", region="KZ-79")) == 3
