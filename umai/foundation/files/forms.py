"""The field that takes a file."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from umai.foundation.files import queries, terms
from umai.foundation.files.rules import No
from umai.foundation.ui import widgets

ACCEPT = ".jpg,.jpeg,.png,.pdf,.txt,image/jpeg,image/png,application/pdf,text/plain"


class FileField(forms.FileField):
    """One file to attach. What it is, is told by its content when it is kept, not here."""

    def __init__(self, **options: Any) -> None:
        usual: dict[str, Any] = {
            "label": _("Which file?"),
            "help_text": _("JPEG, PNG, PDF or plain text"),
            "widget": widgets.FileBox({"accept": ACCEPT}),
            "error_messages": {
                "required": _("Choose a file."),
                "empty": terms.WHY[No.EMPTY],
            },
        }
        super().__init__(**(usual | options))

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse what is too large before anybody looks into it."""
        found: UploadedFile[bytes] | None = super().clean(data, initial)
        most = queries.limits()
        if found is not None and (found.size or 0) > most.size:
            raise forms.ValidationError(terms.WHY[No.LARGE], params={"n": most.megabytes})
        return found


def too_large(request: HttpRequest) -> bool:
    """Whether so much came that none of it was taken: a file would have to lie on the disk."""
    return int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE
