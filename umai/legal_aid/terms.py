"""The closed lists of the room. Outcomes are the list `legal_outcome`, papers `document_type`."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.notices.terms import Kind

END = "END"  # where the last step of a way leads
LIMIT_ENDED = "limit_ended"  # of a fact: handing in ended our own time to do it


class State(TextChoices):
    """Where a procedure stands."""

    OPEN = "open", pgettext_lazy("procedure", "Running")
    PAUSED = "paused", pgettext_lazy("procedure", "Paused")
    ENDED = "ended", pgettext_lazy("procedure", "Ended")


class Phase(TextChoices):
    """Where the step stands that is due now."""

    TODO = "todo", pgettext_lazy("step", "To do")
    SUBMITTED = "submitted", pgettext_lazy("step", "Handed in")
    REFUSED = "refused", pgettext_lazy("step", "Refused")
    APPEALED = "appealed", pgettext_lazy("step", "Appealed")


# The next word is the authority's.
WAITING = (Phase.SUBMITTED, Phase.APPEALED)


class FactKind(TextChoices):
    """What can happen in a procedure."""

    OPENED = "opened", pgettext_lazy("procedure", "Opened")
    BEGUN = "begun", pgettext_lazy("procedure", "Step begun")
    SUBMITTED = "submitted", pgettext_lazy("procedure", "Papers handed in")
    DONE = "done", pgettext_lazy("procedure", "Step done")
    REFUSED = "refused", pgettext_lazy("procedure", "Authority refused")
    APPEALED = "appealed", pgettext_lazy("procedure", "Refusal appealed")
    SKIPPED = "skipped", pgettext_lazy("procedure", "Step left out")
    EXTENDED = "extended", pgettext_lazy("procedure", "Time limit extended")
    PAUSED = "paused", pgettext_lazy("procedure", "Procedure paused")
    RESUMED = "resumed", pgettext_lazy("procedure", "Procedure resumed")
    CLOSED = "closed", pgettext_lazy("procedure", "Procedure closed")
    MOVED = "moved", pgettext_lazy("procedure", "Moved to another version")


class Who(TextChoices):
    """Who does a step."""

    US = "us", pgettext_lazy("who does a step", "We ourselves")
    FAMILY = "family", pgettext_lazy("who does a step", "The family, with our help")
    AUTHORITY = "authority", pgettext_lazy("who does a step", "The authority")
    RECEIVER = "receiver", pgettext_lazy("who does a step", "Who receives the child")


class RefusalReason(TextChoices):
    """Why an authority refused, in its own words or by what it did."""

    PAPERS = "papers", pgettext_lazy("refusal", "Papers are lacking")
    STATUS = "status", pgettext_lazy("refusal", "Legal status of the family")
    COMPETENCE = "competence", pgettext_lazy("refusal", "Another authority is competent")
    LATE = "late", pgettext_lazy("refusal", "Too late")
    SPOKEN = "spoken", pgettext_lazy("refusal", "Only by word of mouth, without a reason")
    OTHER = "other", pgettext_lazy("refusal", "Another reason")


class Role(TextChoices):
    """What a step means for the blocks on a child's return and on consulates."""

    VIEW = "view", pgettext_lazy("role of a step", "view")
    DECISION = "decision", pgettext_lazy("role of a step", "decision")
    RECEIVER = "receiver", pgettext_lazy("role of a step", "receiver")
    CONSULATE = "consulate", pgettext_lazy("role of a step", "consulate")
    RETURN = "return", pgettext_lazy("role of a step", "return")


class Draft(TextChoices):
    """Where an own version of a template stands."""

    DRAFT = "draft", pgettext_lazy("version of a procedure", "Draft")
    PROPOSED = "proposed", pgettext_lazy("version of a procedure", "Proposed")
    APPROVED = "approved", pgettext_lazy("version of a procedure", "Approved")
    REFUSED = "refused", pgettext_lazy("version of a procedure", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("version of a procedure", "Withdrawn")


class Stage(TextChoices):
    """Where a child stands on the way to a certificate of birth."""

    IDENTIFIED = "identified", pgettext_lazy("birth registration", "Identified")
    INTERVIEW = "interview", pgettext_lazy("birth registration", "Interview")
    PROOF = "proof", pgettext_lazy("birth registration", "Proof of birth")
    APPLICATION = "application", pgettext_lazy("birth registration", "Application")
    REFUSAL = "refusal", pgettext_lazy("birth registration", "Refusal, appeal, court")
    REGISTERED = "registered", pgettext_lazy("birth registration", "Certificate in hand")


class Route(TextChoices):
    """By which way a certificate of birth was obtained."""

    PAPERS = "papers", pgettext_lazy("birth registration", "A parent had documents")
    NO_PAPERS = "no_papers", pgettext_lazy("birth registration", "The mother had none")
    COURT = "court", pgettext_lazy("birth registration", "Through court")
    LATE = "late", pgettext_lazy("birth registration", "Of all these, late")


class EvidenceState(TextChoices):
    """How it stands with a piece of evidence."""

    HAVE = "have", pgettext_lazy("evidence", "Here")
    ASKED = "asked", pgettext_lazy("evidence", "Asked for")
    LACKING = "lacking", pgettext_lazy("evidence", "Not available")


class EvidenceKind(TextChoices):
    """What proves something beside the papers of the list `document_type`."""

    WITNESS = "witness", pgettext_lazy("evidence", "Somebody who bears witness")
    PHOTO = "photo", pgettext_lazy("evidence", "Photographs or video")
    OTHER = "other", pgettext_lazy("evidence", "Something else")


class Notice(TextChoices):
    """What a notice of this room says. It names nothing but a code."""

    LIMIT_NEAR = "legal_limit_near", _("A time limit of a procedure comes near")
    LIMIT_OVER = "legal_limit_over", _("A time limit of a procedure is over")
    LIMIT_MISSED = "legal_limit_missed", _("A procedure of your team is overdue")


class EvidenceNotice(TextChoices):
    """What a notice about evidence says. It names nothing but a code."""

    ASKED = "legal_evidence_due", _("Ask again for evidence of a procedure")


KINDS = {one: Kind(one.label, "legal_aid:procedure") for one in (*Notice, *EvidenceNotice)}
