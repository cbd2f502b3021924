"""Moments, days, spans and shares in the words of three languages."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from umai.foundation.kernel import clock
from umai.foundation.ui import moments, shell
from umai.foundation.ui.templatetags import ui

NOON = datetime(2026, 4, 14, 4, 29, tzinfo=UTC)  # 09:29 in Almaty


@pytest.fixture(autouse=True)
def _a_tuesday_in_almaty() -> Iterator[None]:
    with clock.told_at(NOON), timezone.override("Asia/Almaty"):
        yield


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["today 09:29", "yesterday 09:29", "tomorrow 09:29", "12 Apr 09:29"]),
        ("ru", ["сегодня 09:29", "вчера 09:29", "завтра 09:29", "12 апр. 09:29"]),
        ("kk", ["бүгін 09:29", "кеше 09:29", "ертең 09:29", "12 сәу. 09:29"]),
    ],
)
def test_a_moment_is_told_as_people_say_it(language: str, words: list[str]) -> None:
    with translation.override(language):
        assert [ui.moment(NOON + timedelta(days=n)) for n in (0, -1, 1, -2)] == words


def test_a_moment_of_another_year_names_it() -> None:
    before = NOON - timedelta(days=400)
    told = {}
    for language in ("en", "ru", "kk"):
        with translation.override(language):
            told[language] = ui.moment(before)
    assert told == {
        "en": "10 Mar 2025 09:29",
        "ru": "10 мар. 2025 г. 09:29",
        "kk": "2025 ж. 10 нау. 09:29",
    }


def test_today_ends_at_midnight_of_the_reader_not_of_utc() -> None:
    with translation.override("en"):
        assert ui.moment(datetime(2026, 4, 13, 19, 30, tzinfo=UTC)) == "today 00:30"
        with timezone.override("UTC"):
            assert ui.moment(datetime(2026, 4, 13, 19, 30, tzinfo=UTC)) == "yesterday 19:30"


@pytest.mark.parametrize(
    ("language", "long", "short", "weekday"),
    [
        ("en", "12 April 2026", "12 Apr", "Sunday 12 April"),
        ("ru", "12 апреля 2026 г.", "12 апр.", "воскресенье, 12 апреля"),
        ("kk", "2026 жылғы 12 сәуір", "12 сәу.", "жексенбі, 12 сәуір"),
    ],
)
def test_a_day_has_its_month_in_words(language: str, long: str, short: str, weekday: str) -> None:
    sunday = date(2026, 4, 12)
    with translation.override(language):
        assert (ui.day(sunday), ui.day(sunday, "short"), ui.day(sunday, "weekday")) == (
            long,
            short,
            weekday,
        )


def test_what_is_not_recorded_is_said() -> None:
    with translation.override("en"):
        assert ui.moment(None) == ui.day(None) == ui.span(None) == "not recorded"


@pytest.mark.parametrize(
    ("seconds", "english", "russian", "kazakh"),
    [
        (0, "0 s", "0 с", "0 секунд"),
        (252, "4 min 12 s", "4 мин 12 с", "4 минут 12 секунд"),
        (7500, "2 h 5 min", "2 ч 5 мин", "2 сағат 5 минут"),
        (3 * 86400 + 3600, "3 days 1 h", "3 дня 1 ч", "3 күн 1 сағат"),
    ],
)
def test_a_span_is_told_in_two_parts(seconds: int, english: str, russian: str, kazakh: str) -> None:
    told = []
    for language in ("en", "ru", "kk"):
        with translation.override(language):
            told.append(ui.span(seconds).replace("\xa0", " "))
    assert told == [english, russian, kazakh]


def test_a_number_is_never_torn_from_its_unit() -> None:
    with translation.override("en"):
        assert moments.span(timedelta(seconds=100)) == "1\xa0min 40\xa0s"


def test_a_share_is_written_as_the_language_writes_numbers() -> None:
    told = []
    for language in ("en", "ru", "kk"):
        with translation.override(language):
            told.append(ui.percent("51.98"))
    assert told == ["51.98\xa0%", "51,98\xa0%", "51,98\xa0%"]
    assert ui.percent(None) == "–"


def test_initials_are_two_letters() -> None:
    assert shell.initials("Айгерим Сейткали Маратовна") == "АС"
    assert shell.initials("") == ""
