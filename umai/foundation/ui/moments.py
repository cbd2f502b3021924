"""Moments, days and spans in words people use, in the language of the page.

Months and day names come from Unicode's CLDR through babel, because Django has no Kazakh formats.
What comes in is aware UTC; what goes out is in the time zone that is active for the request.
"""

from datetime import date, datetime, timedelta

from babel import Locale
from babel.dates import format_date, format_time
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from umai.foundation.kernel import clock

LOCALES = {"en": "en_GB", "kk": "kk_KZ", "ru": "ru_RU", "uz": "uz_UZ", "tg": "tg_TJ"}
NEAR, SHORT, LONG, WEEKDAY = range(4)
DAY = timedelta(days=1)
PRESSING = timedelta(minutes=15)
PATTERNS = {
    "en": ("d MMM", "d MMM y", "d MMMM y", "EEEE d MMMM"),
    "kk": ("d MMM", "y 'ж'. d MMM", "y 'жылғы' d MMMM", "EEEE, d MMMM"),
    "ru": ("d MMM", "d MMM y 'г'.", "d MMMM y 'г'.", "EEEE, d MMMM"),
    "uz": ("d-MMM", "d-MMM, y", "d-MMMM, y", "EEEE, d-MMMM"),
    "tg": ("d MMM", "d MMM y", "d MMMM y", "EEEE, d MMMM"),
}


def moment(value: datetime | None) -> str:
    """A moment as people say it: "today 08:52", "yesterday 19:14", "12 Apr 20:47"."""
    if value is None:
        return gettext("not recorded")
    local = _local(value)
    hour = format_time(local, "HH:mm", locale=_locale())
    return f"{_near_day(local.date()) or day(local.date(), short=True)} {hour}"


def day(value: date | datetime | None, *, short: bool = False) -> str:
    """A day with its month in words; a short one leaves out the year that is running."""
    if value is None:
        return gettext("not recorded")
    on = _day_of(value)
    if not short:
        return _written(on, LONG)
    return _written(on, NEAR if on.year == _today().year else SHORT)


def weekday(value: date | datetime) -> str:
    """A day with the name of the weekday: "Tuesday 14 April"."""
    return _written(_day_of(value), WEEKDAY)


def span(value: timedelta | int | None) -> str:
    """A length of time in its two largest parts; a bare number is seconds."""
    if value is None:
        return gettext("not recorded")
    seconds = int(value.total_seconds()) if isinstance(value, timedelta) else int(value)
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = [
        ngettext("%(n)d day", "%(n)d days", days) % {"n": days} if days else "",
        gettext("%(n)d h") % {"n": hours} if hours else "",
        gettext("%(n)d min") % {"n": minutes} if minutes and not days else "",
        gettext("%(n)d s") % {"n": rest} if rest and not days and not hours else "",
    ]
    told = [part for part in parts if part] or [gettext("%(n)d s") % {"n": 0}]
    return " ".join(part.replace(" ", "\xa0") for part in told)  # a number stays with its unit


def due_state(
    due: datetime, done: datetime | None, now: datetime, near: timedelta = PRESSING
) -> str:
    """How a clock is shown: done, overdue, soon (in its last `near`) or on time."""
    if done is not None:
        return "done" if done <= due else "overdue"
    if now > due:
        return "overdue"
    return "soon" if due - now <= near else "on-time"


def due_on_state(on: date, done: datetime | None) -> str:
    """How a day by which something is due is shown."""
    if done is not None:
        return "done"
    return "overdue" if on < _today() else "soon" if on == _today() else "on-time"


def until(at: datetime, done: datetime | None = None) -> str:
    """How long there is still time, in words: "in 23 min", "1 day overdue", or the moment."""
    if done is not None:
        return moment(done)
    left = at - clock.now()
    if left < timedelta():
        return gettext("%(span)s overdue") % {"span": span(_whole(-left))}
    return gettext("in %(span)s") % {"span": span(_whole(left))} if left < DAY else moment(at)


def until_day(on: date, done: datetime | None = None) -> str:
    """The same for a day: "today", "2 days overdue"."""
    if done is not None:
        return moment(done)
    days = (on - _today()).days
    if days < 0:
        return ngettext("%(n)d day overdue", "%(n)d days overdue", -days) % {"n": -days}
    return _near_day(on) if days in (0, 1) else day(on, short=True)


def _whole(length: timedelta) -> timedelta:
    """Without seconds once there are minutes: nobody acts on them."""
    minute = timedelta(minutes=1)
    return minute * (length // minute) if length >= minute else length


def _near_day(on: date) -> str:
    distance = (on - _today()).days
    return {
        0: gettext("today"),
        -1: gettext("yesterday"),
        1: gettext("tomorrow"),
    }.get(distance, "")


def _today() -> date:
    return _local(clock.now()).date()


def _day_of(value: date | datetime) -> date:
    return _local(value).date() if isinstance(value, datetime) else value


def _local(value: datetime) -> datetime:
    return value.astimezone(timezone.get_current_timezone())


def _written(on: date, length: int) -> str:
    pattern = PATTERNS.get(_language(), PATTERNS["en"])[length]
    return format_date(on, pattern, locale=_locale())


def _language() -> str:
    return (get_language() or "en").split("-")[0]


def _locale() -> Locale:
    return Locale.parse(LOCALES.get(_language(), "en_GB"))
