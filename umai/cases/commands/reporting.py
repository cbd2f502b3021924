"""The supervisor decides whether violence is reported. Each decision stays (domain LP-13)."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from umai.cases import events, permissions, queries
from umai.cases.commands import clocks, holding
from umai.cases.models import Case, ReportDecision
from umai.cases.terms import ClockKind
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vocabulary import queries as vocabulary


@dataclass(frozen=True, kw_only=True)
class Report:
    """A decision to report or not. `words`: reason, number, whom, child_told."""

    id: UUID
    reported: bool
    ground: str
    to: tuple[str, ...] = ()
    reported_at: datetime | None = None
    words: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def decide_report(actor: Actor, case_id: UUID, said: Report) -> ReportDecision:
    """Decide, with ground and reason. Sending twice decides once; thinking again adds another."""
    case = holding.hold(actor, permissions.DECIDE_REPORT, case_id, leading=True)
    here = ReportDecision.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    if known := here.filter(pk=said.id).first():
        return known
    _check(said)
    row = ReportDecision(
        id=said.id,
        organisation_id=case.organisation_id,
        case_id=case.pk,
        reported=said.reported,
        to=list(said.to),
        ground=said.ground,
        reported_at=said.reported_at,
        decided_at=clock.now(),
        decided_by_id=actor.person,
    )
    words = {name: one.strip() for name, one in said.words.items()}
    row.words_sealed = holding.seal(case, row, "words", words)
    row.save(force_insert=True)
    clocks.meet(case, ClockKind.REPORT)
    case.version += 1
    case.save()
    # The journal is read by more people than may know what was decided: it says no more than this.
    log.record(actor, events.REPORT_DECIDED, case)
    return row


@transaction.atomic
def read_report_decisions(actor: Actor, case_id: UUID) -> Case:
    """Read what was decided. That somebody did is written down; others find nothing here."""
    actor.require(permissions.READ_CASE)
    case = queries.case(actor, case_id)
    if not queries.sees_reports(actor, case):
        raise Http404
    log.record(actor, events.REPORT_DECISIONS_READ, case)
    return case


def _check(said: Report) -> None:
    vocabulary.check_word("report_ground", said.ground, "ground")
    for one in said.to:
        vocabulary.check_word("report_to", one, "to")
    if len(said.words.get("reason", "").strip()) < holding.LEAST:
        raise Refused(_("Write why, in a sentence."), "reason")
    if not said.reported:
        if said.to or said.reported_at or said.words.get("number", "").strip():
            raise Refused(_("Either it was reported, or it was not."), "reported")
        return
    if not said.to:
        raise Refused(_("Say to whom it was reported."), "to")
    if said.reported_at is None:
        raise Refused(_("Write when it was reported."), "reported_at")
    if said.reported_at > clock.now():
        raise Refused(_("This moment has not come yet."), "reported_at")
