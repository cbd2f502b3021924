"""What becomes of the rows of a register that are very like somebody."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from umai.foundation.exports.forms import TakeInForm
from umai.foundation.ui import widgets
from umai.people import commands, queries, terms

MOST = 400  # a page can carry so many answers


class TwinsForm(TakeInForm):
    """Import what was looked at; for each row that is like somebody, what becomes of it."""

    def __init__(self, *typed: Any, twins: Mapping[int, queries.Twin]) -> None:
        super().__init__(*typed)
        self.asked = list(twins.values())[:MOST]
        for twin in self.asked:
            choices = [(f"{what}:{twin.about}", label) for what, label in terms.Twin.choices]
            self.fields[_name(twin.row)] = forms.ChoiceField(
                label=_("What becomes of the row?"),
                choices=choices,
                initial=choices[0][0],
                required=False,
                widget=widgets.ChooseOne({"form": "take-in"}),
                error_messages={
                    "invalid_choice": _("Somebody else is like this row now. Choose once more.")
                },
            )

    @property
    def questions(self) -> list[tuple[queries.Twin, forms.BoundField]]:
        """Each row that is like somebody, with its field."""
        return [(twin, self[_name(twin.row)]) for twin in self.asked]

    def choices(self) -> commands.Choices:
        """What was chosen, and of whom."""
        said = {twin.row: self.cleaned_data[_name(twin.row)] for twin in self.asked}
        parted = {row: text.partition(":") for row, text in said.items() if text}
        return {row: (about, what) for row, (what, _sign, about) in parted.items()}


def _name(row: int) -> str:
    return f"row_{row}"
