"""The closed lists of this room: days that the week does not tell, and what appointments can be."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What a special day is."""

    OFF = "off", pgettext_lazy("calendar", "Day off")
    WORKING = "working", pgettext_lazy("calendar", "Working day")


class AppointmentKind(TextChoices):
    """What people meet for. No word of a person stands in an appointment."""

    SESSION = "session", pgettext_lazy("appointment", "Session")
    VISIT = "visit", pgettext_lazy("appointment", "Visit")
    MEETING = "meeting", pgettext_lazy("appointment", "Meeting")
    AGENCY = "agency", pgettext_lazy("appointment", "Agency or court")
    SUPERVISION = "supervision", pgettext_lazy("appointment", "Supervision")
    OTHER = "other", pgettext_lazy("appointment", "Something else")


class Place(TextChoices):
    """Where it is. An address would say whom it is about."""

    CENTRE = "centre", pgettext_lazy("appointment", "In the centre")
    FAMILY = "family", pgettext_lazy("appointment", "With the family")
    AGENCY = "agency", pgettext_lazy("appointment", "At the agency")
    SCHOOL = "school", pgettext_lazy("appointment", "At school")
    CLINIC = "clinic", pgettext_lazy("appointment", "At the clinic")
    PHONE = "phone", pgettext_lazy("appointment", "By telephone or screen")
    ELSEWHERE = "elsewhere", pgettext_lazy("appointment", "Somewhere else")


class Why(TextChoices):
    """Why an appointment was moved or cancelled."""

    FAMILY = "family", pgettext_lazy("appointment", "The child or the family asked")
    ILL = "ill", pgettext_lazy("appointment", "Somebody is ill")
    AWAY = "away", pgettext_lazy("appointment", "A colleague cannot come")
    ROOM = "room", pgettext_lazy("appointment", "The room is needed")
    MISTAKE = "mistake", pgettext_lazy("appointment", "It was entered by mistake")
    OTHER = "other", pgettext_lazy("appointment", "Another reason")


class Notice(TextChoices):
    """What people are told of appointments; config/wiring.py gives it to the notices."""

    MADE = "appointment_made", pgettext_lazy("notice", "You have a new appointment")
    MOVED = "appointment_moved", pgettext_lazy("notice", "An appointment was moved")
    CANCELLED = "appointment_cancelled", pgettext_lazy("notice", "An appointment was cancelled")
    SOON = "appointment_soon", pgettext_lazy("notice", "An appointment begins soon")


LENGTHS = (30, 45, 60, 90, 120, 180, 240)  # minutes
