"""What is asked when a supervisor decides whether violence is reported."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.cases import commands
from umai.cases.forms.acts import SEALED, ActForm
from umai.cases.forms.assessing import lines
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Line, OneOf, SomeOf, Words
from umai.foundation.vocabulary.labels import words_of

WORDS = ("reason", "number", "whom", "child_told")


class ReportForm(ActForm):
    """Reported or not, to whom and when, on which ground and why."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    reported = OneOf(
        [
            ("yes", pgettext_lazy("report", "It is reported")),
            ("no", pgettext_lazy("report", "It is not reported")),
        ],
        label=_("What do you decide?"),
        required=True,
        error_messages={"required": _("Say what you decide.")},
        widget=widgets.Picks(),
    )
    to = SomeOf(words_of("report_to"), label=_("To whom?"))
    reported_at = forms.DateTimeField(
        label=_("Reported when?"), required=False, widget=widgets.MomentInput()
    )
    whom = Line(label=_("Who took it, of which office"))
    number = Line(label=_("Number of the report"), max_length=100)
    ground = OneOf(
        words_of("report_ground", pgettext_lazy("list", "Choose")),
        label=_("On which ground?"),
        required=True,
        error_messages={"required": _("Choose the ground.")},
    )
    reason = Words(
        label=pgettext_lazy("report", "Why?"),
        help_text=SEALED,
        required=True,
        max_length=3000,
        error_messages={"required": _("Write why, in a sentence.")},
        widget=lines(),
    )
    child_told = Line(label=_("What the child and the carer were told"), max_length=1000)

    def __init__(self, *typed: Any, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.fields["reported_at"].error_messages["invalid"] = _("Write a day and an hour.")

    def said(self) -> commands.Report:
        """What the command wants to know."""
        told = self.cleaned_data
        return commands.Report(
            id=told["id"],
            reported=told["reported"] == "yes",
            ground=told["ground"],
            to=tuple(told["to"]),
            reported_at=told["reported_at"],
            words={name: told[name] for name in WORDS},
        )
