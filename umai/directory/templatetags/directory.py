"""What the pages of the directory say in short: names, phones, hours, places, how fresh it is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from babel.dates import get_day_names
from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from umai.directory import rules, terms
from umai.directory.queries import Found
from umai.foundation.kernel import clock
from umai.foundation.places import queries as places
from umai.foundation.ui import moments
from umai.foundation.vocabulary import queries as vocabulary

register = template.Library()
STALE = "DIR.STALE"
OPEN_UNTIL = (
    pgettext_lazy("open until", "Monday"),
    pgettext_lazy("open until", "Tuesday"),
    pgettext_lazy("open until", "Wednesday"),
    pgettext_lazy("open until", "Thursday"),
    pgettext_lazy("open until", "Friday"),
    pgettext_lazy("open until", "Saturday"),
    pgettext_lazy("open until", "Sunday"),
)
OPENS_ON = (
    pgettext_lazy("opens on", "Monday"),
    pgettext_lazy("opens on", "Tuesday"),
    pgettext_lazy("opens on", "Wednesday"),
    pgettext_lazy("opens on", "Thursday"),
    pgettext_lazy("opens on", "Friday"),
    pgettext_lazy("opens on", "Saturday"),
    pgettext_lazy("opens on", "Sunday"),
)


@register.filter
def named(entry: Any) -> str:
    """The name of an agency or a service in the language of the page, or in the next best."""
    return rules.name_of(entry, get_language() or "en")


@register.filter
def agency_type(code: str) -> str:
    """What kind of agency: `{{ agency.type|agency_type }}`."""
    return vocabulary.label("agency_type", code) if code else ""


@register.filter
def needs(codes: Iterable[str]) -> str:
    """The needs that a service answers, in words."""
    return ", ".join(vocabulary.label("service", code) for code in codes)


@register.filter
def languages(spoken: Iterable[Mapping[str, Any] | str]) -> str:
    """Languages in words, from codes or from the items of an entry."""
    said = []
    for one in spoken:
        code = one if isinstance(one, str) else str(one.get("code") or "").lower()
        name = "" if isinstance(one, str) else str(one.get("name") or "")
        known = vocabulary.word("language", code)
        said.append(known.label() if known else name or code)
    return ", ".join(dict.fromkeys(one for one in said if one))


@register.filter
def ages(entry: Any) -> str:
    """Who may come by age, from a service or a search row: "6 to 17 years"; empty for everybody."""
    least, most = entry.minimum_age, entry.maximum_age
    if least and most is not None:
        return _("%(least)g to %(most)g years") % {"least": least, "most": most}
    if most is not None:
        return _("up to %(most)g years") % {"most": most}
    return _("from %(least)g years") % {"least": least} if least else ""


@register.simple_tag
def where(entry: Any) -> str:
    """The district and the region of an agency, a place or a search row."""
    region = places.regions().get(entry.region)
    district = places.district_name(entry.district) if entry.district else ""
    return ", ".join(one for one in (district, region.name() if region else entry.region) if one)


# Telephones ---------------------------------------------------------------------------------------


@register.simple_tag
def phone(said: Mapping[str, Any]) -> SafeString:
    """One telephone as a link that dials; what is no number stays words."""
    typed, extension = str(said.get("number") or "").strip(), str(said.get("extension") or "")
    number = rules.phone_of(typed)
    words = rules.phone_words(typed)
    if extension:
        words = _("%(number)s, extension %(extension)s") % {"number": words, "extension": extension}
    if number is None:
        return format_html('<span class="phone-number">{}</span>', words)
    return format_html('<a class="phone-number" href="tel:{}">{}</a>', number, words)


@register.simple_tag
def phones(*many: Sequence[Mapping[str, Any]]) -> SafeString:
    """The first list of telephones that is not empty."""
    known = next((one for one in many if one), [])
    lines = ((phone(one), one.get("description") or "") for one in known if one.get("number"))
    drawn = format_html_join("", "<li>{} <span>{}</span></li>", lines)
    return format_html('<ul class="phones">{}</ul>', drawn) if drawn else SafeString("")


@register.simple_tag
def phones_of(one: Found) -> SafeString:
    """The telephones of what was found, the nearest to the service first."""
    here = one.location.phones if one.location else []
    return phones(one.service.phones, here, one.agency.phones)


# Hours --------------------------------------------------------------------------------------------


@register.filter
def hours_now(week: Sequence[int]) -> str:
    """Whether it is open now, in words, and until when or from when."""
    if not week:
        return _("Hours not known")
    if list(week) == rules.ALWAYS:
        return _("Open day and night")
    now = rules.minute_of_week(timezone.localtime(clock.now()))
    change = rules.closes_or_opens(week, now)
    if change is None:
        return _("Hours not known")
    if rules.is_open(week, now):
        return _("Open until %(hour)s") % {"hour": _until(change, now)}
    return _("Closed, opens %(when)s") % {"when": _from(change, now)}


@register.simple_tag
def open_sign(week: Sequence[int]) -> SafeString:
    """Open or closed as a badge with a sign and words."""
    now = rules.minute_of_week(timezone.localtime(clock.now()))
    state = rules.is_open(week, now)
    signs = {True: ("ok", "door-open"), False: ("mute", "door-closed"), None: ("mute", "clock")}
    tone, sign = signs[state]
    words = {"words": hours_now(week), "tone": tone, "icon": sign}
    return render_to_string("ui/badge.html", words)


@register.simple_tag
def week(known: Sequence[int]) -> SafeString:
    """The hours of a week, days with the same hours together."""
    if not known:
        return format_html('<p class="muted">{}</p>', _("Hours not known"))
    if list(known) == rules.ALWAYS:
        return format_html("<p>{}</p>", _("Open day and night"))
    lines = [(_days(first, last), _spans(spans)) for first, last, spans in _together(known)]
    drawn = format_html_join("", "<dt>{}</dt><dd>{}</dd>", lines)
    return format_html('<dl class="facts week">{}</dl>', drawn)


@register.simple_tag
def week_of(schedules: Iterable[Mapping[str, Any]]) -> list[int]:
    """The minutes of the week of schedules, for `week` and `open_sign`."""
    now = timezone.localtime(clock.now())
    away = now.utcoffset()
    return rules.week_of(schedules, now.date(), int(away.total_seconds() // 60) if away else 0)


@register.filter
def hour_words(schedules: Iterable[Mapping[str, Any]]) -> list[str]:
    """What is written about hours in words, each once."""
    said = (str(one.get("description") or one.get("notes") or "").strip() for one in schedules)
    return list(dict.fromkeys(one for one in said if one))


def _clock(minute: int) -> str:
    return f"{minute % rules.DAY // 60:02d}:{minute % 60:02d}"


def _until(change: int, now: int) -> str:
    """Beyond midnight the day is said too."""
    ahead = (change - now) % rules.WEEK
    if ahead + now % rules.DAY <= rules.DAY:
        return _clock(change) if change % rules.DAY else "24:00"
    return f"{OPEN_UNTIL[change // rules.DAY % 7]} {_clock(change)}"


def _from(change: int, now: int) -> str:
    ahead = (change - now) % rules.WEEK
    days = (ahead + now % rules.DAY) // rules.DAY
    near = {0: _("today"), 1: _("tomorrow")}.get(days)
    return f"{near or OPENS_ON[change // rules.DAY % 7]} {_clock(change)}"


def _together(known: Sequence[int]) -> list[tuple[int, int, Any]]:
    found: list[tuple[int, int, Any]] = []
    for day, spans in rules.hours_of(known):
        if found and found[-1][2] == spans:
            found[-1] = (found[-1][0], day, spans)
        else:
            found.append((day, day, spans))
    return found


def _days(first: int, last: int) -> str:
    names = get_day_names("wide", "stand-alone", moments.LOCALES.get(get_language() or "en", "en"))
    said = names[first] if first == last else f"{names[first]} – {names[last]}"
    return said[:1].upper() + said[1:]


def _spans(spans: Iterable[tuple[Any, Any]]) -> str:
    said = [
        f"{start:%H:%M}–{'24:00' if (end.hour, end.minute) == (0, 0) else f'{end:%H:%M}'}"
        for start, end in spans
    ]
    return ", ".join(said) or pgettext("hours", "closed")


# How fresh ----------------------------------------------------------------------------------------


@register.filter
def is_stale(verified_on: date | None) -> bool:
    """Whether an entry is to be confirmed again."""
    return rules.is_stale(verified_on, today(), vocabulary.amount(STALE))


@register.filter
def confirmed_ago(verified_on: date | None) -> str:
    """When an entry was confirmed, as an age: "confirmed 3 months ago"."""
    if verified_on is None:
        return _("never confirmed")
    days = max((today() - verified_on).days, 0)
    if days == 0:
        return _("confirmed today")
    if days < 31:
        words = ngettext("confirmed %(n)d day ago", "confirmed %(n)d days ago", days)
        return words % {"n": days}
    if days < 365:
        months = days * 12 // 365 or 1
        words = ngettext("confirmed %(n)d month ago", "confirmed %(n)d months ago", months)
        return words % {"n": months}
    years = days // 365
    words = ngettext("confirmed %(n)d year ago", "confirmed %(n)d years ago", years)
    return words % {"n": years}


@register.simple_tag
def confirmed(verified_on: date | None) -> SafeString:
    """The age of an entry as a sign; one to be confirmed again says so."""
    words, tone, sign = confirmed_ago(verified_on), "ok", "badge-check"
    if is_stale(verified_on):
        tone, sign = "warn", "triangle-alert"
        words = _("%(age)s: ring first") % {"age": words}
    return render_to_string("ui/badge.html", {"words": words, "tone": tone, "icon": sign})


def today() -> date:
    """The day it is where the reader works."""
    return timezone.localtime(clock.now()).date()


# Signs --------------------------------------------------------------------------------------------


@register.simple_tag
def not_offered(one: Found) -> SafeString:
    """Why something is not offered, so that nobody is sent there."""
    if one.agency.state != terms.AgencyState.ACTIVE:
        words = _("The agency is closed: do not send anybody")
    else:
        words = str(terms.ServiceStatus(one.service.status).label)
    return render_to_string("ui/badge.html", {"words": words, "tone": "danger", "icon": "ban"})


@register.simple_tag
def confidential() -> SafeString:
    """The sign of what must not leave the house."""
    words = {"words": _("Confidential"), "tone": "warn", "icon": "lock"}
    return render_to_string("ui/badge.html", words)


@register.simple_tag
def waiting(days: int) -> str:
    """How long until an appointment."""
    if days == 0:
        return _("appointment the same day")
    words = ngettext("appointment in %(n)d day", "appointment in %(n)d days", days)
    return words % {"n": days}
