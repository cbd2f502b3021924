"""The closed lists of the directory."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AgencyState(TextChoices):
    """Whether an agency works; a closed one is kept and never offered."""

    ACTIVE = "active", pgettext_lazy("agency", "Active")
    CLOSED = "closed", pgettext_lazy("agency", "Closed")


class ServiceStatus(TextChoices):
    """The states of a service as HSDS 3 spells them; only active ones are offered."""

    ACTIVE = "active", pgettext_lazy("service", "Active")
    INACTIVE = "inactive", pgettext_lazy("service", "Not offered now")
    TEMPORARILY_CLOSED = "temporarily closed", pgettext_lazy("service", "Closed for a time")
    DEFUNCT = "defunct", pgettext_lazy("service", "Ended")


class LocationType(TextChoices):
    """What kind of place, as HSDS 3 spells it."""

    PHYSICAL = "physical", _("A place to come to")
    POSTAL = "postal", _("A postal address")
    VIRTUAL = "virtual", _("Online or by phone")


class Step(TextChoices):
    """The steps of protecting a child for which an agency can be responsible (domain F21)."""

    IDENTIFY = "identify", pgettext_lazy("responsibility", "Identify")
    ASSESS = "assess", pgettext_lazy("responsibility", "Assess")
    PLACE = "place", pgettext_lazy("responsibility", "Place")
    DOCUMENT = "document", pgettext_lazy("responsibility", "Document")
    PROSECUTE = "prosecute", pgettext_lazy("responsibility", "Prosecute")
    SUPPORT = "support", pgettext_lazy("responsibility", "Support")


STEP_WORDS = {
    Step.IDENTIFY: _("Sees that a child is at risk, and is told about it"),
    Step.ASSESS: _("Finds out what the child needs"),
    Step.PLACE: _("Gives the child a safe place to stay"),
    Step.DOCUMENT: _("Issues papers, and puts identity and status in order"),
    Step.PROSECUTE: _("Investigates, and takes those responsible to court"),
    Step.SUPPORT: _("Stays with the child and the family afterwards"),
}


class ProposalState(TextChoices):
    """A correction that an agency proposed."""

    WAITING = "waiting", pgettext_lazy("proposal", "Waiting")
    ACCEPTED = "accepted", pgettext_lazy("proposal", "Accepted")
    DECLINED = "declined", pgettext_lazy("proposal", "Declined")
