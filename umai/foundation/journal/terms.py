"""The closed lists of the reading page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """Who acts when it is not a person."""

    CONSOLE = "console", _("The console")
    JOB = "job", _("A chore of the house")


class Told(models.TextChoices):
    """Whether an entry was written when it happened."""

    REAL = "real", _("As it happened")
    TOLD = "told", _("Told of another day")


# What the facts of an entry are called. A fact that is not here keeps its own name.
FACTS = {
    "about": pgettext_lazy("fact", "about"),
    "bytes": pgettext_lazy("fact", "bytes"),
    "changed": pgettext_lazy("fact", "changed"),
    "code": pgettext_lazy("fact", "code"),
    "columns": pgettext_lazy("fact", "columns"),
    "count": pgettext_lazy("fact", "how many"),
    "danger": pgettext_lazy("fact", "danger now"),
    "event": pgettext_lazy("fact", "act"),
    "faults": pgettext_lazy("fact", "faults"),
    "file": pgettext_lazy("fact", "file"),
    "first": pgettext_lazy("fact", "from"),
    "imported": pgettext_lazy("fact", "imported"),
    "known": pgettext_lazy("fact", "known"),
    "language": pgettext_lazy("fact", "language"),
    "last": pgettext_lazy("fact", "until"),
    "late": pgettext_lazy("fact", "late"),
    "list": pgettext_lazy("fact", "list"),
    "number": pgettext_lazy("fact", "number"),
    "outcome": pgettext_lazy("fact", "outcome"),
    "own": pgettext_lazy("fact", "own"),
    "permission": pgettext_lazy("fact", "permission"),
    "person": pgettext_lazy("fact", "person"),
    "place": pgettext_lazy("fact", "page"),
    "reason": pgettext_lazy("fact", "reason"),
    "role": pgettext_lazy("fact", "role"),
    "rows": pgettext_lazy("fact", "rows"),
    "skipped": pgettext_lazy("fact", "skipped"),
    "state": pgettext_lazy("fact", "state"),
    "team": pgettext_lazy("fact", "team"),
    "to": pgettext_lazy("fact", "to"),
    "version": pgettext_lazy("fact", "version"),
    "waits": pgettext_lazy("fact", "waits for a second person"),
    "with": pgettext_lazy("fact", "with"),
}
