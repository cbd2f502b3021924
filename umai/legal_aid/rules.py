"""Decisions about procedures as pure functions: templates, what may follow what, what is blocked.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from umai.legal_aid import terms
from umai.legal_aid.terms import END, FactKind, Phase, Role

CONSULATE = "CONSUL"  # of the list `agency_type`
TIME = frozenset(
    {"working_days", "calendar_days", "calendar_hours", "calendar_minutes", "months", "years"}
)
COUNTS = frozenset({"", "origin", "begun", "submitted"})
MOST_TENGE = 100_000_000
# Papers by which somebody may act for another, of the list `document_type`.
POWERS = ("POA", "PARENT_CONSENT", "GUARD_ORDER", "COURT_DEC", "OTHER")
LEAST_REASON = 15  # signs: "why" is not a reason
# In which phase of a step this may happen; whatever is not named here, in every one.
PHASES = {
    FactKind.SUBMITTED: frozenset({Phase.TODO, Phase.REFUSED}),
    FactKind.DONE: frozenset({Phase.TODO, Phase.SUBMITTED, Phase.APPEALED}),
    FactKind.REFUSED: frozenset({Phase.TODO, Phase.SUBMITTED, Phase.APPEALED}),
    FactKind.APPEALED: frozenset({Phase.REFUSED}),
    FactKind.SKIPPED: frozenset({Phase.TODO}),
}
# These stand beside the steps: they may be told at any time and change nothing of where it stands.
BESIDE = frozenset(
    {
        FactKind.HEARING,
        FactKind.FEE,
        FactKind.REPRESENTED,
        FactKind.ADVISED,
        FactKind.GIVEN,
    }
)
# What a child may not be taken past: these steps are never left out.
MUST = frozenset({Role.VIEW, Role.DECISION, Role.RECEIVER, Role.RETURN})


@dataclass(frozen=True)
class Answer:
    """One answer to the question that decides where a step leads."""

    code: str
    title: Mapping[str, str]
    next: str


@dataclass(frozen=True)
class Step:
    """One step of a template. `counts`: from what its time limit counts; blank, it has none."""

    code: str
    title: Mapping[str, str]
    who: str
    authority: str
    documents: tuple[str, ...]
    gives: str
    rule: str
    counts: str
    role: str
    confidence: str
    legal_basis: str
    source: str
    question: Mapping[str, str]
    answers: tuple[Answer, ...]

    @property
    def asks(self) -> bool:
        """Whether a question decides where it leads."""
        return bool(self.question)

    def leads(self, answer: str) -> str | None:
        """The step after it; None for an answer that it does not know."""
        return next((one.next for one in self.answers if one.code == answer), None)


@dataclass(frozen=True)
class Template:
    """A procedure as the law and practice know it, in one version."""

    code: str
    version: int
    title: Mapping[str, str]
    service: str
    result: str
    source: str
    lawyer: str | None
    begin: str
    steps: Mapping[str, Step]


@dataclass(frozen=True)
class Known:
    """What templates may name: papers, kinds of authorities, services; rules with their unit and
    whether they are switched on.
    """

    documents: Collection[str]
    authorities: Collection[str]
    services: Collection[str]
    rules: Mapping[str, tuple[str, bool]]


def template(told: Mapping[str, Any]) -> Template:
    """A template from its file. Raises KeyError for a field that is not there."""
    return Template(
        code=told["code"],
        version=told["version"],
        title=told["title"],
        service=told["service"],
        result=told["result"],
        source=told["source"],
        lawyer=told["review"]["lawyer"],
        begin=told["begin"],
        steps={one["code"]: _step(one) for one in told["steps"]},
    )


def _step(told: Mapping[str, Any]) -> Step:
    after = told["next"]
    asked = {} if isinstance(after, str) else after
    answers = [Answer(**one) for one in asked.get("answers", [])]
    plain = {name: told[name] for name in Step.__dataclass_fields__ if name in told}
    return Step(
        **{**plain, "documents": tuple(told["documents"])},
        question=asked.get("question", {}),
        answers=tuple(answers) or (Answer("", {}, after),),
    )


def wrongs(one: Template, known: Known) -> list[str]:
    """What is wrong with the graph of a template and with what it names; nothing if it is right."""
    said = (f"{code}: {words}" if code else words for code, words in faults(one, known))
    return [f"{one.code} v{one.version} {words}" for words in said]


def faults(one: Template, known: Known) -> list[tuple[str, str]]:
    """What is wrong, in the language of the reader, each with the step where it is; blank for the
    whole.
    """
    ends = {END, *one.steps}
    found = [
        (step.code, _("leads to %(step)s, which is not there") % {"step": answer.next or "–"})
        for step in one.steps.values()
        for answer in step.answers
        if answer.next not in ends
    ]
    if one.begin not in one.steps:
        return [*found, ("", _("begins with %(step)s, which is not there") % {"step": one.begin})]
    reached = _reached(one, one.begin)
    circle, orphan, endless = _("leads back to itself"), _("nothing leads to it"), _("no way ends")
    found += [(code, orphan) for code in one.steps if code not in reached]
    found += [(code, endless) for code in one.steps if END not in _reached(one, code)]
    found += [(code, circle) for code in one.steps if _circles(one, code)]
    found += [
        (code, _("a way leads to it past “%(role)s”") % {"role": role.label})
        for code, step in one.steps.items()
        if step.role == Role.RETURN
        for role in (Role.VIEW, Role.RECEIVER)
        if code in _reached(one, one.begin, without=role)
    ]
    for step in one.steps.values():
        found += [(step.code, words) for words in _named(step, known)]
    if one.service not in known.services or (one.result and one.result not in known.documents):
        found.append(("", _("its service or its result is not known")))
    if not _in_all_languages([one.title]):
        found.append(("", _("a language is missing")))
    return found


def _named(step: Step, known: Known) -> list[str]:
    papers = [*step.documents, *([step.gives] if step.gives else [])]
    unknown = [code for code in papers if code not in known.documents]
    found = [_("paper %(code)s is not known") % {"code": code} for code in unknown]
    if step.authority and step.authority not in known.authorities:
        found.append(_("authority %(code)s is not known") % {"code": step.authority})
    if step.who not in terms.Who.values or step.role not in {"", *terms.Role.values}:
        found.append(_("who does it, or its role, is not known"))
    if step.counts not in COUNTS or step.confidence not in {"H", "M", "L"} or not step.source:
        found.append(_("what its time counts from, its confidence or its source is wrong"))
    if step.rule and step.rule not in known.rules:
        found.append(_("rule %(code)s is not known") % {"code": step.rule})
    elif step.counts and known.rules.get(step.rule, ("", False))[0] not in TIME:
        found.append(_("rule %(code)s is no time limit") % {"code": step.rule or "–"})
    said = [step.title, *([step.question] if step.asks else [])]
    said += [answer.title for answer in step.answers if step.asks]
    return found if _in_all_languages(said) else [*found, _("a language is missing")]


def _in_all_languages(said: Iterable[Mapping[str, str]]) -> bool:
    return all(one.get(language) for one in said for language in ("en", "ru", "kk"))


def switched_off(one: Template, known: Known) -> list[str]:
    """The rules whose clock a template uses although they are switched off."""
    return sorted(
        {
            step.rule
            for step in one.steps.values()
            if step.counts and not known.rules.get(step.rule, ("", False))[1]
        }
    )


def _reached(one: Template, begin: str, without: str = "") -> set[str]:
    found: set[str] = set()
    ahead = [begin]
    while ahead:
        code = ahead.pop()
        if code in found:
            continue
        found.add(code)
        step = one.steps.get(code)
        if step is not None and not (without and step.role == without):
            ahead += [answer.next for answer in step.answers]
    return found


def _circles(one: Template, code: str) -> bool:
    after = [answer.next for answer in one.steps[code].answers if answer.next in one.steps]
    return any(code in _reached(one, step) for step in after)


@dataclass(frozen=True)
class Standing:
    """Where a procedure stands: its step and that step's phase, and what was answered so far."""

    step: str = ""
    phase: Phase = Phase.TODO
    paused: bool = False
    ended: bool = False
    attempts: int = 0
    answers: Mapping[str, str] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()

    def allows(self, kind: str) -> bool:
        """Whether this may happen now."""
        fact = FactKind(kind)
        if fact in BESIDE:
            return True
        if self.ended or (self.paused and fact not in {FactKind.RESUMED, FactKind.CLOSED}):
            return False
        if fact is FactKind.RESUMED:
            return self.paused
        return self.phase in PHASES.get(fact, frozenset(Phase))

    def after(self, kind: str, step: str = "", what: str = "") -> "Standing":
        """Where it stands once this has happened."""
        fact = FactKind(kind)
        if fact in BESIDE or fact is FactKind.MOVED:
            return self  # it goes on as it stood; another step is begun by a fact of its own
        if fact is FactKind.BEGUN:
            return replace(self, step=step, phase=Phase.TODO, attempts=0)
        if fact is FactKind.SUBMITTED:
            return replace(self, phase=Phase.SUBMITTED, attempts=self.attempts + 1)
        if fact in {FactKind.REFUSED, FactKind.APPEALED}:
            return replace(self, phase=Phase(fact.value))
        if fact is FactKind.DONE:
            return replace(self, answers={**self.answers, self.step: what})
        if fact is FactKind.SKIPPED:
            return replace(self, skipped=self.skipped | {self.step})
        if fact is FactKind.CLOSED:
            return replace(self, ended=True)
        return replace(self, paused={FactKind.PAUSED: True}.get(fact, False))


def standing(facts: Iterable[tuple[str, str, str]]) -> Standing:
    """Where a procedure stands, from everything that happened: kind, step, what; oldest first."""
    found = Standing()
    for kind, step, what in facts:
        found = found.after(kind, step, what)
    return found


def block(
    one: Template, step: Step, so_far: Standing, *, asylum: bool, trafficking: bool, agency: str
) -> str:
    """What forbids a step for this child now: `asylum`, `trafficking`, `view`, `decision`,
    `receiver`; blank if nothing does. `agency`: the kind of who is addressed.
    """
    if asylum and (step.role == Role.CONSULATE or agency == CONSULATE):
        return "asylum"
    if step.role != Role.RETURN:
        return ""
    if asylum or trafficking:
        return "asylum" if asylum else "trafficking"
    said = {
        one.steps[code].role: answer
        for code, answer in so_far.answers.items()
        if code in one.steps
    }
    if Role.VIEW not in said:
        return "view"
    if said[Role.VIEW] == "objects" and said.get(Role.DECISION) != "return":
        return "decision"
    return "" if Role.RECEIVER in said else "receiver"
