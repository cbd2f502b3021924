"""What is asked about supervision and when a file is looked through."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.cases import commands, queries, terms
from umai.cases.forms.acts import SEALED, ActForm, Versioned
from umai.cases.forms.assessing import goes_on, lines
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, Line, OneOf, Pairs, SomeOf, Words

AGREED, SHOWN = 6, 2
PLACES = range(1, AGREED + 1)
NO_CHILD = _(
    "Write about the work, not about children: words about a child belong into the case. Only the"
    " two of you open it; its key is its own."
)
CODES_ONLY = _("By code only. Whoever reads this sees the codes of cases that they may know of.")


class SupervisionForm(ActForm):
    """What it was, when, which cases, what was agreed. The hidden id makes a double click one."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    kind = OneOf(
        terms.SupervisionKind.choices,
        label=_("What was it?"),
        required=True,
        error_messages={"required": _("Choose what kind of supervision it was.")},
        widget=widgets.ChooseOne(),
    )
    held_on = Day(
        label=pgettext_lazy("supervision", "On which day?"),
        required=True,
        error_messages={"required": _("Write a day.")},
    )
    minutes = forms.IntegerField(
        label=pgettext_lazy("supervision", "How many minutes?"),
        required=False,
        widget=widgets.NumberBox(),
        error_messages={"invalid": _("Write a whole number.")},
    )
    cases = SomeOf([], label=_("Which cases were spoken about?"), help_text=CODES_ONLY)
    words = Words(
        label=_("What was spoken about, and how it went"),
        help_text=NO_CHILD,
        required=True,
        max_length=10000,
        error_messages={"required": _("Write what it was about, in a sentence.")},
        widget=lines(6),
    )
    next_on = Day(label=_("The next time on"))

    def __init__(self, *typed: Any, codes: Pairs, worker: str, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.fields["cases"].choices = codes  # type: ignore[attr-defined]
        if not codes:
            del self.fields["cases"]
        who: Pairs = [("", pgettext_lazy("list", "Choose")), ("worker", worker),
                      (terms.Agrees.SUPERVISOR, terms.Agrees.SUPERVISOR.label)]  # fmt: skip
        for place in PLACES:
            self.fields[f"what_{place}"] = Line(label=_("What was agreed?"), max_length=1000)
            self.fields[f"who_{place}"] = OneOf(who, label=_("Who does it?"))
            self.fields[f"until_{place}"] = Day(label=pgettext_lazy("decision", "Until when?"))
        # In the order in which one reads them: what was agreed, then the next time.
        self.fields["next_on"] = self.fields.pop("next_on")

    @property
    def long(self) -> bool:
        """Whether more was agreed than the first rows hold."""
        return bool(self.errors) or goes_on(self, "what", PLACES[SHOWN:])

    def rows(self) -> list[tuple[int, list[forms.BoundField]]]:
        """What was agreed."""
        names = ("what", "who", "until")
        return [(place, [self[f"{name}_{place}"] for name in names]) for place in PLACES]

    def before(self) -> list[forms.BoundField]:
        """What is asked before the lines of what was agreed."""
        names = ("kind", "held_on", "minutes", "cases", "words")
        return [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        """What was agreed says what and who, or nothing at all."""
        told = super().clean() or {}
        for place in PLACES:
            what, who = told.get(f"what_{place}"), told.get(f"who_{place}")
            if what and not who:
                self.add_error(f"who_{place}", _("Say who does it."))
            if not what and (who or told.get(f"until_{place}")):
                self.add_error(f"what_{place}", _("Write what was agreed."))
        return told

    def said(self) -> commands.SupervisionDetails:
        """What the command wants to know."""
        told = self.cleaned_data
        agreed = [
            commands.Agreed(told[f"what_{n}"], told[f"who_{n}"], told[f"until_{n}"])
            for n in PLACES
            if told[f"what_{n}"]
        ]
        plain = {name: told[name] for name in ("id", "kind", "held_on", "minutes", "words")}
        return commands.SupervisionDetails(
            **plain,
            case_ids=tuple(UUID(one) for one in told.get("cases", ())),
            agreed=tuple(agreed),
            next_on=told["next_on"],
        )


class CorrectSupervisionForm(Versioned, SupervisionForm):
    """The same, mended by who wrote it."""


def agreed_in_fields(said: list[dict[str, Any]]) -> dict[str, Any]:
    """What was agreed, as the lines of the form hold it."""
    names = ("what", "who", "until")
    return {
        f"{name}_{place}": one.get(name)
        for place, one in enumerate(said, start=1)
        for name in names
    }


class AuditForm(ActForm):
    """One answer for each item of the checklist, with room for a remark."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    audited_on = Day(
        label=_("Looked through on which day?"),
        required=True,
        error_messages={"required": _("Write a day.")},
    )
    words = Words(
        label=_("Altogether: what is good, what is to be done"),
        help_text=SEALED,
        max_length=5000,
        widget=lines(4),
    )

    def __init__(self, *typed: Any, asked: queries.Checklist, **options: Any) -> None:
        super().__init__(*typed, **options)
        self.asked = asked
        for one in asked.items:
            self.fields[f"answer_{one.code}"] = OneOf(
                terms.AuditAnswer.choices,
                label=one.label,
                help_text=one.ask,
                required=True,
                error_messages={"required": _("Choose an answer.")},
                widget=widgets.Picks(),
            )
            self.fields[f"remark_{one.code}"] = Line(
                label=pgettext_lazy("audit", "Remark"), max_length=1000
            )
        self.fields["words"] = self.fields.pop("words")

    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The items in their order: the answer and the remark."""
        codes = [one.code for one in self.asked.items]
        return [(self[f"answer_{code}"], self[f"remark_{code}"]) for code in codes]

    def said(self) -> commands.AuditDetails:
        """What the command wants to know."""
        told = self.cleaned_data
        codes = [one.code for one in self.asked.items]
        return commands.AuditDetails(
            id=told["id"],
            audited_on=told["audited_on"],
            answers={code: told[f"answer_{code}"] for code in codes},
            remarks={code: told[f"remark_{code}"] for code in codes},
            words=told["words"],
        )


class CorrectAuditForm(Versioned, AuditForm):
    """The same, mended by who looked through the file."""


def audit_in_fields(audited_on: date, said: dict[str, Any]) -> dict[str, Any]:
    """An audit as the form holds it."""
    answers, remarks = said.get("answers", {}), said.get("remarks", {})
    return {
        "audited_on": audited_on,
        "words": said.get("words", ""),
        **{f"answer_{code}": one for code, one in answers.items()},
        **{f"remark_{code}": one for code, one in remarks.items()},
    }


class AnswerAuditForm(Versioned):
    """What the worker says to it."""

    words = Words(
        label=_("What do you say to it?"),
        help_text=SEALED,
        required=True,
        max_length=5000,
        error_messages={"required": _("Write your answer.")},
    )
