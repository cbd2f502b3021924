"""Which days, which age bands; and figures that were published elsewhere."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from umai.foundation.ui import widgets
from umai.foundation.vocabulary import queries as vocabulary
from umai.indicators import imports, queries, rules, terms

NOT_A_DAY = _("Choose a day, such as 2007-03-07.")
OUT_OF_REACH = _("Choose a day between the years 1900 and 2999.")
DAY_MISTAKES = {"required": NOT_A_DAY, "invalid": NOT_A_DAY}
BOUNDS = (
    MinValueValidator(rules.EARLIEST, OUT_OF_REACH),
    MaxValueValidator(rules.LATEST, OUT_OF_REACH),
)


class DaysForm(forms.Form):
    """The days of a report, both included."""

    first = forms.DateField(
        label=_("From"), widget=widgets.DayInput(), error_messages=DAY_MISTAKES, validators=BOUNDS
    )
    last = forms.DateField(
        label=_("To, this day included"),
        widget=widgets.DayInput(),
        error_messages=DAY_MISTAKES,
        validators=BOUNDS,
    )

    def clean(self) -> dict[str, Any]:
        """The last day cannot lie before the first."""
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day lies before the first. Choose a later one."))
        return given

    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        return self.cleaned_data["first"], self.cleaned_data["last"]


class PeriodForm(DaysForm):
    """The days of the hotline's report, and its age bands."""

    ages = forms.ChoiceField(
        label=_("Age bands"),
        required=False,
        widget=widgets.Choose(),
        choices=queries.age_schemes,
        error_messages={
            "invalid_choice": _("Choose one of the age bands shown. There are none “%(value)s”.")
        },
    )

    def scheme(self) -> str:
        """The code of the age bands."""
        return str(self.cleaned_data.get("ages") or queries.SCHEME)


class CasePeriodForm(DaysForm):
    """The days of the report on cases, and by what its numbers are divided."""

    by = forms.ChoiceField(
        label=_("Divide by"),
        required=False,
        widget=widgets.Choose(),
        choices=lambda: [
            ("", terms.WHOLE),
            *((one, terms.DIMENSIONS[one]) for one in queries.case_dimensions()),
        ],
    )

    def divided(self) -> list[str]:
        """The dimension that was chosen, if any."""
        return [self.cleaned_data["by"]] if self.cleaned_data.get("by") else []


class FiguresForm(forms.Form):
    """Figures from a file, or typed one for each line as `topic.health 15`."""

    source = forms.CharField(
        label=_("Where were they published?"),
        help_text=_("For example: annual report of 2024, page 12"),
        max_length=200,
        required=False,
        widget=widgets.Line(),
    )
    unit = forms.ChoiceField(
        label=_("What are they?"),
        choices=[("count", _("Numbers of contacts")), ("percent", _("Shares in per cent"))],
        widget=widgets.Picks(),
        initial="count",
    )
    table = forms.ChoiceField(
        label=_("Which table?"),
        choices=[(question.key, question.title) for question in terms.QUESTIONS],
        required=False,
        widget=widgets.Choose(),
    )
    figures = forms.CharField(
        label=_("The figures"),
        help_text=_("One for each line: the code or its label, then the number. health 15"),
        required=False,
        widget=widgets.LongText(),
    )
    file = forms.FileField(
        label=_("Or a file with figures"),
        help_text=_("JSON: one key for each table, such as topic_count, with code and number"),
        required=False,
        widget=widgets.FileBox({"accept": ".json"}),
    )

    def clean(self) -> dict[str, Any]:
        """Read what was typed or sent; what cannot be read comes back at its field."""
        given = super().clean() or {}
        try:
            if given.get("file"):
                self.figures_read = imports.loaded_figures(
                    given["file"].read(imports.LARGEST_FILE + 1)
                )
            else:
                typed = self._typed(given)
                self.figures_read = imports.typed_figures(typed, given.get("source", ""))
        except imports.FiguresRefused as no:
            field = "file" if given.get("file") else "figures"
            for words in no.errors.values():
                self.add_error(field, words)
        return given

    def _typed(self, given: dict[str, Any]) -> dict[str, str]:
        table = given.get("table") or terms.QUESTIONS[0].key
        question = next(one for one in terms.QUESTIONS if one.key == table)
        labels = {label.casefold(): code for code, label in vocabulary.choices(question.answers)}
        typed = {f"{table}.unit": given.get("unit") or "count"}
        for line in given.get("figures", "").splitlines():
            name, _blank, number = line.strip().rstrip("%").rpartition(" ")
            plain = name.strip(" :;,")
            code = labels.get(plain.casefold()) or vocabulary.code_for(question.answers, plain)
            if line.strip():
                typed[f"{table}.{code or plain}"] = number
        return typed

    figures_read: rules.PublishedFigures
