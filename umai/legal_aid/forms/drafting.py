"""What is asked when an own version of a procedure is written, proposed, decided, or moved to."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.foundation.ui import widgets
from umai.foundation.ui.fields import Day, Line, OneOf, Pairs, SomeOf, Words, keep_known
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary import terms as vocabulary_terms
from umai.foundation.vocabulary.labels import words_of
from umai.legal_aid import commands, queries, rules, terms, versions
from umai.legal_aid.forms.acts import NOT_A_DAY, WHICH, ActForm

TITLES = {
    "en": pgettext_lazy("procedure", "Name in English"),
    "ru": pgettext_lazy("procedure", "Name in Russian"),
    "kk": pgettext_lazy("procedure", "Name in Kazakh"),
}
QUESTIONS = {
    "en": _("Question in English"),
    "ru": _("Question in Russian"),
    "kk": _("Question in Kazakh"),
}
NONE = pgettext_lazy("list", "None")
COUNTS: Pairs = [
    ("", pgettext_lazy("time limit of a step", "No clock runs")),
    ("origin", _("From the day from which the law counts")),
    ("begun", _("From the day on which the step begins")),
    ("submitted", _("From the day on which papers are handed in")),
]
CODE = re.compile(r"[A-Za-z0-9_]{1,32}")
MOST_ANSWERS, MORE_ANSWERS = 12, 2


class VersionedForm(ActForm):
    """A form about an own version, opened on one state of it."""

    version = forms.IntegerField(widget=forms.HiddenInput())

    def meet(self, current: Any) -> None:
        """Somebody was quicker: the words stay and can be sent again, over what stands there."""
        self.newer = current
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["version"] = current.version  # type: ignore[index]


def titled(name: str, labels: Mapping[str, Any], length: int = 300) -> dict[str, forms.Field]:
    """A field for each language."""
    return {
        f"{name}_{language}": Line(
            label=words, max_length=length, widget=widgets.LongText({"rows": 2, "lang": language})
        )
        for language, words in labels.items()
    }


def spoken(said: Mapping[str, Any], name: str) -> dict[str, str]:
    """What was typed in each language."""
    return {language: said.get(f"{name}_{language}", "") for language in versions.LANGUAGES}


class HeadForm(VersionedForm):
    """What is said of the whole procedure."""

    begin = OneOf([], label=_("With which step does it begin?"), required=True)
    result = OneOf(words_of("document_type", first=NONE), label=_("Which paper is obtained?"))
    source = Line(label=_("Where it was seen"), required=True, max_length=300)

    def __init__(self, *typed: Any, one: rules.Template, **options: Any) -> None:
        super().__init__(*typed, **{"initial": self.told(one), **options})
        self.fields |= titled("title", TITLES)
        self.fields["begin"].choices = steps_of(one)  # type: ignore[attr-defined]
        keep_known(self.fields["result"], [one.result], _paper)
        self.fields["begin"].error_messages |= WHICH
        self.fields["source"].error_messages["required"] = _("Say where it was seen.")
        self.order_fields([f"title_{language}" for language in TITLES])

    @staticmethod
    def told(one: rules.Template) -> dict[str, Any]:
        """The fields as a version stands."""
        titles = {f"title_{language}": words for language, words in one.title.items()}
        return {**titles, "begin": one.begin, "result": one.result, "source": one.source}

    def head(self) -> commands.TemplateHead:
        """The input of the command. Call it only when the form is valid."""
        said = self.cleaned_data
        plain = {name: said[name] for name in ("begin", "result", "source")}
        return commands.TemplateHead(title=spoken(said, "title"), **plain)


class TemplateStepForm(VersionedForm):
    """One step of a draft: what it is called, who does it, what it needs, where it leads."""

    slots = forms.IntegerField(widget=forms.HiddenInput(), min_value=0, max_value=MOST_ANSWERS)
    who = OneOf(terms.Who.choices, label=_("Who does it"), required=True, error_messages=WHICH)
    authority = OneOf(words_of("agency_type", first=NONE), label=_("Authority"))
    documents = SomeOf(words_of("document_type"), label=_("Papers for this step"))
    gives = OneOf(words_of("document_type", first=NONE), label=_("Which paper is obtained?"))
    rule = OneOf(lambda: known_rules(), label=_("Rule"), widget=widgets.SearchSelect())
    counts = OneOf(COUNTS, label=_("From when does its time count?"))
    confidence = OneOf(
        vocabulary_terms.Confidence.choices,
        label=_("How sure are we of the source?"),
        required=True,
        error_messages=WHICH,
        widget=widgets.ChooseOne(),
    )
    legal_basis = Words(
        label=_("Legal basis"), max_length=2000, widget=widgets.LongText({"rows": 2})
    )
    source = Line(label=_("Where it was seen"), required=True, max_length=300)
    next = OneOf([], label=_("Where does it lead?"))

    def __init__(
        self, *typed: Any, one: rules.Template, step: rules.Step, **options: Any
    ) -> None:
        super().__init__(*typed, **{"initial": self.told(step), **options})
        self.step = step
        ahead: Pairs = [("", pgettext_lazy("list", "Choose")), *steps_of(one, without=step.code)]
        ahead.append((terms.END, _("The procedure ends")))
        self.fields |= {**titled("title", TITLES), **titled("question", QUESTIONS)}
        self.fields["next"].choices = ahead  # type: ignore[attr-defined]
        self.fields["source"].error_messages["required"] = _("Say where it was seen.")
        self.fields["next"].help_text = _("Or ask a question below: then its answers lead on.")
        for number in range(self._slots()):
            self._add_answer(number, ahead)
        for name in ("documents", "gives"):
            keep_known(self.fields[name], [*step.documents, step.gives], _paper)

    @staticmethod
    def told(step: rules.Step) -> dict[str, Any]:
        """The fields as a step stands."""
        plain = {name: getattr(step, name) for name in versions.PLAIN if name != "role"}
        found: dict[str, Any] = {**plain, "documents": list(step.documents)}
        found |= {f"title_{language}": words for language, words in step.title.items()}
        found |= {f"question_{language}": words for language, words in step.question.items()}
        found["slots"] = 0
        if not step.asks:
            return {**found, "next": step.answers[0].next, "slots": MORE_ANSWERS + 1}
        for number, answer in enumerate(step.answers):
            found |= {f"answer{number}_{name}": words for name, words in answer.title.items()}
            found |= {f"answer{number}_code": answer.code, f"answer{number}_next": answer.next}
        more = 0 if versions.protects(step) else MORE_ANSWERS
        return {**found, "slots": min(len(step.answers) + more, MOST_ANSWERS)}

    def _slots(self) -> int:
        typed = str(self.data.get("slots", "")) if self.is_bound else ""
        number = int(typed) if typed.isascii() and typed.isdigit() else self.initial["slots"]
        return min(number, MOST_ANSWERS)

    def _add_answer(self, number: int, ahead: Pairs) -> None:
        name = f"answer{number}"
        self.fields[f"{name}_code"] = forms.CharField(
            required=False, widget=forms.HiddenInput(), label=_("Answer")
        )
        labels = {
            language: format_lazy("{} {}: {}", _("Answer"), number + 1, own)
            for language, own in vocabulary_terms.OWN_NAMES.items()
        }
        self.fields |= titled(name, labels)
        self.fields[f"{name}_next"] = OneOf(ahead, label=_("Where does it lead?"))

    def answers(self) -> Iterator[list[forms.BoundField]]:
        """The fields of each answer, for a row of the page."""
        for number in range(self._slots()):
            yield [self[f"answer{number}_{name}"] for name in (*versions.LANGUAGES, "next")]

    def titles(self) -> list[forms.BoundField]:
        """What the step is called."""
        return [self[f"title_{language}"] for language in versions.LANGUAGES]

    def questions(self) -> list[forms.BoundField]:
        """What the step asks."""
        return [self[f"question_{language}"] for language in versions.LANGUAGES]

    def clean(self) -> dict[str, Any]:
        """Either one way on, or a question with answers that all lead somewhere."""
        said: dict[str, Any] = super().clean() or {}
        rows = list(self._typed(said))
        asks = any(spoken(said, "question").values())
        if not asks and not rows and not said.get("next"):
            self.add_error("next", _("Choose where it leads."))
        if not asks and rows:
            self.add_error("question_en", _("Write the question that these answers belong to."))
        if asks and not rows:
            self.add_error("question_en", _("A question needs at least one answer."))
        for number, _titles in rows:
            if not said.get(f"answer{number}_next"):
                self.add_error(f"answer{number}_next", _("Choose where it leads."))
        return said

    def _typed(self, said: Mapping[str, Any]) -> Iterator[tuple[int, dict[str, str]]]:
        for number in range(self._slots()):
            titles = spoken(said, f"answer{number}")
            if any(titles.values()):
                yield number, titles

    def details(self) -> commands.StepDetails:
        """The input of the command. Call it only when the form is valid."""
        said = self.cleaned_data
        plain = {name: said[name] for name in versions.PLAIN if name != "role"}
        return commands.StepDetails(title=spoken(said, "title"), next=self._leads(), **plain)

    def _leads(self) -> str | dict[str, Any]:
        said = self.cleaned_data
        question = spoken(said, "question")
        if not any(question.values()):
            return str(said["next"])
        taken: list[str] = []
        answers = []
        for number, titles in self._typed(said):
            code = said[f"answer{number}_code"]
            if not CODE.fullmatch(code) or code in taken:
                known = {*taken, *(one.code for one in self.step.answers)}
                code = next(f"a{at}" for at in range(1, 100) if f"a{at}" not in known)
            taken.append(code)
            answers.append({"code": code, "title": titles, "next": said[f"answer{number}_next"]})
        return {"question": question, "answers": answers}


def steps_of(one: rules.Template, without: str = "") -> Pairs:
    """The steps of a version by title; by code while they have none."""
    return [
        (code, queries.step_title(one, code) or unnamed(code))
        for code in one.steps
        if code != without
    ]


def unnamed(code: str) -> str:
    """What a step is called before it has a title."""
    return f"{_('A new step')} ({code})"


def known_rules() -> Pairs:
    """Every rule by its title and value."""
    rows = sorted(vocabulary.rule_rows(), key=lambda row: row.rule.code)
    return [("", NONE), *((row.rule.code, rule_words(row)) for row in rows)]


def rule_words(row: vocabulary.RuleRow) -> str:
    """A rule with its code and what it says."""
    value = f" ({row.value})" if row.value else ""
    return f"{row.rule.code} · {row.title}{value}"


def _paper(code: str) -> str:
    return vocabulary.label("document_type", code)


class DecisionForm(VersionedForm):
    """Why a version is proposed, approved, refused or withdrawn; from which day it holds."""

    enabled_from = Day(
        label=_("From which day do new procedures follow it?"),
        required=True,
        error_messages={"required": NOT_A_DAY},
    )
    words = Words(label=_("The reason, in a sentence"), max_length=2000)

    def __init__(self, *typed: Any, act: str, **options: Any) -> None:
        super().__init__(*typed, **options)
        if act == "approve":
            self.fields["words"].label = _("What you want to say")
        else:
            del self.fields["enabled_from"]
        if act == "propose":
            self.fields["words"].label = _("What is different, and why?")


class MoveForm(VersionedForm):
    """To which version a procedure is moved, where it goes on, and why."""

    to_version = forms.IntegerField(widget=forms.HiddenInput())
    step = OneOf([], label=_("Where does it go on?"), required=True, error_messages=WHICH)
    words = Words(label=_("The reason, in a sentence"), max_length=4000)

    def __init__(
        self, *typed: Any, one: rules.Template, step: str, asks: bool, **options: Any
    ) -> None:
        super().__init__(*typed, **options)
        field: Any = self.fields["step"]
        field.choices = steps_of(one)
        field.widget = widgets.ChooseOne(choices=field.choices)
        if step in one.steps:
            self.initial["step"] = step
        if not asks:
            del self.fields["step"]
