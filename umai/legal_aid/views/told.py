"""What the page of a procedure says: steps with their clocks, what can be done, what happened."""

from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from umai.directory import queries as directory
from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.foundation.ui import moments
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import commands, permissions, queries, rules, terms, versions
from umai.legal_aid.models import Procedure, ProcedureFact
from umai.legal_aid.views import beside

Kind = terms.FactKind
ICONS = {
    Kind.OPENED: "scale",
    Kind.BEGUN: "play",
    Kind.SUBMITTED: "send",
    Kind.DONE: "circle-check",
    Kind.REFUSED: "circle-x",
    Kind.APPEALED: "gavel",
    Kind.SKIPPED: "skip-forward",
    Kind.EXTENDED: "calendar-clock",
    Kind.PAUSED: "pause",
    Kind.RESUMED: "play",
    Kind.CLOSED: "circle-off",
    Kind.MOVED: "git-compare-arrows",
    Kind.GIVEN: "arrow-right-left",
    **{Kind(kind): name for kind, name in beside.ICONS.items()},
}
# What each act is called on its page and its button.
NAMES: dict[str, Any] = {
    Kind.DONE: gettext_lazy("The step is done"),
    Kind.SUBMITTED: gettext_lazy("Papers were handed in"),
    Kind.REFUSED: gettext_lazy("The authority refused"),
    Kind.APPEALED: gettext_lazy("The refusal was appealed"),
    Kind.SKIPPED: gettext_lazy("Leave the step out"),
    Kind.EXTENDED: gettext_lazy("Extend the time limit"),
    Kind.PAUSED: gettext_lazy("Pause the procedure"),
    Kind.RESUMED: gettext_lazy("Resume the procedure"),
    Kind.CLOSED: gettext_lazy("Close the procedure"),
}
# The acts of a page, in the order in which they are offered.
ACTS = (Kind.DONE, Kind.SUBMITTED, Kind.REFUSED, Kind.APPEALED, Kind.SKIPPED)
BESIDE = (Kind.EXTENDED, Kind.PAUSED, Kind.RESUMED, Kind.CLOSED)


def now(row: Procedure) -> dict[str, Any]:
    """The step that is due: what it is called, who does it, its clock, and how sure all that is."""
    one = queries.template_of(row)
    step = one.steps[row.step]
    return {
        "title": queries.title_of(row.template, row.template_version),
        "now": queries.step_title(one, row.step),
        "step": step,
        "unsure": queries.unsure(step),
        "who": who(row, step),
        "clock": queries.clock_of(step),
    }


def can(actor: Actor, row: Procedure) -> dict[str, list[tuple[str, Any]]]:
    """What this reader can do now: acts on the step, and acts on the whole."""
    if not actor.may(permissions.KEEP_PROCEDURE):
        return {}
    stands = queries.standing(row)
    step = queries.template_of(row).steps.get(row.step)
    must = step is not None and step.role in rules.MUST
    acts = [one.value for one in ACTS if stands.allows(one) and not (one is Kind.SKIPPED and must)]
    # Handing in is what is next with an authority that was not addressed yet.
    if row.phase == terms.Phase.TODO and step is not None and step.counts == "submitted":
        acts.sort(key=lambda one: one != Kind.SUBMITTED)
    # After a refusal the appeal comes first: its time may be running.
    if row.phase == terms.Phase.REFUSED:
        acts.sort(key=lambda one: one != Kind.APPEALED)
    whole = [one.value for one in BESIDE if stands.allows(one)]
    return {
        "step": [(one, NAMES[one]) for one in acts],
        "whole": [(one, NAMES[one]) for one in whole],
    }


def may_move(actor: Actor, row: Procedure) -> bool:
    """Whether there is another version that this reader may move it to now."""
    may = actor.may(permissions.KEEP_PROCEDURE) and row.state == terms.State.OPEN
    return may and bool(queries.may_move_to(actor, row))


def who(row: Procedure, step: rules.Step) -> str:
    """Who must act next: once papers were handed in the authority, after a refusal we ourselves."""
    if row.phase in terms.WAITING:
        return str(terms.Who.AUTHORITY.label)
    if row.phase == terms.Phase.REFUSED:
        return str(terms.Who.US.label)
    return str(terms.Who(step.who).label)


def steps(row: Procedure, happened: list[ProcedureFact]) -> list[dict[str, Any]]:
    """The steps that were gone, the one that is due, and those that may follow; each in the words
    of the version in which it began.
    """
    now, begun = queries.template_of(row), _begun(row, happened)
    ended: dict[str, ProcedureFact] = {
        fact.step: fact for fact in happened if fact.kind in {Kind.DONE, Kind.SKIPPED}
    }
    running = row.state != terms.State.ENDED
    ahead = {code: now for code in now.steps if running and code not in begun}
    return [
        {
            "step": one.steps[code],
            "title": queries.step_title(one, code),
            "who": terms.Who(one.steps[code].who).label,
            "authority": one.steps[code].authority,
            "clock": queries.clock_of(one.steps[code]),
            "unsure": queries.unsure(one.steps[code]),
            "fact": ended.get(code),
            "now": running and code == row.step,
        }
        for code, one in {**begun, **ahead}.items()
    ]


def course(actor: Actor, row: Procedure, read: commands.Read) -> list[dict[str, Any]]:
    """Everything that happened, newest first, for a timeline."""
    versioned = _versions(row, [fact for fact, _words in read.course])
    names = access.names(actor, [fact.by_id for fact, _words in read.course])
    ids = {fact.agency_id for fact, _words in read.course if fact.agency_id}
    found = directory.agencies(actor).filter(pk__in=ids)
    language = get_language() or "en"
    agencies: dict[Any, str] = {entry.pk: directory.name_of(entry, language) for entry in found}
    lines = []
    for (fact, words), one in zip(read.course, versioned, strict=True):
        title = f"{fact.get_kind_display()}: {_what(one, fact)}".rstrip(": ")
        when = [moments.day(fact.on), names.get(fact.by_id, ""), agencies.get(fact.agency_id, "")]
        lines.append(
            {
                "icon": ICONS[Kind(fact.kind)],
                "when": ", ".join(part for part in when if part),
                "title": title,
                "words": words,
            }
        )
    return lines[::-1]


def _begun(row: Procedure, happened: list[ProcedureFact]) -> dict[str, rules.Template]:
    """The steps that began, each with its version; the one that is due is of the present version.
    """
    versioned = zip(happened, _versions(row, happened), strict=True)
    begun = {fact.step: one for fact, one in versioned if fact.kind == Kind.BEGUN}
    now = queries.template_of(row)
    return {**begun, row.step: now} if row.step in now.steps else begun


def _versions(row: Procedure, happened: list[ProcedureFact]) -> list[rules.Template]:
    """The version in which each fact happened."""
    told = [(fact.kind, fact.what) for fact in happened]
    numbers = versions.versions_of(told, row.template_version)
    return [queries.template(row.template, number) for number in numbers]


def _what(one: rules.Template, fact: ProcedureFact) -> str:
    if fact.kind in rules.BESIDE:
        return beside.told_fact(fact.kind, fact.what)
    parts = [queries.step_title(one, fact.step)] if fact.kind != Kind.CLOSED else []
    step = one.steps.get(fact.step)
    if fact.kind == Kind.REFUSED:
        parts.append(str(dict(terms.RefusalReason.choices).get(fact.what, "")))
    elif fact.kind == Kind.MOVED:
        before, after = map(versions.version_label, versions.moved_between(fact.what))
        parts = [_("from %(before)s to %(after)s") % {"before": before, "after": after}]
    elif fact.kind == Kind.CLOSED:
        parts.append(vocabulary.label("legal_outcome", fact.what) if fact.what else "")
    elif step is not None and step.asks and fact.what:
        parts += [
            vocabulary.in_language(dict(answer.title))
            for answer in step.answers
            if answer.code == fact.what
        ]
    if fact.gives:
        paper = vocabulary.label("document_type", fact.gives)
        parts.append(_("Obtained: %(paper)s") % {"paper": paper})
    return "; ".join(part for part in parts if part)
