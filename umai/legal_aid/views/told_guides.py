"""What the pages of the interview guide say: in the family's language, and in that of the page."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from umai.cases import queries as cases
from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import commands, guides, permissions, queries, rules
from umai.legal_aid.models import GuideRun
from umai.legal_aid.terms import END

FIRST_STEPS = 3
WHICH = gettext_lazy("Choose one of the answers shown. This one is not among them.")
EXIT_SAID = gettext_lazy("Left for the emergency")


def both(words: Mapping[str, str], say: str) -> dict[str, str]:
    """Words as they are read aloud, and below them as the staff reads; once if they are one."""
    staff = (get_language() or "en")[:2]
    below = "" if staff == say else vocabulary.in_language(dict(words), staff)
    return {"aloud": words.get(say) or vocabulary.in_language(dict(words)), "staff": below}


def asking(read: commands.ReadGuide, question: guides.Question, say: str) -> dict[str, Any]:
    """What is asked now, with its answers, and how many came before."""
    return {
        "number": len(read.walk.path) + 1,
        "question": both(question.title, say),
        "ways": [{"code": one.code, **both(one.title, say)} for one in question.answers],
        "exit": both(read.guide.exit, say),
        "exit_code": guides.EXIT,
    }


def answers(read: commands.ReadGuide) -> list[tuple[str, str]]:
    """Every question so far with its answer, in the language of the page."""
    told = []
    for code, answer in read.walk.path:
        question = read.guide.questions[code]
        given = next((one.title for one in question.answers if one.code == answer), None)
        words = vocabulary.in_language(dict(given)) if given else str(EXIT_SAID)
        told.append((vocabulary.in_language(dict(question.title)), words))
    return told


def ending(end: guides.End, say: str) -> dict[str, Any]:
    """What an end says to the family and to the staff."""
    return {
        "end": end,
        "title": vocabulary.in_language(dict(end.title)),
        "first": vocabulary.in_language(dict(end.first)),
        "aloud": both(end.say, say),
        "unsure": end.confidence != "H",
    }


def ended(actor: Actor, read: commands.ReadGuide, say: str) -> dict[str, Any]:
    """Where a run led: procedures with their first steps, papers held and missing, what forbids."""
    end = read.guide.ends[read.walk.at]
    running = queries.running_in_case(actor, read.run)
    papers = queries.papers_of(actor, read.run, end)
    forbidden = queries.forbidden(actor, read.run, end.procedures)
    return {
        **ending(end, say),
        "papers": [{"words": _any_of(one.codes), "held": one.held} for one in papers],
        "missing": [_any_of(one.codes) for one in papers if not one.held],
        "known": read.run.case_id is not None,
        "forbidden": commands.BLOCKS.get(forbidden, ""),
        "procedures": [_procedure(one, running) for one in end.procedures],
        "may_begin": actor.may(permissions.KEEP_PROCEDURE) and read.run.case_id is not None,
        "danger": danger(actor) if end.emergency else None,
    }


def danger(actor: Actor) -> dict[str, Any]:
    """Whom to ring when somebody is in danger now."""
    return {
        "phones": vocabulary.shared_phones(all_of_them=True),
        "on_call": queries.on_call(actor),
    }


def lines(actor: Actor, runs: Iterable[GuideRun]) -> list[dict[str, Any]]:
    """Runs with where they led and the code of their case."""
    rows = list(runs)
    ids = {one.case_id for one in rows if one.case_id}
    codes = dict(cases.cases(actor).filter(pk__in=ids).values_list("pk", "code"))
    names = access.names(actor, [one.by_id for one in rows])
    return [
        {
            "run": one,
            "led": _led(one),
            "case": codes.get(one.case_id, "") if one.case_id else "",
            "by": names.get(one.by_id, ""),
        }
        for one in rows
    ]


def crumbs(actor: Actor, here: str = "") -> list[tuple[str, str]]:
    """The way back: to the room, if its list is for this reader, and to the guide."""
    first = [(_("Legal aid"), reverse("legal_aid:procedures"))]
    guide = (_("Interview guide"), reverse("legal_aid:guide") if here else "")
    found = [*(first if actor.may(permissions.READ_PROCEDURE) else []), guide]
    return [*found, (here, "")] if here else found


def _led(run: GuideRun) -> str:
    end = queries.guide_of(run).ends.get(run.end)
    return vocabulary.in_language(dict(end.title)) if end else _("Not ended yet")


def _any_of(codes: Iterable[str]) -> str:
    words = [vocabulary.label("document_type", code) for code in codes]
    return _(" or ").join(words)


def _procedure(code: str, running: Mapping[str, Any]) -> dict[str, Any]:
    one = queries.latest()[code]
    return {
        "code": code,
        "title": queries.title_of(code, one.version),
        "steps": [
            {"words": queries.step_title(one, step.code), "unsure": queries.unsure(step)}
            for step in _first_steps(one)
        ],
        "running": running.get(code),
    }


def _first_steps(one: rules.Template) -> list[rules.Step]:
    """The first steps, as they follow if the first answer is given."""
    found: list[rules.Step] = []
    code = one.begin
    while code != END and len(found) < FIRST_STEPS:
        found.append(one.steps[code])
        code = found[-1].answers[0].next
    return found
