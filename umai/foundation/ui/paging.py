"""Earlier and later rows of a long list, found by key, as quick on the thousandth page."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import F, Model, Q, QuerySet
from django.http import HttpRequest

SIZE = 25
BETWEEN = "~"
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Slice(Generic[Row]):
    """The rows of one page and the addresses of the pages beside it, empty where there is none."""

    rows: list[Row]
    newer: str = ""
    older: str = ""


def cut(
    request: HttpRequest,
    rows: QuerySet[Row],
    *,
    by: str,
    size: int = SIZE,
    soonest: bool = False,
    fetch: Callable[[QuerySet[Row]], Iterable[Row]] = list,
) -> Slice[Row]:
    """The page asked for, newest first by `by`, which is never empty; ids break ties.

    `soonest` turns it round: the smallest first, and rows without a value last. An address that
    nobody could have been given counts as the first page. `fetch` may be a `Together`: what was
    asked of it before comes with the rows.
    """
    back = _key(rows, by, request.GET.get("newer", ""), empty=soonest)
    key = back or _key(rows, by, request.GET.get("older", ""), empty=soonest)
    rising = soonest != bool(back)
    found = rows.order_by(*_order(by, rising, soonest))
    if key is not None:
        found = found.filter(_beyond(by, key, "gt" if rising else "lt", empty=soonest))
    some = list(fetch(found[: size + 1]))
    more, some = len(some) > size, some[:size]
    if back:
        some.reverse()
    if not some:
        return Slice(some)
    newer = more if back else key is not None
    older = True if back else more
    return Slice(
        some,
        _address(request, "newer", some[0], by) if newer else "",
        _address(request, "older", some[-1], by) if older else "",
    )


def _order(by: str, rising: bool, empty: bool) -> tuple[Any, str]:
    if not empty:
        return (by, "pk") if rising else (f"-{by}", "-pk")
    if rising:
        return F(by).asc(nulls_last=True), "pk"
    return F(by).desc(nulls_first=True), "-pk"


def _beyond(by: str, key: tuple[Any, Any], way: str, *, empty: bool) -> Q:
    """The rows beyond a key; where there are empty values, they lie beyond all others."""
    value, pk = key
    none = Q(**{f"{by}__isnull": True})
    if value is None:
        same = none & Q(**{f"pk__{way}": pk})
        return same if way == "gt" else same | ~none
    if empty and way == "gt":
        return _beyond(by, key, way, empty=False) | none
    nearer = Q(**{f"{by}__{way}": value}) | Q(**{f"pk__{way}": pk})
    return Q(**{f"{by}__{way}e": value}) & nearer


def _key(rows: QuerySet[Row], by: str, text: str, *, empty: bool) -> tuple[Any, Any] | None:
    value, found, pk = text.partition(BETWEEN)
    if not found or (not value and not empty):
        return None
    fields = rows.model._meta
    ordered: Any = fields.get_field(by)
    try:
        return ordered.to_python(value) if value else None, fields.pk.to_python(pk)
    except (ValidationError, ValueError):
        return None


def _address(request: HttpRequest, way: str, row: Model, by: str) -> str:
    asked = request.GET.copy()
    asked.pop("newer", None)
    asked.pop("older", None)
    value = getattr(row, by)
    said = value.isoformat() if hasattr(value, "isoformat") else value
    asked[way] = f"{'' if said is None else said}{BETWEEN}{row.pk}"
    return f"?{asked.urlencode()}"
