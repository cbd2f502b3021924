"""What is best for a child: options compared, factors weighed, approved by another person."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.cases import events, permissions, queries, rules, terms
from umai.cases.commands import approving, holding
from umai.cases.models import BestInterests, Case
from umai.cases.terms import InterestsKind, PaperState
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vocabulary import queries as vocabulary

WHAT = terms.Approvable.BEST_INTERESTS
CONFLICTS = ("none", "declared")


@dataclass(frozen=True, kw_only=True)
class Weighed:
    """What was weighed. `options`: dicts of option, benefits, risks, child, carer, feasible;
    `factors`: by code of `interests_factor` a weight of 0 to 3 and words; `panel`: dicts of part,
    name, conflict (none or declared), about. `words`: question, sources, interpreter_name, chosen,
    reasons, conditions, dissent.
    """

    options: tuple[dict[str, str], ...] = ()
    factors: dict[str, dict[str, Any]] = field(default_factory=dict)
    panel: tuple[dict[str, str], ...] = ()
    interpreter: bool | None = None
    review_on: date | None = None
    words: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def begin_interests(
    actor: Actor, case_id: UUID, kind: str, decision: str, *, interests_id: UUID
) -> BestInterests:
    """Begin a paper about one decision. What only a panel may decide is not begun without one."""
    case = holding.hold(actor, permissions.WEIGH_INTERESTS, case_id)
    if known := queries.interests(case).filter(pk=interests_id).first():
        return known
    if kind not in InterestsKind.values:
        raise Refused(_("Choose who says what is best."), "kind")
    vocabulary.check_word("interests_decision", decision, "decision")
    if queries.needs_panel(decision) and kind != InterestsKind.DETERMINATION:
        raise Refused(_("Only a panel may decide this. Choose the determination."), "kind")
    if queries.interests(case).filter(decision=decision, done_at__isnull=True).exists():
        raise Refused(_("A paper about this decision is being written. Go on with it."), "decision")
    if not rules.is_open(case.state):
        raise Refused(_("This case has ended. Reopen it first."))
    row = BestInterests.objects.create(
        id=interests_id,
        organisation_id=case.organisation_id,
        case_id=case.pk,
        kind=kind,
        decision=decision,
        begun_at=clock.now(),
        begun_by_id=actor.person_id,
    )
    log.record(actor, events.INTERESTS_BEGUN, case, {"kind": kind})
    return row


@transaction.atomic
def read_interests(actor: Actor, interests_id: UUID) -> tuple[BestInterests, Case]:
    """Read a best-interests paper. That somebody did is written down."""
    actor.require(permissions.READ_CASE)
    row, case = queries.interests_paper(actor, interests_id)
    log.record(actor, events.INTERESTS_READ, case)
    return row, case


@transaction.atomic
def weigh_interests(actor: Actor, interests_id: UUID, version: int, said: Weighed) -> BestInterests:
    """Save what was weighed so far: nothing needs to be whole yet."""
    row, case = _writable(actor, interests_id, version)
    _check(said)
    told = {
        **{name: words.strip() for name, words in said.words.items()},
        "options": list(said.options),
        "factors": said.factors,
        "panel": list(said.panel),
    }
    row.words_sealed = holding.seal(case, row, "words", told)
    row.panel_size, row.dissent = len(said.panel), bool(told.get("dissent"))
    row.interpreter, row.review_on = said.interpreter, said.review_on
    row.saved_by_id = actor.person_id
    row.version += 1
    row.save()
    log.record(actor, events.INTERESTS_WEIGHED, case)
    return row


@transaction.atomic
def lay_interests_before(actor: Actor, interests_id: UUID, version: int) -> BestInterests:
    """Ask another person to approve an assessment, or to confirm what the panel decided."""
    row, case = _writable(actor, interests_id, version)
    said = queries.opened(row, "words", queries.key_of(case))
    if missing := queries.missing_in_interests(row, said):
        raise Refused(" ".join(missing))
    approving.ask(actor, case, WHAT, row.pk)
    row.state = PaperState.ASKED
    row.version += 1
    row.save()
    log.record(actor, events.INTERESTS_LAID_BEFORE, case, {"kind": row.kind})
    return row


@transaction.atomic
def decide_interests(
    actor: Actor, interests_id: UUID, version: int, *, approved: bool, words: str = ""
) -> BestInterests:
    """Approve, or give back with what must be mended. Never one's own."""
    found, _case = queries.interests_paper(actor, interests_id)
    case = holding.hold(actor, permissions.APPROVE, found.case_id, leading=True)
    row = _held(found, version)
    authors = (row.begun_by_id, row.saved_by_id)
    approving.decide(actor, case, WHAT, row.pk, approved=approved, words=words, authors=authors)
    row.state = PaperState.APPROVED if approved else PaperState.DRAFT
    if approved:
        row.done_at, row.done_by_id = clock.now(), actor.person_id
    row.version += 1
    row.save()
    said = events.INTERESTS_APPROVED if approved else events.INTERESTS_RETURNED
    log.record(actor, said, case, {"kind": row.kind})
    return row


def _check(said: Weighed) -> None:
    for code, weighed in said.factors.items():
        vocabulary.check_word("interests_factor", code, "factors")
        if weighed.get("weight") not in (None, 0, 1, 2, 3):
            raise Refused(_("Choose a weight from 0 to 3."), f"weight_{code}")
    for member in said.panel:
        vocabulary.check_word("meeting_part", member.get("part", ""), "panel")
        if member.get("conflict", "") not in ("", *CONFLICTS):
            raise Refused(_("Say whether there is a conflict of interest."), "panel")
        if member.get("conflict") == "declared" and not member.get("about"):
            raise Refused(_("Write what the conflict of interest is."), "panel")


def _writable(
    actor: Actor, interests_id: UUID, version: int | None = None
) -> tuple[BestInterests, Case]:
    actor.require(permissions.WEIGH_INTERESTS)
    found, _case = queries.interests_paper(actor, interests_id)
    case = holding.hold(actor, permissions.WEIGH_INTERESTS, found.case_id)
    row = _held(found, version)
    if row.state != PaperState.DRAFT:
        words = _("This is no longer being written. Begin a new one, or have it given back.")
        raise Refused(words)
    return row, case


def _held(found: BestInterests, version: int | None) -> BestInterests:
    here = BestInterests.objects.filter(organisation_id=found.organisation_id)
    row = here.select_for_update(no_key=True).get(pk=found.pk)
    if version is not None and row.version != version:
        raise holding.Newer(row)
    return row
