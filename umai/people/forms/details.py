"""The form of one person: what is needed first, the rest folded; a blank is not recorded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.kernel.actor import Actor
from umai.foundation.places import queries as places
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, OneOf, SomeOf, Words
from umai.foundation.vocabulary.labels import keep_words, words_of
from umai.people import commands, terms
from umai.people.forms.fields import About, Born, Line, YesNo, today
from umai.people.forms.finding import SEXES

BLANK = _("Not recorded")
OTHER_POINT = "BP_OTH"
NAMES = ("given_name", "family_name", "patronymic", "latin_names", "other_names", "paper_names")
IDENTITY = (*NAMES, "iin", "document_number", "phone")
CONTACT = (
    "address", "safe_contact", "other_phones", "birthplace", "how_to_speak", "route",
    "border_other", "separated_where", "last_contact",
)  # fmt: skip
HEALTH = ("health", *terms.Ability.values)
SEALED = (*IDENTITY, *CONTACT, *HEALTH, "born", "age")
# Fields that hold codes of an open list.
LISTS = {
    "ethnicity": "ethnicity",
    "languages": "language",
    "cabm_category": "cabm_category",
    "migration_status": "migration_status",
    "uasc_status": "uasc_status",
    "separation_cause": "separation_cause",
    "border_point": "border_point",
    "entry_purpose": "entry_purpose",
    "education": "education",
    "not_attending_reason": "not_attending_reason",
    "living_situation": "living_situation",
    "care_arrangement": "care_arrangement",
    "family_status": "family_status",
    "family_flags": "family_flag",
    "citizenship": "citizenship",
    "more_citizenships": "citizenship",
}
PLAIN = (
    "sex", "unnamed", "ethnicity", "interpreter_needed", "region", "cabm_category",
    "migration_status", "uasc_status", "separation_cause", "separated_on", "entered_on",
    "border_point", "entry_purpose", "stay_until", "education", "not_attending_reason",
    "living_situation", "care_arrangement", "family_status",
)  # fmt: skip


@dataclass(frozen=True)
class Group:
    """Fields that fold together."""

    id: str
    title: Any
    fields: list[forms.BoundField]
    open: bool


FOLDED: dict[str, tuple[Any, tuple[str, ...]]] = {
    "names": (
        _("Other names, as in the papers, IIN"),
        ("latin_names", "other_names", "paper_names", "document_number", "iin", "unnamed"),
    ),
    "speak": (
        _("Languages and how to speak with the child"),
        ("languages", "interpreter_needed", "how_to_speak", "ethnicity", "more_citizenships"),
    ),
    "reach": (
        _("Where to find the family: address, telephone, safe contact"),
        ("region", "address", "phone", "other_phones", "safe_contact", "birthplace"),
    ),
    "migration": (
        _("Migration: status, entry, until when the stay holds"),
        ("cabm_category", "migration_status", "entered_on", "border_point", "border_other",
         "route", "entry_purpose", "stay_until"),
    ),
    "apart": (
        _("Apart from the parents: since when, where, why"),
        ("uasc_status", "separation_cause", "separated_on", "separated_where", "last_contact"),
    ),
    "life": (
        _("School, home and care"),
        ("education", "not_attending_reason", "living_situation", "care_arrangement",
         "family_status", "family_flags"),
    ),
    "health": (_("Health, and what is hard for the child"), HEALTH),
}  # fmt: skip


def coded(list_code: str, label: Any, **options: Any) -> OneOf:
    """One code of an open list."""
    return OneOf(words_of(list_code, BLANK), label=label, **options)


class IndividualForm(forms.Form):
    """Everything that may be written down about somebody. Nothing but a search is required."""

    given_name = Line(label=_("Given name"), help_text=_("A child without a name yet: leave empty"))
    family_name = Line(label=_("Family name"))
    patronymic = Line(label=_("Patronymic"))
    sex = forms.ChoiceField(
        label=pgettext_lazy("person", "Sex"), choices=SEXES, required=False, widget=widgets.Picks()
    )
    born = Born(help_text=_("A day such as 2014-03-09, a month such as 2014-03, or only the year"))
    age = About()
    citizenship = coded("citizenship", _("Citizenship"), widget=widgets.SearchSelect())
    latin_names = Line(label=_("The names in Latin letters"))
    other_names = Line(label=_("Other names, nicknames, earlier names"), max_length=300)
    paper_names = Line(label=_("Names as they stand in the papers, if they differ"), max_length=300)
    document_number = Line(label=_("Number of the main document"), max_length=60)
    iin = Line(label=_("IIN"), help_text=_("Twelve digits. Never required."), max_length=20)
    unnamed = OneOf([("", BLANK), *terms.Unnamed.choices], label=_("If there is no name: why?"))
    languages = SomeOf(words_of("language"), label=_("Languages spoken at home"))
    interpreter_needed = YesNo(label=_("Is an interpreter needed?"))
    how_to_speak = Line(
        label=_("How to speak with the child"),
        help_text=_("Sign language, simple words, pictures, somebody to sit beside"),
        max_length=300,
    )
    ethnicity = coded(
        "ethnicity",
        _("Ethnicity"),
        help_text=_("Voluntary. Ask only if the family wants it noted."),
    )
    more_citizenships = SomeOf(words_of("citizenship"), label=_("Other citizenships"))
    region = OneOf(places.regions_after(BLANK), label=_("Region"))
    address = Line(label=_("Address"), max_length=300)
    phone = Line(label=_("Telephone"), max_length=40, widget=widgets.PhoneInput(width="w12"))
    other_phones = Line(label=_("Other telephones"), max_length=200)
    safe_contact = Line(
        label=_("How to reach them safely"),
        help_text=_("Whom to ask for, when, and what must not be said"),
        max_length=300,
    )
    birthplace = Line(label=_("Place of birth"), max_length=200)
    cabm_category = coded("cabm_category", _("Migration situation"))
    migration_status = coded("migration_status", _("Status in the country"))
    uasc_status = coded("uasc_status", _("With whom the child came"))
    separation_cause = coded("separation_cause", _("Why the child is apart from the parents"))
    separated_on = Day(label=_("Apart from the parents since"))
    separated_where = Line(label=_("Where they were parted"), max_length=300)
    last_contact = Line(label=_("Last contact with the parents: when and how"), max_length=300)
    entered_on = Day(label=_("Entered the country on"))
    border_point = coded("border_point", _("Border point"))
    border_other = Line(
        label=_("Border point in words"),
        help_text=_("If it is not in the list. Sealed."),
        max_length=200,
    )
    route = Line(
        label=_("The way the child came"),
        help_text=_("Through which countries and towns, by what, with whom. Sealed."),
        max_length=500,
    )
    entry_purpose = coded("entry_purpose", _("Why the child came"))
    stay_until = Day(
        label=_("The stay is valid until"), help_text=_("The record warns before it ends.")
    )
    education = coded("education", pgettext_lazy("person", "School"))
    not_attending_reason = coded(
        "not_attending_reason", _("If the child does not attend: why not?")
    )
    living_situation = coded("living_situation", _("Lives"))
    care_arrangement = coded("care_arrangement", _("Who cares for the child"))
    family_status = coded("family_status", _("Family"))
    family_flags = SomeOf(words_of("family_flag"), label=_("About the family"))
    health = Words(label=_("Health: illness, medicine, allergy"), max_length=2000)

    def __init__(self, typed: Any = None, *, known: dict[str, Any] | None = None) -> None:
        super().__init__(typed, initial=known)
        for ability in terms.Ability:
            self.fields[ability.value] = forms.ChoiceField(
                label=ability.label,
                choices=terms.Difficulty.choices,
                required=False,
                widget=widgets.Picks(wrap="ask over"),
            )
        keep_words(self, LISTS)

    def clean_entered_on(self) -> date | None:
        return self._past("entered_on")

    def clean_separated_on(self) -> date | None:
        return self._past("separated_on")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("border_point") == OTHER_POINT and not said.get("border_other", "other"):
            self.add_error("border_other", _("Say in words which border point it was."))
        if said.get("unnamed") and said.get("given_name"):
            self.add_error("unnamed", _("There is a name now. Choose “Not recorded” here."))
        return said

    def _past(self, name: str) -> date | None:
        day: date | None = self.cleaned_data[name]
        if day and day > today():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    # What the page asks of it

    @property
    def folded(self) -> Iterator[Group]:
        """The groups of the rest; one with an answer or a mistake stands open."""
        for name, (title, names) in FOLDED.items():
            fields = [self[one] for one in names if one in self.fields]
            opened = any(one.errors or one.value() for one in fields)
            if fields:
                yield Group(name, title, fields, opened)

    # What the command wants to know

    def shared(self) -> dict[str, Any]:
        """The details by their names, without ids."""
        said = self.cleaned_data
        citizenships = [said["citizenship"], *said["more_citizenships"]]
        return {
            **{name: said[name] for name in PLAIN},
            "citizenships": tuple(dict.fromkeys(one for one in citizenships if one)),
            "languages": tuple(said["languages"]),
            "family_flags": tuple(said["family_flags"]),
        }

    def pieces(self) -> dict[str, Any]:
        """What is sealed: who it is, how to reach them, how they are."""
        said = self.cleaned_data
        born, precision = self.birth()
        identity = {name: said[name] for name in IDENTITY}
        return {
            "identity": commands.Identity(**identity, born=born),
            "birth_precision": precision,
            "contact": {name: said[name] for name in CONTACT if said[name]},
            "health": {name: said[name] for name in HEALTH if said[name]},
        }

    def birth(self) -> tuple[str, str]:
        """The birth date as far as it is known, and how exactly."""
        born = self.cleaned_data["born"]
        if not born and self.cleaned_data["age"]:
            year = today().year - int(self.cleaned_data["age"])
            return str(year), terms.Precision.ESTIMATED.value
        by_length = {4: terms.Precision.YEAR, 7: terms.Precision.MONTH, 10: terms.Precision.DAY}
        return born, by_length[len(born)].value if born else ""


class RegisterForm(IndividualForm):
    """Somebody new. The search before it and the ids travel hidden in the form."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    search_id = forms.UUIDField(widget=forms.HiddenInput(), required=False)
    seen = forms.CharField(widget=forms.HiddenInput(), required=False)
    team = forms.ChoiceField(label=_("Team"), widget=widgets.Choose())
    sibling = forms.UUIDField(widget=forms.HiddenInput(), required=False)
    lives_together = forms.BooleanField(
        label=_("Lives together with the brother or sister"),
        required=False,
        widget=widgets.Toggle(),
    )

    def __init__(
        self,
        typed: Any = None,
        *,
        teams: list[tuple[str, str]],
        known: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(typed, known=known)
        self.fields["team"].choices = teams  # type: ignore[attr-defined]
        if len(teams) == 1:
            self.fields["team"].widget = forms.HiddenInput()
            self.initial["team"] = teams[0][0]

    def details(self, not_same: str = "") -> commands.IndividualDetails:
        """What the command wants to know; `not_same`: codes that were looked at just now."""
        said = self.cleaned_data
        return commands.IndividualDetails(
            id=said["id"],
            team_id=UUID(said["team"]),
            search_id=said["search_id"],
            sibling_id=said["sibling"],
            lives_together=said["lives_together"],
            not_the_same_as=tuple(f"{said['seen']} {not_same}".split()),
            **self.shared(),
            **self.pieces(),
        )


class CorrectForm(IndividualForm):
    """The record filled in. What is sealed is asked only if it was shown (`whole`)."""

    version = forms.IntegerField(widget=forms.HiddenInput())

    def __init__(
        self, typed: Any = None, *, known: dict[str, Any] | None = None, whole: bool = False
    ) -> None:
        super().__init__(typed, known=known)
        self.whole = whole
        if not whole:
            for name in SEALED:
                del self.fields[name]

    def details(self, individual_id: UUID, team_id: UUID) -> commands.IndividualDetails:
        """What the command wants to know; what was covered is left out and stays."""
        sealed = self.pieces() if self.whole else {"identity": commands.Identity()}
        return commands.IndividualDetails(
            id=individual_id, team_id=team_id, **self.shared(), **sealed
        )


def told(one: Any, revealed: commands.Revealed | None = None) -> dict[str, Any]:
    """What a form begins with, from the row and from what was revealed of it."""
    known = {name: getattr(one, name) for name in PLAIN}
    known |= {
        "version": one.version,
        "citizenship": one.citizenships[0] if one.citizenships else "",
        "more_citizenships": list(one.citizenships[1:]),
        "languages": list(one.languages),
        "family_flags": list(one.family_flags),
    }
    if revealed is None:
        return known
    identity = vars(revealed.identity)
    known |= {name: identity[name] for name in IDENTITY}
    known |= {**revealed.contact, **revealed.health}
    if one.birth_precision == terms.Precision.ESTIMATED and one.birth_year:
        return known | {"age": str(today().year - one.birth_year)}
    return known | {"born": identity["born"]}


WHOLES = {
    "identity": _("Names and numbers"),
    "contact": _("Where to find the family"),
    "health": _("Health, and what is hard for the child"),
    "reference": _("Number in the register"),
}


def label_of(name: str) -> str | None:
    """What a column or a sealed piece of a record is called; None if it is not of a record."""
    field = IndividualForm.base_fields.get({"citizenships": "citizenship"}.get(name, name))
    known = WHOLES.get(name) or (field.label if field else None)
    return str(known) if known else None


def team_choices(actor: Actor, teams: Any, permission: str) -> list[tuple[str, str]]:
    """The teams for which somebody may register."""
    mine = actor.teams(permission)
    return [(str(one.pk), one.name) for one in teams if mine is None or one.pk in mine]
