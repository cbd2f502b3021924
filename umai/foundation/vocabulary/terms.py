"""The closed lists of this room: how sure we are of a rule, whose it is, and what it counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, npgettext_lazy

LANGUAGES = ("en", "ru", "kk")
OWN_NAMES = {"en": "English", "ru": "Русский", "kk": "Қазақша"}
READ_BY_NATIVES = ("kk", "ru")


class Confidence(models.TextChoices):
    """How well the source of a rule was seen."""

    HIGH = "H", _("Seen at its source")
    MEDIUM = "M", _("Seen, but old or partial")
    LOW = "L", _("Not seen")


class Standing(models.TextChoices):
    """Whose rule it is."""

    LAW = "law", _("Law")
    HOUSE = "house_default", _("The centre's own")
    PRACTICE = "practice", _("Practice")


class Unit(models.TextChoices):
    """What the value of a rule counts."""

    MINUTES = "calendar_minutes", _("minutes")
    HOURS = "calendar_hours", _("hours")
    DAYS = "calendar_days", _("calendar days")
    WORKING_DAYS = "working_days", _("working days")
    MONTHS = "months", _("months")
    YEARS = "years", _("years")
    ATTEMPTS = "attempts", _("attempts")
    TEXT = "text", _("no unit")


COUNTED = {
    Unit.MINUTES: ngettext_lazy("%(n)d minute", "%(n)d minutes", "n"),
    Unit.HOURS: ngettext_lazy("%(n)d hour", "%(n)d hours", "n"),
    Unit.DAYS: ngettext_lazy("%(n)d calendar day", "%(n)d calendar days", "n"),
    Unit.WORKING_DAYS: ngettext_lazy("%(n)d working day", "%(n)d working days", "n"),
    Unit.MONTHS: ngettext_lazy("%(n)d month", "%(n)d months", "n"),
    Unit.YEARS: npgettext_lazy("time limit", "%(n)d year", "%(n)d years", "n"),
    Unit.ATTEMPTS: ngettext_lazy("%(n)d attempt", "%(n)d attempts", "n"),
}


def measured(value: str, unit: str) -> str:
    """A value with its unit in words: "10 working days". Empty if nobody gave a value."""
    if unit in COUNTED and value.isdigit():
        return str(COUNTED[Unit(unit)] % {"n": int(value)})
    return value


# The rules by how sure we are; the centre's own have no law behind them and stand apart.
SHELVES = {
    "L": Confidence.LOW.label,
    "M": Confidence.MEDIUM.label,
    "H": Confidence.HIGH.label,
    "own": Standing.HOUSE.label,
}


# The lists of ours that stand beside the helpline categories.
MAPPED = ("topic", "second_axis")
