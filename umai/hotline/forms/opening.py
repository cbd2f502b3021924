"""What is asked when a case begins with a contact: which child, what one worries about."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.cases import commands as cases
from umai.cases.terms import Source
from umai.foundation.ui import fields, widgets
from umai.foundation.vocabulary.labels import words_of
from umai.hotline.forms.aftercare import Versioned
from umai.hotline.models import Contact


class ChildForm(forms.Form):
    """The code of a child whom we know."""

    newer: Contact | None = None
    child = fields.Line(
        label=_("Code of the child"),
        help_text=_("Such as SHM-0001-K"),
        required=True,
        max_length=20,
        error_messages={"required": _("Write the code.")},
        widget=widgets.Line(width="w10"),
    )


class OpenForm(Versioned):
    """The worry and, if it can be said already, the risk. What the call told comes along."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    main = fields.OneOf(
        words_of("protection_concern", first=_("Choose")),
        label=_("The main concern"),
        help_text=_("Proposed from the topic of the call. Change it if another one is graver."),
        required=True,
        error_messages={
            "required": _("Choose at least one concern. Without a worry there is no case.")
        },
        widget=widgets.SearchSelect(),
    )
    others = fields.SomeOf(words_of("protection_concern"), label=_("Other concerns"))
    worry = fields.Words(
        label=_("What does one worry about?"),
        help_text=_("What was seen or heard, in plain words. It is sealed."),
        required=True,
        error_messages={"required": _("Write what one worries about.")},
    )
    risk = fields.OneOf(
        words_of("risk_level"), label=pgettext_lazy("case", "Risk"), widget=widgets.Picks()
    )
    triggers = fields.SomeOf(words_of("risk_trigger"), label=_("What makes it high by itself"))
    why_risk = fields.Words(label=_("What is the risk?"), max_length=2000)

    def details(self, contact: Contact, individual_id: UUID) -> cases.CaseDetails:
        """The command's input. Call it only when the form is valid."""
        said = self.cleaned_data
        main = said["main"]
        return cases.CaseDetails(
            id=said["id"],
            individual_id=individual_id,
            team_id=contact.team_id,
            source=Source.CONTACT,
            concerns=(main, *(one for one in said["others"] if one != main)),
            main=main,
            region=contact.region,
            risk=said["risk"],
            triggers=tuple(said["triggers"]),
            why_risk=said["why_risk"],
            words={"worry": said["worry"]},
        )

    def refuse(self, no: Exception) -> None:
        """Put a refusal at its field; those about the concerns stand at the main one."""
        if getattr(no, "field", None) == "concerns":
            self.add_error("main", str(no))
        else:
            super().refuse(no)


def begun(contact: Contact, concern: str, **more: Any) -> dict[str, Any]:
    """What the form begins with: the topic's concern, and high risk if there was danger."""
    risk = "HIGH" if contact.danger_now else ""
    return {"version": contact.version, "main": concern, "risk": risk, **more}
