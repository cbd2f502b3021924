"""What is asked for a letter, and for a new version of one."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.files.forms import too_large
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Line, OneOf, Words
from umai.legal_aid import commands
from umai.legal_aid.forms.acts import SEALED, ActForm
from umai.legal_aid.letters import shipped

NEEDED = {"required": _("This letter says nothing without it: write a sentence.")}
LONGEST = 4000
ACCEPT = ".docx,application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class LetterForm(ActForm):
    """To whom the letter goes, what the lawyer says in it, and whether names are filled in."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    agency_id = OneOf(
        [],
        label=_("To whom?"),
        help_text=_("From the directory. Without it the lines of the address stay empty."),
        widget=widgets.SearchSelect(),
    )
    facts = Words(label=_("What happened"), help_text=SEALED, max_length=LONGEST)
    request = Words(label=_("What we ask for"), help_text=SEALED, max_length=LONGEST)
    named = forms.BooleanField(
        label=_("Fill in names, days of birth and numbers"),
        help_text=_("What is opened for the letter is written down, as everywhere."),
        required=False,
        widget=widgets.Toggle(),
    )

    def __init__(
        self,
        *typed: Any,
        letter: shipped.Letter,
        receivers: list[Any],
        may_name: bool,
        **options: Any,
    ) -> None:
        super().__init__(*typed, **options)
        offered = [("", pgettext_lazy("list", "Choose")), *receivers]
        self.fields["agency_id"].choices = offered  # type: ignore[attr-defined]
        for name in letter.needs:
            self.fields[name].required = True
            self.fields[name].error_messages |= NEEDED
        if not may_name:
            del self.fields["named"]

    def wish(self, code: str, language: str) -> commands.LetterWish:
        """The input of the command. Call it only when the form is valid."""
        said = self.cleaned_data
        agency = said["agency_id"]
        return commands.LetterWish(
            id=said["id"],
            code=code,
            language=language,
            agency_id=UUID(agency) if agency else None,
            named=bool(said.get("named")),
            facts=said["facts"],
            request=said["request"],
        )


class TemplateForm(ActForm):
    """A version that was edited in Word."""

    changed = Line(
        label=_("What did you change?"),
        help_text=_("For who approves it. Name nobody."),
        max_length=200,
    )
    file = forms.FileField(
        label=_("Which file?"),
        help_text=_("A document of Word (.docx), at most 5 MB."),
        widget=widgets.FileBox({"accept": ACCEPT}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Choose another."),
        },
    )

    def content(self) -> bytes:
        """What the file holds."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        return bytes(file.read())

    def check_size(self, request: HttpRequest) -> None:
        """Say that so much came that none of it was taken."""
        if too_large(request):
            self.errors.pop("file", None)
            words = _("The file is larger than 5 MB. Make its pictures smaller.")
            self.add_error("file", words)
