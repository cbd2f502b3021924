"""Which parts of a file must not be seen: boxes by numbers, drawn or typed, why and for whom."""

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.files import commands as files
from umai.foundation.files import rules
from umai.foundation.files.rules import Box
from umai.foundation.files.terms import Redaction
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Line, OneOf

SIDES = ("left", "top", "width", "height")
PART = Decimal(rules.WHOLE) / 100  # of a percent
EMPTY = 3  # rows without a box, for whom writes numbers


class Percent(Line):
    """How far, in percent of the page: 12, 12.5 or 12,5. Cleaned it is a Decimal, or None."""

    def __init__(self, **options: Any) -> None:
        box = widgets.NumberBox({"inputmode": "decimal", "data-side": True})
        super().__init__(**{"max_length": 20, "widget": box, **options})

    def clean(self, value: Any) -> Any:
        typed: str = super().clean(value)
        if not typed:
            return None
        try:
            told = Decimal(typed.replace(",", ".").removesuffix("%").strip())
            fits = 0 <= told <= 100
        except InvalidOperation:  # no number, or NaN
            fits = False
        if not fits:
            words = _("Write percent of the page, from 0 to 100. You wrote %(typed)s.")
            raise ValidationError(words, params={"typed": typed})
        return told


class BoxForm(forms.Form):
    """One box. An empty row is no box."""

    page = Line(
        label=pgettext_lazy("box", "Page"),
        max_length=20,
        widget=widgets.NumberBox({"data-page": True}),
    )
    left = Percent(label=pgettext_lazy("box", "From the left, %"))
    top = Percent(label=pgettext_lazy("box", "From above, %"))
    width = Percent(label=pgettext_lazy("box", "Wide, %"))
    height = Percent(label=pgettext_lazy("box", "High, %"))

    def clean_page(self) -> int | None:
        typed = self.cleaned_data["page"]
        if not typed:
            return None
        if not (typed.isascii() and typed.isdigit() and 0 < int(typed) < 10_000):
            words = _("Write the number of the page, such as 1. You wrote %(typed)s.")
            raise ValidationError(words, params={"typed": typed})
        return int(typed)

    def clean(self) -> dict[str, Any]:
        said = {name: self.cleaned_data.get(name) for name in SIDES}
        if self.errors or all(value is None for value in said.values()):
            return self.cleaned_data
        for name, value in said.items():
            if value is None or (name in {"width", "height"} and not value):
                self.add_error(name, _("A box needs this number."))
        if self.cleaned_data.get("page") is None:
            self.add_error("page", _("A box needs this number."))
        for name, other in (("left", "width"), ("top", "height")):
            if said[name] == 100 and not self.errors:
                self.add_error(name, _("This box begins where the page ends."))
                self.cleaned_data[other] = None
        return self.cleaned_data

    def box(self) -> Box | None:
        """The box, rounded outwards; None for an empty row."""
        said = self.cleaned_data
        if any(said.get(name) is None for name in ("page", *SIDES)):
            return None
        ends = {"left": said["left"] + said["width"], "top": said["top"] + said["height"]}
        return Box(
            said["page"],
            *(_part(said[name], ROUND_FLOOR) for name in ends),
            *(_part(end, ROUND_CEILING) for end in ends.values()),
        )


def _part(percent: Decimal, rounding: str) -> int:
    return min(int((percent * PART).to_integral_value(rounding)), rules.WHOLE)


BoxRows: Any = forms.formset_factory(
    BoxForm,
    extra=EMPTY,
    max_num=rules.MOST_BOXES,
    absolute_max=rules.MOST_BOXES + 10,
    validate_max=True,
)


class RedactForm(forms.Form):
    """Why something is covered and for whom the copy is."""

    reason = OneOf(
        Redaction.choices,
        label=_("Why is it covered?"),
        required=True,
        widget=widgets.Picks(),
        error_messages={"required": _("Choose why it is covered.")},
    )
    whom = Line(
        label=_("For whom is the copy?"),
        help_text=_("Sealed with the file. An office is enough, a name is not needed."),
        required=True,
        max_length=200,
        error_messages={"required": _("Write for whom the copy is.")},
    )

    def __init__(self, *typed: Any, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.fields["reason"].choices = Redaction.choices  # type: ignore[attr-defined]


class Sheet:
    """What stands on the page: the boxes, why and for whom, and which page of the file is shown.

    Looking at another page saves nothing, so nothing but the boxes is checked then.
    """

    def __init__(self, typed: Mapping[str, str] | None) -> None:
        self.typed = typed
        self.makes = typed is not None and "make" in typed
        self.rows = BoxRows(typed, prefix="box")
        self.form = RedactForm(typed if self.makes else None, initial=_kept(typed))
        self.no = ""
        if typed is not None:
            self.rows.is_valid()
            if self.makes and not self.boxes and not self.wrong:
                self.form.add_error(None, _("Draw a box over what must not be seen."))

    @property
    def wrong(self) -> bool:
        """Whether something that was typed cannot be."""
        return bool(self.form.errors or self.typed is not None and not self.rows.is_valid())

    @property
    def boxes(self) -> list[Box]:
        """The boxes that are whole, also beside rows that are not."""
        if self.typed is None:
            return []
        found = (one.box() for one in self.rows.forms if not one.errors)
        return [one for one in found if one]

    @property
    def page(self) -> int:
        """Which page of the file is to be shown."""
        said = self.typed or {}
        wanted = said.get("show") or said.get("shown") or "1"
        return int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 5 else 1

    def wish(self) -> files.Redaction:
        """What the command takes."""
        said = self.form.cleaned_data
        return files.Redaction(self.boxes, Redaction(said["reason"]), said["whom"])

    def afresh(self) -> Any:
        """The rows to write in: those with mistakes as they are, else a few empty ones more."""
        if self.typed is None or self.wrong:
            return self.rows
        filled = [one for one in self.rows.forms if one.box()]
        return BoxRows(
            prefix="box",
            initial=[{n: one[n].data for n in one.fields} for one in filled],
        )


def _kept(typed: Mapping[str, str] | None) -> dict[str, str]:
    return {name: (typed or {}).get(name, "") for name in ("reason", "whom")}
