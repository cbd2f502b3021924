"""For whom a procedure begins that has no case."""

from django.utils.translation import gettext_lazy as _

from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Line
from umai.legal_aid.forms.acts import ActForm


class WhomForm(ActForm):
    """The code of somebody who is registered."""

    code = Line(
        label=_("Code of the person"),
        help_text=_("Such as SHM-0001-K. Who has no code yet is registered first."),
        required=True,
        max_length=20,
        error_messages={"required": _("Write the code of the person.")},
        widget=widgets.Search(),
    )
