"""What narrows the list of cases, from an address to a question."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.cases import permissions, queries
from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Line, OneOf, Pairs
from umai.foundation.vocabulary.labels import words_of

WHOSE: Pairs = [
    ("", _("All that I may see")),
    ("mine", _("Those that I lead")),
    ("nobody", _("Led by nobody")),
]
TEAM = ("team", _("My team's"))
ENDED = pgettext_lazy("list of cases", "Closed and ended ones")


class FilterForm(forms.Form):
    """Each field may stay empty."""

    code = Line(label=_("Code"), max_length=20, widget=widgets.Search({"data-find": ""}))
    whose = OneOf(WHOSE, label=_("Whose"))
    state = OneOf(words_of("case_state", first=_("All states")), label=_("State"))
    risk = OneOf(words_of("risk_level", first=_("All levels")), label=_("Risk"))
    due = OneOf(
        [("", _("Whenever due")), ("overdue", _("Overdue")), ("soon", _("Due until tomorrow"))],
        label=_("Due"),
    )
    ended = forms.BooleanField(label=ENDED, required=False, widget=widgets.Toggle())

    def __init__(self, *typed: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*typed, **options)
        if actor.may(permissions.READ_TEAM_CASES):
            known = [WHOSE[0], WHOSE[1], TEAM, WHOSE[2], *_colleague(actor, self.data)]
            self.fields["whose"].choices = known  # type: ignore[attr-defined]

    def chosen(self) -> queries.Chosen:
        """The question. Call it only when the form is valid."""
        return queries.Chosen(**self.cleaned_data)

    def taken_away(self, asked: QueryDict) -> list[tuple[str, str]]:
        """What narrows the list, in words, with the address of the list without it."""
        found = []
        for field in self:
            value = self.cleaned_data.get(field.name)
            if value in (None, "", False):
                continue
            left = asked.copy()
            for name in (field.name, "newer", "older"):
                left.pop(name, None)
            found.append((self._words(field, value), f"?{left.urlencode()}"))
        return found

    def _words(self, field: forms.BoundField, value: Any) -> str:
        if isinstance(field.field, forms.BooleanField):
            return str(field.label)
        if isinstance(field.field, forms.ChoiceField):
            value = dict(field.field.choices).get(value, value)  # type: ignore[arg-type]
        return f"{field.label}: {value}"


def _colleague(actor: Actor, asked: Any) -> Pairs:
    """The one colleague whose cases are asked for, from the caseload."""
    try:
        wanted = UUID(asked.get("whose", ""))
    except ValueError:
        return []
    return [(str(one), name) for one, name in access.names(actor, [wanted]).items()]
