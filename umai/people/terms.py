"""The closed lists of the room."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Precision(TextChoices):
    """How exactly a birth date is known."""

    DAY = "day", pgettext_lazy("birth date", "To the day")
    MONTH = "month", pgettext_lazy("birth date", "To the month")
    YEAR = "year", pgettext_lazy("birth date", "To the year")
    ESTIMATED = "estimated", pgettext_lazy("birth date", "Estimated")


class Lookup(TextChoices):
    """What a person is found by besides names; each is a keyed hash of its own."""

    BORN = "born", pgettext_lazy("lookup", "Birth date")
    DOCUMENT = "document", pgettext_lazy("lookup", "Document")
    PHONE = "phone", pgettext_lazy("lookup", "Telephone")
