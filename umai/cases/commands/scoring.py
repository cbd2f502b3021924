"""Scores: how a child answered a measure on a day. A wrong one is struck out and stays."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from umai.cases import events, permissions, queries, rules
from umai.cases.commands import holding
from umai.cases.models import Case, Score
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused


@transaction.atomic
def note_score(
    actor: Actor, case_id: UUID, score_id: UUID, measure: str, score: int, taken_on: date
) -> Score:
    """Note a score of a measure in its newest version."""
    case = holding.hold(actor, permissions.GIVE_SERVICE, case_id)
    if known := Score.objects.filter(pk=score_id).first():
        if known.case_id != case.pk or known.noted_by_id != actor.person_id:
            raise Http404
        return known
    if not rules.is_open(case.state):
        raise Refused(_("The case is closed. Reopen it first."))
    of = queries.newest_measures().get(measure)
    if of is None:
        raise Refused(_("Choose the measure."), "measure")
    if not of.allows(score):
        words = _("This measure goes from %(least)d to %(most)d in steps of %(step)d.")
        told = {"least": of.least, "most": of.most, "step": of.step}
        raise Refused(words % told, "score")
    if taken_on > clock.today(actor.time_zone):
        raise Refused(_("This day has not come yet."), "taken_on")
    row = Score(
        id=score_id,
        organisation_id=case.organisation_id,
        case_id=case.pk,
        measure=of.code,
        edition=of.edition,
        score=score,
        taken_on=taken_on,
        noted_at=clock.now(),
        noted_by_id=actor.person_id,
    )
    row.save(force_insert=True)
    log.record(actor, events.SCORE_NOTED, case, {"measure": of.code})
    return row


@transaction.atomic
def strike_score(actor: Actor, score_id: UUID) -> Score:
    """Strike out a score that was wrong. Only who noted it, or a supervisor of the team."""
    actor.require(permissions.GIVE_SERVICE)
    found, case = queries.score(actor, score_id)
    case = holding.hold(actor, permissions.GIVE_SERVICE, case.pk)
    row = Score.objects.select_for_update(no_key=True).get(
        organisation_id=case.organisation_id, pk=found.pk
    )
    leads = actor.may(permissions.READ_TEAM_CASES, case.team_id)
    if row.noted_by_id != actor.person_id and not leads:
        raise Refused(_("Only who noted it, or a supervisor, strikes it out."))
    if row.struck_at is None:
        row.struck_at, row.struck_by_id = clock.now(), actor.person_id
        row.save()
        log.record(actor, events.SCORE_STRUCK, case, {"measure": row.measure})
    return row


@transaction.atomic
def read_scores(actor: Actor, case_id: UUID) -> tuple[Case, list[Score]]:
    """Look at the scores of a case. That somebody did is written down."""
    actor.require(permissions.READ_CASE)
    case = queries.case(actor, case_id)
    log.record(actor, events.SCORES_READ, case)
    return case, list(queries.scores(case))
