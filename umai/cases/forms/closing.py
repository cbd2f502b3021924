"""What is asked when a case is closed, reopened, put on hold or handed to others."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.cases import commands, queries, terms
from umai.cases.forms.acts import SEALED, ActForm, Versioned
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, Line, OneOf, Pairs, Words
from umai.foundation.vocabulary.labels import words_of

CHOOSE = pgettext_lazy("list", "Choose")
# Words of a closure, in the order of the page; those that belong to one reason only.
ENDING = ("child", "carer", "care", "papers", "school", "status", "follow_up")
OF_A_REASON = ("safety", "transition", "incident", "other")
FACES = [
    ("5", pgettext_lazy("satisfaction", "Very glad")),
    ("4", pgettext_lazy("satisfaction", "Glad")),
    ("3", pgettext_lazy("satisfaction", "So-so")),
    ("2", pgettext_lazy("satisfaction", "Not glad")),
    ("1", pgettext_lazy("satisfaction", "Sad or angry")),
    ("", pgettext_lazy("satisfaction", "Not asked")),
]


def some(label: Any, **options: Any) -> Words:
    """A few sentences."""
    return Words(label=label, max_length=3000, **options)


class ClosureForm(Versioned):
    """How it ends (F13). The hidden id makes a double click one request."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    reason = OneOf(
        words_of("closure_reason", CHOOSE),
        label=_("Why is the case closed?"),
        required=True,
        error_messages={"required": _("Choose the reason.")},
    )
    reunified_on = Day(
        label=_("On which day did the child come back to the family?"),
        help_text=_("Only if the reason is the return to the family."),
    )
    other = Line(label=_("The reason in words, if it is another one"), help_text=SEALED)
    child = some(_("What does the child say?"), help_text=_("Or why it could not be asked."))
    carer = some(_("What does the carer say?"))
    satisfaction = OneOf(
        FACES, label=_("How did the child find our help?"), widget=widgets.Picks()
    )
    wellbeing = forms.IntegerField(
        label=_("How is the child now, from 0 (very bad) to 10 (very well)?"),
        required=False,
        min_value=0,
        max_value=10,
        widget=widgets.NumberBox(),
        error_messages={
            name: _("Choose a number from 0 to 10.")
            for name in ("invalid", "min_value", "max_value")
        },
    )
    care = Line(label=_("With whom does the child live?"))
    papers = Line(label=_("Which papers does the child have?"))
    school = Line(label=_("School or kindergarten"))
    status = Line(label=_("Right to stay"))
    documents_returned = forms.NullBooleanField(
        label=_("Were the family’s papers given back?"), required=False, widget=widgets.YesNo()
    )
    follow_up = some(_("Who looks after the child from now on, and how does the child reach us?"))
    informed = forms.BooleanField(
        label=_("The child knows that the case is closed and how to come back"),
        required=False,
        widget=widgets.Toggle(),
    )
    safety = some(_("How is the child kept safe? At high risk only"))
    transition = some(_("Plan for the time after 18"))
    incident = some(_("What the review of the death found"))

    def details(self) -> commands.ClosureDetails:
        """The command's input. Call it only when the form is valid."""
        said = self.cleaned_data
        return commands.ClosureDetails(
            id=said["id"],
            ending=queries.Ending(
                reason=said["reason"],
                reunified_on=said["reunified_on"],
                informed=said["informed"],
                words={name: said[name] for name in (*ENDING, *OF_A_REASON)},
            ),
            satisfaction=int(said["satisfaction"]) if said["satisfaction"] else None,
            wellbeing=said["wellbeing"],
            documents_returned=said["documents_returned"],
        )


class ReopenForm(Versioned):
    """The new worry."""

    concern = OneOf(
        words_of("protection_concern", CHOOSE),
        label=_("What is the concern?"),
        required=True,
        error_messages={"required": _("Choose the concern.")},
        widget=widgets.SearchSelect(),
    )
    words = some(_("What does one worry about?"), help_text=SEALED)


class AttemptForm(ActForm):
    """How and when somebody tried in vain. The hidden id makes a double click one attempt."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    way = OneOf(
        terms.AttemptWay.choices,
        label=_("How did you try?"),
        required=True,
        error_messages={"required": _("Say how you tried.")},
        widget=widgets.Picks(),
    )
    on = Day(
        label=_("On which day?"), required=True, error_messages={"required": _("Write the day.")}
    )
    words = some(_("What did you find?"), help_text=SEALED)


class HoldForm(Versioned):
    """Why the case rests, and that the child is safe meanwhile."""

    reason = some(_("Why does the case rest?"), help_text=SEALED)
    safe = OneOf(
        terms.Safe.choices,
        label=_("Is the child safe?"),
        required=True,
        error_messages={"required": _("Say whether the child is safe.")},
        widget=widgets.Picks(),
    )
    safety = some(
        _("How does one know, and who looks meanwhile?"),
        help_text=_("At high risk a case rests only with this note."),
    )


class ReleaseForm(Versioned):
    """What one wants to say when a case is taken up again."""

    words = some(_("What has changed?"), help_text=SEALED)


class HandingOn(Versioned):
    """What goes with a case to who leads it next. The hidden id makes a double click one offer."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    todo = some(_("What is still to be done, by when?"))
    papers = Line(label=_("Which papers are handed over?"), max_length=1000)


class TransferForm(HandingOn):
    """What the other team must know."""

    field_order = ("team", "reason", "summary", "todo", "papers", "meeting_on")
    team = forms.TypedChoiceField(
        label=_("To which team?"),
        coerce=UUID,
        error_messages={
            "required": _("Choose another team of ours."),
            "invalid_choice": _("Choose another team of ours."),
        },
        widget=widgets.Choose(),
    )
    reason = some(_("Why is it handed over?"), help_text=SEALED)
    summary = some(_("What must the other team know of the child?"), help_text=SEALED)
    meeting_on = Day(
        label=_("When do both teams meet the child together?"),
        required=True,
        error_messages={"required": _("Write the day.")},
    )

    def __init__(self, *typed: Any, teams: Pairs, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.fields["team"].choices = [("", CHOOSE), *teams]  # type: ignore[attr-defined]

    def details(self) -> commands.TransferDetails:
        """The command's input. Call it only when the form is valid."""
        said = self.cleaned_data
        return commands.TransferDetails(
            id=said["id"],
            team_id=said["team"],
            meeting_on=said["meeting_on"],
            words={name: said[name] for name in ("reason", "summary", "todo", "papers")},
        )


class HandoverForm(HandingOn):
    """What another organisation is told."""

    field_order = ("organisation", "agency", "why", "summary", "todo", "papers", "meeting_on")
    organisation = forms.TypedChoiceField(
        label=_("To which organisation?"),
        coerce=UUID,
        error_messages={
            "required": _("Choose another organisation."),
            "invalid_choice": _("Choose another organisation."),
        },
        widget=widgets.Choose(),
    )
    agency = forms.TypedChoiceField(
        label=_("Which agreement allows it?"),
        help_text=_(
            "The family agreed to share with this agency of the directory. Choose it only if it is"
            " the organisation above."
        ),
        coerce=UUID,
        error_messages={
            "required": _("The family has not agreed to share with this agency. Ask them first."),
            "invalid_choice": _(
                "The family has not agreed to share with this agency. Ask them first."
            ),
        },
        widget=widgets.Choose(),
    )
    why = OneOf(
        terms.HandoverReason.choices,
        label=_("Why is it handed over?"),
        help_text=_("They read this before they decide. It tells nothing of the child."),
        required=True,
        error_messages={"required": _("Choose the reason.")},
        widget=widgets.ChooseOne(),
    )
    summary = some(
        _("What must they know of the child?"),
        help_text=_("Sealed. They read it once they have taken the case over."),
    )
    meeting_on = Day(
        label=_("When do you meet the child together?"),
        required=True,
        error_messages={"required": _("Write the day.")},
    )

    def __init__(
        self, *typed: Any, organisations: Pairs, agencies: Pairs, **options: Any
    ) -> None:
        super().__init__(*typed, **options)
        begin = [("", CHOOSE)]
        self.fields["organisation"].choices = begin + organisations  # type: ignore[attr-defined]
        self.fields["agency"].choices = begin + agencies  # type: ignore[attr-defined]

    def details(self) -> commands.HandoverDetails:
        """The command's input. Call it only when the form is valid."""
        said = self.cleaned_data
        return commands.HandoverDetails(
            id=said["id"],
            organisation_id=said["organisation"],
            agency_id=said["agency"],
            why=said["why"],
            meeting_on=said["meeting_on"],
            words={name: said[name] for name in ("summary", "todo", "papers")},
        )


class AnswerTransferForm(Versioned):
    """Take it over, naming who leads it, or refuse with a reason."""

    answer = OneOf(
        [
            ("yes", pgettext_lazy("transfer", "We take it over")),
            ("no", pgettext_lazy("transfer", "We do not take it")),
        ],
        label=_("What do you decide?"),
        required=True,
        error_messages={"required": _("Say what you decide.")},
        widget=widgets.Picks(),
    )
    person = forms.TypedChoiceField(
        label=_("Who leads the case?"),
        coerce=UUID,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Choose somebody who leads cases in this team.")},
        widget=widgets.Choose(),
    )
    words = some(_("What you want to say; needed if you refuse"), help_text=SEALED)

    def __init__(self, *typed: Any, people: Pairs, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.fields["person"].choices = [("", CHOOSE), *people]  # type: ignore[attr-defined]


class AnswerHandoverForm(AnswerTransferForm):
    """The same for a case of another organisation: the team is said too."""

    team = forms.TypedChoiceField(
        label=_("Which team takes it over?"),
        coerce=UUID,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Choose one of your teams.")},
        widget=widgets.Choose(),
    )
    field_order = ("version", "answer", "team", "person", "words")

    def __init__(self, *typed: Any, teams: Pairs, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.fields["team"].choices = [("", CHOOSE), *teams]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("answer") == "yes" and not said.get("team") and "team" not in self.errors:
            self.add_error("team", _("Choose one of your teams."))
        return said
