"""What people agree to, what may be told of them, and what they want kept back."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class ConsentState(StrEnum):
    """Codes of the list `consent_state` that the rules know."""

    GIVEN = "GIVEN"
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    NOT_SOUGHT = "NOT_SOUGHT"


class Scope(StrEnum):
    """Codes of the list `consent_scope` that have rules of their own."""

    NAMED_AGENCY = "SHARE_NAMED_AGENCY"
    CONSULATE = "CONSULATE_CONTACT"


class Standing(TextChoices):
    """Whether something is agreed to today, and if not, why."""

    HOLDS = "holds", pgettext_lazy("consent", "Agreed")
    OVERRIDDEN = "overridden", pgettext_lazy("consent", "Overridden by a supervisor")
    NOT_ASKED = "not_asked", pgettext_lazy("consent", "Not asked yet")
    REFUSED = "refused", pgettext_lazy("consent", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("consent", "Withdrawn")
    EXPIRED = "expired", pgettext_lazy("consent", "Expired")
    FORBIDDEN = "forbidden", pgettext_lazy("consent", "Forbidden: asks for asylum")
    NO_AGENCY = "no_agency", pgettext_lazy("consent", "No agency is named")


class Explained(TextChoices):
    """How consent was explained."""

    SPOKEN = "spoken", pgettext_lazy("explained", "In plain spoken words")
    PICTURES = "pictures", pgettext_lazy("explained", "With pictures")
    INTERPRETER = "interpreter", pgettext_lazy("explained", "Through an interpreter")


class OverrideGround(TextChoices):
    """What alone allows to act without consent (domain 8, 5)."""

    VITAL_DANGER = "vital_danger", pgettext_lazy("override", "Danger to life or health")
    LEGAL_DUTY = "legal_duty", pgettext_lazy("override", "A duty by law")


class Withheld(TextChoices):
    """What somebody wants kept from others."""

    NAME = "name", pgettext_lazy("withheld", "The name")
    PLACE = "place", pgettext_lazy("withheld", "Where they are")
    PHONE = "phone", pgettext_lazy("withheld", "Telephone")
    DOCUMENTS = "documents", pgettext_lazy("withheld", "Documents")
    FAMILY = "family", pgettext_lazy("withheld", "Family")
    HEALTH = "health", pgettext_lazy("withheld", "Health")
    MIGRATION = "migration", pgettext_lazy("withheld", "Migration")
    STORY = "story", pgettext_lazy("withheld", "What happened")


class Shareable(TextChoices):
    """What can be told of somebody to an agency that is asked for help; nothing else ever is."""

    NEED = "need", pgettext_lazy("shared", "What is needed, in words")
    AGE = "age", pgettext_lazy("shared", "Age band")
    SEX = "sex", pgettext_lazy("shared", "Sex")
    LANGUAGE = "language", pgettext_lazy("shared", "Language, and whether to interpret")
    HEALTH = "health", pgettext_lazy("shared", "What to mind about health")
    LEGAL = "legal", pgettext_lazy("shared", "Legal status here")
    NAME = "name", pgettext_lazy("shared", "The name")
    BORN = "born", pgettext_lazy("shared", "Date of birth")
    PHONE = "phone", pgettext_lazy("shared", "Telephone")
    SAFE_CONTACT = "safe_contact", pgettext_lazy("shared", "How to reach them safely")
    ADDRESS = "address", pgettext_lazy("shared", "Where they live")
