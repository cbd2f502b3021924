"""What is typed about an incident: the report, what was done, the end, who asks who reported."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, Line, OneOf, SomeOf, Words
from umai.foundation.vocabulary.forms import Versioned
from umai.people import commands, terms

WHOLE = re.compile(r"\d{1,7}")
CHOOSE = {"required": _("Choose one of the answers.")}
MOMENT = {"required": _("Write a day and an hour."), "invalid": _("Write a day and an hour.")}
NOBODY = pgettext_lazy("team", "The whole organisation")


class ReportForm(forms.Form):
    """An incident as somebody of the house reports it."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    kind = OneOf(
        terms.IncidentKind.choices,
        label=_("What was it?"),
        required=True,
        error_messages=CHOOSE,
        widget=widgets.CardChoices(
            hints={
                "breach": _("Something about people was lost, seen or taken by somebody else"),
                "safeguarding": _("A colleague did something to a child, or might"),
                "other": _("An accident, violence, a fire, a child who went missing"),
            }
        ),
    )
    noticed_at = forms.DateTimeField(
        label=_("When was it noticed?"), error_messages=MOMENT, widget=widgets.MomentInput()
    )
    happened_on = Day(
        label=_("When did it happen?"), help_text=_("Leave it empty if nobody knows.")
    )
    story = Words(
        label=_("What happened?"),
        help_text=_("It is sealed. Write codes instead of the names of children."),
        required=True,
        error_messages={"required": _("Write what happened.")},
    )
    done = Words(label=_("What was done at once?"), widget=widgets.LongText({"rows": 2}))
    concerned = Line(
        label=_("How many people does it concern?"),
        help_text=_("Leave it empty if nobody knows."),
        widget=widgets.NumberBox(),
    )
    codes = Line(
        label=_("Codes of the children concerned"),
        help_text=_(
            "Only of those whom you may know, with a space between."
            " A code that few colleagues know can tell who reported."
        ),
    )
    team = OneOf([], label=_("Which team does it concern?"))
    not_seen_by = SomeOf(
        [],
        label=_("Who must not see it?"),
        help_text=_("Whoever it is about, and whoever could harm you for it."),
        widget=widgets.ChooseMany(),
    )
    confidential = forms.BooleanField(
        label=_("Keep my name in confidence"),
        help_text=_(
            "Your name is sealed under a key of its own."
            " It opens only if a second person agrees, and both acts are written down."
        ),
        required=False,
        widget=widgets.Toggle(),
    )

    def __init__(self, actor: Actor, *typed: Any, **options: Any) -> None:
        super().__init__(*typed, **options)
        teams = [(str(one.pk), one.name) for one in access.teams(actor)]
        people = access.people(actor).filter(is_active=True).order_by("name", "pk")
        choices: Any = self.fields["team"]
        choices.choices = [("", NOBODY), *teams]
        colleagues: Any = self.fields["not_seen_by"]
        colleagues.choices = [(str(one.pk), one.name) for one in people]

    def clean_concerned(self) -> int | None:
        typed = str(self.cleaned_data["concerned"]).strip()
        if not typed:
            return None
        if not (typed.isascii() and WHOLE.fullmatch(typed)):
            raise forms.ValidationError(
                _("Write a whole number. You wrote “%(typed)s”."), params={"typed": typed}
            )
        return int(typed)

    def details(self) -> commands.IncidentDetails:
        """What the command wants to know."""
        said = dict(self.cleaned_data)
        team = said.pop("team")
        return commands.IncidentDetails(
            **{
                **said,
                "codes": tuple(re.findall(r"[^\s,;]+", said["codes"])),
                "not_seen_by": tuple(UUID(one) for one in said["not_seen_by"]),
                "team_id": UUID(team) if team else None,
            }
        )


class NoticeForm(Versioned):
    """The notice to the authority: when, how, and the number it was given."""

    at = forms.DateTimeField(
        label=_("When was the notice given?"), error_messages=MOMENT, widget=widgets.MomentInput()
    )
    how = Line(
        label=_("How?"),
        help_text=_("Such as the portal, a letter, a mail"),
        required=True,
        error_messages={"required": _("Write how the notice was given.")},
    )
    number = Line(label=_("Number of the notice"), max_length=60)


class StepForm(Versioned):
    """Whom we told, or what was done so that it does not happen again."""

    kind = OneOf(
        [(one.value, one.label) for one in (terms.StepKind.MEASURE, terms.StepKind.TOLD)],
        label=_("What was done?"),
        required=True,
        error_messages=CHOOSE,
        widget=widgets.Picks(),
    )
    words = Words(
        label=_("In words"),
        help_text=_("It is sealed. Write codes instead of the names of children."),
        required=True,
        error_messages={"required": _("Write it down in a sentence.")},
    )


class CloseForm(Versioned):
    """Why an incident is closed."""

    reason = Words(
        label=_("Why is it closed?"),
        required=True,
        error_messages={"required": _("Write the reason.")},
    )


class WhyForm(forms.Form):
    """Why somebody must know who reported."""

    why = Words(
        label=_("Why must you know who reported?"),
        help_text=_("The custodian reads it. It is sealed."),
        required=True,
        error_messages={"required": _("Write why you must know, in a sentence.")},
    )


class IncidentFilter(forms.Form):
    """Narrowing the register of incidents."""

    state = OneOf(
        [("", pgettext_lazy("incident", "All")), *terms.IncidentState.choices],
        label=pgettext_lazy("incident", "State"),
    )
    kind = OneOf(
        [("", pgettext_lazy("incident", "All")), *terms.IncidentKind.choices],
        label=pgettext_lazy("incident", "Kind"),
    )
