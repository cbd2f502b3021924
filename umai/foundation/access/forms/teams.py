"""What is typed on the page of offices, teams and programmes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from umai.foundation.access import queries
from umai.foundation.access.forms.sign_in import NOT_TEXT
from umai.foundation.kernel.actor import Actor
from umai.foundation.ui import widgets

NAME = {"required": _("Write a name."), "null_characters_not_allowed": NOT_TEXT}


class OfficeForm(forms.Form):
    """A place of work, with codes of its own."""

    name = forms.CharField(
        label=_("Name of the office"), max_length=120, error_messages=NAME, widget=widgets.Line()
    )
    region = forms.ChoiceField(
        label=_("Region"),
        error_messages={"required": _("Choose the region.")},
        widget=widgets.Choose(),
    )
    prefix = forms.RegexField(  # type: ignore[assignment]  # a field, not the prefix of a form
        "^[A-Za-z]{2,4}$",
        label=_("Beginning of its codes"),
        help_text=_("Two to four Latin letters, such as SHM; left empty, we choose"),
        required=False,
        error_messages={"invalid": _("Write two to four Latin letters.")},
        widget=widgets.Line(width="w4"),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(one.code, one.label) for one in queries.regions()]
        self.fields["region"].choices = [("", _("Choose")), *known]  # type: ignore[attr-defined]


class TeamForm(forms.Form):
    """People who share work and answer for it together."""

    name = forms.CharField(
        label=_("Name of the team"), max_length=120, error_messages=NAME, widget=widgets.Line()
    )
    office = forms.TypedChoiceField(
        label=_("Office"),
        coerce=str,
        error_messages={"required": _("Choose one of your offices.")},
        widget=widgets.Choose(),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(one.pk), f"{one.name} ({one.prefix})") for one in queries.offices(actor)]
        self.fields["office"].choices = known  # type: ignore[attr-defined]


class ProgrammeForm(forms.Form):
    """A programme or donor that postings may name."""

    code = forms.CharField(
        label=_("Short code"),
        help_text=_("Latin letters, digits or dashes, such as unhcr-2026"),
        max_length=24,
        error_messages={"required": _("Write a short code.")},
        widget=widgets.Line(width="w10"),
    )
    name = forms.CharField(
        label=_("Name of the programme"),
        max_length=120,
        error_messages=NAME,
        widget=widgets.Line(),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
