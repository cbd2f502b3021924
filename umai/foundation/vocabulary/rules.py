"""Which version of a rule holds, and what a rule must be to be switched on."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from umai.foundation.vocabulary.terms import Confidence, Standing, Unit


class Dated(Protocol):
    """What of a rule's version decides whether it holds."""

    version: int
    effective_from: date | None
    effective_to: date | None
    enabled: bool


Version = TypeVar("Version", bound=Dated)


def latest_begun(versions: Iterable[Version], day: date) -> Version | None:
    """The version that began last by that day; of two that began together, the later one."""
    begun = [one for one in versions if (one.effective_from or date.min) <= day]
    return max(begun, key=_place, default=None)


def in_force(versions: Iterable[Version], day: date) -> Version | None:
    """The version that holds on a day; None if it is over or switched off."""
    latest = latest_begun(versions, day)
    if latest is None or not latest.enabled:
        return None
    return None if latest.effective_to is not None and latest.effective_to < day else latest


def _place(one: Dated) -> tuple[date, int]:
    return one.effective_from or date.min, one.version


def must_be_confirmed(status: str, confidence: str, *, verified: bool) -> bool:
    """Whether a page has to say "to be confirmed by a lawyer".

    The centre's own clocks have no law behind them: nobody outside could confirm them.
    """
    return status != Standing.HOUSE and confidence != Confidence.HIGH and not verified


def may_be_on(status: str, confidence: str, value: str, *, verified: bool) -> bool:
    """Whether a rule may be reckoned with: it has a value, and unseen law was confirmed first."""
    unseen_law = status == Standing.LAW and confidence == Confidence.LOW
    return bool(value) and (verified or not unseen_law)


def right_value(value: str, unit: str) -> bool:
    """Whether a value fits its unit: a whole number of days, anything where there is no unit."""
    return unit == Unit.TEXT or not value or (value.isascii() and value.isdigit())
