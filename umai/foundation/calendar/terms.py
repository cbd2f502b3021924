"""The closed list of this room: what a day can be that the week does not say."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What a special day is."""

    OFF = "off", pgettext_lazy("calendar", "Day off")
    WORKING = "working", pgettext_lazy("calendar", "Working day")
