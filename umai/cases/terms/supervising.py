"""Supervision of those who work on cases, the audit of files, and what a supervisor does next."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SupervisionKind(TextChoices):
    """What kind of supervision it was (F14). Only an individual session meets the clock."""

    INDIVIDUAL = "individual", pgettext_lazy("supervision", "Individual session")
    DISCUSSION = "discussion", pgettext_lazy("supervision", "Case discussion")
    SHADOWING = "shadowing", pgettext_lazy("supervision", "Shadowing: they watch a colleague")
    OBSERVATION = "observation", pgettext_lazy("supervision", "Observation: you watch their work")
    WELLBEING = "wellbeing", pgettext_lazy("supervision", "Capacity and wellbeing note")


class Agrees(TextChoices):
    """Who does what was agreed."""

    WORKER = "worker", pgettext_lazy("agreed", "The colleague")
    SUPERVISOR = "supervisor", pgettext_lazy("agreed", "The supervisor")


class AuditAnswer(TextChoices):
    """What an item of the checklist was found to be. What counts how much is in the checklist."""

    YES = "yes", pgettext_lazy("audit", "Yes")
    PARTLY = "partly", pgettext_lazy("audit", "Partly")
    NO = "no", pgettext_lazy("audit", "No")
    NOT_APPLICABLE = "na", pgettext_lazy("audit", "Not applicable")


class LeadStep(TextChoices):
    """What a supervisor does next about a caseworker, the most pressing first."""

    OVERDUE = "overdue", _("Limits of cases have ended")
    SUPERVISE = "supervise", _("Supervision is overdue")
    LIGHTEN = "lighten", _("The load is at the limit")
    AUDIT = "audit", _("No file looked through yet this month")
    NOTHING = "nothing", _("Nothing presses")
