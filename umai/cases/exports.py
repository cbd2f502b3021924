"""The file of a case on paper: by the code, within the rights of who prints it."""

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.core import UnknownLocaleError
from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from umai.cases import queries, terms
from umai.cases.commands import CopyToPrint, FileToPrint
from umai.cases.models import Case
from umai.foundation.access import queries as access
from umai.foundation.exports import numerals, pdf_file
from umai.foundation.exports.marks import Mark
from umai.foundation.kernel.actor import Actor
from umai.foundation.ui import icons, moments
from umai.foundation.vocabulary import queries as vocabulary

# A paper may be long, but a story without an end would never be printed.
MOST = 1000
Section = dict[str, Any]
# Every part of the work adds what it prints: `def plan(actor, case) -> Section | None`, with
# "title" and "facts" (pairs) or "entries" (dicts with when, title, words).
SECTIONS: list[Callable[[Actor, Case], Section | None]] = []


def case_file(
    actor: Actor, asked: FileToPrint, sources: Iterable[queries.Source], mark: Mark
) -> bytes:
    """The file as PDF: where it stands, the worry, concerns, risk, team, and the whole story."""
    case = asked.case
    with translation.override(asked.language):
        told = [_worry(case), _concerns(actor, case), _risk(actor, case), _team(actor, case)]
        told += [one for one in (tell(actor, case) for tell in SECTIONS) if one]
        told.append(_story(actor, case, sources))
        data = {
            "language": asked.language,
            "title": _("File of a case"),
            "code": case.code,
            "name": asked.name,
            "organisation": asked.organisation,
            "author": mark.who,
            "marked": mark.sentence(asked.language),
            "facts": _facts(actor, case),
            "sections": [one for one in told if one.get("facts") or one.get("entries")],
            "words": {"page-of": _("Page {page} of {pages}"), "secret": _("Confidential")},
        }
    return pdf_file.document("case_file", data, mark)


def _facts(actor: Actor, case: Case) -> list[tuple[str, str]]:
    owner = access.names(actor, [case.owner_id]).get(case.owner_id, _("nobody"))
    risk = vocabulary.label("risk_level", case.risk) if case.risk else _("Risk not rated")
    return [
        (_("State"), vocabulary.label("case_state", case.state)),
        (pgettext("case", "Risk"), risk),
        (_("Opened on"), moments.day(case.opened_at)),
        (_("How the child came to us"), str(terms.Source(case.source).label)),
        (_("Led by"), owner),
    ]


def _worry(case: Case) -> Section:
    words = queries.opened(case, "words", queries.key_of(case))
    entry = {"when": "", "title": "", "words": words.get("worry", "")}
    return {"title": _("Why there is a case"), "entries": [entry] if entry["words"] else []}


def _concerns(actor: Actor, case: Case) -> Section:
    facts = [
        (
            vocabulary.label("protection_concern", one.concern),
            vocabulary.label("concern_status", one.status),
        )
        for one in queries.concerns(actor, case)
        if not one.restricted
    ]
    return {"title": _("Concerns"), "facts": facts}


def _risk(actor: Actor, case: Case) -> Section:
    facts = [
        (vocabulary.label("risk_level", one.level), _moment(actor, one.at))
        for one in queries.ratings(case)
    ]
    return {"title": _("How grave it was thought to be"), "facts": facts}


def _team(actor: Actor, case: Case) -> Section:
    places = list(queries.members(case))
    names = access.names(actor, [one.person_id for one in places])
    facts = [(names.get(one.person_id, ""), str(terms.CaseRole(one.role).label)) for one in places]
    return {"title": _("Who works on it"), "facts": facts}


def _story(actor: Actor, case: Case, sources: Iterable[queries.Source]) -> Section:
    found = queries.story(
        actor, case, queries.Telling(size=MOST, on_paper=True), sources
    ).happenings
    names = access.names(actor, [one.by_id for one in found])
    entries = [
        {
            "when": ", ".join(
                part for part in (_moment(actor, one.at), names.get(one.by_id, "")) if part
            ),
            "title": str(one.title),
            "words": one.words or str(one.locked),
        }
        for one in found
    ]
    return {"title": _("What happened"), "entries": entries}


def _moment(actor: Actor, at: datetime) -> str:
    """A day and an hour that stay true on paper: never "today"."""
    local = at.astimezone(ZoneInfo(actor.time_zone))
    return f"{moments.day(local.date())}, {local:%H:%M}"


# The plan in simple words, for the child ----------------------------------------------------------

COPY = Path(__file__).parent / "data" / "plan_copy.json"
PICTURES = {
    "words": "message-circle", "goal": "star", "done": "circle-check", "danger": "life-buoy",
    "call": "phone", "place": "house", "again": "calendar-heart", "ask": "hand",
}  # fmt: skip
DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#0d5b70"'
    ' stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">{}</svg>'
)


@cache
def copy_words() -> dict[str, dict[str, str]]:
    """The words around a plan, by the language of the child."""
    return dict(json.loads(COPY.read_text(encoding="utf-8"))["languages"])


# Each language by its own name, for who reads it.
LANGUAGES = [(code, words["name"]) for code, words in copy_words().items()]


def plan_copy(asked: CopyToPrint, mark: Mark) -> bytes:
    """The plan as a child reads it: big words, a picture for each thing, boxes to tick."""
    words, told = copy_words()[asked.language], asked.told
    data = {
        "language": asked.language,
        "author": mark.who,
        "called": asked.called,
        "organisation": asked.organisation,
        "words": words,
        "pictures": {name: DRAWN.format(icons.paths(icon)) for name, icon in PICTURES.items()},
        "child-words": told.words.get("child_words", ""),
        "call": told.words.get("call", ""),
        "place": told.words.get("place", ""),
        "review": _child_day(told.plan.review_on, asked.language),
        "goals": [_child_goal(one, words, asked.language) for one in told.goals],
        # The mark is a sentence for colleagues; Uzbek and Tajik pages carry it in Russian.
        "marked": mark.sentence(asked.language if asked.language in ("kk", "en") else "ru"),
    }
    return pdf_file.document("plan_copy", data, mark)


def _child_goal(one: queries.GoalTold, words: dict[str, str], language: str) -> Section:
    return {
        "title": one.words.get("for_child") or one.words.get("goal", ""),
        "actions": [_child_action(each, words, language) for each in one.actions],
    }


def _child_action(one: queries.ActionTold, words: dict[str, str], language: str) -> Section:
    by = _child_day(one.action.due_on, language)
    family = one.action.doer == terms.Doer.FAMILY
    with translation.override(language):
        what = one.words.get("what") or vocabulary.label("service", one.action.service)
    return {
        "what": what,
        "who": words["you"] if family else one.who,
        "by": words["by"].format(day=by) if by else "",
        "done": one.action.done_at is not None,
    }


def _child_day(on: date | None, language: str) -> str:
    """A day as a child reads it; in figures where we know no names of the months."""
    if on is None:
        return ""
    try:
        return format_date(on, "d MMMM", locale=numerals.locale(language))
    except UnknownLocaleError:
        return f"{on:%d.%m.%Y}"


def _plan(actor: Actor, case: Case) -> Section | None:
    """The plan in force, for the file of the case: each goal with what is done for it."""
    plan = queries.plan_in_force(case)
    if plan is None:
        return None
    told = queries.told_plan(actor, case, plan)
    facts = [
        (one.words.get("goal", ""), "; ".join(_action_line(each) for each in one.actions))
        for one in told.goals
    ]
    facts += [(str(words), told.words[name]) for name, words in SAID.items() if name in told.words]
    return {"title": _("Plan, version %(number)d") % {"number": plan.number}, "facts": facts}


def _action_line(one: queries.ActionTold) -> str:
    what = one.words.get("what") or vocabulary.label("service", one.action.service)
    by = moments.day(one.action.due_on) if one.action.due_on else ""
    done = terms.TaskState.DONE.label if one.action.done_at else ""
    return ", ".join(str(part) for part in (what, one.who, by, done) if part)


SAID = {
    "child_words": gettext_lazy("The child's own words"),
    "call": gettext_lazy("In danger the child calls"),
    "place": gettext_lazy("A safe place"),
}
SECTIONS.append(_plan)
