"""Who helps with this, nearest first: one question over the search rows, then the entries shown."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, F, Func, IntegerField, Q, Value, When

from umai.directory import rules
from umai.directory.models import Agency, Listing, ListingQuerySet, Location, Service
from umai.directory.queries.entries import listing, locations, said
from umai.foundation.kernel.actor import Actor
from umai.foundation.places import queries as places

SIZE = 25
HERE = 2  # the district, the region, all over the country
FAR = 99


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody looks for; a blank asks nothing. `need` is a code of the list `service` or one
    of its groups, `open_at` the moment at which it must be open.
    """

    words: str = ""
    need: str = ""
    type: str = ""
    region: str = ""
    district: str = ""
    language: str = ""
    age: int | None = None
    open_at: datetime | None = None
    emergency: bool = False
    all_of_them: bool = False


@dataclass(frozen=True)
class Found:
    """One service at one place, with the entries behind it. `open` is None if hours are unknown."""

    row: Listing
    agency: Agency
    service: Service
    location: Location | None
    open: bool | None
    near: int


@dataclass(frozen=True)
class Find:
    """What was found, nearest first; `after` is the key of the next page, blank on the last."""

    found: list[Found]
    after: str = ""


class _Bucket(Func):
    function = "width_bucket"
    output_field = IntegerField()


def find(actor: Actor, asked: Asked, *, now: datetime, after: str = "", size: int = SIZE) -> Find:
    """The services that fit, nearest first: the district, the region, all over the country, then
    region by region. Closed and ended ones are found only by `all_of_them`.
    """
    near, last = _key(after)
    rows: Any = _nearness(_narrowed(listing(actor), asked, actor.time_zone), asked)
    if last is not None:
        rows = rows.filter(Q(near__gt=near) | Q(near=near, pk__gt=last))
    rows = rows.order_by("near", "pk")
    some: list[Any] = []
    if asked.region and near <= HERE:
        some = list(_here(rows, asked)[: size + 1])
    if len(some) <= size:
        some = list(rows[: size + 1])
    more, some = len(some) > size, some[:size]
    minute = rules.minute_of_week(now.astimezone(ZoneInfo(actor.time_zone)))
    key = f"{some[-1].near}~{some[-1].pk}" if more else ""
    return Find(_with_entries(actor, some, minute), key)


def _key(after: str) -> tuple[int, UUID | None]:
    """Where the last page ended; the beginning for a key that is not one of ours."""
    near, _sign, last = after.partition("~")
    with suppress(ValueError):
        return min(int(near), FAR), UUID(last)
    return 0, None


def _here(rows: Any, asked: Asked) -> Any:
    """Only those of the region and those that reach it: mostly enough, and found by indexes."""
    reaching = ~Q(covers=[]) & Q(covers__overlap=[asked.region, rules.NATIONWIDE])
    return rows.filter(Q(region=asked.region) | reaching)


def _narrowed(rows: ListingQuerySet, asked: Asked, time_zone: str) -> ListingQuerySet:
    exact = {
        "needs__contains": [asked.need] if asked.need else None,
        "languages__contains": [asked.language] if asked.language else None,
        "type": asked.type or None,
        "emergency": asked.emergency or None,
        "offered": None if asked.all_of_them else True,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value is not None})
    if asked.age is not None:
        rows = rows.filter(Q(minimum_age__isnull=True) | Q(minimum_age__lte=asked.age))
        rows = rows.filter(Q(maximum_age__isnull=True) | Q(maximum_age__gte=asked.age))
    rows = said(rows, asked.words)
    if asked.open_at is not None:
        minute = rules.minute_of_week(asked.open_at.astimezone(ZoneInfo(time_zone)))
        edge = Func(Value(minute), template="%(expressions)s::smallint")
        rows = rows.annotate(edges=_Bucket(edge, F("hours"))).filter(edges__in=_odd())
    return rows


def _odd() -> range:
    # The longest week: two spans a day and one that began the day before.
    return range(1, 32, 2)


def _nearness(rows: ListingQuerySet, asked: Asked) -> ListingQuerySet:
    if not asked.region:
        return rows.annotate(near=Value(0, IntegerField()))
    steps = rules.nearest_first(asked.region, places.tiles())
    rings: dict[int, list[str]] = {}
    for code, far in steps.items():
        rings.setdefault(far, []).append(code)
    reach = ~Q(covers=[])
    near = [
        When(region=asked.region, then=Value(1)),
        When(reach & Q(covers__contains=[asked.region]), then=Value(1)),
        When(reach & Q(covers__contains=[rules.NATIONWIDE]), then=Value(HERE)),
        *(
            When(region__in=codes, then=Value(HERE + far))
            for far, codes in sorted(rings.items())
            if far
        ),
    ]
    if asked.district:
        near.insert(0, When(district=asked.district, then=Value(0)))
    return rows.annotate(near=Case(*near, default=Value(FAR), output_field=IntegerField()))


def _with_entries(actor: Actor, rows: list[Any], minute: int) -> list[Found]:
    here = actor.organisation
    agencies = Agency.objects.filter(organisation_id=here).in_bulk({row.agency_id for row in rows})
    services = Service.objects.filter(organisation_id=here).in_bulk(
        {row.service_id for row in rows}
    )
    spots = locations(actor).in_bulk({row.location_id for row in rows if row.location_id})
    return [
        Found(
            row,
            agencies[row.agency_id],
            services[row.service_id],
            spots.get(row.location_id),
            rules.is_open(row.hours, minute),
            row.near,
        )
        for row in rows
    ]
