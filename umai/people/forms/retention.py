"""Why a record must be kept and until when that is looked at again; why one is to be erased."""

from django import forms
from django.utils.translation import gettext_lazy as _

from umai.foundation.ui.fields import Day, OneOf
from umai.people import terms

CHOOSE = {"required": _("Choose a reason.")}


class HoldForm(forms.Form):
    """What forbids to erase."""

    reason = OneOf(
        [("", _("Choose")), *terms.HoldReason.choices],
        label=_("Why it must be kept"),
        required=True,
        error_messages=CHOOSE,
    )
    review_on = Day(
        label=_("To be looked at again on"),
        required=True,
        error_messages={"required": _("Write the day on which somebody looks at it again.")},
    )


class AskForm(forms.Form):
    """Why a person is to be erased."""

    ground = OneOf(
        [("", _("Choose")), *terms.ErasureGround.choices],
        label=_("Why it is to be erased"),
        required=True,
        error_messages=CHOOSE,
    )
