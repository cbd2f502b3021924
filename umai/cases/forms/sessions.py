"""What is asked about a session: what it was, who came, what came of it, what the team may know."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.cases import commands, queries, rules, terms
from umai.cases.forms.acts import SEALED, ActForm
from umai.cases.forms.assessing import lines
from umai.cases.models import Attendance, Case
from umai.foundation.kernel.actor import Actor
from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, Line, OneOf, Pairs, SomeOf, Words, keep_known
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary.labels import words_of

CHOOSE = pgettext_lazy("list", "Choose")
WORDS = ("summary", "tools", "homework", "why_not")
SHARED = _("The whole team of the case reads it. Sealed under this child's key.")
MOST_OTHERS = 200


def menu() -> Pairs:
    """The services by discipline."""
    known = groupby(queries.services(), key=lambda one: one.group)
    found = [
        (vocabulary.label("service_domain", group), [(one.code, one.label()) for one in some])
        for group, some in known
    ]
    return [("", CHOOSE), *found]


def results() -> Pairs:
    """What can come of a service, by discipline."""
    found = [
        (
            vocabulary.label("service_domain", group),
            [(one.code, one.label()) for one in vocabulary.words(listed)],
        )
        for group, listed in queries.RESULTS.items()
    ]
    return [("", pgettext_lazy("result", "Not said yet")), *found]


def _number(label: Any, most: int, **options: Any) -> forms.IntegerField:
    wrong = _("Write a whole number.")
    field = forms.IntegerField(
        label=label, required=False, min_value=0, max_value=most, widget=widgets.NumberBox(),
        **options,
    )  # fmt: skip
    field.error_messages["invalid"] = wrong
    return field


class PartForm(ActForm):
    """What this child had of it, and how long and where it was."""

    mode = OneOf(
        terms.Mode.choices,
        label=_("How did you speak with each other?"),
        required=True,
        error_messages={"required": _("Say how you spoke with each other.")},
        widget=widgets.Picks(),
    )
    place = OneOf([("", CHOOSE), *terms.Place.choices], label=pgettext_lazy("session", "Where?"))
    minutes = _number(pgettext_lazy("session", "Minutes"), commands.MOST_MINUTES)
    layer = OneOf(
        words_of("psychosocial_layer", CHOOSE),
        label=_("Layer of support"),
        help_text=_("For psychological help."),
    )
    child_came = forms.BooleanField(
        label=_("The child took part"), required=False, widget=widgets.Toggle()
    )
    relatives = _number(_("How many relatives took part?"), commands.MOST_CHILDREN)
    outcome = OneOf(
        words_of("service_outcome"),
        label=_("Was it given?"),
        required=True,
        error_messages={"required": _("Say whether it was given.")},
        widget=widgets.Picks(),
    )
    no_show = OneOf(
        [("", CHOOSE), *terms.NoShow.choices], label=_("If it did not take place: why?")
    )
    why_not = Line(label=_("More about why not"), help_text=SEALED, max_length=1000)
    goal = OneOf([], label=_("Which goal of the plan was worked on?"))
    result = OneOf(results, label=_("What came of it?"))
    summary = Words(
        label=_("Summary for the team"), help_text=SHARED, max_length=3000, widget=lines(4)
    )
    tools = Line(label=_("What was used (games, questionnaires, documents)"), max_length=500)
    homework = Words(
        label=_("What was agreed until next time"), max_length=1000, widget=lines(2)
    )
    next_on = Day(label=_("Next time"))

    def __init__(self, *typed: Any, case: Case, **options: Any) -> None:
        super().__init__(*typed, **options)
        goals = [(str(one.pk), words) for one, words in queries.goals_to_work_on(case)]
        self.fields["goal"].choices = [("", CHOOSE), *goals]  # type: ignore[attr-defined]
        if kept := self.initial.get("goal"):
            keep_known(self.fields["goal"], [kept], lambda _code: str(self.initial["goal_words"]))

    def part(self) -> commands.Part:
        """What the command wants to know of this child."""
        told = self.cleaned_data
        return commands.Part(
            child_came=told["child_came"],
            relatives=told["relatives"] or 0,
            no_show=told["no_show"],
            goal_id=UUID(told["goal"]) if told["goal"] else None,
            outcome=told["outcome"],
            result=told["result"],
            next_on=told["next_on"],
            words={name: told[name] for name in WORDS},
        )


class SessionForm(PartForm):
    """One more session. The hidden id makes a double click one session."""

    id = forms.UUIDField(widget=forms.HiddenInput())
    service = OneOf(
        menu,
        label=_("What was given?"),
        required=True,
        error_messages={"required": _("Choose the service from the menu.")},
        widget=widgets.SearchSelect(),
    )
    form = OneOf(
        terms.SessionForm.choices,
        label=_("With whom?"),
        required=True,
        error_messages={"required": _("Say with whom it was.")},
        widget=widgets.Picks(),
    )
    held_on = Day(
        label=pgettext_lazy("session", "On which day?"),
        required=True,
        error_messages={"required": _("Write a day.")},
    )
    others = SomeOf(
        [],
        label=_("Other children of the group"),
        help_text=_("Only who took part. Write about each on the page of the own case."),
        widget=widgets.ChooseMany(),
    )

    def __init__(self, *typed: Any, actor: Actor, case: Case, **options: Any) -> None:
        super().__init__(*typed, case=case, **options)
        known = queries.cases(actor).open().exclude(pk=case.pk).order_by("code")[:MOST_OTHERS]
        self.fields["others"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), one.code) for one in known
        ]

    def said(self) -> commands.SessionDetails:
        """What the command wants to know of the session."""
        told = self.cleaned_data
        return commands.SessionDetails(
            id=told["id"],
            service=told["service"],
            held_on=told["held_on"],
            form=told["form"],
            mode=told["mode"],
            place=told["place"],
            minutes=told["minutes"],
            layer=told["layer"],
            others=tuple(UUID(one) for one in told["others"]),
        )


class CorrectSessionForm(PartForm):
    """A session mended by who wrote it: service, day and who else came stay."""

    version = forms.IntegerField(widget=forms.HiddenInput())

    def said(self, row: Attendance) -> commands.SessionDetails:
        """What the command wants to know; what stays is taken from the row."""
        told, session = self.cleaned_data, row.session
        return commands.SessionDetails(
            id=session.pk,
            service=session.service,
            held_on=session.held_on,
            form=session.form,
            mode=told["mode"],
            place=told["place"],
            minutes=told["minutes"],
            layer=told["layer"],
        )


def written(case: Case, row: Attendance) -> dict[str, Any]:
    """What stands in a session, for the fields. After a reading that is written down only."""
    session, words = row.session, queries.opened(row, "words", queries.key_of(case))
    return {
        "version": row.version,
        "mode": session.mode,
        "place": session.place,
        "minutes": session.minutes,
        "layer": session.layer,
        "child_came": row.child_came,
        "relatives": row.relatives or None,
        "outcome": row.outcome,
        "no_show": row.no_show,
        "goal": str(row.goal_id or ""),
        "goal_words": queries.goal_of(case, row),
        "result": row.result,
        "next_on": row.next_on,
        **{name: words.get(name, "") for name in WORDS},
    }


def open_others(form: PartForm) -> bool:
    """Whether something stands in the part that is folded away."""
    return any(form[name].value() or form[name].errors for name in ("tools", "homework", "next_on"))


def failed(form: PartForm) -> bool:
    """Whether the questions about what fell through are to be seen at once."""
    outcome = form["outcome"].value() or ""
    return bool(outcome and not rules.given(outcome)) or bool(form["no_show"].errors)
