"""What is typed about a room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Line, OneOf, Pairs


class RoomForm(forms.Form):
    """A room of an office."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    office = OneOf([], label=_("Which office?"), required=True, widget=widgets.Picks())
    name = Line(
        label=_("What is the room called?"),
        help_text=_("As colleagues call it, such as Room 2"),
        required=True,
        max_length=60,
        error_messages={"required": _("Write what the room is called.")},
    )

    def __init__(self, *typed: Any, offices: Pairs, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.fields["office"].choices = offices  # type: ignore[attr-defined]
        self.fields["office"].error_messages["required"] = _("Choose one of the answers.")
