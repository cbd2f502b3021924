"""Which backups stay."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umai.config.backup import keeping, places
from umai.config.backup.keeping import Policy

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MINUTES = timedelta(minutes=1)
every_five = [NOW - n * 5 * MINUTES for n in range(12 * 24 * 60)]


def ages(kept: set[datetime]) -> list[timedelta]:
    return sorted(NOW - one for one in kept)


def test_all_of_an_hour_hourly_for_a_day_daily_for_35_days() -> None:
    found = ages(keeping.kept(every_five, NOW, Policy()))
    assert found[:13] == [n * 5 * MINUTES for n in range(13)]
    day = [age for age in found if timedelta(hours=1) < age <= timedelta(days=1)]
    assert 23 <= len(day) <= 24
    older = [age for age in found if age > timedelta(days=1)]
    assert 34 <= len(older) <= 35
    assert found[-1] <= timedelta(days=35)


def test_whoever_tidies_every_five_minutes_keeps_the_same() -> None:
    """Tidying again and again must not eat what a later look would have kept."""
    stay: set[datetime] = set()
    for moment in reversed(every_five):
        stay = keeping.kept({*stay, moment}, moment, Policy())
    assert len(stay) >= 13 + 23 + 33
    assert max(ages(stay)) > timedelta(days=33)


@given(st.sets(st.integers(0, 10**7), min_size=1), st.integers(0, 100))
def test_the_newest_always_stays_and_nothing_old_does(seconds: set[int], later_days: int) -> None:
    """R17, and what is erased is gone after 35 days."""
    times = {NOW - timedelta(seconds=one) for one in seconds}
    moment = NOW + timedelta(days=later_days)
    found = keeping.kept(times, moment, Policy())
    assert max(times) in found
    assert found <= times
    assert all(moment - one <= timedelta(days=35) for one in found - {max(times)})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("UMAI_KEEP_DAILY_DAYS", "36"),
        ("UMAI_KEEP_DAILY_DAYS", "0"),
        ("UMAI_KEEP_HOURLY_HOURS", "900"),
        ("UMAI_KEEP_ALL_HOURS", "many"),
    ],
)
def test_settings_that_would_break_the_promise_are_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit, match="UMAI_KEEP"):
        keeping.policy()


def test_two_backups_of_one_second_have_two_names(tmp_path: Path) -> None:
    first = places.free_name(tmp_path, NOW)
    first.touch()
    second = places.free_name(tmp_path, NOW)
    assert first.name == "umai-20261122-120000.backup"
    assert second.name == "umai-20261122-120001.backup"


def test_files_of_others_are_left_alone(tmp_path: Path) -> None:
    """A folder on a shared disk may hold other things, even backups of another house."""
    for name in ("notes.txt", "umai-20200101-000000.backup", "umai-old.backup"):
        (tmp_path / name).write_text("umai backup\n" + "x" * 100)
    assert keeping.tidy(tmp_path, bytes(32), NOW, Policy()) == []
    assert len(list(tmp_path.iterdir())) == 3
