"""The closed lists of this room. Open lists (topics, education …) live in the vocabulary."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from umai.foundation.notices.terms import Kind


class Source(models.TextChoices):
    """Where a row came from."""

    RECORDED = "recorded", _("Recorded here")
    IMPORTED = "imported", _("Imported from a file")


class Discipline(models.TextChoices):
    """What a consultation was: the group of its service in the list `service`."""

    PSY = "PSY", _("Psychological consultation")
    LEG = "LEG", _("Legal consultation")
    SOC = "SOC", _("Social support")


class Given(models.TextChoices):
    """How a consultation came to be written down."""

    CALL = "call", _("On the call")
    AFTERWARDS = "afterwards", _("Given afterwards or to a visitor")
    REGISTER = "register", _("With the contact, from a file")
    IMPORTED = "imported", _("Imported from a file")
    CARRIED = "carried", _("Carried over from a number")


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


class Step(models.TextChoices):
    """What can be done with a contact after it was written down."""

    CORRECTED = "corrected", _("Corrected")
    LINKED = "linked", _("Linked with another contact")
    UNLINKED = "unlinked", _("Link taken away")
    HANDED_OVER = "handed_over", _("Handed over")
    CLOSED = "closed", _("Closed")
    REOPENED = "reopened", _("Reopened")
    CALL_BACK_PLANNED = "call_back_planned", _("Call-back agreed")
    ATTEMPTS_GRANTED = "attempts_granted", _("More attempts allowed")
    NUMBER_REVEALED = "number_revealed", _("Number shown")
    CALL_BACK_TRIED = "call_back_tried", _("Call-back tried")
    EMERGENCY_TAKEN = "emergency_taken", _("Emergency taken")
    FIRST_ACTION_NOTED = "first_action_noted", _("First action noted")
    EMERGENCY_ENDED = "emergency_ended", _("Emergency ended")
    FOLLOW_UP_NOTED = "follow_up_noted", _("Followed up")
    CASE_OPENED = "case_opened", _("Case opened")
    CASE_LINKED = "case_linked", _("Linked with a case")
    CONSULTED = "consulted", _("Consultation given")
    UNCONSULTED = "unconsulted", _("Consultation taken away")


class Window(models.TextChoices):
    """How a moment lies to the time that was agreed for a call-back."""

    NOT_AGREED = "not_agreed", _("No time agreed")
    EARLY = "early", _("Not yet")
    OPEN = "open", _("Now")
    OVER = "over", _("Time is over")


class Correcting(models.TextChoices):
    """Whether somebody may correct a contact."""

    ALONE = "alone", _("Without a reason")
    WITH_REASON = "with_reason", _("With a reason")
    NOT = "not", _("Only a supervisor")


class Notice(models.TextChoices):
    """What a notice of this room says. It names nothing but a code."""

    DANGER_NOW = "danger_now", _("Danger now: take the emergency")
    NOBODY_ON_CALL = "nobody_on_call", _("Danger now, and nobody is on the roster")
    NOBODY_TOOK_IT = "nobody_took_it", _("Danger now, and nobody on the roster took it")
    HANDED_OVER = "contact_handed_over", _("A contact was handed to you")
    REOPENED = "contact_reopened", _("A contact that you hold was reopened")
    NUMBER_REVEALED = "number_revealed", _("A number was shown because of vital danger")
    CALL_BACKS_DUE = "call_backs_due", _("Call-backs are due today")
    FOLLOW_UPS_DUE = "follow_ups_due", _("Follow-ups are due today")


class Column(models.TextChoices):
    """The columns of a register that comes in, in the order of the register of 2007."""

    REFERENCE = "reference", _("Reference")
    RECEIVED_AT = "received_at", _("Received")
    CHILD_AGE = "child_age", _("Age of the child")
    CHANNEL = "channel", _("How they reached us")
    EDUCATION = "education", _("Where the child learns")
    CALLER_RELATION = "caller_relation", _("Who contacted us")
    CLIENT_SEX = "client_sex", _("Sex of the child")
    CITIZENSHIP = "citizenship", _("Citizenship of the child")
    ETHNICITY = "ethnicity", _("Ethnicity of the child")
    LIVING_SITUATION = "living_situation", _("With whom the child lives")
    FAMILY_STATUS = "family_status", _("The family of the child")
    TOPIC = "topic", _("Main topic")
    PSYCHOLOGICAL = "psychological_consultation", _("Psychological consultation")
    LEGAL = "legal_consultation", _("Legal consultation")
    SOCIAL = "social_support", _("Social support")


class ConsultationColumn(models.TextChoices):
    """The columns of a register of consultations that comes in."""

    REFERENCE = "reference", _("Reference")
    HELD_ON = "held_on", _("Day of the consultation")
    SERVICE = "service", _("Service")
    MINUTES = "minutes", _("Length in minutes")
    MODE = "mode", _("How it was held")
    CONTACT = "contact", _("Contact")
    CHANNEL = "channel", _("How they reached us")
    CALLER_RELATION = "caller_relation", _("Who contacted us")
    CLIENT_SEX = "client_sex", _("Sex of the child")
    CHILD_AGE = "child_age", _("Age of the child")
    CITIZENSHIP = "citizenship", _("Citizenship of the child")
    TOPIC = "topic", _("Main topic")


# Where each notice leads. Those of danger lead to the emergency, which every taker may see.
KINDS = {
    Notice.DANGER_NOW: Kind(Notice.DANGER_NOW.label, "hotline:take_emergency", danger=True),
    Notice.NOBODY_ON_CALL: Kind(Notice.NOBODY_ON_CALL.label, "hotline:take_emergency", danger=True),
    Notice.NOBODY_TOOK_IT: Kind(Notice.NOBODY_TOOK_IT.label, "hotline:take_emergency", danger=True),
    Notice.HANDED_OVER: Kind(Notice.HANDED_OVER.label, "hotline:contact"),
    Notice.REOPENED: Kind(Notice.REOPENED.label, "hotline:contact"),
    Notice.NUMBER_REVEALED: Kind(Notice.NUMBER_REVEALED.label, "hotline:contact_history"),
    Notice.CALL_BACKS_DUE: Kind(Notice.CALL_BACKS_DUE.label, "hotline:follow_ups"),
    Notice.FOLLOW_UPS_DUE: Kind(Notice.FOLLOW_UPS_DUE.label, "hotline:follow_ups"),
}


# What can be counted by one answer of a contact: table -> column. The child is the one that the
# call
# was mainly about.
DIMENSIONS = {
    "client_sex": "child_sex",
    "citizenship": "child_citizenship",
    "ethnicity": "child_ethnicity",
    "child_age": "child_age",
    "education": "child_education",
    "living_situation": "child_living_situation",
    "family_status": "child_family_status",
    "caller_relation": "caller_relation",
    "topic": "topic",
}
# What the report calls each kind, and where a version of a contact has how many of it.
CONSULTATIONS = {
    "psychological_consultation": Discipline.PSY,
    "legal_consultation": Discipline.LEG,
    "social_support": Discipline.SOC,
}
NUMBERS = {
    "psychological_consultations": Discipline.PSY,
    "legal_consultations": Discipline.LEG,
    "social_supports": Discipline.SOC,
}
# Noted with the call itself: a correction of the contact mends them.
WITH_CALL = (Given.CALL, Given.REGISTER, Given.CARRIED)
A_DAY = 24 * 60  # minutes
