"""What is asked in an act on a case: who, why, how grave; refusals stand at their field."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.cases import queries, terms
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, OneOf, Pairs, SomeOf, Words
from umai.foundation.vocabulary.labels import words_of

SEALED = _("Sealed with the case.")
RISK_HINTS = {
    "HIGH": _("Act within a day; the supervisor is told at once"),
    "MEDIUM": _("Within three days"),
    "LOW": _("Within a week"),
    "NONE": _("Information or a referral is enough"),
}


class ActForm(forms.Form):
    """What every act shares: a refusal stands at its field; a newer version is told of once."""

    newer: Any = None

    def refuse(self, no: Exception) -> None:
        """Put a refusal at its field, or above all if it has none."""
        field = getattr(no, "field", None)
        self.add_error(field if field in self.fields else None, str(no))

    def meet(self, current: Any) -> None:
        """Somebody was quicker: sending again puts these words over theirs, knowingly."""
        self.newer = current
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["version"] = current.version  # type: ignore[index]


class Versioned(ActForm):
    """The version of the case that the page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput())


class ScreenOutForm(Versioned):
    """Why there is no case, and what was told to whom."""

    reason = Words(
        label=_("Why is no case needed?"),
        help_text=SEALED,
        required=True,
        max_length=2000,
        error_messages={"required": _("Write why, in a sentence.")},
    )
    told = Words(
        label=_("What was told to whoever brought the child?"),
        required=True,
        max_length=1000,
        error_messages={"required": _("Write what was told to whoever brought the child.")},
    )


class AssignForm(Versioned):
    """To whom, with the load of each; a reason where somebody is at the limit."""

    person = forms.TypedChoiceField(
        label=_("Who leads the case?"),
        coerce=UUID,
        error_messages={
            "required": _("Choose a colleague."),
            "invalid_choice": _("Choose somebody who leads cases in this team."),
        },
        widget=widgets.ChooseOne(),
    )
    reason = Words(
        label=_("Why one more, if the limit is reached"), help_text=SEALED, max_length=1000
    )

    def __init__(self, *typed: Any, people: Pairs, hints: dict[str, Any], **options: Any) -> None:
        super().__init__(*typed, **options)
        self.fields["person"].choices = people  # type: ignore[attr-defined]
        self.fields["person"].widget.hints = hints


class RiskPart(forms.Form):
    """How grave it is, what makes it so, and why."""

    risk = OneOf(
        words_of("risk_level"),
        label=pgettext_lazy("case", "Risk"),
        widget=widgets.CardChoices(hints=RISK_HINTS),
    )
    triggers = SomeOf(
        words_of("risk_trigger"),
        label=_("What makes it high by itself"),
        help_text=_("If one of these is so, only a supervisor may rate it lower."),
    )
    why_risk = Words(label=_("What is the risk?"), help_text=SEALED, max_length=2000)


class RateForm(Versioned, RiskPart):
    """A new rating. The earlier ones stay."""

    def __init__(self, *typed: Any, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.fields["risk"].required = True
        self.fields["risk"].error_messages["required"] = _("Say how grave it is.")


class ConcernForm(ActForm):
    """One more concern. The hidden id makes a double click one concern."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    concern = OneOf(
        words_of("protection_concern", first=_("Choose")),
        label=_("What is the concern?"),
        required=True,
        error_messages={"required": _("Choose the concern.")},
        widget=widgets.SearchSelect(),
    )
    words = Words(label=_("In words"), help_text=SEALED, max_length=2000)
    since_on = Day(label=_("Since when"), help_text=_("Leave it empty if nobody knows."))
    main = forms.BooleanField(
        label=_("This is the main concern now"), required=False, widget=widgets.Toggle()
    )


class ChangeConcernForm(Versioned):
    """How far a concern is known to be true."""

    status = OneOf(
        words_of("concern_status"),
        label=pgettext_lazy("concern", "How sure is it?"),
        required=True,
        error_messages={"required": _("Say how sure it is.")},
        widget=widgets.Picks(),
    )
    why = Words(
        label=_("What shows it?"),
        help_text=SEALED,
        required=True,
        max_length=2000,
        error_messages={"required": _("Write what shows it.")},
    )
    main = forms.BooleanField(
        label=_("This is the main concern now"), required=False, widget=widgets.Toggle()
    )


class JoinForm(ActForm):
    """A colleague and what the colleague does."""

    person = forms.TypedChoiceField(
        label=_("Colleague"),
        coerce=UUID,
        error_messages={
            "required": _("Choose a colleague."),
            "invalid_choice": _("This colleague's post opens no cases."),
        },
        widget=widgets.SearchSelect(),
    )
    role = OneOf(
        [pair for pair in terms.CaseRole.choices if pair[0] != terms.CaseRole.OWNER],
        label=_("What the colleague does"),
        required=True,
        error_messages={"required": _("Choose what the colleague does.")},
        widget=widgets.Picks(),
    )

    def __init__(self, *typed: Any, people: Pairs, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.fields["person"].choices = [("", _("Choose")), *people]  # type: ignore[attr-defined]


def load_hints(loads: Iterable[queries.Load]) -> dict[str, Any]:
    """The load of each caseworker in words, with a warning from the rule's share on."""
    return {str(one.person_id): _load(one) for one in loads}


def _load(one: queries.Load) -> str:
    words = _("%(cases)d open cases, %(weight)s of %(limit)d by weight") % {
        "cases": one.cases,
        "weight": f"{one.weight.normalize():f}",
        "limit": one.limit,
    }
    if one.full:
        return f"{words} · {_('at the limit: one more only with a reason')}"
    return f"{words} · {_('near the limit')}" if one.near else words
