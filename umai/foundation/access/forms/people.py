"""What is typed on the pages of people and postings."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from umai.foundation.access import commands, queries, roles
from umai.foundation.access.forms.sign_in import NOT_TEXT, WHOLE_ADDRESS
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui import widgets

THEMES = [("", _("As the system has it")), ("light", _("Light")), ("dark", _("Dark"))]


class NarrowPeople(forms.Form):
    """Which people the list shows."""

    q = forms.CharField(
        label=_("Name or address"), required=False, max_length=80, widget=widgets.Search()
    )
    role = forms.ChoiceField(label=_("Role"), required=False, widget=widgets.Choose())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(role.code, role.label) for role in roles.all_roles().values()]
        self.fields["role"].choices = [("", _("All roles")), *known]  # type: ignore[attr-defined]


class PersonForm(forms.Form):
    """Who somebody is at the door."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name"),
        help_text=_("As colleagues call this person; it stands beside what is written down"),
        max_length=120,
        error_messages={
            "required": _("Write a name."),
            "max_length": _("Write at most %(limit_value)d letters. You wrote %(show_value)d."),
            "null_characters_not_allowed": NOT_TEXT,
        },
        widget=widgets.Line(),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("To sign in with, and for mail that says only that something waits"),
        error_messages={
            "required": _("Write the address to sign in with."),
            "invalid": WHOLE_ADDRESS,
            "null_characters_not_allowed": NOT_TEXT,
        },
        widget=widgets.Line({"inputmode": "email", "spellcheck": "false"}),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        error_messages={"required": _("Choose one of the languages.")},
        widget=widgets.Picks(),
    )

    def details(self) -> commands.PersonDetails:
        """What the command takes."""
        return commands.PersonDetails(**self.cleaned_data)


def blank_person() -> dict[str, Any]:
    """The start of a form for somebody new."""
    return {"id": uuid7(), "language": settings.LANGUAGE_CODE}


class PostingForm(forms.Form):
    """A role, for whom and for how long."""

    id = forms.UUIDField(widget=forms.HiddenInput)
    role = forms.ChoiceField(
        label=_("Role"),
        error_messages={"required": _("Choose a role.")},
        widget=widgets.ChooseOne(),
    )
    team = forms.ChoiceField(
        label=_("Team"),
        help_text=_("What the team holds is open; what other teams hold is not"),
        required=False,
        widget=widgets.Choose(),
    )
    programme = forms.ChoiceField(
        label=_("Programme or donor"), required=False, widget=widgets.Choose()
    )
    region = forms.ChoiceField(label=_("Region"), required=False, widget=widgets.SearchSelect())
    starts_on = forms.DateField(
        label=_("First day"),
        error_messages={"required": _("Choose the first day."), "invalid": _("Choose a day.")},
        widget=widgets.DayInput(),
    )
    ends_on = forms.DateField(
        label=_("Last day"),
        help_text=_("Leave it empty if no end is known"),
        required=False,
        error_messages={"invalid": _("Choose a day.")},
        widget=widgets.DayInput(),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = roles.all_roles().values()
        waits = _("A second person confirms it")
        self._offer("role", [(role.code, role.label) for role in known])
        hints = {role.code: waits for role in known if role.needs_second_person}
        self.fields["role"].widget.hints = hints
        everywhere = ("", _("The whole organisation"))
        self._offer("team", [everywhere, *_named(queries.teams(actor))])
        none = ("", _("None in particular"))
        self._offer("programme", [none, *_named(queries.programmes(actor))])
        places = [(one.code, one.label) for one in queries.regions()]
        self._offer("region", [("", _("Every region")), *places])

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def details(self, person_id: UUID) -> commands.PostingDetails:
        """What the command takes."""
        typed = self.cleaned_data
        return commands.PostingDetails(
            id=typed["id"],
            person_id=person_id,
            role=typed["role"],
            team_id=UUID(typed["team"]) if typed["team"] else None,
            programme_id=UUID(typed["programme"]) if typed["programme"] else None,
            region=typed["region"],
            starts_on=typed["starts_on"],
            ends_on=typed["ends_on"],
        )


def _named(rows: Any) -> list[tuple[str, str]]:
    return [(str(row.pk), row.name) for row in rows]


def blank_posting(actor: Actor) -> dict[str, Any]:
    """The start of a form for a new posting: from today."""
    return {"id": uuid7(), "starts_on": clock.today(actor.time_zone)}


class AsShown(forms.Form):
    """An act on a row as the page showed it."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class SecondPerson(AsShown):
    """The second person's own word, before somebody may open files."""

    asked = forms.BooleanField(
        label=_("I have asked the colleague: the sign-in and the second factor are their own"),
        error_messages={"required": _("Ask the colleague first, then tick this.")},
        widget=widgets.Toggle(),
    )


class SeenTogether(forms.Form):
    """The second person's own word, before second factors are taken away."""

    asked = forms.BooleanField(
        label=_("I have met or spoken with the colleague and know that it is they who ask"),
        error_messages={"required": _("Speak with the colleague first, then tick this.")},
        widget=widgets.Toggle(),
    )


class PreferencesForm(forms.Form):
    """One's own language and colours."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        error_messages={"required": _("Choose one of the languages.")},
        widget=widgets.Picks(),
    )
    theme = forms.ChoiceField(
        label=_("Colours"), choices=THEMES, required=False, widget=widgets.Picks()
    )


class PlainYes(forms.Form):
    """Nothing to fill in, only a yes; a refusal is shown above it."""


def attempt(form: forms.BaseForm, act: Callable[[], Any]) -> Any:
    """Run a command with what a good form holds; a refusal becomes a mistake of the form."""
    if not form.is_valid():
        return None
    try:
        with transaction.atomic():
            return act()
    except Refused as no:
        form.add_error(no.field if no.field in form.fields else None, str(no))
        return None
