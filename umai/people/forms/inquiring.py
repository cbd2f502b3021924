"""Why somebody asks another team, and whether they send along whom they searched for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Words
from umai.people import commands
from umai.people.forms.fields import Line

SEARCHED = ("given", "family", "patronymic", "born", "sex")
LABELS = {
    "given": _("Given name"),
    "family": _("Family name"),
    "patronymic": _("Patronymic"),
    "born": _("Born"),
    "sex": pgettext_lazy("person", "Sex"),
}


class AskForm(forms.Form):
    """The reason. What was searched travels hidden in the form, never in an address."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    search_id = forms.UUIDField(widget=forms.HiddenInput())
    reason = Words(
        label=_("Why do you ask?"),
        help_text=_("A sentence that the other team understands. It is sealed."),
        required=True,
        max_length=1000,
        error_messages={"required": _("Write the reason.")},
    )
    send_along = forms.BooleanField(
        label=_("Send along whom I searched for"),
        help_text=_("Name, birth date and sex, as you wrote them. Without them the team sees only"
                    " which of their records is meant."),
        required=False,
        widget=widgets.Toggle(),
    )  # fmt: skip

    def __init__(self, typed: Any = None, *, begun: dict[str, Any] | None = None) -> None:
        super().__init__(typed, initial=begun)
        for name in SEARCHED:
            self.fields[name] = Line(widget=forms.HiddenInput())

    @property
    def searched(self) -> list[forms.BoundField]:
        """The hidden fields of what was searched."""
        return [self[name] for name in SEARCHED]

    def details(self) -> commands.InquiryDetails:
        """What the command wants to know."""
        said = self.cleaned_data
        along = {name: said[name] for name in SEARCHED if said[name]} if said["send_along"] else {}
        return commands.InquiryDetails(
            id=said["id"], search_id=said["search_id"], reason=said["reason"], searched=along
        )


def told(searched: dict[str, str]) -> list[tuple[Any, str]]:
    """What was sent along, with its labels."""
    return [(LABELS[name], searched[name]) for name in SEARCHED if searched.get(name)]
