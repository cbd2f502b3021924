"""The question of a search: names, what is known of the birth, sex; or a code."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.ui import widgets
from umai.people import queries, rules
from umai.people.forms.fields import About, Born, Line, today

SEXES = [("female", pgettext_lazy("sex", "Female")), ("male", pgettext_lazy("sex", "Male"))]
LEAST = 3


class FindForm(forms.Form):
    """Whom somebody looks for. Nothing of it ever stands in an address."""

    given = Line(label=_("Given name"), help_text=_("In any script, as you hear it"))
    family = Line(label=_("Family name"))
    patronymic = Line(label=_("Patronymic"))
    born = Born(help_text=_("A day such as 2014-03-09, or only the year"))
    age = About()
    sex = forms.ChoiceField(
        label=pgettext_lazy("person", "Sex"), choices=SEXES, required=False, widget=widgets.Picks()
    )

    def __init__(self, typed: Any = None, *, nameless: bool = False) -> None:
        super().__init__(typed)
        self.nameless = nameless
        if typed is None:
            self.fields["given"].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.nameless:
            return said
        letters = [sum(sign.isalpha() for sign in said.get(n, "")) for n in ("given", "family")]
        if not self.errors and max(letters) < LEAST:
            self.add_error("given", _("Write at least three letters of the given or family name."))
        return said

    def question(self, wider: bool = False) -> queries.Asked:
        """What the search asks."""
        said = self.cleaned_data
        born = said["born"] or (str(today().year - int(said["age"])) if said["age"] else "")
        if self.nameless:
            return queries.Asked(born=born, sex=said["sex"], nameless=True)
        names = {name: said[name] for name in ("given", "family", "patronymic", "sex")}
        return queries.Asked(**names, born=born, wider=wider)


class CodeForm(forms.Form):
    """A code that leads straight to the record."""

    code = Line(
        label=_("Or open by the code"),
        help_text=_("Such as SHM-0001-K or FAM-SHM-0001-P"),
        max_length=20,
        widget=widgets.Line(width="w10"),
    )

    def clean_code(self) -> str:
        typed: str = self.cleaned_data["code"]
        if not rules.is_code(typed):
            words = _("The last letter does not fit %(typed)s: one sign is wrong. Ask once more.")
            raise forms.ValidationError(words, params={"typed": typed or "–"})
        return typed.strip().upper()
