"""Approvals: asked by one, decided by another, with their history. Parts of the acts they are for.
"""

from uuid import UUID

from django.utils.translation import gettext as _

from umai.cases import permissions, queries, terms
from umai.cases.commands import holding
from umai.cases.models import Approval, Case
from umai.foundation.access import queries as access
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused


def ask(
    actor: Actor, case: Case, what: terms.Approvable, subject_id: UUID, words: str = ""
) -> Approval:
    """Lay something before a second person. The supervisors of the team are told."""
    if queries.waiting_approval(case, what, subject_id):
        raise Refused(_("This waits for approval already."))
    row = Approval(
        organisation_id=case.organisation_id,
        case_id=case.pk,
        what=what,
        subject_id=subject_id,
        asked_at=clock.now(),
        asked_by_id=actor.person,
    )
    row.words_sealed = holding.seal(case, row, "words", {"asked": words.strip()})
    row.save(force_insert=True)
    leads = access.holders(actor, permissions.APPROVE, {case.team_id})
    holding.tell(actor, case, set(leads), terms.Notice.APPROVAL_ASKED)
    return row


def decide(
    actor: Actor,
    case: Case,
    what: terms.Approvable,
    subject_id: UUID,
    *,
    approved: bool,
    words: str = "",
    authors: tuple[UUID | None, ...] = (),
) -> Approval:
    """Approve or give back what another person asked for; giving back needs a reason.

    `authors` are all who wrote it: none of them decides about their own work.
    """
    actor.require(permissions.APPROVE, case.team_id)
    row = queries.waiting_approval(case, what, subject_id)
    if row is None:
        raise Refused(_("Nobody asked for approval, or it was decided already."))
    if actor.person in {row.asked_by_id, *authors}:
        raise Refused(_("Nobody approves their own work. Another supervisor decides."))
    if not approved and len(words.strip()) < holding.LEAST:
        raise Refused(_("Write what must be mended, in a sentence."), "words")
    said = queries.opened(row, "words", queries.key_of(case))
    row.words_sealed = holding.seal(case, row, "words", {**said, "answered": words.strip()})
    row.state = terms.ApprovalState.APPROVED if approved else terms.ApprovalState.RETURNED
    row.decided_at, row.decided_by_id = clock.now(), actor.person
    row.save()
    holding.tell(actor, case, {row.asked_by_id}, terms.Notice.APPROVAL_GIVEN)
    return row
