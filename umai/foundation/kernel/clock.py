"""The only source of time.

Inside a scope it is the time of the database at the start of the transaction, so that every row of
one act carries the same moment and a wrong clock on a web server does no harm. A test, or the
loader of the demonstration, may tell a story of another day with `told_at`; what is written then is
marked as told.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_transaction: ContextVar[datetime | None] = ContextVar("transaction", default=None)
_offset: ContextVar[timedelta | None] = ContextVar("offset", default=None)


def wall() -> datetime:
    """The machine's own clock, in UTC: for identifiers and sessions, not for acts."""
    return datetime.now(UTC)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return (_transaction.get() or wall()) + (_offset.get() or timedelta())


def told() -> bool:
    """Whether the present act is told of another day (demonstration or test)."""
    return _offset.get() is not None


def local_day(moment: datetime, time_zone: str) -> date:
    """The calendar day of a moment where the organisation works."""
    return moment.astimezone(ZoneInfo(time_zone)).date()


def today(time_zone: str) -> date:
    """The present calendar day where the organisation works."""
    return local_day(now(), time_zone)


def day_bounds(first: date, last: date, time_zone: str) -> tuple[datetime, datetime]:
    """The half-open span of moments [start, end) of the days first to last, both included."""
    zone = ZoneInfo(time_zone)
    start = datetime(first.year, first.month, first.day, tzinfo=zone)
    after = last + timedelta(days=1)
    return start, datetime(after.year, after.month, after.day, tzinfo=zone)


@contextmanager
def told_at(moment: datetime) -> Iterator[None]:
    """Run a block as if it were that moment. For tests and the demonstration only."""
    token = _offset.set(moment - (_transaction.get() or wall()))
    try:
        yield
    finally:
        _offset.reset(token)


@contextmanager
def transaction_time(moment: datetime) -> Iterator[None]:
    """Let `now()` be the database's time for the length of a transaction. Called by `scope` only.
    """
    token = _transaction.set(moment)
    try:
        yield
    finally:
        _transaction.reset(token)
