"""Narrowing the journal."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from umai.foundation.journal import sentences, terms
from umai.foundation.journal.queries import Asked
from umai.foundation.ui import moments, widgets

CODE = RegexValidator(
    r"^[A-Za-z0-9][A-Za-z0-9._-]*$",
    _("Write a code as it stands on the page, such as HL-2026-0001."),
)


class JournalFilter(forms.Form):
    """Who, what, about which code, when."""

    who = forms.ChoiceField(label=_("Who"), required=False, widget=widgets.Choose())
    event = forms.ChoiceField(label=_("What"), required=False, widget=widgets.Choose())
    code = forms.CharField(
        label=_("About the code"),
        required=False,
        max_length=64,
        validators=[CODE],
        widget=widgets.Line(),
    )
    first = forms.DateField(label=_("From"), required=False, widget=widgets.DayInput())
    last = forms.DateField(label=_("Until"), required=False, widget=widgets.DayInput())
    told = forms.ChoiceField(
        label=_("Written"),
        required=False,
        choices=[("", _("All")), *terms.Told.choices],
        widget=widgets.Choose(),
    )

    def __init__(self, data: Mapping[str, Any], names: Mapping[UUID, str]) -> None:
        super().__init__(data)
        people = [(str(one), name) for one, name in names.items()]
        who: Any = self.fields["who"]
        who.choices = [("", _("Everybody")), *terms.Kind.choices, *people]
        event: Any = self.fields["event"]
        event.choices = [("", _("Everything")), *_acts()]

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).strip()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, last = said.get("first"), said.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day lies before the first. Change one of them."))
        return said

    def asked(self) -> Asked:
        """What the query wants; what was typed wrongly narrows nothing."""
        self.is_valid()
        return Asked(**{name: said for name, said in self.cleaned_data.items() if said})

    def chosen(self) -> list[tuple[str, str]]:
        """What narrows the list now: the name of each field, its label and answer in words."""
        found = []
        for field in self.visible_fields():
            if said := self.cleaned_data.get(field.name):
                choices = dict(getattr(field.field, "choices", ()))
                words = moments.day(said) if isinstance(said, date) else choices.get(said, said)
                found.append((field.name, f"{field.label}: {words}"))
        return found


def _acts() -> list[tuple[str, str]]:
    """Every act with its sentence, in the order of the language; equal ones tell their code."""
    said = {event: str(words) for event, words in sentences.all_of_them().items()}
    often = list(said.values())
    acts = [(e, w if often.count(w) == 1 else f"{w} ({e})") for e, w in said.items()]
    return sorted(acts, key=lambda act: act[1].casefold())
