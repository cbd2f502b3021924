"""What is asked when a meeting is called, held, written down and answered."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from umai.cases import commands, permissions, terms
from umai.cases.forms.acts import SEALED, ActForm, Versioned
from umai.cases.forms.assessing import goes_on, lines
from umai.directory import queries as directory
from umai.directory import terms as directory_terms
from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, Line, OneOf, Pairs, SomeOf, Words
from umai.foundation.vocabulary.labels import words_of

INVITED, DECIDED = 8, 6
CHOOSE = pgettext_lazy("list", "Choose")
NO_NAMES = _("Speak of the child by the code. No names.")
ANSWERS = terms.MeetingAnswer


def agencies(actor: Actor) -> Pairs:
    """The agencies that work, by name."""
    working = directory.agencies(actor).filter(state=directory_terms.AgencyState.ACTIVE)
    language = get_language() or "en"
    known = [(str(one.pk), directory.name_of(one, language)) for one in working]
    return [("", CHOOSE), *sorted(known, key=lambda pair: pair[1].casefold())]


def colleagues(actor: Actor) -> Pairs:
    """Those whose post opens cases, by name."""
    names = access.names(actor, access.holders(actor, permissions.READ_CASE))
    known = [(str(one), name) for one, name in names.items()]
    return [("", CHOOSE), *sorted(known, key=lambda pair: pair[1].casefold())]


def _moment(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        error_messages={"required": _("Write a day and an hour."),
                        "invalid": _("Write a day and an hour.")},
        widget=widgets.MomentInput(),
    )  # fmt: skip


def _colleague(label: Any) -> OneOf:
    words = {"required": _("Choose a colleague.")}
    return OneOf([], label=label, required=True, error_messages=words)


class CallForm(ActForm):
    """What for, when, who leads it, who writes, who is invited."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    kind = OneOf(
        terms.MeetingKind.choices,
        label=_("What is the meeting for?"),
        required=True,
        error_messages={"required": _("Choose what the meeting is for.")},
        widget=widgets.Picks(),
    )
    planned_at = _moment(pgettext_lazy("meeting", "When?"))
    why_late = Line(label=_("If it is after the time limit: why?"), max_length=1000)
    chair = _colleague(_("Who leads it?"))
    secretary = _colleague(_("Who writes the minutes?"))
    place = Line(label=pgettext_lazy("meeting", "Where?"), help_text=SEALED)
    agenda = Words(label=_("What is to be talked about?"), help_text=NO_NAMES, widget=lines())

    def __init__(self, *typed: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*typed, **options)
        people, known = colleagues(actor), agencies(actor)
        for name in ("chair", "secretary"):
            self.fields[name].choices = people  # type: ignore[attr-defined]
        for place in range(1, INVITED + 1):
            self.fields[f"part_{place}"] = OneOf(
                words_of("meeting_part", CHOOSE), label=_("As what?")
            )
            self.fields[f"agency_{place}"] = OneOf(
                known, label=pgettext_lazy("meeting", "From which agency?")
            )
            self.fields[f"name_{place}"] = Line(label=pgettext_lazy("member", "Name"))

    @property
    def long(self) -> bool:
        """Whether more are invited than the first rows hold."""
        return bool(self.errors) or goes_on(self, "part", range(5, INVITED + 1))

    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """Those invited."""
        names = ("part", "agency", "name")
        return [(place, [self[f"{name}_{place}"] for name in names])
                for place in range(1, INVITED + 1)]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Who is invited is invited as something."""
        told = super().clean() or {}
        for place in range(1, INVITED + 1):
            if not told.get(f"part_{place}") and (
                told.get(f"agency_{place}") or told.get(f"name_{place}")
            ):
                self.add_error(f"part_{place}", _("Say as what this person comes."))
        return told

    def said(self) -> commands.Call:
        """What the command wants to know."""
        told = self.cleaned_data
        rows = [
            (told[f"part_{place}"], told[f"agency_{place}"], told[f"name_{place}"])
            for place in range(1, INVITED + 1)
        ]
        return commands.Call(
            id=told["id"],
            kind=told["kind"],
            planned_at=told["planned_at"],
            chair_id=UUID(told["chair"]),
            secretary_id=UUID(told["secretary"]),
            invited=tuple(
                commands.Invited(part, _id(agency), name) for part, agency, name in rows if part
            ),
            **{name: told[name] for name in ("place", "agenda", "why_late")},
        )

    def refuse(self, no: Exception) -> None:
        """A refusal about those invited stands at the first of them."""
        if getattr(no, "field", None) == "invited":
            self.add_error("part_1", str(no))
        else:
            super().refuse(no)


class HoldForm(Versioned):
    """Who came, what was said, what was decided."""

    held_at = _moment(_("When was it held?"))
    came = SomeOf([], label=_("Who came?"), widget=widgets.ChooseMany())
    discussion = Words(label=_("What was said"), help_text=NO_NAMES, widget=lines(6))
    next_review_on = Day(label=_("Next review on"))

    def __init__(self, *typed: Any, actor: Actor, invited: Pairs, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.fields["came"].choices = invited  # type: ignore[attr-defined]
        people, known = colleagues(actor), agencies(actor)
        for place in range(1, DECIDED + 1):
            self.fields[f"what_{place}"] = Words(
                label=_("What was decided?"), max_length=2000, widget=lines(2)
            )
            self.fields[f"person_{place}"] = OneOf(people, label=_("A colleague carries it out"))
            self.fields[f"agency_{place}"] = OneOf(known, label=_("or an agency"))
            self.fields[f"who_{place}"] = Line(label=_("or somebody else"))
            self.fields[f"due_{place}"] = Day(label=pgettext_lazy("decision", "Until when?"))

    @property
    def long(self) -> bool:
        """Whether more was decided than the first rows hold."""
        return bool(self.errors) or goes_on(self, "what", range(4, DECIDED + 1))

    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """What was decided."""
        names = ("what", "person", "agency", "who", "due")
        return [(place, [self[f"{name}_{place}"] for name in names])
                for place in range(1, DECIDED + 1)]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Every decision says what, who and until when, or nothing at all."""
        told = super().clean() or {}
        for place in range(1, DECIDED + 1):
            doers = [told.get(f"{name}_{place}") for name in ("person", "agency", "who")]
            what, due = told.get(f"what_{place}"), told.get(f"due_{place}")
            if what and not any(doers):
                self.add_error(f"person_{place}", _("Say who carries it out."))
            if what and not due and f"due_{place}" not in self.errors:
                self.add_error(f"due_{place}", _("Say until when."))
            if not what and (any(doers) or due):
                self.add_error(f"what_{place}", _("Write what was decided."))
        return told

    def said(self) -> commands.Course:
        """What the command wants to know."""
        told = self.cleaned_data
        decided = tuple(
            commands.Recommended(
                told[f"what_{place}"],
                _id(told[f"person_{place}"]),
                _id(told[f"agency_{place}"]),
                told[f"who_{place}"],
                told[f"due_{place}"],
            )
            for place in range(1, DECIDED + 1)
            if told[f"what_{place}"]
        )
        return commands.Course(
            held_at=told["held_at"],
            came=tuple(UUID(one) for one in told["came"]),
            discussion=told["discussion"],
            decided=decided,
            next_review_on=told["next_review_on"],
        )


class MinutesForm(Versioned):
    """The minutes. They are issued once."""

    minutes = Words(
        label=_("Minutes"),
        help_text=NO_NAMES,
        required=True,
        error_messages={"required": _("Write the minutes, without names.")},
        widget=lines(10),
    )


class CancelForm(Versioned):
    """Why a meeting does not take place."""

    reason = Words(
        label=_("Why does it not take place?"),
        help_text=SEALED,
        required=True,
        max_length=1000,
        error_messages={"required": _("Write why, in a sentence.")},
        widget=lines(2),
    )


class AnswerForm(ActForm):
    """Whether a recommendation is followed, and if not, why."""

    answer = OneOf(
        ANSWERS.choices,
        label=_("Is it followed?"),
        required=True,
        error_messages={"required": _("Say whether it is followed.")},
        widget=widgets.Picks(),
    )
    reasons = Words(
        label=_("If not: why is it not in the child’s best interests?"),
        help_text=SEALED,
        max_length=2000,
        widget=lines(),
    )


def _id(chosen: str) -> UUID | None:
    return UUID(chosen) if chosen else None
