"""The form of an agency."""

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.directory import commands
from umai.directory.forms.fields import Email, Website
from umai.directory.forms.pieces import ContactRows, PhoneRows
from umai.directory.forms.sheets import EntryForm, Sheet
from umai.foundation.places import queries as places
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, Line, OneOf, Words
from umai.foundation.vocabulary.labels import keep_words, words_of


class AgencyForm(EntryForm):
    """What stands in the entry of an agency, one answer each."""

    name_kk = Line(label=pgettext_lazy("directory", "Name in Kazakh"))
    name_ru = Line(label=pgettext_lazy("directory", "Name in Russian"))
    name_en = Line(label=pgettext_lazy("directory", "Name in English"))
    alternate_name = Line(
        label=_("Also called"), help_text=_("A short or an old name; the search finds it.")
    )
    type = OneOf(words_of("agency_type", _("Not recorded")), label=_("Kind of agency"))
    description = Words(label=_("What they do"), widget=widgets.LongText({"rows": 3}))
    website = Website(label=_("Page on the web"))
    email = Email(label=_("Mail"))
    region = OneOf(places.regions_after(_("Not recorded")), label=_("Region"))
    district = OneOf([], label=_("District"))
    open_all_hours = forms.BooleanField(
        label=_("Open day and night"),
        help_text=_("Other hours stand with the service or the place."),
        required=False,
        widget=widgets.Toggle(),
    )
    emergency = forms.BooleanField(
        label=_("Helps in an emergency"), required=False, widget=widgets.Toggle()
    )
    referral_method = Words(
        label=_("How to refer somebody"),
        help_text=_("For example: ring the duty officer, then send the letter."),
        widget=widgets.LongText({"rows": 3}),
    )
    agreement_number = Line(label=_("Number of the agreement"), max_length=64)
    agreement_from = Day(label=pgettext_lazy("agreement", "From"))
    agreement_until = Day(label=pgettext_lazy("agreement", "Until"))
    safeguarding_checked_on = Day(
        label=_("Safety of children checked on"),
        help_text=_("The day on which somebody of ours looked at how they keep children safe."),
    )
    confidential = forms.BooleanField(
        label=_("Confidential"),
        help_text=_("Only those who may see secret addresses find it; it leaves in no export."),
        required=False,
        widget=widgets.Toggle(),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        begins, ends = said.get("agreement_from"), said.get("agreement_until")
        if begins and ends and ends < begins:
            self.add_error("agreement_until", _("The last day lies before the first one."))
        return said


class AgencySheet(Sheet):
    """An agency with its telephones and the people to ask for."""

    form_class = AgencyForm
    details_class = commands.AgencyDetails

    def parts_of(self, typed: Any, shown: dict[str, Any]) -> dict[str, Any]:
        return {
            name: rows(typed, items=self.list_of(name), prefix=name, shown=shown.get(name))
            for name, rows in (("phones", PhoneRows), ("contacts", ContactRows))
        }

    def prepare(self, form: EntryForm) -> None:
        super().prepare(form)
        keep_words(form, {"type": "agency_type"})

    def said(self) -> dict[str, Any]:
        plain = {one.name for one in fields(self.details_class)} - {"id"}
        said = {name: value for name, value in self.form.cleaned_data.items() if name in plain}
        return said | {name: part.items() for name, part in self.parts.items()}


class ClosingForm(forms.Form):
    """The version of the entry that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput())
