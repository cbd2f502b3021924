"""A referral that came in: written down from a letter or a telephone, taken in, refused."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.places import queries as places
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Line, OneOf, Pairs, SomeOf, Words
from umai.foundation.vocabulary.labels import words_of
from umai.referrals import commands, terms
from umai.referrals.forms.acts import CHOOSE, SEALED, ActForm, Versioned, choose_first
from umai.referrals.forms.referring import after_choose

BY_HAND = [one for one in terms.CameBy.choices if one[0] != terms.CameBy.INSIDE]
WORDS = ("from_whom", "who", "need_words", "phone")


def team_field(label: Any) -> forms.TypedChoiceField:
    """One of the teams that may take it."""
    return forms.TypedChoiceField(
        label=label,
        coerce=UUID,
        error_messages={
            "required": _("Choose one of your teams."),
            "invalid_choice": _("Choose one of your teams."),
        },
        widget=widgets.Choose(),
    )


def fill_teams(form: forms.Form, teams: Pairs) -> None:
    """Offer these teams; the only one needs no choice."""
    field = form.fields["team"]
    field.choices = teams if len(teams) == 1 else choose_first(teams)  # type: ignore[attr-defined]
    if len(teams) == 1:
        field.widget, field.initial = forms.HiddenInput(), teams[0][0]


class ArrivalForm(ActForm):
    """What the letter or the caller said. The hidden id makes a double click one referral."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    came_by = OneOf(
        BY_HAND,
        label=_("How did it come?"),
        required=True,
        error_messages={"required": _("Say how it came.")},
        widget=widgets.Picks(),
    )
    agency_id = forms.TypedChoiceField(
        label=_("Who sends it, from the directory"),
        coerce=UUID,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Choose an agency of the directory.")},
        widget=widgets.SearchSelect(),
    )
    from_whom = Line(
        label=_("Who sends it, in words"),
        help_text=_("Name and telephone, if the directory does not know them. Sealed."),
    )
    need = OneOf(
        after_choose,
        label=_("What is needed"),
        required=True,
        error_messages={"required": _("Choose what is needed.")},
        widget=widgets.SearchSelect(),
    )
    urgency = OneOf(
        terms.Urgency.choices,
        label=_("How soon must help come?"),
        required=True,
        error_messages={"required": _("Say how soon.")},
        widget=widgets.Picks(),
    )
    who = Line(label=_("Who is it about?"), help_text=SEALED)
    phone = Line(label=_("Telephone"), help_text=SEALED, widget=widgets.PhoneInput(width="w12"))
    need_words = Words(label=_("What does the letter or the caller say?"), help_text=SEALED)
    sex = OneOf(words_of("sex", CHOOSE), label=pgettext_lazy("person", "Sex"))
    age_band = OneOf([], label=pgettext_lazy("referrals", "Age"))
    region = OneOf(places.regions_after(_("not recorded")), label=_("Region"))
    team = team_field(_("Which team answers it?"))

    def __init__(
        self, *typed: Any, teams: Pairs, agencies: Pairs, ages: Pairs, **options: Any
    ) -> None:
        super().__init__(*typed, **options)
        fill_teams(self, teams)
        self.fields["agency_id"].choices = choose_first(agencies)  # type: ignore[attr-defined]
        self.fields["age_band"].choices = choose_first(ages)  # type: ignore[attr-defined]

    def details(self) -> commands.ArrivalDetails:
        """The command's input. Call it only when the form is valid."""
        said = self.cleaned_data
        same = ("id", "came_by", "need", "urgency", "agency_id", "age_band", "sex", "region")
        words = {("need" if name == "need_words" else name): said[name] for name in WORDS}
        return commands.ArrivalDetails(
            **{name: said[name] for name in same}, team_id=said["team"], words=words
        )


class TakeAsCaseForm(Versioned):
    """The case that is made of it: the team, the worry, and the child if it is known."""

    child = Line(
        label=_("Code of the child, if the child is registered already"),
        help_text=_("Leave it empty, and the child is registered from what the referral tells."),
        max_length=20,
    )
    team = team_field(_("Which team answers for the child?"))
    main = OneOf(
        words_of("protection_concern", first=_("Choose")),
        label=_("The main concern"),
        required=True,
        error_messages={
            "required": _("Choose at least one concern. Without a worry there is no case.")
        },
        widget=widgets.SearchSelect(),
    )
    others = SomeOf(words_of("protection_concern"), label=_("Other concerns"))
    worry = Words(
        label=_("What does one worry about?"),
        help_text=_("Leave it empty, and what the referral says stands there. It is sealed."),
        max_length=3000,
    )
    words = Words(label=_("What you want to say to the sender"), max_length=2000)

    def __init__(self, *typed: Any, teams: Pairs, **options: Any) -> None:
        super().__init__(*typed, **options)
        fill_teams(self, teams)

    def taken(self, individual_id: UUID | None) -> commands.TakenCase:
        """The command's input. Call it only when the form is valid."""
        said = self.cleaned_data
        main = said["main"]
        return commands.TakenCase(
            team_id=said["team"],
            concerns=(main, *(one for one in said["others"] if one != main)),
            main=main,
            worry=said["worry"],
            individual_id=individual_id,
        )

    def refuse(self, no: Exception) -> None:
        """Put a refusal at its field; those about the concerns stand at the main one."""
        if getattr(no, "field", None) == "concerns":
            self.add_error("main", str(no))
        else:
            super().refuse(no)


class TakeAsContactForm(Versioned):
    """The team that works on the contact."""

    team = team_field(_("Which team works on it?"))
    words = Words(label=_("What you want to say to the sender"), max_length=2000)

    def __init__(self, *typed: Any, teams: Pairs, **options: Any) -> None:
        super().__init__(*typed, **options)
        fill_teams(self, teams)


class RefuseArrivalForm(Versioned):
    """Why we do not take it."""

    reason = OneOf(
        terms.RefusalReason.choices,
        label=_("Why do we not take it?"),
        required=True,
        error_messages={"required": _("Choose the reason.")},
        widget=widgets.ChooseOne(),
    )
    words = Words(label=_("What you want to say to the sender"), max_length=2000)


class UnmetForm(ActForm):
    """What is needed and why it is not to be had. The hidden id makes a double click one need."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    need = OneOf(
        after_choose,
        label=_("What is needed"),
        required=True,
        error_messages={"required": _("Choose what is needed.")},
        widget=widgets.SearchSelect(),
    )
    reason = OneOf(
        terms.UnmetReason.choices,
        label=_("Why is it not to be had?"),
        required=True,
        error_messages={"required": _("Choose the reason.")},
        widget=widgets.ChooseOne(),
    )
    region = OneOf(places.regions_after(_("not recorded")), label=_("Region"))
    district = OneOf(
        lambda: choose_first(places.districts()),
        label=_("District"),
        widget=widgets.SearchSelect(),
    )

    def details(self) -> commands.UnmetDetails:
        """The command's input. Call it only when the form is valid."""
        return commands.UnmetDetails(**self.cleaned_data)
