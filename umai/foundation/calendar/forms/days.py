"""What is typed about a day of the calendar."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from umai.foundation.calendar import commands, terms
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, Line, OneOf
from umai.foundation.vocabulary.terms import Confidence


class DayForm(forms.Form):
    """One day, what it is, and where that was read."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    day = Day(label=_("Day"), required=True, error_messages={"required": _("Write the day.")})
    kind = OneOf(terms.Kind.choices, label=_("What is it?"), required=True, widget=widgets.Picks())
    name = Line(
        label=_("What is it called?"),
        required=True,
        max_length=120,
        error_messages={"required": _("Write what the day is called.")},
    )
    source = Line(
        label=_("Where did you read it?"),
        help_text=_("The order or the calendar of the year, with its number and date"),
        required=True,
        max_length=200,
        error_messages={"required": _("Write where you read it.")},
    )
    confidence = OneOf(
        Confidence.choices,
        label=_("How sure is it?"),
        help_text=_("A day that was not seen at its source is shown and not counted."),
        required=True,
        widget=widgets.Picks(),
    )

    def __init__(self, *typed: Any, **options: Any) -> None:
        super().__init__(*typed, **options)
        for name in ("kind", "confidence"):
            self.fields[name].error_messages["required"] = _("Choose one of the answers.")

    def details(self) -> commands.DayDetails:
        """What the command wants to know."""
        return commands.DayDetails(**self.cleaned_data)


class YearForm(forms.Form):
    """Which year is shown, and which shipped holiday somebody looks at."""

    year = forms.IntegerField(min_value=2000, max_value=2100, required=False)
    day = forms.DateField(required=False)
