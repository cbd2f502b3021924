"""What is asked about a lawyer's note."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, OneOf, Pairs, Words
from umai.legal_aid import commands
from umai.legal_aid.forms.acts import ActForm


class NoteForm(ActForm):
    """The day, the words, and who besides the author may open them."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    version = forms.IntegerField(widget=forms.HiddenInput())
    about_on = Day(
        label=_("About the work of which day?"),
        required=True,
        error_messages={"required": _("Write a day.")},
    )
    words = Words(
        label=_("Lawyer's note"),
        help_text=_("Only you and the supervisor named here open it. Its key is its own."),
        required=True,
        max_length=20000,
        error_messages={"required": _("Write the note.")},
        widget=widgets.LongText({"rows": 10}),
    )
    supervisor = OneOf([], label=_("Who supervises it?"), widget=widgets.SearchSelect())

    def __init__(self, *typed: Any, people: Pairs, **options: Any) -> None:
        super().__init__(*typed, **options)
        nobody = pgettext_lazy("lawyer's note", "Nobody: I alone open it")
        self.fields["supervisor"].choices = [("", nobody), *people]  # type: ignore[attr-defined]

    def details(self) -> commands.NoteDetails:
        """The input of the command. Call it only when the form is valid."""
        said = self.cleaned_data
        return commands.NoteDetails(
            about_on=said["about_on"],
            words=said["words"],
            supervisor_id=UUID(said["supervisor"]) if said["supervisor"] else None,
        )


