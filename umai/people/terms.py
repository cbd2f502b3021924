"""The closed lists of the room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.notices.terms import Kind


class Precision(TextChoices):
    """How exactly a birth date is known."""

    DAY = "day", pgettext_lazy("birth date", "To the day")
    MONTH = "month", pgettext_lazy("birth date", "To the month")
    YEAR = "year", pgettext_lazy("birth date", "To the year")
    ESTIMATED = "estimated", pgettext_lazy("birth date", "Estimated")


class Lookup(TextChoices):
    """What a person is found by besides names; each is a keyed hash of its own."""

    BORN = "born", pgettext_lazy("lookup", "Birth date")
    DOCUMENT = "document", pgettext_lazy("lookup", "Document")
    PHONE = "phone", pgettext_lazy("lookup", "Telephone")


class CircleReason(TextChoices):
    """Why a team or a person stands in somebody's circle."""

    REGISTERED = "registered", pgettext_lazy("circle", "Registered by the team")
    CASE = "case", pgettext_lazy("circle", "Works on the case")
    NAMED = "named", pgettext_lazy("circle", "Named by the owner")
    BREAK_GLASS = "break_glass", pgettext_lazy("circle", "Broke the glass")
    SHUT_OUT = "shut_out", pgettext_lazy("circle", "Must not know")


class Why(TextChoices):
    """Why a search found somebody. It names nobody."""

    SAME_NAME = "same_name", pgettext_lazy("found", "the same name")
    OTHER_SCRIPT = "other_script", pgettext_lazy("found", "the same name in another script")
    LIKE = "like", pgettext_lazy("found", "a name that sounds alike")
    SWAPPED = "swapped", pgettext_lazy("found", "given and family name swapped")
    SAME_DATE = "same_date", pgettext_lazy("found", "the same birth date")
    SAME_YEAR = "same_year", pgettext_lazy("found", "the same birth year")
    YEAR_NEAR = "year_near", pgettext_lazy("found", "a birth year nearby")
    OTHER_SEX = "other_sex", pgettext_lazy("found", "but recorded with the other sex")


class Closeness(TextChoices):
    """How sure a search is, in a word."""

    VERY_LIKELY = "very_likely", pgettext_lazy("found", "Very likely")
    LIKELY = "likely", pgettext_lazy("found", "Likely")
    POSSIBLE = "possible", pgettext_lazy("found", "Possible")


class PairState(TextChoices):
    """What became of two records that may be one person."""

    WAITING = "waiting", pgettext_lazy("pair", "To be compared")
    NOT_SAME = "not_same", pgettext_lazy("pair", "Not the same")
    MERGED = "merged", pgettext_lazy("pair", "Merged")


class Notice(TextChoices):
    """What a notice of this room says. It names nothing but a code."""

    GLASS_BROKEN = "glass_broken", _("Somebody broke the glass around a person you know")


KINDS = {Notice.GLASS_BROKEN: Kind(Notice.GLASS_BROKEN.label, "notices:notices")}
