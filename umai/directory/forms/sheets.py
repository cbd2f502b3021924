"""A whole entry as one form: its answers, its lists, and what to do with a refusal."""

from collections.abc import Iterator
from dataclasses import fields
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from umai.directory import commands
from umai.directory.forms.pieces import WeekForm, as_typed
from umai.foundation.kernel.ids import uuid7
from umai.foundation.places import queries as places
from umai.foundation.ui.fields import Pairs, keep_known

MORE = "more"
NAMES = ("name_kk", "name_ru", "name_en")


class EntryForm(forms.Form):
    """What every entry has: an id that is made with the form, and the version that it showed."""

    id = forms.UUIDField(widget=forms.HiddenInput(), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput(), required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if set(NAMES) <= set(self.fields) and not any(said.get(name) for name in NAMES):
            self.add_error("name_ru", _("Write the name in one language at least."))
        district, region = said.get("district") or "", said.get("region") or ""
        elsewhere = district in dict(places.districts()) if region else False
        if elsewhere and district not in dict(places.districts(region)):
            self.add_error("district", _("This district lies in another region. Choose again."))
        return said


class Sheet:
    """The main form of an entry with the forms of its lists, sent and shown as one.

    Asked for more rows (`more`), it shows everything as it was typed, unchecked.
    """

    form_class: type[EntryForm]
    details_class: type[Any]

    def __init__(self, typed: Any = None, *, entry: Any = None, **base: Any) -> None:
        self.entry, self.base, self.typed = entry, base, typed
        self.against: list[Any] = []
        self.newer: Any = None
        self.form = self.form_class(typed, initial=self.begun())
        self.prepare(self.form)
        self.parts = self.parts_of(typed, {})
        if typed is not None and MORE in typed:
            shown = {name: _again(part) for name, part in self.parts.items()}
            self.form = self.form_class(None, initial=as_typed(self.form))
            self.prepare(self.form)
            self.parts = self.parts_of(None, shown)

    # What a kind of entry says about itself

    def parts_of(self, typed: Any, shown: dict[str, Any]) -> dict[str, Any]:
        """The forms of the lists by name; `shown` stands in them instead of the entry's."""
        raise NotImplementedError

    def told(self) -> dict[str, Any]:
        """What the main form shows besides the plain columns of the entry."""
        return {}

    def said(self) -> dict[str, Any]:
        """What was typed, by the names of the details. Call it only when the sheet is valid."""
        raise NotImplementedError

    def prepare(self, form: EntryForm) -> None:
        """Choices that depend on the entry."""
        choose_district(form, self.entry)

    def beside(self, details: Any) -> list[tuple[Any, str, str]]:
        """What differs between two versions besides their columns: label, saved, typed."""
        return []

    # What all of them do

    def begun(self) -> dict[str, Any]:
        """What the form begins with."""
        if self.entry is None:
            return {"id": uuid7(), **self.base, **self.told()}
        plain = {
            one.name: getattr(self.entry, one.name)
            for one in fields(self.details_class)
            if hasattr(self.entry, one.name)
        }
        return {**plain, **self.told(), "version": self.entry.version}

    def list_of(self, name: str) -> list[Any]:
        """A list of the entry; empty for a new one."""
        return list(getattr(self.entry, name)) if self.entry is not None else []

    def is_sent(self) -> bool:
        """Whether it is to be saved, not only to be shown with more rows."""
        return self.typed is not None and MORE not in self.typed

    def is_valid(self) -> bool:
        """Whether everything can be kept as it was typed. Each part is looked at."""
        return all([self.form.is_valid(), *(part.is_valid() for part in self.parts.values())])

    def is_wrong(self) -> bool:
        """Whether the page shows mistakes or two versions."""
        return bool(self.newer) or (self.is_sent() and not self.is_valid())

    def details(self) -> Any:
        """The command's input: what stands in the entry, and over it what was typed."""
        kept = {
            one.name: getattr(self.entry, one.name)
            for one in fields(self.details_class)
            if hasattr(self.entry, one.name)
        }
        fresh = {**self.base, "id": self.form.cleaned_data["id"] or uuid7()}
        return self.details_class(**{**(kept or fresh), **self.said()})

    @property
    def version(self) -> int:
        """The version that the page showed; 0, which nobody has, if it was taken away."""
        return self.form.cleaned_data["version"] or 0

    def refuse(self, no: Exception) -> None:
        """Put a refusal at its field."""
        field = getattr(no, "field", None)
        self.form.add_error(field if field in self.form.fields else None, str(no))

    def meet(self, no: commands.Meanwhile, lines: list[Any]) -> None:
        """Show both versions; sending again then saves over the newer one, knowingly."""
        self.newer, self.against = no.current, lines
        self.form.data = self.form.data.copy()  # type: ignore[attr-defined]
        self.form.data["version"] = self.newer.version  # type: ignore[index]

    # What the page asks of it

    def __iter__(self) -> Iterator[forms.BoundField]:
        yield from self.form
        for part in self.parts.values():
            for one in getattr(part, "forms", [part]):
                yield from one

    def non_field_errors(self) -> list[Any]:
        """Mistakes that belong to no field."""
        said = list(self.form.non_field_errors())
        for part in self.parts.values():
            rows = hasattr(part, "forms")
            said += part.non_form_errors() if rows else part.non_field_errors()
        return said

    def label(self, name: str) -> Any:
        """What a field is called, for the table of two versions."""
        return self.form.fields[name].label if name in self.form.fields else LISTS.get(name, name)


LISTS = {
    "phones": _("Telephones"),
    "contacts": _("Whom to ask for"),
    "schedules": _("Hours"),
    "cost_options": _("Prices"),
    "addresses": _("Address"),
    "service_areas": _("For people from"),
    "languages": _("Languages spoken"),
    "required_documents": _("Papers asked for"),
    "accessibility": _("Access for people with disabilities"),
}


def _again(part: Any) -> Any:
    return as_typed(part) if isinstance(part, WeekForm) else part.typed_again()


def choose_district(form: EntryForm, entry: Any) -> None:
    """The districts that were loaded, by region; none loaded, nothing to choose."""
    if "district" not in form.fields:
        return
    grouped: Pairs = [
        (region.name(), here)
        for region in places.regions().values()
        if (here := places.districts(region.code))
    ]
    known = str(getattr(entry, "district", "") or "")
    if not grouped and not known:
        del form.fields["district"]
        return
    field: Any = form.fields["district"]
    field.choices = [("", str(_("The whole region"))), *grouped]
    if known not in {code for _region, here in grouped for code, _name in here}:
        keep_known(field, [known], places.district_name)


def uuids(said: list[str]) -> tuple[UUID, ...]:
    """The ids of what was chosen."""
    return tuple(UUID(one) for one in said)
