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
    HEARING = "hearing", pgettext_lazy("procedure", "Hearing")
    FEE = "fee", pgettext_lazy("procedure", "Fee")
    REPRESENTED = "represented", pgettext_lazy("procedure", "Representation")
    ADVISED = "advised", pgettext_lazy("procedure", "Advice")
    GIVEN = "given", pgettext_lazy("procedure", "Given to another lawyer")


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


class MatterKind(TextChoices):
    """What is kept beside the steps; each is told as a fact of the same name."""

    HEARING = "hearing", pgettext_lazy("procedure", "Hearing")
    FEE = "fee", pgettext_lazy("procedure", "Fee")
    REPRESENTED = "represented", pgettext_lazy("procedure", "Representation")
    ADVISED = "advised", pgettext_lazy("procedure", "Advice")


class HearingKind(TextChoices):
    """Before whom, and what for."""

    COURT = "court", pgettext_lazy("hearing", "Court hearing")
    PREPARING = "preparing", pgettext_lazy("hearing", "Preparatory hearing")
    APPEAL = "appeal", pgettext_lazy("hearing", "Appeal")
    COMMISSION = "commission", pgettext_lazy("hearing", "Meeting of a commission")
    INTERVIEW = "interview", pgettext_lazy("hearing", "Interview with an authority")
    MEDIATION = "mediation", pgettext_lazy("hearing", "Mediation")


class HearingState(TextChoices):
    """Whether it took place, and what was decided."""

    AHEAD = "ahead", pgettext_lazy("hearing", "Ahead")
    HEARD = "heard", pgettext_lazy("hearing", "Heard, not decided yet")
    GRANTED = "granted", pgettext_lazy("hearing", "Decided in our favour")
    PARTLY = "partly", pgettext_lazy("hearing", "Decided in our favour in part")
    AGAINST = "against", pgettext_lazy("hearing", "Decided against us")
    ADJOURNED = "adjourned", pgettext_lazy("hearing", "Adjourned")
    CANCELLED = "cancelled", pgettext_lazy("hearing", "Called off")


# From these the time for an appeal runs.
DECIDED = (HearingState.GRANTED, HearingState.PARTLY, HearingState.AGAINST)


class Waiver(TextChoices):
    """Whether one asked to be freed from a fee."""

    NONE = "none", pgettext_lazy("fee", "Not asked for")
    ASKED = "asked", pgettext_lazy("fee", "Asked for, no answer yet")
    GRANTED = "freed", pgettext_lazy("fee", "Freed from the fee")
    REFUSED = "not_freed", pgettext_lazy("fee", "Refused: the fee is due")


class Payer(TextChoices):
    """Who paid a fee."""

    US = "us", pgettext_lazy("fee", "Our organisation")
    FAMILY = "family", pgettext_lazy("fee", "The family")
    DONOR = "donor", pgettext_lazy("fee", "A donor")
    STATE = "state", pgettext_lazy("fee", "The state")


class Represents(TextChoices):
    """Who speaks for the person before the authority."""

    US = "ours", pgettext_lazy("representation", "Our lawyer")
    STATE_AID = "state_aid", pgettext_lazy("representation", "A lawyer assigned by state legal aid")
    LEGAL = "legal", pgettext_lazy("representation", "The legal representative")
    NOBODY = "nobody", pgettext_lazy("representation", "Nobody")


class LetterState(TextChoices):
    """Where a version of a letter's template stands."""

    PROPOSED = "proposed", pgettext_lazy("template of a letter", "Waits for a second person")
    APPROVED = "approved", pgettext_lazy("template of a letter", "Approved")
    WITHDRAWN = "withdrawn", pgettext_lazy("template of a letter", "Withdrawn")


class Notice(TextChoices):
    """What a notice of this room says. It names nothing but a code."""

    LIMIT_NEAR = "legal_limit_near", _("A time limit of a procedure comes near")
    LIMIT_OVER = "legal_limit_over", _("A time limit of a procedure is over")
    LIMIT_MISSED = "legal_limit_missed", _("A procedure of your team is overdue")


class EvidenceNotice(TextChoices):
    """What a notice about evidence says. It names nothing but a code."""

    ASKED = "legal_evidence_due", _("Ask again for evidence of a procedure")


class Told(TextChoices):
    """The same of what lies beside the steps."""

    HEARING_NEAR = "legal_hearing_near", _("A hearing of a procedure comes near")
    APPEAL_ENDS = "legal_appeal_ends", _("The time for an appeal ends soon")
    POWER_ENDS = "legal_power_ends", _("A power of attorney ends soon")
    PROCEDURE_GIVEN = "legal_procedure_given", _("A procedure is yours now")
    PROCEDURE_LEFT = "legal_procedure_left", _("A procedure came without its lawyer: hand it on")
    NOTE_SUPERVISED = "legal_note_supervised", _("You supervise a lawyer's note")


class TemplateNotice(TextChoices):
    """What a notice says of an own version of a template."""

    PROPOSED = "legal_template_proposed", _("A version of a procedure waits for your decision")
    DECIDED = "legal_template_decided", _("Your version of a procedure was decided")


# The same in a list of what comes, however far it still is.
COMING = {
    Told.HEARING_NEAR: pgettext_lazy("ahead", "Hearing"),
    Told.APPEAL_ENDS: pgettext_lazy("ahead", "Last day for an appeal"),
    Told.POWER_ENDS: pgettext_lazy("ahead", "A power of attorney ends"),
}
KINDS: dict[Notice | Told | EvidenceNotice | TemplateNotice, Kind] = {
    **{one: Kind(one.label, "legal_aid:procedure") for one in (*Notice, *Told, *EvidenceNotice)},
    **{one: Kind(one.label, "legal_aid:own_template") for one in TemplateNotice},
}
KINDS[Told.NOTE_SUPERVISED] = Kind(Told.NOTE_SUPERVISED.label, "legal_aid:read_procedure_note")
