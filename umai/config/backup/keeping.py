"""Which backups stay: every one of the last hours, one an hour of the last day, then one a day.

Thirty-five days is the longest: a key that was destroyed lives on in older copies, and the promise
is that it is gone after that time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from umai.config import env
from umai.config.backup import places

LONGEST_DAYS = 35


@dataclass(frozen=True)
class Policy:
    """How long all, the hourly and the daily ones are kept."""

    all_hours: int = 1
    hourly_hours: int = 24
    daily_days: int = LONGEST_DAYS


def policy() -> Policy:
    """As the settings say. Raises SystemExit for a number that would break the promise."""
    found = Policy(
        env.number("UMAI_KEEP_ALL_HOURS", 1),
        env.number("UMAI_KEEP_HOURLY_HOURS", 24),
        env.number("UMAI_KEEP_DAILY_DAYS", 35),
    )
    if not 0 < found.daily_days <= LONGEST_DAYS:
        raise SystemExit("UMAI_KEEP_DAILY_DAYS must be 1 to 35: erased means gone after 35 days")
    if max(found.all_hours, found.hourly_hours) > found.daily_days * 24:
        raise SystemExit("UMAI_KEEP_ALL_HOURS and UMAI_KEEP_HOURLY_HOURS: at most the daily days")
    return found


def kept(times: Iterable[datetime], moment: datetime, policy: Policy) -> set[datetime]:
    """Which of these backups stay at this moment. The newest always does."""
    stay: dict[tuple[str, datetime | None], datetime] = {}
    for time in sorted(times):
        age = moment - time
        hour = time.replace(minute=0, second=0, microsecond=0)
        if age <= timedelta(hours=policy.all_hours):
            stay["all", time] = time
        elif age <= timedelta(hours=policy.hourly_hours):
            stay["hour", hour] = time
        elif age <= timedelta(days=policy.daily_days):
            stay["day", hour.replace(hour=0)] = time
        stay["newest", None] = time
    return set(stay.values())


def tidy(place: Path, master: bytes, moment: datetime, policy: Policy) -> list[Path]:
    """Remove the backups that need not stay. Called only after a new one has proved good."""
    mine = {
        path: time
        for path in places.backups(place)
        if (time := places.made_at(path)) is not None and places.whose(path, master)
    }
    stay = kept(mine.values(), moment, policy)
    gone = [path for path, time in mine.items() if time not in stay]
    for path in gone:
        path.unlink(missing_ok=True)
    if gone:
        places.sync(place)
    return gone
