"""Who helps with this: nearest, open, in the caller's language, typed in any script."""

from datetime import UTC, datetime

import pytest

from tests.directory import entries
from umai.directory import commands, permissions, queries
from umai.directory.queries import Asked

# A Monday, 10:00 in Almaty.
MONDAY = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
OFFICE_HOURS = [{"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR", "opens_at": "09:00", "closes_at": "18:00"}]


def found(actor, **asked):
    return [str(one.service) for one in queries.find(actor, Asked(**asked), now=MONDAY).found]


@pytest.fixture
def keeper(sana, saule, acting):
    return acting(saule)


@pytest.fixture
def three(keeper, inside, sana):
    """Legal aid in Shymkent (Uzbek spoken, open), in Turkistan (closed now), and all over the land."""
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
        ({"need": "LEG", "language": "uz", "region": "KZ-79", "open_at": MONDAY}, ["Консультация юриста"]),
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
