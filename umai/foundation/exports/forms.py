"""From a chosen file and the meaning of its headings to what the commands take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from umai.foundation.exports import commands, incoming
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Pairs

MOST_COLUMNS = 200
EXAMPLES = 3
LONGEST_EXAMPLE = 40
TOO_LARGE = _("The file is larger than %(n)s MB. Cut it into parts, or ask for it at the console.")


class RegisterForm(forms.Form):
    """Which file, and the team it belongs to. Its words never touch the disk."""

    id = forms.UUIDField(widget=forms.HiddenInput(), initial=uuid7)
    file = forms.FileField(
        label=_("Which file?"),
        help_text=_("A table as CSV (UTF-8) or XLSX. Its first row holds the headings."),
        widget=widgets.FileBox({"accept": ".csv,.xlsx"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )
    team = forms.ChoiceField(widget=widgets.Choose(width="w12"))
    table: incoming.Table

    def __init__(self, *args: Any, teams: Pairs, label: Any, hint: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose = cast(forms.ChoiceField, self.fields["team"])
        choose.choices, choose.label, choose.help_text = teams, label, hint
        if len(teams) == 1:
            choose.initial, choose.widget = choose.choices[0][0], forms.HiddenInput()

    def clean_file(self) -> UploadedFile[bytes]:
        """Read the table once, so that a file that cannot be read goes no further."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            self.table = incoming.read_table(file.read(), file.name or "")
        except Refused as no:
            raise forms.ValidationError(str(no)) from None
        if len(self.table.headings) > MOST_COLUMNS:
            said = _("The file has more than %(n)s columns. Take away those that are not needed.")
            raise forms.ValidationError(said, params={"n": MOST_COLUMNS})
        return file

    def refuse_size(self) -> None:
        """Say that the file was too large to be taken at all."""
        self.errors.pop("file", None)
        largest = settings.FILE_UPLOAD_MAX_MEMORY_SIZE >> 20
        self.add_error("file", forms.ValidationError(TOO_LARGE, params={"n": largest}))

    def details(self, mapping: Mapping[str, str]) -> commands.RegisterFile:
        """What the command takes."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        file.seek(0)
        return commands.RegisterFile(
            id=self.cleaned_data["id"],
            team_id=UUID(self.cleaned_data["team"]),
            name=file.name or "",
            content=file.read(),
            mapping=mapping,
        )


class MappingForm(forms.Form):
    """For every heading of the file: which of our columns it is, or that it is left out."""

    version = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(
        self,
        *args: Any,
        table: incoming.Table,
        mapping: Mapping[str, str],
        columns: type[TextChoices],
        needed: Sequence[Any],
        covered: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.needed = needed
        self.headings = [one for one in dict.fromkeys(table.headings) if one]
        choices = [("", _("Left out")), *columns.choices]
        for number, heading in enumerate(self.headings):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=heading,
                help_text=_examples(table, heading, covered),
                choices=choices,
                required=False,
                initial=mapping.get(heading, ""),
                widget=widgets.Choose(),
            )

    @property
    def columns(self) -> list[forms.BoundField]:
        """One field for each heading, in the order of the file."""
        return [self[f"column_{number}"] for number in range(len(self.headings))]

    def clean(self) -> dict[str, Any]:
        """Two headings cannot be the same column, and two columns cannot be missing."""
        given = super().clean() or {}
        chosen: dict[str, str] = {}
        for number, heading in enumerate(self.headings):
            column = given.get(f"column_{number}") or ""
            if column in chosen:
                said = _("“%(other)s” is this already. Leave one of them out.")
                self.add_error(
                    f"column_{number}",
                    forms.ValidationError(said, params={"other": chosen[column]}),
                )
            elif column:
                chosen[column] = heading
        for needed in self.needed:
            if needed not in chosen and not self.errors:
                said = _("Say which heading is “%(column)s”: without it nothing can be imported.")
                self.add_error(None, forms.ValidationError(said, params={"column": needed.label}))
        return given

    def mapping(self) -> dict[str, str]:
        """Heading -> column, without those that are left out."""
        given = ((name, self.cleaned_data[f"column_{at}"]) for at, name in enumerate(self.headings))
        return {heading: column for heading, column in given if column}


class TakeInForm(forms.Form):
    """Import what was looked at: this version of it, with or without its wrong rows."""

    version = forms.IntegerField(widget=forms.HiddenInput())
    skip_bad = forms.BooleanField(required=False, widget=forms.HiddenInput())


def _examples(table: incoming.Table, heading: str, covered: bool) -> str:
    """The first few different values under a heading; covered, only their shapes."""
    place = table.headings.index(heading)
    found: dict[str, None] = {}
    for row in table.rows[:1000]:
        if place < len(row) and row[place].strip():
            text = row[place].strip()[:LONGEST_EXAMPLE]
            found[_shape(text) if covered else text] = None
        if len(found) == EXAMPLES:
            break
    return ", ".join(found)


def _shape(text: str) -> str:
    """What a value looks like without what it says: "7.3.2014" is "0.0.0000"."""
    return "".join("0" if one.isdigit() else "x" if one.isalpha() else one for one in text)
