"""What is typed to find something by its code."""

from django import forms
from django.utils.translation import gettext_lazy as _

from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Line


class FindForm(forms.Form):
    """The code of a child, of a case or of a contact, as it is spoken."""

    q = Line(
        label=_("Code"),
        help_text=_("Of a child, a case or a contact, such as SHM-0001-K. Never a name."),
        required=True,
        max_length=40,
        widget=widgets.Line(width="w10"),
        error_messages={"required": _("Write a code.")},
    )
