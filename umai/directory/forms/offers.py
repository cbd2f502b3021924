"""The forms of a service and of a place."""

from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.directory import commands, rules, terms
from umai.directory.forms.fields import Age, Email, GroupedPicks, Website, Whole, needs_by_group
from umai.directory.forms.pieces import (
    ContactRows,
    CostRows,
    PhoneRows,
    WeekForm,
    areas_said,
    codes_told,
    languages_said,
    lines_said,
    lines_told,
    merged,
)
from umai.directory.forms.sheets import MORE, EntryForm, Sheet, uuids
from umai.foundation.places import queries as places
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Line, OneOf, Pairs, SomeOf, Words
from umai.foundation.vocabulary.labels import keep_words, words_of

DAYS = _("Write the number of days, such as 3. You wrote %(typed)s.")
SHORT = {"rows": 3}


def _areas() -> Pairs:
    return [(rules.NATIONWIDE, str(_("The whole country"))), *places.region_choices()]


def _needs() -> Pairs:
    return [(name, known) for _group, name, known in needs_by_group()]


class ServiceForm(EntryForm):
    """What stands in the entry of a service, one answer each."""

    name_kk = Line(label=pgettext_lazy("directory", "Name in Kazakh"))
    name_ru = Line(label=pgettext_lazy("directory", "Name in Russian"))
    name_en = Line(label=pgettext_lazy("directory", "Name in English"))
    status = OneOf(terms.ServiceStatus.choices, label=pgettext_lazy("service", "State"))
    alert = Line(
        label=_("Read this out first"),
        help_text=_("Something that whoever sends people there must know now."),
        max_length=500,
    )
    needs = SomeOf(_needs, label=_("What it helps with"), widget=GroupedPicks())
    description = Words(label=_("What is done"), widget=widgets.LongText(SHORT))
    eligibility_description = Words(label=_("Who may come"), widget=widgets.LongText(SHORT))
    minimum_age = Age(label=_("Youngest age"))
    maximum_age = Age(label=_("Oldest age"))
    languages = SomeOf(words_of("language"), label=_("Languages spoken"))
    interpretation_services = Line(label=_("Interpreters"), max_length=500)
    required_documents = Words(
        label=_("Papers asked for"), help_text=_("One a line."), widget=widgets.LongText(SHORT)
    )
    fees_description = Words(
        label=_("What it costs"),
        help_text=_("For example: free for children."),
        widget=widgets.LongText({"rows": 2}),
    )
    waiting_days = Whole(
        0,
        3650,
        DAYS,
        label=_("Days until an appointment"),
        help_text=_("0 means the same day."),
    )
    application_process = Words(label=_("How to come"), widget=widgets.LongText(SHORT))
    service_areas = SomeOf(
        _areas,
        label=_("For people from"),
        help_text=_("Leave it empty if they help those who live near."),
    )
    at = SomeOf([], label=_("Where it is given"), widget=widgets.ChooseMany())
    email = Email(label=_("Mail"))
    url = Website(label=_("Page on the web"))

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        least, most = said.get("minimum_age"), said.get("maximum_age")
        if least is not None and most is not None and most < least:
            self.add_error("maximum_age", _("The oldest age lies below the youngest."))
        return said


class ServiceSheet(Sheet):
    """A service with its hours, telephones, people and prices."""

    form_class = ServiceForm
    details_class = commands.ServiceDetails

    def __init__(self, typed: Any = None, *, spots: Any, at: Any = (), **options: Any) -> None:
        self.spots, self.at = list(spots), [str(one) for one in at]
        super().__init__(typed, **options)

    def parts_of(self, typed: Any, shown: dict[str, Any]) -> dict[str, Any]:
        parts: dict[str, Any] = {
            name: rows(typed, items=self.list_of(name), prefix=name, shown=shown.get(name))
            for name, rows in (
                ("phones", PhoneRows),
                ("contacts", ContactRows),
                ("cost_options", CostRows),
            )
        }
        week = WeekForm(typed, schedules=self.list_of("schedules"), shown=shown.get("schedules"))
        return {"schedules": week, **parts}

    def reaches(self) -> bool:
        """Whether the service says itself how it is reached, or somebody is writing it down."""
        fields = [self.form["email"], self.form["url"]]
        for name in ("phones", "contacts"):
            fields += [field for row in self.parts[name].forms for field in row.visible_fields()]
        asked = self.typed is not None and self.typed.get(MORE) in ("phones", "contacts")
        return asked or any(field.value() or field.errors for field in fields)

    def beside(self, details: Any) -> list[tuple[Any, str, str]]:
        saved, typed = set(self.at), {str(one) for one in details.at}
        if saved == typed:
            return []
        words = {str(one.pk): spot_words(one) for one in self.spots}
        both = [[words[one] for one in words if one in ids] for ids in (saved, typed)]
        said = ["; ".join(one) or str(_("not recorded")) for one in both]
        return [(self.form.fields["at"].label, said[0], said[1])]

    def told(self) -> dict[str, Any]:
        if self.entry is None:
            only = [str(one.pk) for one in self.spots] if len(self.spots) == 1 else []
            return {"status": terms.ServiceStatus.ACTIVE, "at": only}
        return {
            "languages": codes_told(self.entry.languages, "code"),
            "service_areas": codes_told(self.entry.service_areas, "region"),
            "required_documents": lines_told(self.entry.required_documents, "document"),
            "minimum_age": whole(self.entry.minimum_age),
            "maximum_age": whole(self.entry.maximum_age),
            "at": self.at,
        }

    def prepare(self, form: EntryForm) -> None:
        at: Any = form.fields["at"]
        at.choices = [(str(one.pk), spot_words(one)) for one in self.spots]
        if not self.spots:
            del form.fields["at"]
        keep_words(form, {"languages": "language", "needs": "service", "service_areas": "region"})

    def said(self) -> dict[str, Any]:
        typed = dict(self.form.cleaned_data)
        same = {one.name for one in fields(self.details_class)} - {"id", "agency_id", "at"}
        said = {name: value for name, value in typed.items() if name in same}
        named = {rules.NATIONWIDE: "Kazakhstan"}
        named |= {code: one.name("en") for code, one in places.regions().items()}
        return {
            **said,
            **{name: part.items() for name, part in self.parts.items()},
            "status": typed["status"] or terms.ServiceStatus.ACTIVE,
            "languages": languages_said(self.list_of("languages"), typed["languages"]),
            "service_areas": areas_said(
                self.list_of("service_areas"), typed["service_areas"], named
            ),
            "required_documents": lines_said(
                self.list_of("required_documents"), "document", typed["required_documents"]
            ),
            "at": uuids(typed.get("at", [])),
        }


def whole(age: float | None) -> str:
    """An age as it is shown in a form."""
    return "" if age is None else f"{age:g}"


def spot_words(spot: Any) -> str:
    """A place in a few words."""
    first = (spot.addresses or [{}])[0]
    street = ", ".join(str(first[one]) for one in ("city", "address_1") if first.get(one))
    return ", ".join(one for one in (spot.name, street) if one) or str(_("A place without a name"))


class LocationForm(EntryForm):
    """What stands in the entry of a place, one answer each."""

    name = Line(
        label=_("Name of the place"), help_text=_("If it differs: a branch, a building, a room.")
    )
    location_type = OneOf(terms.LocationType.choices, label=_("Kind of place"))
    region = OneOf(places.regions_after(_("As the agency")), label=_("Region"))
    district = OneOf([], label=_("District"))
    city = Line(label=_("Town or village"))
    address_1 = Line(label=_("Street and house"))
    postal_code = Line(label=_("Postal code"), max_length=20, widget=widgets.Line(width="w10"))
    transportation = Words(label=_("How to get there"), widget=widgets.LongText({"rows": 2}))
    accessibility = Words(
        label=_("Access for people with disabilities"),
        help_text=_("One a line: a ramp, a lift, a sign-language interpreter."),
        widget=widgets.LongText(SHORT),
    )
    languages = SomeOf(words_of("language"), label=_("Languages spoken"))
    description = Words(label=_("About the place"), widget=widgets.LongText({"rows": 2}))
    confidential = forms.BooleanField(
        label=_("The address is secret"),
        help_text=_("A shelter's, for example. The service is still found, by its region alone."),
        required=False,
        widget=widgets.Toggle(),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if not said.get("name") and not said.get("address_1") and not said.get("city"):
            self.add_error("city", _("Write the town, the street or a name of the place."))
        return said


ADDRESS = ("address_1", "city", "postal_code")


class LocationSheet(Sheet):
    """A place with its hours and telephones."""

    form_class = LocationForm
    details_class = commands.LocationDetails

    def parts_of(self, typed: Any, shown: dict[str, Any]) -> dict[str, Any]:
        known, phones = self.list_of("schedules"), self.list_of("phones")
        return {
            "schedules": WeekForm(typed, schedules=known, shown=shown.get("schedules")),
            "phones": PhoneRows(typed, items=phones, prefix="phones", shown=shown.get("phones")),
        }

    def told(self) -> dict[str, Any]:
        if self.entry is None:
            return {"location_type": terms.LocationType.PHYSICAL}
        first = (self.entry.addresses or [{}])[0]
        return {
            "languages": codes_told(self.entry.languages, "code"),
            "accessibility": lines_told(self.entry.accessibility, "description"),
            **{name: str(first.get(name) or "") for name in ADDRESS},
        }

    def prepare(self, form: EntryForm) -> None:
        super().prepare(form)
        keep_words(form, {"languages": "language"})

    def said(self) -> dict[str, Any]:
        typed = dict(self.form.cleaned_data)
        same = {one.name for one in fields(self.details_class)} - {"id", "agency_id"}
        return {
            **{name: value for name, value in typed.items() if name in same},
            **{name: part.items() for name, part in self.parts.items()},
            "location_type": typed["location_type"] or terms.LocationType.PHYSICAL,
            "addresses": self._addresses(typed),
            "languages": languages_said(self.list_of("languages"), typed["languages"]),
            "accessibility": lines_said(
                self.list_of("accessibility"), "description", typed["accessibility"]
            ),
        }

    def _addresses(self, typed: dict[str, Any]) -> list[dict[str, Any]]:
        known = self.list_of("addresses")
        said = {name: typed[name] for name in ADDRESS}
        if not known and not any(said.values()):
            return []
        new = {"country": "KZ", "address_type": typed["location_type"] or "physical"}
        return [merged(known[0] if known else new, said), *known[1:]]
