"""What proves a claim is noted: it is here, it was asked for, or it is not to be had and why."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umai.directory import queries as directory
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.notices import commands as notices
from umai.foundation.vault import seals
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import events, permissions, queries, rules, terms
from umai.legal_aid.commands import holding
from umai.legal_aid.commands.stepping import BLOCKS
from umai.legal_aid.models import Evidence, Procedure

State = terms.EvidenceState
WORDS = "legal_aid_evidence.words"
OTHER = "OTHER"  # of the list `evidence_lack`
NOT_AMONG = gettext_lazy("Choose one of the answers shown. This one is not among them.")


@dataclass(frozen=True, kw_only=True)
class EvidenceTold:
    """What is said of a piece of evidence. `kind`: a paper of the list, or another kind of proof;
    `reason`: why it is not to be had; `document_id`: the paper noted with the child or a parent.
    """

    claim: str
    state: str
    kind: str
    on: date
    reason: str = ""
    document_id: UUID | None = None
    agency_id: UUID | None = None
    remind_on: date | None = None
    words: str = ""


@transaction.atomic
def note_evidence(
    actor: Actor, procedure_id: UUID, version: int, told: EvidenceTold
) -> Procedure:
    """Note how it stands with a piece of evidence. What was said of it before stays."""
    row = holding.hold(actor, procedure_id, version)
    if row.state == terms.State.ENDED:
        raise Refused(_("This cannot be done now. Look at where the procedure stands."))
    _check_words(row, told)
    _check_days(actor, told)
    kind = _kind(actor, row, told)
    _check_agency(actor, row, told)
    one = Evidence(
        organisation_id=row.organisation_id,
        procedure_id=row.pk,
        number=queries.evidence(row).count() + 1,
        claim=told.claim,
        kind=kind,
        state=told.state,
        reason=told.reason if told.state == State.LACKING else "",
        document_id=told.document_id if told.state == State.HAVE else None,
        agency_id=told.agency_id if told.state == State.ASKED else None,
        on=told.on,
        remind_on=told.remind_on if told.state == State.ASKED else None,
        at=clock.now(),
        by_id=actor.person_id,
    )
    if told.words.strip():
        one.words_sealed = seals.seal(queries.key_of(row), WORDS, one.pk, told.words.strip())
    one.save(force_insert=True)
    facts = {"procedure": row.template, "claim": one.claim, "evidence": one.state, "type": kind}
    log.record(actor, events.EVIDENCE_NOTED, row, facts)
    return holding.saved(row)


def evidence_told(row: Procedure) -> list[tuple[Evidence, str]]:
    """A part of reading a procedure: everything that was said of evidence, oldest first."""
    key = queries.key_of(row)
    return [
        (one, seals.open_(key, WORDS, one.pk, one.words_sealed)) for one in queries.evidence(row)
    ]


@transaction.atomic
def remind_of_evidence(actor: Actor) -> int:
    """Tell the lawyer on the day that was set that evidence was asked for and did not come; once.
    """
    actor.require(permissions.KEEP_PROCEDURE)
    wait_for_turn(f"evidence reminders {actor.organisation}")
    waiting = queries.evidence_to_remind(actor, clock.today(actor.time_zone))
    found = list(waiting.select_for_update(skip_locked=True, of=("self",)))
    here = Procedure.objects.filter(organisation_id=actor.organisation)
    rows = here.in_bulk({one.procedure_id for one in found})
    for row in rows.values():
        for person_id in sorted(queries.answering_for(row)):
            notices.tell(
                actor, person_id, terms.EvidenceNotice.ASKED, row.code, row.pk, urgent=False
            )
    Evidence.objects.filter(pk__in=[one.pk for one in found]).update(reminded=True)
    if found:
        log.record(actor, events.EVIDENCE_REMINDED, None, {"told": len(rows)})
    return len(rows)


def _check_words(row: Procedure, told: EvidenceTold) -> None:
    of = queries.claims().get(row.template)
    if of is None or told.claim not in {one.code for one in of.claims}:
        raise Refused(str(NOT_AMONG), "claim")
    if told.state not in State.values:
        raise Refused(str(NOT_AMONG), "state")
    if told.state != State.LACKING:
        return
    if vocabulary.word("evidence_lack", told.reason) is None:
        raise Refused(_("Choose why it is not to be had."), "reason")
    if told.reason == OTHER and len(told.words.strip()) < rules.LEAST_REASON:
        raise Refused(_("Write the reason in a sentence: others must understand it."), "words")


def _check_days(actor: Actor, told: EvidenceTold) -> None:
    today = clock.today(actor.time_zone)
    if told.on > today:
        raise Refused(_("This day has not come yet."), "on")
    if told.state == State.ASKED and told.remind_on and told.remind_on <= today:
        raise Refused(_("Choose a day that is still to come."), "remind_on")


def _kind(actor: Actor, row: Procedure, told: EvidenceTold) -> str:
    """What kind of evidence it is: that of the chosen paper, if one was chosen."""
    if told.state == State.HAVE and told.document_id:
        known = {pk: kind for pk, _code, kind in queries.papers_to_choose(actor, row)}
        if told.document_id not in known:
            raise Refused(str(NOT_AMONG), "document_id")
        return known[told.document_id]
    known_kind = told.kind in terms.EvidenceKind.values
    if not known_kind and vocabulary.word("document_type", told.kind) is None:
        raise Refused(_("Choose what it is."), "kind")
    return told.kind


def _check_agency(actor: Actor, row: Procedure, told: EvidenceTold) -> None:
    """Nobody asks the consulate of the country that a child fled from, for evidence neither."""
    if told.state != State.ASKED or told.agency_id is None:
        return
    kind = directory.agency(actor, told.agency_id).type
    if kind == rules.CONSULATE and queries.blocked(actor, row, kind) == "asylum":
        raise Refused(str(BLOCKS["asylum"]), "agency_id")
