"""The closed lists of this room: how sure we are of a rule, whose it is, and what it counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

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


class Mapped(models.TextChoices):
    """The lists of ours that stand beside the helpline categories."""

    TOPIC = "topic", _("What the call is about")
    SECOND_AXIS = "second_axis", _("Second axis")
