"""The closed lists of this room. Open lists (topics, education …) live in the vocabulary."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Where a row came from."""

    RECORDED = "recorded", _("Recorded here")
    IMPORTED = "imported", _("Imported from a file")


class Quick(models.TextChoices):
    """Contacts that one tap records: no further question is asked."""

    SILENT = "silent", _("Silent")
    HUNG_UP = "hung_up", _("Hung up")
    WRONG_NUMBER = "wrong_number", _("Wrong number")
    TEST = "test", _("Test")
    THANKS = "thanks", _("Thanks")


class State(models.TextChoices):
    """Where a contact stands (domain: contact state machine)."""

    ANSWERED_ADVICE = "answered_advice", _("Advice given")
    REFERRED_INTERNAL = "referred_internal", _("With a colleague")
    REFERRED_EXTERNAL = "referred_external", _("Referred elsewhere")
    EMERGENCY = "emergency", _("Danger now")
    CASE_OPENED = "case_opened", _("Case opened")
    FOLLOW_UP_DUE = "follow_up_due", _("Follow-up due")
    CLOSED = "closed", _("Closed")
    REOPENED = "reopened", _("Reopened")


class Attempt(models.TextChoices):
    """How a call-back ended."""

    REACHED = "reached", _("Reached the caller")
    NO_ANSWER = "no_answer", _("No answer")
    WRONG_PERSON = "wrong_person", _("Somebody else answered")
    NOT_SAFE = "not_safe", _("Not safe to talk")
    VOICEMAIL = "voicemail", _("Voicemail, no message left")


class RevealReason(models.TextChoices):
    """The only two reasons for which a number is shown."""

    TO_DIAL = "to_dial", _("To call back now")
    VITAL_DANGER = "vital_danger", _("Somebody's life is in danger")
