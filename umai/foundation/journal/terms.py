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


# Which rows an act changed, for the history of a record; nobody reads it in words.
UNSAID = frozenset({"versions"})

# What the facts of an entry are called. A fact that is not here keeps its own name.
FACTS = {
    "about": pgettext_lazy("fact", "about"),
    "added": pgettext_lazy("fact", "added"),
    "again": pgettext_lazy("fact", "again on"),
    "agency_type": pgettext_lazy("fact", "kind of agency"),
    "before": pgettext_lazy("fact", "before"),
    "bytes": pgettext_lazy("fact", "bytes"),
    "changed": pgettext_lazy("fact", "changed"),
    "channel": pgettext_lazy("fact", "channel"),
    "code": pgettext_lazy("fact", "code"),
    "columns": pgettext_lazy("fact", "columns"),
    "concern": pgettext_lazy("fact", "problem"),
    "confidential": pgettext_lazy("fact", "confidential"),
    "contact_type": pgettext_lazy("fact", "kind of contact"),
    "count": pgettext_lazy("fact", "how many"),
    "danger": pgettext_lazy("fact", "danger now"),
    "danger_now": pgettext_lazy("fact", "danger now"),
    "district": pgettext_lazy("fact", "district"),
    "erased": pgettext_lazy("fact", "erased"),
    "event": pgettext_lazy("fact", "act"),
    "exhausted": pgettext_lazy("fact", "nobody left to ring"),
    "factors": pgettext_lazy("fact", "second factors"),
    "faults": pgettext_lazy("fact", "faults"),
    "fields": pgettext_lazy("fact", "what was changed"),
    "file": pgettext_lazy("fact", "file"),
    "first": pgettext_lazy("fact", "from"),
    "folder": pgettext_lazy("fact", "folder"),
    "form": pgettext_lazy("fact", "kind of file"),
    "given": pgettext_lazy("fact", "services given"),
    "imported": pgettext_lazy("fact", "imported"),
    "kind": pgettext_lazy("fact", "kind"),
    "known": pgettext_lazy("fact", "known"),
    "language": pgettext_lazy("fact", "language"),
    "last": pgettext_lazy("fact", "until"),
    "late": pgettext_lazy("fact", "late"),
    "left": pgettext_lazy("fact", "attempts left"),
    "list": pgettext_lazy("fact", "list"),
    "locations": pgettext_lazy("fact", "places in the directory"),
    "may": pgettext_lazy("fact", "may call back"),
    "may_say_who": pgettext_lazy("fact", "may say who calls"),
    "more": pgettext_lazy("fact", "more"),
    "needs": pgettext_lazy("fact", "needs"),
    "new": pgettext_lazy("fact", "new"),
    "number": pgettext_lazy("fact", "number"),
    "office": pgettext_lazy("fact", "office"),
    "on": pgettext_lazy("fact", "on which day"),
    "opened": pgettext_lazy("fact", "opened"),
    "organizations": pgettext_lazy("fact", "agencies"),
    "outcome": pgettext_lazy("fact", "outcome"),
    "own": pgettext_lazy("fact", "own"),
    "permission": pgettext_lazy("fact", "permission"),
    "person": pgettext_lazy("fact", "person"),
    "place": pgettext_lazy("fact", "page"),
    "places": pgettext_lazy("fact", "places on the roster"),
    "position": pgettext_lazy("fact", "place in the chain"),
    "reason": pgettext_lazy("fact", "reason"),
    "region": pgettext_lazy("fact", "region"),
    "rejected": pgettext_lazy("fact", "not taken"),
    "removed": pgettext_lazy("fact", "removed"),
    "result": pgettext_lazy("fact", "result"),
    "role": pgettext_lazy("fact", "role"),
    "rows": pgettext_lazy("fact", "rows"),
    "rung": pgettext_lazy("fact", "place on the roster"),
    "seconds": pgettext_lazy("fact", "seconds"),
    "services": pgettext_lazy("fact", "services"),
    "skipped": pgettext_lazy("fact", "skipped"),
    "state": pgettext_lazy("fact", "state"),
    "status": pgettext_lazy("fact", "status"),
    "step": pgettext_lazy("fact", "step"),
    "team": pgettext_lazy("fact", "team"),
    "theme": pgettext_lazy("fact", "colours"),
    "to": pgettext_lazy("fact", "to"),
    "to_confirm_again": pgettext_lazy("fact", "to be confirmed again"),
    "topic": pgettext_lazy("fact", "topic"),
    "unchanged": pgettext_lazy("fact", "unchanged"),
    "version": pgettext_lazy("fact", "version"),
    "waits": pgettext_lazy("fact", "waits for a second person"),
    "way": pgettext_lazy("fact", "way"),
    "ways": pgettext_lazy("fact", "ways"),
    "with": pgettext_lazy("fact", "with"),
}
