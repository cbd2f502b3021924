"""The interview guide: begun, answered question by question, taken back, and read."""

import json
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from umai.cases import queries as cases
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.vault import seals
from umai.legal_aid import events, guides, permissions, queries
from umai.legal_aid.models import GuideRun

COLUMN = "legal_aid_guiderun.answers"


@dataclass(frozen=True, kw_only=True)
class GuideDetails:
    """For which case, if for one, and in which language the family is asked."""

    id: UUID
    case_id: UUID | None = None
    language: str = ""


@dataclass(frozen=True)
class ReadGuide:
    """A run with its guide and how far it has come."""

    run: GuideRun
    guide: guides.Guide
    walk: guides.Walk

    @property
    def question(self) -> guides.Question | None:
        """What is asked now; None once it has ended."""
        return self.guide.questions.get(self.walk.at)

    @property
    def end(self) -> guides.End | None:
        """Where it led; None while it is asked."""
        return self.guide.ends.get(self.walk.at)


@transaction.atomic
def begin_guide(actor: Actor, details: GuideDetails) -> GuideRun:
    """Begin the guide as it is asked today. Sent twice begins one."""
    actor.require(permissions.RUN_GUIDE)
    case = cases.case(actor, details.case_id) if details.case_id else None
    wait_for_turn(f"guide run {details.id}")
    if known := queries.own_runs(actor).filter(pk=details.id).first():
        return known
    one = queries.newest_guide()
    run = GuideRun.objects.create(
        id=details.id,
        organisation_id=actor.organisation,
        by_id=actor.person,
        case_id=case.pk if case else None,
        individual_id=case.individual_id if case else None,
        guide=one.code,
        guide_version=one.version,
        language=details.language,
        begun_at=clock.now(),
    )
    about = {"case": case.code} if case else {}
    log.record(actor, events.GUIDE_BEGUN, run, {"version": one.version, **about})
    return run


@transaction.atomic
def answer_guide(actor: Actor, run_id: UUID, version: int, answer: str) -> GuideRun:
    """Answer what is asked now. An answer to an older page changes nothing."""
    run = _hold(actor, run_id)
    if run.version != version or run.ended_at is not None:
        return run
    so_far = _answers(run)
    try:
        walk = guides.walk(queries.guide_of(run), [*so_far, answer])
    except KeyError:
        words = _("Choose one of the answers shown. This one is not among them.")
        raise Refused(words, "answer") from None
    return _keep(actor, run, [*so_far, answer], walk, events.GUIDE_ANSWERED)


@transaction.atomic
def take_back_answer(actor: Actor, run_id: UUID, version: int) -> GuideRun:
    """Take back the last answer, also the one that ended it."""
    run = _hold(actor, run_id)
    so_far = _answers(run)
    if run.version != version or not so_far:
        return run
    walk = guides.walk(queries.guide_of(run), so_far[:-1])
    return _keep(actor, run, so_far[:-1], walk, events.GUIDE_TAKEN_BACK)


@transaction.atomic
def read_guide(actor: Actor, run_id: UUID) -> ReadGuide:
    """Open a run. Once it has ended, that somebody reads it is written down."""
    actor.require(permissions.RUN_GUIDE)
    run = queries.guide_run(actor, run_id)
    if run.ended_at is not None:
        log.record(actor, events.GUIDE_READ, run)
    one = queries.guide_of(run)
    return ReadGuide(run, one, guides.walk(one, _answers(run)))


def _hold(actor: Actor, run_id: UUID) -> GuideRun:
    actor.require(permissions.RUN_GUIDE)
    found = queries.runs(actor).filter(by_id=actor.person, pk=run_id)
    run = found.select_for_update(no_key=True, of=("self",)).first()
    if run is None:
        raise Http404
    return run


def _answers(run: GuideRun) -> list[str]:
    if run.answers_sealed is None:
        return []
    key = queries.key_of_run(run)
    return list(json.loads(seals.open_(key, COLUMN, run.pk, run.answers_sealed)))


def _keep(
    actor: Actor, run: GuideRun, answers: list[str], walk: guides.Walk, event: str
) -> GuideRun:
    over = walk.at in queries.guide_of(run).ends
    run.answers_sealed = seals.seal(queries.key_of_run(run), COLUMN, run.pk, json.dumps(answers))
    run.end, run.ended_at = (walk.at, clock.now()) if over else ("", None)
    run.version += 1
    run.save()
    log.record(actor, event, run, {"answers": len(answers), "ended": over})
    return run
