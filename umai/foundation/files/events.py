"""What can have happened with files by itself, and how the journal says it."""

from django.utils.translation import gettext_lazy as _

FILES_SWEPT = "files.files_swept"

SENTENCES = {FILES_SWEPT: _("looked after the files")}
