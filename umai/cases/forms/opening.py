"""What is asked when a case is opened: the worry, the way it came, the place, the risk."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from umai.cases import commands, terms
from umai.cases.forms.acts import ActForm, RiskPart
from umai.foundation.kernel import clock
from umai.foundation.places import queries as places
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, Line, OneOf, Pairs, SomeOf, Words
from umai.foundation.vocabulary.labels import words_of


def regions(first: Any) -> Callable[[], Pairs]:
    """The regions of the country, after a blank answer."""
    return lambda: [
        ("", str(first)),
        *((one.code, one.name()) for one in places.regions().values()),
    ]


class OpenForm(RiskPart, ActForm):
    """One screen. The hidden id makes a double click one case."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    main = OneOf(
        words_of("protection_concern", first=_("Choose")),
        label=_("The main concern"),
        help_text=_("Type a part of the word."),
        required=True,
        error_messages={
            "required": _("Choose at least one concern. Without a worry there is no case.")
        },
        widget=widgets.SearchSelect(),
    )
    others = SomeOf(words_of("protection_concern"), label=_("Other concerns"))
    worry = Words(
        label=_("What does one worry about?"),
        help_text=_("What was seen or heard, in plain words. It is sealed."),
        required=True,
        error_messages={"required": _("Write what one worries about.")},
    )
    since_on = Day(label=_("Since when"), help_text=_("Leave it empty if nobody knows."))
    source = OneOf(
        terms.Source.choices,
        label=_("How did the child come to us?"),
        required=True,
        error_messages={"required": _("Say how the child came to us.")},
        widget=widgets.Picks(),
    )
    source_words = Line(label=_("Who brought or named the child"))
    region = OneOf(regions(_("not recorded")), label=_("Where the child is now"))
    team = OneOf([], label=_("Team that answers for it"))

    def __init__(self, *typed: Any, teams: Pairs, **options: Any) -> None:
        super().__init__(*typed, **options)
        if not self.is_bound:
            self.fields["main"].widget.attrs["autofocus"] = True
        team = self.fields["team"]
        team.choices = teams  # type: ignore[attr-defined]
        if len(teams) == 1:
            team.widget, team.initial = forms.HiddenInput(), teams[0][0]

    def clean_since_on(self) -> Any:
        since = self.cleaned_data["since_on"]
        if since and since > timezone.localtime(clock.now()).date():
            raise forms.ValidationError(_("This day has not come yet."))
        return since

    def details(self, individual_id: UUID) -> commands.CaseDetails:
        """The command's input. Call it only when the form is valid."""
        said = self.cleaned_data
        main = said["main"]
        return commands.CaseDetails(
            id=said["id"],
            individual_id=individual_id,
            team_id=UUID(said["team"] or self.fields["team"].initial),
            source=said["source"],
            concerns=(main, *(one for one in said["others"] if one != main)),
            main=main,
            region=said["region"],
            since_on=said["since_on"],
            risk=said["risk"],
            triggers=tuple(said["triggers"]),
            why_risk=said["why_risk"],
            words={"worry": said["worry"], "source_words": said["source_words"]},
        )

    def refuse(self, no: Exception) -> None:
        """Put a refusal at its field; those about the concerns stand at the main one."""
        if getattr(no, "field", None) == "concerns":
            self.add_error("main", str(no))
        else:
            super().refuse(no)
