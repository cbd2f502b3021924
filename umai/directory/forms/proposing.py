"""What somebody outside proposes, the code that lets them in, and what is decided about it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.directory import commands, rules
from umai.directory.forms.fields import Email, Website
from umai.directory.models import Agency
from umai.foundation.kernel import ids
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Line, Words

MOST_PHONES = 20
SAME = ("name_kk", "name_ru", "name_en", "description", "email", "website")


class PhoneLines(Words):
    """Telephones, one on each line; after a comma what the number is for.

    What stood there stays as it is, with what is kept beyond the line (its id, its extension).
    """

    known: list[dict[str, Any]]

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=2000, **options)
        self.known = []

    def clean(self, value: Any) -> list[dict[str, Any]]:
        lines = [line.strip() for line in super().clean(value).split("\n") if line.strip()]
        if len(lines) > MOST_PHONES:
            words = _("Write at most %(most)d numbers.")
            raise ValidationError(words, params={"most": MOST_PHONES})
        left = list(zip(rules.phone_lines(self.known), self.known, strict=True))
        return [self._item(line, left) for line in lines]

    def _item(self, line: str, left: list[tuple[str, dict[str, Any]]]) -> dict[str, Any]:
        for place, (words, item) in enumerate(left):
            if words == line:
                left.pop(place)
                return item
        typed, _comma, description = (part.strip() for part in line.partition(","))
        number = rules.phone_of(typed)
        if number is None:
            no = _(
                "%(typed)s cannot be dialled. Write a short number such as 111, or one with its"
                " code, such as +7 725 253 21 10."
            )
            raise ValidationError(no, params={"typed": typed})
        for place, (_words, item) in enumerate(left):
            if rules.phone_of(str(item.get("number") or "")) == number:
                left.pop(place)
                return {**item, "description": description}
        return {"id": str(ids.uuid7()), "number": number, "description": description}


class ProposeForm(forms.Form):
    """The public side of an entry, as it should read. There is no field for anything else."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    version = forms.IntegerField(widget=forms.HiddenInput(), max_value=2**31)
    name_kk = Line(label=pgettext_lazy("directory", "Name in Kazakh"))
    name_ru = Line(label=pgettext_lazy("directory", "Name in Russian"))
    name_en = Line(label=pgettext_lazy("directory", "Name in English"))
    phones = PhoneLines(
        label=_("Telephones"),
        help_text=_("One number on each line; after a comma what it is for."),
    )
    email = Email(label=_("E-mail"))
    website = Website(label=_("Website"))
    description = Words(label=_("What the agency does"), max_length=5000)
    hours = Words(
        label=_("Opening hours, if they are wrong"),
        help_text=_("Write how they should be, such as: Monday to Friday 9 to 18."),
        max_length=1000,
    )
    address = Words(
        label=_("Address, if it is wrong"),
        help_text=_("Write how it should be."),
        max_length=1000,
    )
    words = Words(
        label=_("Anything else"),
        help_text=_("Such as services that are new or have ended. Write nothing about clients."),
        max_length=2000,
    )

    def __init__(self, typed: Any, *, agency: Agency | None) -> None:
        if agency is None:
            super().__init__(typed)
            return
        begun = {name: getattr(agency, name) for name in SAME}
        lines = "\n".join(rules.phone_lines(agency.phones))
        own = {"id": ids.uuid7(), "version": agency.version, "phones": lines}
        super().__init__(typed, initial=begun | own)
        self.fields["phones"].known = list(agency.phones)  # type: ignore[attr-defined]
        for name in SAME:
            _keep(self.fields[name], begun[name])

    def details(self) -> commands.ProposalDetails:
        """What the command wants to know."""
        return commands.ProposalDetails(**self.cleaned_data)

    def refuse(self, no: Exception) -> None:
        """Put a refusal at its field; after a newer version, let sending again work knowingly."""
        if isinstance(no, commands.Meanwhile):
            newer = getattr(no.current, "version", 0)
            self.data = {**self.data.dict(), "version": newer}  # type: ignore[attr-defined]
        field = getattr(no, "field", None)
        self.add_error(field if field in self.fields else None, str(no))


def _keep(field: forms.Field, known: str) -> None:
    """Let what stood there pass as it is, even if a file brought it and a form would refuse it."""
    usual = field.clean

    def clean(value: Any) -> Any:
        return known if str(value or "").replace("\r\n", "\n") == known else usual(value)

    field.clean = clean  # type: ignore[method-assign]


class CodeForm(forms.Form):
    """The code that the agency was told."""

    code = Line(
        label=_("Code"),
        help_text=_("As you were told it, such as SANA-7KMF-2XWA-9HJD"),
        max_length=80,
        required=True,
        error_messages={"required": _("Write the code.")},
        widget=widgets.Line(attrs={"autocapitalize": "characters", "autocorrect": "off"}),
    )


class AcceptForm(forms.Form):
    """Which of the proposed changes are right, for the version of the entry that was shown."""

    version = forms.IntegerField(max_value=2**31)

    def __init__(self, typed: Any, names: list[str]) -> None:
        super().__init__(typed)
        self.fields["chosen"] = forms.MultipleChoiceField(
            choices=[(name, name) for name in names], required=False
        )


class DeclineForm(forms.Form):
    """Why not."""

    reason = Words(
        label=_("Reason"),
        help_text=_("Kept with the proposal, so that a colleague understands it later."),
        required=True,
        max_length=500,
        error_messages={"required": _("Write the reason.")},
        widget=widgets.LongText(attrs={"rows": 2}),
    )
