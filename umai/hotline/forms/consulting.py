"""What is asked about a consultation without a case, and what narrows the list of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.cases.terms import Mode
from umai.foundation.kernel.ids import uuid7
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, OneOf, Pairs, keep_known
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import commands, queries, terms
from umai.hotline.forms.fields import Whole, Words
from umai.hotline.forms.looking import PeriodForm
from umai.hotline.models import Consultation, Contact

CHOOSE = pgettext_lazy("list", "Choose")
# How one spoke with whoever reached us by these channels; by all others it was online.
MODES = {"office_visit": Mode.IN_PERSON, "phone": Mode.PHONE, "mobile": Mode.PHONE}


def menu() -> Pairs:
    """The services that count, by discipline."""
    found: Pairs = [("", CHOOSE)]
    for one in terms.Discipline:
        found.append((one.label, [(w.code, w.label()) for w in queries.services_for(one)]))
    return found


class ConsultationForm(forms.Form):
    """A consultation given after the call, or to a visitor. The hidden id makes it one."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    service = OneOf(
        menu,
        label=_("What was given?"),
        required=True,
        error_messages={"required": _("Choose the service from the menu.")},
        widget=widgets.SearchSelect(),
    )
    held_on = Day(
        label=pgettext_lazy("session", "On which day?"),
        required=True,
        error_messages={"required": _("Write a day.")},
    )
    minutes = Whole(
        1,
        terms.A_DAY,
        _("Write the minutes as a whole number, such as 45."),
        label=pgettext_lazy("session", "Minutes"),
    )
    mode = OneOf(
        Mode.choices,
        label=_("How did you speak with each other?"),
        required=True,
        error_messages={"required": _("Say how you spoke with each other.")},
        widget=widgets.Picks(),
    )
    summary = Words(
        label=_("What it was about and what was advised"),
        help_text=_("Sealed with the contact: whoever may open it reads this."),
        max_length=3000,
        widget=widgets.LongText(),
    )

    def refuse(self, no: Exception) -> None:
        """Put a refusal at its field, or above all if it has none."""
        field = getattr(no, "field", None)
        self.add_error(field if field in self.fields else None, str(no))

    def details(self) -> commands.ConsultationDetails:
        """What the command wants to know."""
        known = commands.ConsultationDetails.__dataclass_fields__
        told = {name: value for name, value in self.cleaned_data.items() if name in known}
        return commands.ConsultationDetails(**told)


class CorrectConsultationForm(ConsultationForm):
    """The same, put right by who wrote it."""

    version = forms.IntegerField(widget=forms.HiddenInput())
    mistaken = forms.BooleanField(
        label=_("Written down by mistake: it was not given"),
        help_text=_("It counts no more. That it was written down stays in the journal."),
        required=False,
        widget=widgets.Toggle(),
    )

    def __init__(self, *typed: Any, row: Consultation, **options: Any) -> None:
        super().__init__(*typed, **options)
        keep_known(
            self.fields["service"],
            [row.service],
            lambda code: vocabulary.label("service", code),
        )

    def meet(self, current: Consultation) -> None:
        """It was saved in another window: sending again puts these words over it, knowingly."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["version"] = current.version  # type: ignore[index]


def begun(contact: Contact, day: Any) -> dict[str, Any]:
    """What a new form begins with: today, and the way in which the contact came."""
    mode = MODES.get(contact.channel, Mode.ONLINE) if contact.channel else ""
    return {"id": uuid7(), "held_on": day, "mode": mode}


def written(row: Consultation, summary: str) -> dict[str, Any]:
    """What stands in a consultation, for the fields."""
    plain = ("id", "service", "held_on", "minutes", "mode", "version")
    return {name: getattr(row, name) for name in plain} | {"summary": summary}


class FilterForm(PeriodForm):
    """What narrows the list of consultations."""

    discipline = OneOf([("", _("All")), *terms.Discipline.choices], label=_("Consultation"))
    field_order = ("discipline", "from", "to")

    def wanted(self) -> queries.Wanted:
        """The question. Call it only when the form is valid."""
        said = self.cleaned_data
        return queries.Wanted(said["from"], said["to"], said["discipline"])
