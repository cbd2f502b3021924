"""From a choice of shape, or a chosen file, to what goes out and comes in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from umai.directory import commands, imports
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui import widgets

TOO_LARGE = _("The file is larger than %(n)s MB. Cut it into parts, or ask for it at the console.")


class ExportForm(forms.Form):
    """In which shape the directory goes out."""

    shape = forms.ChoiceField(choices=[("hsds", "HSDS"), ("5w", "5W")])


class ImportForm(forms.Form):
    """Which file, and whether it is only looked at."""

    file = forms.FileField(
        label=_("Which file?"),
        help_text=_("HSDS 3 as JSON or zip, or a table as CSV (UTF-8) or XLSX"),
        widget=widgets.FileBox({"accept": ".json,.zip,.csv,.xlsx"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )
    act = forms.ChoiceField(choices=[("look", "look"), ("take", "take")], widget=forms.HiddenInput)
    read: commands.Read

    def clean_file(self) -> UploadedFile[bytes]:
        """Read the file, so that one that cannot be read goes no further."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            self.read = imports.read_file(file.read(), file.name or "")
        except Refused as no:
            raise forms.ValidationError(str(no)) from None
        return file

    def only_looks(self) -> bool:
        """Whether nothing is to be written."""
        said: dict[str, Any] = getattr(self, "cleaned_data", {})
        return bool(said.get("act") != "take")

    def refuse_size(self) -> None:
        """Say that the file was too large to be taken at all."""
        self.errors.pop("file", None)
        largest = settings.FILE_UPLOAD_MAX_MEMORY_SIZE >> 20
        self.add_error("file", forms.ValidationError(TOO_LARGE, params={"n": largest}))
