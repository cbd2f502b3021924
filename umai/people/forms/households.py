"""With whom somebody lives, as what, and since or until when."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, OneOf
from umai.people import commands, rules, terms
from umai.people.forms.fields import Line

ANOTHER = ""


def _role(label: Any) -> OneOf:
    return OneOf(
        terms.HouseRole.choices,
        label=label,
        required=True,
        widget=widgets.Picks(),
        error_messages={"required": _("Choose one of the answers.")},
    )


class TogetherForm(forms.Form):
    """One of the family who has a record, or a code. `elder`: the first of them is of an elder
    generation, and probably cares for the child.
    """

    kin = OneOf([], label=_("Lives together with"), widget=widgets.ChooseOne())
    code = Line(
        label=_("Code of a person or of a household"),
        help_text=_("Such as SHM-0001-K or FAM-SHM-0001-P"),
        max_length=20,
        widget=widgets.Line(width="w12"),
    )
    role = _role(_("What is this person there?"))
    other_role = _role(_("What is the other one there?"))
    since = Day(label=pgettext_lazy("relation", "Since"), help_text=_("Empty: since today"))

    def __init__(self, typed: Any = None, *, kin: list[tuple[str, str]], elder: bool) -> None:
        other = terms.HouseRole.CARER if elder else terms.HouseRole.CHILD
        begun = {"role": terms.HouseRole.CHILD, "other_role": other}
        super().__init__(typed, initial=begun | ({"kin": kin[0][0]} if kin else {}))
        if kin:
            choices = [*kin, (ANOTHER, _("Somebody else, by the code"))]
            self.fields["kin"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["kin"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        said["code"] = said.get("kin") or said.get("code", "").strip().upper()
        if not said["code"]:
            self.add_error("code", _("Write the code."))
        elif not rules.is_code(said["code"]):
            words = _("The last letter does not fit %(typed)s: one sign is wrong. Ask once more.")
            self.add_error("code", forms.ValidationError(words, params={"typed": said["code"]}))
        return said

    def details(self, individual_id: UUID) -> commands.HomeDetails:
        """What the command wants to know."""
        said = {k: v for k, v in self.cleaned_data.items() if k != "kin"}
        return commands.HomeDetails(individual_id=individual_id, **said)


class PlaceForm(forms.Form):
    """What somebody is in the household; until when, if they left."""

    role = _role(_("What is this person there?"))
    until = Day(label=_("Left on"), help_text=_("Empty: lives there still"))
