"""What is asked of the directory, from an address to a question."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.directory.forms.fields import Whole, needs_by_group
from umai.directory.queries import Asked
from umai.foundation.kernel import clock
from umai.foundation.places import queries as places
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Line, OneOf, Pairs
from umai.foundation.vocabulary.labels import words_of

FIRST = ("words", "need", "region", "language", "open_now")
REST = ("district", "age", "type", "emergency", "all_of_them")
AFTER = "after"
# What makes the question wider, in the order in which somebody would try it.
WIDER = {
    "open_now": _("Also what is closed now"),
    "district": _("In the whole region"),
    "words": _("Without the words"),
    "language": _("In any language"),
    "age": _("For any age"),
    "type": _("Of any kind of agency"),
    "emergency": _("Not only emergency help"),
    "region": _("In every region"),
    "need": _("For any need"),
}


def _needs() -> Pairs:
    found: Pairs = [("", str(_("Any need")))]
    for group, name, known in needs_by_group():
        all_of_it = (group, str(_("%(field)s: everything") % {"field": name}))
        found.append((name, [all_of_it, *known]))
    return found


class FindForm(forms.Form):
    """Who helps: every field may stay empty. Nothing here is about a person."""

    words = Line(label=_("Name or word"), max_length=200, widget=widgets.Search({"data-find": ""}))
    need = OneOf(_needs, label=_("What is needed"))
    region = OneOf(places.regions_after(_("Every region")), label=_("Region"))
    district = OneOf([], label=_("District"))
    language = OneOf(words_of("language", _("Any language")), label=_("Language"))
    age = Whole(
        0,
        120,
        _("Write the age in years, such as 15. You wrote %(typed)s."),
        label=_("Age of who comes"),
    )
    type = OneOf(words_of("agency_type", _("Any kind")), label=_("Kind of agency"))
    open_now = forms.BooleanField(
        label=pgettext_lazy("directory", "Open now"), required=False, widget=widgets.Toggle()
    )
    emergency = forms.BooleanField(
        label=_("Helps in an emergency"), required=False, widget=widgets.Toggle()
    )
    all_of_them = forms.BooleanField(
        label=_("Also what is closed or not offered now"),
        required=False,
        widget=widgets.Toggle(),
    )

    def __init__(self, asked: QueryDict, *, region: str = "") -> None:
        asked = asked.copy()
        if "region" not in asked:
            asked["region"] = region
        here = _districts(asked.get("region", ""))
        if asked.get("district") not in {code for code, _name in here}:
            asked["district"] = ""  # it belonged to the region chosen before
        super().__init__(asked)
        self.asked = asked
        if here:
            self.fields["district"].choices = [("", str(_("Every district"))), *here]  # type: ignore[attr-defined]
        else:
            del self.fields["district"]

    def question(self) -> Asked:
        """The question. Call it only when the form is valid."""
        said = self.cleaned_data
        same = ("words", "need", "region", "language", "age", "type", "emergency", "all_of_them")
        return Asked(
            **{name: said[name] for name in same},
            district=said.get("district", ""),
            open_at=clock.now() if said["open_now"] else None,
        )

    def first(self) -> Iterator[forms.BoundField]:
        """The fields that are always shown."""
        return (self[name] for name in FIRST)

    def rest(self) -> Iterator[forms.BoundField]:
        """The fields that are folded away."""
        return (self[name] for name in REST if name in self.fields)

    def rest_is_open(self) -> bool:
        """Whether the folded fields are shown: narrowing the list, or wrong."""
        return any(field.errors or field.data not in (None, "", False) for field in self.rest())

    def wider(self) -> list[tuple[Any, str]]:
        """The ways to ask for more, each with its address."""
        said = self.cleaned_data
        return [(words, self.without(name)) for name, words in WIDER.items() if said.get(name)]

    def without(self, name: str) -> str:
        """The address of the question without one answer."""
        left = self.asked.copy()
        left.pop(AFTER, None)
        left.pop(name, None)
        if name == "region":
            left["region"] = ""  # a region that was not named would be one's own
        return f"?{left.urlencode()}"

    def further(self, after: str) -> str:
        """The address of the next page; of the first without a key."""
        left = self.asked.copy()
        left.pop(AFTER, None)
        if after:
            left[AFTER] = after
        return f"?{left.urlencode()}"


def _districts(region: str) -> list[tuple[str, str]]:
    return places.districts(region) if region in places.regions() else []
