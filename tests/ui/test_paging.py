"""Walking a long list by keys: every row once, also when moments are equal."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpRequest, QueryDict

from umai.foundation.access.models import Organisation, Person
from umai.foundation.ui import paging

START = datetime(2026, 4, 1, tzinfo=UTC)
Asked = Callable[..., HttpRequest]


@pytest.fixture
def seven(db: None) -> list[str]:
    """Seven organisations, newest first; three opened in the same moment."""
    for number, hours in enumerate((0, 1, 2, 2, 2, 3, 4)):
        Organisation.objects.create(
            code=f"probe{number}",
            name="Probe",
            region="KZ-79",
            opened_at=START + timedelta(hours=hours),
        )
    rows = Organisation.objects.filter(code__startswith="probe").order_by("-opened_at", "-pk")
    return [row.code for row in rows]


def _cut(asked: Asked, address: str) -> paging.Slice[Organisation]:
    request = asked()
    request.GET = QueryDict(address.lstrip("?"))
    rows = Organisation.objects.filter(code__startswith="probe")
    return paging.cut(request, rows, by="opened_at", size=3)


def test_every_row_is_seen_once_on_the_way_down_and_up(asked: Asked, seven: list[str]) -> None:
    down, address = [], "topic=school"
    while True:
        now = _cut(asked, address)
        down.append([row.code for row in now.rows])
        if not now.older:
            break
        assert "topic=school" in now.older
        address = now.older
    assert [code for some in down for code in some] == seven
    up = _cut(asked, now.newer)
    assert [row.code for row in up.rows] == down[1]
    assert [row.code for row in _cut(asked, up.newer).rows] == down[0]


def test_the_first_page_has_nothing_newer(asked: Asked, seven: list[str]) -> None:
    assert _cut(asked, "").newer == ""


@pytest.mark.parametrize("address", ["older=x", "older=x~y", "newer=2026-04-01~1", "older=~"])
def test_an_address_nobody_was_given_is_the_first_page(
    asked: Asked, seven: list[str], address: str
) -> None:
    assert [row.code for row in _cut(asked, address).rows] == seven[:3]


def test_an_empty_list_has_no_way_on(asked: Asked, db: None) -> None:
    assert _cut(asked, "") == paging.Slice([])


def test_the_soonest_first_and_rows_without_a_value_last(asked: Asked, seven: list[str]) -> None:
    """A list of what is due: nothing due stands at the end, and is walked through as well."""
    house = Organisation.objects.get(code="probe0")
    for number, hours in enumerate((None, 1, None, 0, 1, None, None)):
        when = None if hours is None else START + timedelta(hours=hours)
        mail = f"probe{number}@test.invalid"
        Person.objects.create(
            organisation=house, name="Probe", email=mail, opened_at=START, last_login=when
        )

    def cut(address: str) -> paging.Slice[Person]:
        request = asked()
        request.GET = QueryDict(address.lstrip("?"))
        rows = Person.objects.filter(email__startswith="probe")
        return paging.cut(request, rows, by="last_login", size=2, soonest=True)

    down, address = [], ""
    while True:
        now = cut(address)
        down.append([row.email[5] for row in now.rows])
        if not now.older:
            break
        address = now.older
    assert down[0] == ["3", "1"] and down[1][0] == "4"
    assert sorted(code for some in down for code in some) == list("0123456")
    up = cut(now.newer)
    assert [row.email[5] for row in up.rows] == down[-2]
    assert [row.email[5] for row in cut(cut(up.newer).newer).rows] == down[0]
    assert cut(f"older=~{house.pk}").rows != []
