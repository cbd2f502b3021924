"""What is chosen above a board: the procedure, whose, and of births only the late ones."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.ui import widgets
from umai.foundation.ui.fields import OneOf
from umai.legal_aid import terms
from umai.legal_aid.forms.acts import templates
from umai.legal_aid.forms.looking import WHOSE


class BoardForm(forms.Form):
    """Which procedure, and whose."""

    template = OneOf(templates, label=_("Procedure"))
    whose = OneOf(WHOSE, label=_("Whose"))


class BirthsForm(forms.Form):
    """Whose children, only late ones or all, one column or all."""

    whose = OneOf(WHOSE, label=_("Whose"))
    column = OneOf(
        [("", pgettext_lazy("columns of a board", "All columns")), *terms.Stage.choices],
        label=_("Column"),
    )
    late = forms.BooleanField(
        label=_("Only late registrations"), required=False, widget=widgets.Toggle()
    )
