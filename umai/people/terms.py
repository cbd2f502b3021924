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


class PairState(TextChoices):
    """What became of two records that may be one person."""

    WAITING = "waiting", pgettext_lazy("pair", "To be compared")
    NOT_SAME = "not_same", pgettext_lazy("pair", "Not the same")
    MERGED = "merged", pgettext_lazy("pair", "Merged")


class Notice(TextChoices):
    """What a notice of this room says. It names nothing but a code."""

    GLASS_BROKEN = "glass_broken", _("Somebody broke the glass around a person you know")


KINDS = {Notice.GLASS_BROKEN: Kind(Notice.GLASS_BROKEN.label, "notices:notices")}
