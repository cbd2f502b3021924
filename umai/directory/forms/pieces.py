"""The lists inside an entry (telephones, people, hours, papers) as rows that can be typed.

What a form does not show of an item, its id above all, stays with it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.directory import rules
from umai.directory.forms.fields import Email
from umai.foundation.kernel.ids import uuid7
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Line, Words
from umai.foundation.vocabulary import queries as vocabulary

Item = dict[str, Any]
Items = list[Item]
MOST = 60


def merged(old: Mapping[str, Any], said: Mapping[str, Any]) -> Item:
    """An item with what was typed; what was blank before and is blank now is not written at all."""
    new = dict(old)
    for name, value in said.items():
        if value not in ("", None, []):
            new[name] = value
        elif new.get(name) not in ("", None, []):
            del new[name]
    if new != old and not new.get("id"):
        new["id"] = str(uuid7())
    return new


class RowForm(forms.Form):
    """One item of a list. An empty row takes the item away."""

    id = forms.CharField(required=False, max_length=128, widget=forms.HiddenInput())

    def __init__(self, *typed: Any, known: Mapping[str, Item], **options: Any) -> None:
        super().__init__(*typed, **options)
        self.known = known

    @staticmethod
    def told(item: Mapping[str, Any]) -> Item:
        """What the row shows of an item."""
        raise NotImplementedError

    def before(self) -> Item:
        """The item that this row showed; empty for a new one."""
        return self.known.get(str(self["id"].data or ""), {})

    def said(self) -> Item:
        """What was typed, with the names of HSDS. Call it only when the row is valid."""
        return {name: value for name, value in self.cleaned_data.items() if name != "id"}

    def is_blank(self) -> bool:
        """Whether nothing stands in the row."""
        return not any(value for name, value in self.cleaned_data.items() if name != "id")


class Rows(forms.BaseFormSet):  # type: ignore[type-arg]
    """The items of a list as rows, and a few empty ones. Without scripts more are asked for."""

    def __init__(
        self, typed: Any = None, *, items: Sequence[Item], prefix: str, shown: Any = None
    ) -> None:
        self.known: dict[str, Item] = {}
        for place, one in enumerate(items):
            key = str(one.get("id") or "")
            self.known[f"#{place}" if not key or key in self.known else key] = one
        told = [{**self.form.told(one), "id": key} for key, one in self.known.items()]
        super().__init__(
            typed,
            prefix=prefix,
            initial=told if shown is None else shown,
            form_kwargs={"known": self.known},
        )

    def typed_again(self) -> list[dict[str, Any]]:
        """Every row as it was typed, to be shown again unchecked."""
        return [as_typed(one) for one in self.forms]

    def items(self) -> Items:
        """The list as it is to be kept. Call it only when the rows are valid."""
        return [
            merged(one.before(), one.said())
            for one in self.forms
            if one.cleaned_data and not one.is_blank()
        ]


def as_typed(form: forms.BaseForm) -> dict[str, Any]:
    """What stands in a form as it was sent, without a look at it."""
    return {name: form[name].data for name in form.fields}


class PhoneRow(RowForm):
    """A telephone and what it is for."""

    number = Line(label=_("Number"), max_length=60, widget=widgets.PhoneInput(width="w12"))
    extension = Line(label=_("Extension"), max_length=16, widget=widgets.Line(width="w4"))
    description = Line(label=_("What it is for"), max_length=200)

    @staticmethod
    def told(item: Mapping[str, Any]) -> Item:
        extension, description = (str(item.get(one) or "") for one in ("extension", "description"))
        number = rules.phone_words(str(item.get("number") or ""))
        return {"number": number, "extension": extension, "description": description}

    def clean_number(self) -> str:
        typed: str = self.cleaned_data["number"]
        return dialled(typed, str(self.before().get("number") or ""))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "number" in said and not said["number"] and (said["extension"] or said["description"]):
            self.add_error("number", _("Write the number, or empty the whole row."))
        return said

    def said(self) -> Item:
        said = super().said()
        if said["extension"] == str(self.before().get("extension") or ""):
            said.pop("extension")  # a file may have it as a number
        return said


def dialled(typed: str, before: str) -> str:
    """A number that can be dialled; one that stood there already stays as it is."""
    if not typed or typed in (before, rules.phone_words(before)):
        return before if typed else ""
    number = rules.phone_of(typed)
    if number is None:
        words = _(
            "%(typed)s cannot be dialled. Write a short number such as 111, or one with its"
            " code, such as +7 725 253 21 10."
        )
        raise ValidationError(words, params={"typed": typed})
    return number


class ContactRow(RowForm):
    """A person whom one asks for there."""

    name = Line(label=pgettext_lazy("focal point", "Name"), max_length=200)
    title = Line(label=pgettext_lazy("focal point", "Position"), max_length=200)
    phone = Line(label=_("Number"), max_length=60, widget=widgets.PhoneInput(width="w12"))
    email = Email(label=_("Mail"))

    @staticmethod
    def told(item: Mapping[str, Any]) -> Item:
        phone = rules.phone_words(_first_number(item))
        same = {one: str(item.get(one) or "") for one in ("name", "title", "email")}
        return {**same, "phone": phone}

    def clean_phone(self) -> str:
        return dialled(self.cleaned_data["phone"], _first_number(self.before()))

    def said(self) -> Item:
        said = super().said()
        number, known = said.pop("phone"), list(self.before().get("phones") or [])
        if number != _first_number(self.before()):
            first = merged(known[0] if known else {}, {"number": number}) if number else None
            known = [one for one in (first, *known[1:]) if one]
        return {**said, "phones": known}


def _first_number(item: Mapping[str, Any]) -> str:
    phones = item.get("phones") or [{}]
    return str(phones[0].get("number") or "")


class CostRow(RowForm):
    """A price and what it is for."""

    option = Line(label=_("What for"), max_length=200)
    amount = Line(label=_("Amount"), max_length=20, widget=widgets.NumberBox(width="w10"))
    currency = Line(label=_("Currency"), max_length=3, widget=widgets.Line(width="w4"))

    @staticmethod
    def told(item: Mapping[str, Any]) -> Item:
        amount = item.get("amount")
        return {
            "option": str(item.get("option") or item.get("amount_description") or ""),
            "amount": "" if amount is None else f"{amount}".removesuffix(".0"),
            "currency": str(item.get("currency") or ""),
        }

    def clean_amount(self) -> float | None:
        typed = self.cleaned_data["amount"].replace(" ", "").replace("\xa0", "").replace(",", ".")
        if not typed:
            return None
        plain = typed.removeprefix("-").replace(".", "", 1)
        if typed.startswith("-") or not (plain.isascii() and plain.isdigit()):
            words = _("Write the amount as a number, such as 1500. You wrote %(typed)s.")
            raise ValidationError(words, params={"typed": self.cleaned_data["amount"]})
        return float(typed)

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()

    def said(self) -> Item:
        said, told = super().said(), self.told(self.before())
        if said["option"] == told["option"]:
            said.pop("option")
        if said["amount"] is not None and not said["currency"]:
            said["currency"] = "KZT"
        return said


def rows_of(form: type[RowForm], *, extra: int = 1) -> Any:
    """A set of rows of one kind."""
    return forms.formset_factory(
        form, formset=Rows, extra=extra, max_num=MOST, absolute_max=MOST + 10
    )


PhoneRows = rows_of(PhoneRow, extra=2)
ContactRows = rows_of(ContactRow)
CostRows = rows_of(CostRow)


# The week -----------------------------------------------------------------------------------------

HINT = _("For example 9-18, or 9-13, 14-18. A dash for closed.")


def _day(label: Any) -> Line:
    return Line(label=label, max_length=100, widget=widgets.Line({"placeholder": "–"}))


class WeekForm(forms.Form):
    """The hours of a week: one answer for Monday to Friday, and what differs."""

    always = forms.BooleanField(label=_("Day and night"), required=False, widget=widgets.Toggle())
    weekdays = Line(label=_("Monday to Friday"), help_text=HINT, max_length=100)
    SA = Line(label=pgettext_lazy("hours", "Saturday"), max_length=100)
    SU = Line(label=pgettext_lazy("hours", "Sunday"), max_length=100)
    MO = _day(pgettext_lazy("hours", "Monday"))
    TU = _day(pgettext_lazy("hours", "Tuesday"))
    WE = _day(pgettext_lazy("hours", "Wednesday"))
    TH = _day(pgettext_lazy("hours", "Thursday"))
    FR = _day(pgettext_lazy("hours", "Friday"))
    note = Words(
        label=_("About the hours, in words"),
        help_text=_("For example: closed on holidays; ring first."),
        max_length=500,
        widget=widgets.LongText({"rows": 2}),
    )

    def __init__(self, typed: Any = None, *, schedules: Sequence[Item], shown: Any = None) -> None:
        self.schedules = list(schedules)
        told = week_told(self.schedules) if shown is None else shown
        super().__init__(typed, prefix="week", initial=told)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for name in ("weekdays", *rules.DAYS):
            if (typed := said.get(name)) and rules.spans_of(typed) is None:
                words = _(
                    "%(typed)s is not read as hours. Write 9-18, or 9-13, 14-18, or - for closed."
                )
                self.add_error(name, ValidationError(words, params={"typed": typed}))
        return said

    def differs(self) -> bool:
        """Whether a day between Monday and Friday has hours of its own."""
        return any(self[day].value() or self[day].errors for day in rules.WEEKDAYS)

    def kept_apart(self) -> int:
        """How many schedules cannot be drawn as a week; they stay as they are."""
        apart = [one for one in self.schedules if not rules.is_drawable(one)]
        return sum(1 for one in apart if one is not _note(self.schedules))

    def items(self) -> Items:
        """The schedules as they are to be kept. Call it only when the form is valid."""
        said, note = self.cleaned_data, _note(self.schedules)
        week = self._week()
        same_words = said["note"] == (str(note["description"]) if note else "")
        if same_words and week == rules.drawn_week(self.schedules):
            return self.schedules
        kept = [
            one if one.get("id") or one in self.schedules else merged({}, one)
            for one in rules.rescheduled(self.schedules, week)
            if one != note
        ]
        if said["note"]:
            kept.append(merged(note or {}, {"description": said["note"]}))
        return kept

    def _week(self) -> dict[str, rules.Spans]:
        said = self.cleaned_data
        if said["always"]:
            return {day: list(rules.NIGHT_AND_DAY) for day in rules.DAYS}
        usual = {day: said["weekdays"] for day in rules.WEEKDAYS}
        return {day: rules.spans_of(said[day] or usual.get(day) or "-") or [] for day in rules.DAYS}


def week_told(schedules: Sequence[Item]) -> dict[str, Any]:
    """What the form shows of schedules."""
    week, note = rules.drawn_week(schedules), _note(schedules)
    told: dict[str, Any] = {"note": note["description"] if note else ""}
    if all(spans == rules.NIGHT_AND_DAY for spans in week.values()):
        return {**told, "always": True}
    usual = {rules.span_words(week[day]) for day in rules.WEEKDAYS}
    days: Sequence[str] = rules.DAYS
    if len(usual) == 1:
        told["weekdays"] = usual.pop()
        days = rules.DAYS[5:]
    return told | {day: rules.span_words(week[day]) for day in days}


def _note(schedules: Sequence[Item]) -> Item | None:
    """The schedule that says only words."""
    return next(
        (
            one
            for one in schedules
            if one.get("description") and not one.get("byday") and not one.get("opens_at")
        ),
        None,
    )


# Lists of words and codes -------------------------------------------------------------------------


def lines_told(items: Iterable[Item], key: str) -> str:
    """The items of a list, one a line."""
    return "\n".join(_one_line(one, key) for one in items if _one_line(one, key))


def lines_said(items: Sequence[Item], key: str, typed: str) -> Items:
    """The list with one item a line. A line that stood there keeps its item, a changed one its
    place; items without words stay.
    """
    lines = list(dict.fromkeys(" ".join(line.split()) for line in typed.splitlines()))
    lines = [line for line in lines if line]
    known = [one for one in items if _one_line(one, key)]
    same = {_one_line(one, key): one for one in known}
    found: Items = []
    for place, line in enumerate(lines):
        old = same.get(line)
        if old is None and place < len(known) and _one_line(known[place], key) not in lines:
            old = merged(known[place], {key: line})
        found.append(old if old is not None else merged({}, {key: line}))
    return found + [one for one in items if not _one_line(one, key)]


def _one_line(item: Mapping[str, Any], key: str) -> str:
    return " ".join(str(item.get(key) or "").split())


def codes_told(items: Iterable[Item], key: str) -> list[str]:
    """The codes of a list of items."""
    return [
        str(one[key]).lower() if key == "code" else str(one[key]) for one in items if one.get(key)
    ]


def languages_said(items: Sequence[Item], chosen: Sequence[str]) -> Items:
    """The languages chosen; what stood there keeps its item, and what has no code stays."""
    kept = [one for one in items if not one.get("code") or str(one["code"]).lower() in chosen]
    known = {str(one.get("code") or "").lower() for one in kept}
    return kept + [
        {"id": str(uuid7()), "code": code, "name": vocabulary.label("language", code, "en")}
        for code in chosen
        if code not in known
    ]


def areas_said(items: Sequence[Item], chosen: Sequence[str], names: Mapping[str, str]) -> Items:
    """The regions served; what stood there keeps its item, and what names no region stays."""
    kept = [one for one in items if not one.get("region") or one["region"] in chosen]
    known = {one.get("region") for one in kept}
    return kept + [
        {"id": str(uuid7()), "name": names.get(code, code), "region": code}
        for code in chosen
        if code not in known
    ]
