"""To whom procedures go, and why."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from umai.foundation.ui import widgets
from umai.foundation.ui.fields import OneOf, Pairs, SomeOf, Words
from umai.legal_aid.forms.acts import CHOOSE, SEALED, ActForm


class GiveForm(ActForm):
    """One procedure for a colleague."""

    version = forms.IntegerField(widget=forms.HiddenInput())
    person = OneOf(
        [],
        label=_("Who leads it from now on?"),
        required=True,
        error_messages={"required": _("Choose a colleague.")},
        widget=widgets.SearchSelect(),
    )
    words = Words(label=_("The reason, in a sentence"), help_text=SEALED, max_length=4000)

    def __init__(self, *typed: Any, people: Pairs, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.fields["person"].choices = [("", CHOOSE), *people]  # type: ignore[attr-defined]

    def to(self) -> UUID:
        """The colleague. Call it only when the form is valid."""
        return UUID(self.cleaned_data["person"])


class GiveSomeForm(GiveForm):
    """Several procedures of one lawyer for a colleague."""

    procedures = SomeOf(
        [],
        label=_("Which procedures?"),
        required=True,
        error_messages={"required": _("Choose at least one procedure.")},
    )
    field_order = ["procedures", "person", "words"]

    def __init__(self, *typed: Any, rows: Pairs, **options: Any) -> None:
        super().__init__(*typed, **options)
        del self.fields["version"]
        self.fields["procedures"].choices = rows  # type: ignore[attr-defined]

    def chosen(self) -> list[UUID]:
        """The procedures. Call it only when the form is valid."""
        return [UUID(one) for one in self.cleaned_data["procedures"]]
