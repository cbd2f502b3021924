"""The way back from a page, by codes."""

from django.urls import reverse
from django.utils.translation import gettext as _

from umai.cases.models import Case


def crumbs(one: Case, here: str = "") -> list[tuple[str, str]]:
    """The way back from a case, or from a page below it."""
    found = [(_("Cases"), reverse("cases:cases"))]
    if here:
        return [*found, (one.code, reverse("cases:case", args=[one.pk])), (here, "")]
    return [*found, (one.code, "")]
