"""Which file, and what it is."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from umai.foundation.files.forms import FileField, too_large
from umai.foundation.files.queries import limits
from umai.foundation.files.rules import No
from umai.foundation.files.terms import WHY
from umai.foundation.kernel.gate import ActorRequest
from umai.foundation.ui import widgets
from umai.people import commands, terms


class AttachForm(forms.Form):
    """A file for somebody's record. That of a consent needs no kind: it is the signed form."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=terms.Attachment.choices,
        error_messages={
            "required": _("Choose what it is."),
            "invalid_choice": _("Choose one of the answers shown. This one is not among them."),
        },
        widget=widgets.Picks(),
    )
    file = FileField()

    def __init__(self, *typed: Any, signed: bool = False) -> None:
        super().__init__(*typed)
        if signed:
            del self.fields["kind"]

    @property
    def upload(self) -> commands.Upload:
        """The file as the command takes it."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        return commands.Upload(file.read(), file.name or "")

    def check_size(self, request: ActorRequest) -> None:
        """Say that so much came that none of it was taken."""
        if too_large(request):
            self.errors.pop("file", None)
            self.errors.pop("kind", None)
            words = forms.ValidationError(WHY[No.LARGE], params={"n": limits().megabytes})
            self.add_error("file", words)
