"""The closed lists of the reading page."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
    "about": _("about"),
    "bytes": _("bytes"),
    "changed": _("changed"),
    "code": _("code"),
    "columns": _("columns"),
    "count": _("how many"),
    "danger": _("danger now"),
    "event": _("act"),
    "faults": _("faults"),
    "file": _("file"),
    "first": _("from"),
    "imported": _("imported"),
    "known": _("known"),
    "language": _("language"),
    "last": _("until"),
    "late": _("late"),
    "list": _("list"),
    "number": _("number"),
    "outcome": _("outcome"),
    "own": _("own"),
    "permission": _("permission"),
    "person": _("person"),
    "place": _("page"),
    "reason": _("reason"),
    "role": _("role"),
    "rows": _("rows"),
    "skipped": _("skipped"),
    "state": _("state"),
    "team": _("team"),
    "to": _("to"),
    "version": _("version"),
    "waits": _("waits for a second person"),
    "with": _("with"),
}
