"""The way back from a page, by codes."""

from django.urls import reverse
from django.utils.translation import gettext as _

from umai.people.models import Individual


def crumbs(code: str) -> list[tuple[str, str]]:
    """The way back from somebody's record."""
    return [(_("Children"), reverse("people:find_people")), (code, "")]


def way(one: Individual, here: str) -> list[tuple[str, str]]:
    """The way back from a page below somebody's record."""
    back = reverse("people:individual", args=[one.pk])
    return [(_("Children"), reverse("people:find_people")), (one.code, back), (here, "")]
