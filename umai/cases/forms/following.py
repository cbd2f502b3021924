"""What is asked of follow-ups, reviews and tasks."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.cases import commands, terms
from umai.cases.forms.acts import SEALED, ActForm, Versioned
from umai.cases.forms.planning import YesNo, short
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, Line, OneOf, Pairs, Words
from umai.foundation.vocabulary.labels import keep_words, words_of

CHOOSE = pgettext_lazy("list", "Choose")
NAMED = _("Choose a colleague.")
SEEN = (
    "place", "condition", "safety", "school", "health", "care", "family", "plan", "concerns",
    "actions",
)  # fmt: skip


class Colleague(forms.TypedChoiceField):
    """Somebody who works on the case."""

    def __init__(self, **options: Any) -> None:
        errors = {"required": NAMED, "invalid_choice": NAMED}
        super().__init__(coerce=UUID, error_messages=errors, widget=widgets.Choose(), **options)


class Kind(OneOf):
    """The kind of a follow-up."""

    def __init__(self) -> None:
        super().__init__(
            words_of("followup_type", CHOOSE), label=_("What kind of follow-up?"), required=True
        )
        self.error_messages["required"] = _("Choose one of the answers.")


class PlanFollowUpForm(ActForm):
    """A visit to come."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    kind = Kind()
    on = Day(
        label=_("On which day?"), required=True, error_messages={"required": _("Write the day.")}
    )
    person = Colleague(label=_("Who goes?"))
    place = Line(label=_("Where?"), help_text=SEALED)

    def __init__(self, *typed: Any, team: Pairs, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.fields["person"].choices = team  # type: ignore[attr-defined]


class FollowUpForm(Versioned):
    """What was seen. Only what is needed to say how the child is must be answered."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    kind = Kind()
    done_on = Day(
        label=_("When was it?"), required=True, error_messages={"required": _("Write the day.")}
    )
    face_to_face = YesNo(label=_("Did you meet the child face to face?"))
    seen_alone = YesNo(label=_("Did you speak with the child alone?"))
    condition = Words(
        label=_("How is the child?"), help_text=SEALED, max_length=3000, widget=short(3)
    )
    safe = OneOf(terms.Safe.choices, label=_("Is the child safe?"), widget=widgets.Picks())
    safety = Words(label=_("What about safety?"), max_length=2000, widget=short())
    school = Line(label=pgettext_lazy("follow-up", "School"), max_length=1000)
    health = Line(label=pgettext_lazy("follow-up", "Health"), max_length=1000)
    care = Line(label=pgettext_lazy("follow-up", "Care at home"), max_length=1000)
    family = Line(label=pgettext_lazy("follow-up", "Contact with the family"), max_length=1000)
    plan = Line(label=pgettext_lazy("follow-up", "How far the plan is"), max_length=1000)
    concerns = Words(
        label=_("New concerns"),
        help_text=_("Note them in the case as well: they have a state and a history there."),
        max_length=2000,
        widget=short(),
    )
    actions = Words(label=_("What was done or agreed"), max_length=2000, widget=short())
    place = Line(label=_("Where?"))
    risk_change = OneOf(
        terms.RiskChange.choices,
        label=_("Has the risk changed?"),
        help_text=_("If it has, you rate it anew on the next page."),
        widget=widgets.Picks(),
    )
    next_on = Day(label=_("The next one on"), help_text=_("It is planned for you."))

    def __init__(self, *typed: Any, **options: Any) -> None:
        super().__init__(*typed, **options)
        keep_words(self, {"kind": "followup_type"})

    def details(self) -> commands.FollowUpDetails:
        """What the command wants to know."""
        said = {k: v for k, v in self.cleaned_data.items() if k != "version"}
        words = {name: said.pop(name) for name in SEEN}
        return commands.FollowUpDetails(**said, words=words)


class MissForm(Versioned):
    """Why a planned follow-up did not happen."""

    why_not = Words(
        label=_("Why did it not happen?"),
        help_text=SEALED,
        required=True,
        max_length=1000,
        error_messages={"required": _("Write why it did not happen.")},
        widget=short(),
    )


class BeginReviewForm(Versioned):
    """Why the plan is looked at again."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    cause = OneOf(
        terms.ReviewCause.choices,
        label=_("Why is the plan reviewed?"),
        required=True,
        error_messages={"required": _("Say why the plan is reviewed.")},
        widget=widgets.ChooseOne(),
    )
    why = Words(
        label=_("What has changed, or who asked?"),
        help_text=SEALED,
        max_length=2000,
        widget=short(3),
    )


class ReviewForm(Versioned):
    """What a review found."""

    found = Words(
        label=_("What did the review find?"), help_text=SEALED, max_length=5000, required=True
    )
    child_present = YesNo(label=_("Did the child take part in the review?"))
    child_words = Words(label=_("What the child says"), max_length=2000, widget=short(3))
    carer_words = Words(label=_("What the carer says"), max_length=2000, widget=short(3))

    def __init__(self, *typed: Any, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.fields["found"].error_messages["required"] = _("Write what the review found.")


class EndReviewForm(Versioned):
    """What came of a review."""

    outcome = OneOf(
        terms.ReviewOutcome.choices,
        label=_("What came of it?"),
        required=True,
        error_messages={"required": _("Say what came of the review.")},
        widget=widgets.ChooseOne(),
    )
    reason = Words(
        label=_("Why does the plan stay as it is?"),
        help_text=_("Only if it stays."),
        max_length=2000,
        widget=short(3),
    )
    next_on = Day(
        label=_("The next review on"),
        required=True,
        error_messages={"required": _("Write the day.")},
    )


class GiveTaskForm(ActForm):
    """Something to do, for whom, by when."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    what = Words(
        label=_("What is to be done?"),
        help_text=SEALED,
        required=True,
        max_length=1000,
        error_messages={"required": _("Write what is to be done.")},
        widget=short(3),
    )
    person = Colleague(label=_("Who does it?"))
    due_on = Day(label=_("By when?"))

    def __init__(self, *typed: Any, team: Pairs, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.fields["person"].choices = team  # type: ignore[attr-defined]


class EndTaskForm(Versioned):
    """A task is done, or not needed any more."""

    state = OneOf(
        [one for one in terms.TaskState.choices if one[0] != terms.TaskState.OPEN],
        label=_("What became of it?"),
        required=True,
        error_messages={"required": _("Say whether it is done or not needed any more.")},
        widget=widgets.Picks(),
    )
    answer = Words(
        label=_("What to know about it"), help_text=SEALED, max_length=1000, widget=short()
    )
