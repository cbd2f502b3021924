"""What files are, and why one is not taken, in words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.files.rules import No


class Redaction(TextChoices):
    """Why something is covered in a copy."""

    OTHERS = "others", pgettext_lazy("redaction", "It is about other people")
    WHO = "who", pgettext_lazy("redaction", "It tells who the person is")
    WHERE = "where", pgettext_lazy("redaction", "It tells where the person is")
    WITHHELD = "withheld", pgettext_lazy("redaction", "The person wants it kept from them")
    NOT_NEEDED = "not_needed", pgettext_lazy("redaction", "They do not need it for their work")


class Type(TextChoices):
    """What a file is by its content."""

    JPEG = "jpeg", _("Picture (JPEG)")
    PNG = "png", _("Picture (PNG)")
    PDF = "pdf", _("Document (PDF)")
    TEXT = "text", _("Plain text")


# `%(n)s` is the limit, in the unit of the sentence.
WHY = {
    No.EMPTY: _("The file is empty. Choose another."),
    No.LARGE: _("The file is larger than %(n)s MB. Scan it in grey, or attach it in parts."),
    No.PIXELS: _("The picture has more than %(n)s million dots. Make a smaller one."),
    No.PAGES: _("The PDF has more than %(n)s pages. Attach it in parts."),
    No.HEIC: _("This is a HEIC picture. Set the telephone's camera to “Most compatible” (JPEG)."),
    No.PICTURE: _("Of pictures only JPEG and PNG are taken. Save it as one of these."),
    No.OFFICE: _("Office files can carry programs. Save it as PDF."),
    No.ARCHIVE: _("Archives are not taken. Attach the files one by one."),
    No.MARKUP: _("Web pages and drawings (HTML, SVG, XML) can carry programs. Save it as PDF."),
    No.PROGRAM: _("This is a program. Programs are not taken."),
    No.TWO_FACES: _("The file is two things in one, as harmless files never are. Scan it again."),
    No.ENCRYPTED: _("The PDF is locked with a password. Save it without one."),
    No.SCRIPT: _("The PDF carries a program. Print it into a new PDF, or scan it."),
    No.ATTACHED: _("The PDF carries other files. Print it into a new PDF; attach them apart."),
    No.BROKEN: _("The file is damaged or cut. Copy it again, or scan it again."),
    No.HEAVY: _("The file takes too much work to open. Scan it again, or save it anew."),
    No.LETTERS: _("The letters of this text cannot be told. Save it as UTF-8."),
    No.UNSEEN: _("A plain text has no pages to look at. Open it."),
    No.NO_PAGE: _("There is a box on a page that this file does not have."),
    No.MANY_PAGES: _("A PDF of more than %(n)s pages is too long. Attach it in parts."),
    No.UNKNOWN: _("Only JPEG, PNG, PDF and plain text are taken. Save it as one of these."),
}
