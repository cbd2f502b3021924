"""A case goes to another team. Until that team accepts it, the sender answers for it (F12)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from umai.cases import events, permissions, queries, terms
from umai.cases.commands import clocks, holding
from umai.cases.commands.leading import OWNER, add_member, step_out
from umai.cases.models import Case, Transfer
from umai.cases.terms import ClockKind, FactKind
from umai.foundation.access import queries as access
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices import commands as notices
from umai.people import commands as circle
from umai.people import queries as people

# What higher rooms do once a case has gone to another team. Filled in config/wiring.py.
also_moves: list[Callable[[Actor, Case], None]] = []


@dataclass(frozen=True, kw_only=True)
class TransferDetails:
    """To which team, when both meet, and in `words` (sealed): reason, summary, todo, papers."""

    id: UUID
    team_id: UUID
    meeting_on: date
    words: dict[str, str] = field(default_factory=dict)


@transaction.atomic
def ask_transfer(actor: Actor, case_id: UUID, version: int, details: TransferDetails) -> Transfer:
    """Offer a case to another team of the organisation, with what it must know."""
    case = holding.hold(actor, permissions.ASK_TRANSFER, case_id)
    if known := queries.transfers(case).filter(pk=details.id).first():
        return known
    if case.version != version:
        raise holding.Newer(case)
    _check(actor, case, details)
    row = Transfer(
        id=details.id,
        organisation_id=case.organisation_id,
        case_id=case.pk,
        from_team_id=case.team_id,
        to_team_id=details.team_id,
        risk=case.risk,
        meeting_on=details.meeting_on,
        asked_at=clock.now(),
        asked_by_id=actor.person,
    )
    words = {name: said.strip() for name, said in details.words.items()}
    row.words_sealed = holding.seal(case, row, "words", words)
    holding.happened(actor, case, FactKind.TRANSFER_ASKED, subject_id=row.pk)
    row.save(force_insert=True)
    clocks.start(actor, case, ClockKind.TRANSFER)
    _saved(case)
    _tell(actor, case, row, access.holders(actor, permissions.ANSWER_TRANSFER, {details.team_id}))
    log.record(actor, events.TRANSFER_ASKED, case, {"team": row.to_team_id})
    return row


@transaction.atomic
def read_transfer(actor: Actor, transfer_id: UUID) -> tuple[Transfer, Case]:
    """Read what is handed over, as sender or receiver. That somebody did is written down."""
    actor.require(permissions.READ_CASE)
    row, case = queries.transfer(actor, transfer_id)
    log.record(actor, events.TRANSFER_READ, case)
    return row, case


@transaction.atomic
def answer_transfer(
    actor: Actor,
    transfer_id: UUID,
    version: int,
    *,
    accepted: bool,
    owner_id: UUID | None = None,
    words: str = "",
) -> Transfer:
    """Take a case over, naming who leads it from now on, or refuse it with a reason."""
    actor.require(permissions.ANSWER_TRANSFER)
    row, case = _held(actor, transfer_id, version)
    if row.answered_at is not None:
        raise Refused(_("This was answered already."))
    if actor.person == row.asked_by_id:
        raise Refused(_("Nobody answers their own transfer. Another supervisor does."))
    if not accepted and len(words.strip()) < holding.LEAST:
        raise Refused(_("Write why your team does not take it, in a sentence."), "words")
    row.accepted, row.answered_at, row.answered_by_id = accepted, clock.now(), actor.person
    said = queries.opened(row, "words", queries.key_of(case))
    row.words_sealed = holding.seal(case, row, "words", {**said, "answer": words.strip()})
    row.version += 1
    row.save()
    before = case.owner_id
    kind = FactKind.TRANSFER_ACCEPTED if accepted else FactKind.TRANSFER_REFUSED
    holding.happened(actor, case, kind, subject_id=row.pk, words=words)
    if accepted and (team_id := row.to_team_id):
        _move(actor, case, team_id, new_owner(actor, team_id, owner_id, words))
    clocks.meet(case, ClockKind.TRANSFER)
    _saved(case)
    whom = {row.asked_by_id, before}
    holding.tell(actor, case, whom, terms.Notice.APPROVAL_GIVEN)
    if accepted:
        holding.tell(actor, case, {case.owner_id}, terms.Notice.CASE_ASSIGNED)
    event = events.TRANSFER_ACCEPTED if accepted else events.TRANSFER_REFUSED
    log.record(actor, event, case, {"team": row.to_team_id})
    return row


def _check(actor: Actor, case: Case, details: TransferDetails) -> None:
    teams = access.teams(actor).values_list("pk", flat=True)
    if details.team_id not in set(teams) or details.team_id == case.team_id:
        raise Refused(_("Choose another team of ours."), "team")
    if not access.holders(actor, permissions.ANSWER_TRANSFER, {details.team_id}):
        raise Refused(_("Nobody in this team may take a case over. Ask there first."), "team")
    if details.meeting_on < clock.today(actor.time_zone):
        raise Refused(_("This day has passed."), "meeting_on")
    for name in ("reason", "summary"):
        if len(details.words.get(name, "").strip()) < holding.LEAST:
            raise Refused(_("Write it in a sentence at least."), name)


def _held(actor: Actor, transfer_id: UUID, version: int) -> tuple[Transfer, Case]:
    """The offer and its case, held. Who answers need not work on the case, only for the team."""
    found, _case = queries.transfer(actor, transfer_id)
    if found.to_team_id is None:  # another organisation answers in a place of its own
        raise Http404
    actor.require(permissions.ANSWER_TRANSFER, found.to_team_id)
    here = {"organisation_id": actor.organisation}
    case = Case.objects.filter(**here).select_for_update(no_key=True).get(pk=found.case_id)
    row = Transfer.objects.filter(**here).select_for_update(no_key=True).get(pk=found.pk)
    if row.version != version:
        raise holding.Newer(row)
    return row, case


def new_owner(actor: Actor, team_id: UUID, owner_id: UUID | None, words: str) -> UUID:
    """A part of taking a case over: who leads it in this team, within the limit of the load."""
    able = access.holders(actor, permissions.REGISTER_CASE, {team_id})
    if owner_id is None or owner_id not in able:
        raise Refused(_("Choose somebody who leads cases in this team."), "person")
    load = queries.loads(actor, [owner_id])[owner_id]
    if load.full and not words.strip():
        said = _("%(number)d cases are led already: the limit. Write why one more.")
        raise Refused(said % {"number": load.cases}, "words")
    return owner_id


def _move(actor: Actor, case: Case, team_id: UUID, owner_id: UUID) -> None:
    """The team of the case, who leads it, and who may know the child."""
    circle.hand_to_team(actor, case.individual_id, team_id)
    child = people.individual(actor, case.individual_id)
    stays = access.holders(actor, permissions.READ_CASE, {team_id})
    for member in list(queries.members(case)):
        if member.person_id not in stays or member.role == OWNER:
            step_out(actor, case, member.person_id)
    case.team_id, case.owner_id = team_id, owner_id
    add_member(actor, case, child, owner_id, OWNER)
    for move in also_moves:
        move(actor, case)


def _tell(actor: Actor, case: Case, row: Transfer, whom: set[UUID]) -> None:
    for person_id in sorted(whom - {actor.person}):
        kind = terms.Notice.TRANSFER_ASKED
        notices.tell(actor, person_id, kind, case.code, row.pk, urgent=False)


def _saved(case: Case) -> None:
    case.version += 1
    case.save()
