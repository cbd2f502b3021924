"""Help that was given, and the scores over time."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class SessionForm(TextChoices):
    """With whom a session was held."""

    INDIVIDUAL = "individual", pgettext_lazy("session", "With one child")
    FAMILY = "family", pgettext_lazy("session", "With the family")
    GROUP = "group", pgettext_lazy("session", "In a group")


class Mode(TextChoices):
    """How those who met spoke with each other."""

    IN_PERSON = "in_person", pgettext_lazy("session", "In person")
    PHONE = "phone", pgettext_lazy("session", "By telephone")
    ONLINE = "online", pgettext_lazy("session", "Online")


class Place(TextChoices):
    """Where a session was held."""

    CENTRE = "centre", pgettext_lazy("place", "At our centre")
    HOME = "home", pgettext_lazy("place", "At home")
    SCHOOL = "school", pgettext_lazy("place", "At school or kindergarten")
    SHELTER = "shelter", pgettext_lazy("place", "In a shelter or institution")
    OFFICE = "office", pgettext_lazy("place", "At an authority")
    COURT = "court", pgettext_lazy("place", "In court")
    BORDER = "border", pgettext_lazy("place", "At the border")
    ELSEWHERE = "elsewhere", pgettext_lazy("place", "Elsewhere")


class Trend(TextChoices):
    """What became of a score."""

    BETTER = "better", pgettext_lazy("score", "Better")
    SAME = "same", pgettext_lazy("score", "About the same")
    WORSE = "worse", pgettext_lazy("score", "Worse")


class NoShow(TextChoices):
    """Why nobody came."""

    ILL = "ill", pgettext_lazy("no-show", "Illness")
    WAY = "way", pgettext_lazy("no-show", "No way to get here")
    WORK = "work", pgettext_lazy("no-show", "Work, school or household")
    CARER = "carer", pgettext_lazy("no-show", "The carer did not allow it")
    UNSAFE = "unsafe", pgettext_lazy("no-show", "It was not safe to come")
    WE = "we", pgettext_lazy("no-show", "We cancelled it")
    UNKNOWN = "unknown", pgettext_lazy("no-show", "Nobody knows")
