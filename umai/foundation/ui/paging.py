"""Earlier and later rows of a long list, found by key, as quick on the thousandth page."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
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


def cut(request: HttpRequest, rows: QuerySet[Row], *, by: str, size: int = SIZE) -> Slice[Row]:
    """The page asked for, newest first by `by`, which is never empty; ids break ties.

    An address that nobody could have been given counts as the first page.
    """
    back = _key(rows, by, request.GET.get("newer", ""))
    key = back or _key(rows, by, request.GET.get("older", ""))
    found = rows.order_by(by, "pk") if back else rows.order_by(f"-{by}", "-pk")
    if key is not None:
        found = found.filter(_beyond(by, key, "gt" if back else "lt"))
    some = list(found[: size + 1])
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


def _beyond(by: str, key: tuple[Any, Any], way: str) -> Q:
    value, pk = key
    nearer = Q(**{f"{by}__{way}": value}) | Q(**{f"pk__{way}": pk})
    return Q(**{f"{by}__{way}e": value}) & nearer


def _key(rows: QuerySet[Row], by: str, text: str) -> tuple[Any, Any] | None:
    value, found, pk = text.partition(BETWEEN)
    if not found:
        return None
    fields = rows.model._meta
    ordered: Any = fields.get_field(by)
    try:
        return ordered.to_python(value), fields.pk.to_python(pk)
    except (ValidationError, ValueError):
        return None


def _address(request: HttpRequest, way: str, row: Model, by: str) -> str:
    asked = request.GET.copy()
    asked.pop("newer", None)
    asked.pop("older", None)
    value = getattr(row, by)
    asked[way] = f"{value.isoformat() if hasattr(value, 'isoformat') else value}{BETWEEN}{row.pk}"
    return f"?{asked.urlencode()}"
