"""What is asked about a process note."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.cases import commands
from umai.cases.forms.acts import ActForm, Versioned
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, OneOf, Pairs, Words

NOBODY = pgettext_lazy("process note", "Nobody: I alone open it")
CLOSED = _("Only you and the supervisor named here open it. Its key is its own.")


def _who(people: Pairs) -> Pairs:
    return [("", NOBODY), *people]


class NoteWords(forms.Form):
    """The day and the words."""

    about_on = Day(
        label=_("About the work of which day?"),
        required=True,
        error_messages={"required": _("Write a day.")},
    )
    words = Words(
        label=pgettext_lazy("process note", "Process note"),
        help_text=CLOSED,
        required=True,
        max_length=20000,
        error_messages={"required": _("Write the note.")},
        widget=widgets.LongText({"rows": 10}),
    )


class NoteForm(ActForm, NoteWords):
    """A new note. The hidden id makes a double click one note."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    attendance = OneOf([], label=_("About which session?"))
    supervisor = OneOf([], label=_("Who supervises it?"), widget=widgets.SearchSelect())
    field_order = ["id", "about_on", "attendance", "words", "supervisor"]

    def __init__(self, *typed: Any, people: Pairs, sessions: Pairs, **options: Any) -> None:
        super().__init__(*typed, **options)
        none = pgettext_lazy("process note", "None in particular")
        self.fields["attendance"].choices = [("", none), *sessions]  # type: ignore[attr-defined]
        self.fields["supervisor"].choices = _who(people)  # type: ignore[attr-defined]

    def said(self) -> commands.NoteDetails:
        """What the command wants to know."""
        told = self.cleaned_data
        return commands.NoteDetails(
            id=told["id"],
            about_on=told["about_on"],
            words=told["words"],
            supervisor_id=UUID(told["supervisor"]) if told["supervisor"] else None,
            attendance_id=UUID(told["attendance"]) if told["attendance"] else None,
        )


class CorrectNoteForm(Versioned, NoteWords):
    """A note mended by its author."""


class NoteSupervisorForm(Versioned):
    """Who supervises it from now on."""

    supervisor = OneOf([], label=_("Who supervises it?"), widget=widgets.SearchSelect())

    def __init__(self, *typed: Any, people: Pairs, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.fields["supervisor"].choices = _who(people)  # type: ignore[attr-defined]

    def said(self) -> UUID | None:
        """The one named, or nobody."""
        told = self.cleaned_data["supervisor"]
        return UUID(told) if told else None
