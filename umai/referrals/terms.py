"""The closed lists of the room. States are the list `referral_status`, services are vocabulary."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.notices.terms import Kind, Letter


class State(StrEnum):
    """Codes of the list `referral_status`, in the order of the work."""

    DRAFT = "DRAFT"
    CONSENT_PENDING = "CONSENT_PENDING"
    SENT = "SENT"
    RECEIVED = "RECEIVED"
    ACCEPTED = "ACCEPTED"
    IN_SERVICE = "IN_SERVICE"
    SERVICE_COMPLETED = "SERVICE_COMPLETED"
    NOT_COMPLETED = "NOT_COMPLETED"
    REJECTED = "REJECTED"
    REVOKED = "REVOKED"
    EXPIRED = "EXPIRED"


class FactKind(TextChoices):
    """What can happen to a referral."""

    DRAFTED = "drafted", pgettext_lazy("referral", "Begun")
    CONSENT_AWAITED = "consent_awaited", pgettext_lazy("referral", "Waits for consent")
    SENT = "sent", pgettext_lazy("referral", "Sent")
    RECEIVED = "received", pgettext_lazy("referral", "Received")
    ACCEPTED = "accepted", pgettext_lazy("referral", "Accepted")
    APPOINTED = "appointed", pgettext_lazy("referral", "Appointment given")
    REFUSED = "refused", pgettext_lazy("referral", "Refused")
    BEGUN = "begun", pgettext_lazy("referral", "Service begun")
    CONFIRMED = "confirmed", pgettext_lazy("referral", "The service happened")
    FAILED = "failed", pgettext_lazy("referral", "The service did not happen")
    REVOKED = "revoked", pgettext_lazy("referral", "Taken back")
    EXPIRED = "expired", pgettext_lazy("referral", "Ended without an answer")
    FEEDBACK = "feedback", pgettext_lazy("referral", "Said afterwards")
    SHUT = "shut", pgettext_lazy("referral", "No longer open to the provider")


class Source(TextChoices):
    """From what a referral is made."""

    CASE = "case", pgettext_lazy("referral from", "Case")
    CONTACT = "contact", pgettext_lazy("referral from", "Contact")
    VISIT = "visit", pgettext_lazy("referral from", "Visit")


class Urgency(TextChoices):
    """How soon help must come; the times themselves are rules."""

    URGENT = "urgent", pgettext_lazy("referral", "Urgent: within 24 hours")
    SOON = "soon", pgettext_lazy("referral", "Soon: within days")
    WEEK = "week", pgettext_lazy("referral", "This week")
    ROUTINE = "routine", pgettext_lazy("referral", "No hurry")


class Way(TextChoices):
    """How a referral goes out."""

    LETTER = "letter", pgettext_lazy("referral way", "Printed letter")
    EMAIL = "email", pgettext_lazy("referral way", "E-mail without contents, and a code")
    INSIDE = "inside", pgettext_lazy("referral way", "To an organisation that works in Umai")


class Teller(TextChoices):
    """Who says so: staff for themselves, or somebody whose word they write down."""

    STAFF = "staff", pgettext_lazy("teller", "We ourselves")
    PROVIDER = "provider", pgettext_lazy("teller", "The provider")
    CHILD = "child", pgettext_lazy("teller", "The child")
    CARER = "carer", pgettext_lazy("teller", "A parent or carer")
    SYSTEM = "system", pgettext_lazy("teller", "Umai itself")


class Basis(TextChoices):
    """On what it rested that something was shared."""

    CONSENT = "consent", pgettext_lazy("referral basis", "Consent")
    OVERRIDE = "override", pgettext_lazy("referral basis", "Override by a supervisor")
    CALLER = "caller", pgettext_lazy("referral basis", "The caller agreed; nobody is named")


class RefusalReason(TextChoices):
    """Why a provider does not take somebody."""

    FULL = "full", pgettext_lazy("refusal", "No place or no time")
    NOT_OFFERED = "not_offered", pgettext_lazy("refusal", "We do not offer this")
    NOT_ENTITLED = "not_entitled", pgettext_lazy("refusal", "The conditions are not met")
    PAPERS = "papers", pgettext_lazy("refusal", "Papers are missing")
    PLACE = "place", pgettext_lazy("refusal", "Outside our district")
    LANGUAGE = "language", pgettext_lazy("refusal", "No common language")
    ALREADY = "already", pgettext_lazy("refusal", "Somebody else helps already")
    OTHER = "other", pgettext_lazy("refusal", "Another reason")


class FailureReason(TextChoices):
    """Why a service did not happen."""

    DID_NOT_COME = "did_not_come", pgettext_lazy("failure", "Did not come")
    COULD_NOT_COME = "could_not_come", pgettext_lazy("failure", "Could not come: way, money, time")
    DECLINED = "declined", pgettext_lazy("failure", "Did not want it any more")
    TURNED_AWAY = "turned_away", pgettext_lazy("failure", "Was turned away")
    NOT_REACHED = "not_reached", pgettext_lazy("failure", "Could not be reached")
    MOVED = "moved", pgettext_lazy("failure", "Moved away")
    PAPERS = "papers", pgettext_lazy("failure", "Papers were missing")
    OTHER = "other", pgettext_lazy("failure", "Another reason")


class RevokeReason(TextChoices):
    """Why a referral was taken back."""

    WITHDRAWN = "withdrawn", pgettext_lazy("revoked", "Consent was withdrawn")
    NOT_NEEDED = "not_needed", pgettext_lazy("revoked", "No longer needed")
    WRONG = "wrong", pgettext_lazy("revoked", "Sent to the wrong place")
    ELSEWHERE = "elsewhere", pgettext_lazy("revoked", "Help was found elsewhere")
    UNSAFE = "unsafe", pgettext_lazy("revoked", "It would not be safe")
    ERASED = "erased", pgettext_lazy("revoked", "The record was erased")


class UnmetReason(TextChoices):
    """Why a service that is needed is not to be had."""

    NONE_HERE = "none_here", pgettext_lazy("unmet", "Nobody offers it here")
    FULL = "full", pgettext_lazy("unmet", "All places are taken")
    NOT_ENTITLED = "not_entitled", pgettext_lazy("unmet", "Not given without papers or status")
    TOO_FAR = "too_far", pgettext_lazy("unmet", "Too far away")
    TOO_DEAR = "too_dear", pgettext_lazy("unmet", "Too expensive")
    LANGUAGE = "language", pgettext_lazy("unmet", "Not in a language that they speak")


class Usefulness(TextChoices):
    """What the child, the carer or the provider says afterwards."""

    HELPED = "helped", pgettext_lazy("feedback", "It helped")
    PARTLY = "partly", pgettext_lazy("feedback", "It helped in part")
    NOT = "not", pgettext_lazy("feedback", "It did not help")
    HARMED = "harmed", pgettext_lazy("feedback", "It made things worse")


class ArrivalState(TextChoices):
    """What became of a referral that came in."""

    WAITING = "waiting", pgettext_lazy("arrival", "Waits for an answer")
    TAKEN = "taken", pgettext_lazy("arrival", "Taken in")
    REFUSED = "refused", pgettext_lazy("arrival", "Not taken in")


class TakenAs(TextChoices):
    """What a referral that came in was made."""

    CASE = "case", pgettext_lazy("arrival", "A case")
    CONTACT = "contact", pgettext_lazy("arrival", "A contact")


class CameBy(TextChoices):
    """How a referral came in."""

    INSIDE = "inside", pgettext_lazy("arrival way", "From an organisation that works in Umai")
    LETTER = "letter", pgettext_lazy("arrival way", "Letter")
    PHONE = "phone", pgettext_lazy("arrival way", "Telephone")
    PERSON = "person", pgettext_lazy("arrival way", "Somebody came with it")


class Notice(TextChoices):
    """What a notice of this room says. It names nothing but a code."""

    REFERRAL_ANSWERED = "referral_answered", _("A referral of yours was answered")
    REFERRAL_ENDED = "referral_ended", _("A referral of yours has ended")
    REFERRAL_DUE = "referral_due", _("A referral is due and not answered")
    REFERRAL_CUT = "referral_cut", _("A consent was taken back: a referral of yours was stopped")
    REFERRAL_READY = "referral_ready", _("The family agreed: a referral of yours can be sent")
    ARRIVAL_WAITS = "arrival_waits", _("A referral came in and waits for an answer")
    ARRIVAL_DUE = "arrival_due", _("A referral that came in is due and not answered")


KINDS = {one: Kind(one.label, "referrals:referral") for one in Notice}
for one in (Notice.ARRIVAL_WAITS, Notice.ARRIVAL_DUE):
    KINDS[one] = Kind(one.label, "referrals:arrival")
# What is written to a provider: the same words whatever it is about.
MAIL_WAITS = "referral_waits"
LETTERS = {
    MAIL_WAITS: Letter(
        _(
            "A referral waits for your answer. Open the address below and enter the code that you"
            " were given by telephone or by letter. If you have none, ring the centre that works"
            " with you."
        ),
        "referrals:enter_code",
    )
}
