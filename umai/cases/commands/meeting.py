"""Meetings: called, held or cancelled, with minutes and the coordinator's answers."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.cases import events, permissions, queries, terms
from umai.cases.commands import clocks, holding
from umai.cases.models import Case, Invitee, Meeting, Recommendation
from umai.cases.terms import ClockKind, FactKind, MeetingAnswer, MeetingKind, MeetingState
from umai.directory import queries as directory
from umai.foundation.access import queries as access
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vocabulary import queries as vocabulary

SLACK = timedelta(days=1)  # a meeting of today may be called and written down the same day


@dataclass(frozen=True)
class Invited:
    """Somebody invited: what they are there for, of which agency, and a name that is sealed."""

    part: str
    agency_id: UUID | None = None
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Call:
    """What is said when a meeting is called. `why_late` if it is after its time limit."""

    id: UUID
    kind: str
    planned_at: datetime
    chair_id: UUID
    secretary_id: UUID
    invited: tuple[Invited, ...] = ()
    place: str = ""
    agenda: str = ""
    why_late: str = ""


@dataclass(frozen=True)
class Recommended:
    """What a meeting decided: who does it (a colleague, an agency, or words) until when."""

    what: str
    person_id: UUID | None = None
    agency_id: UUID | None = None
    who: str = ""
    due_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Course:
    """How a meeting went: who came (ids of invitees), what was said, by code, what was decided."""

    held_at: datetime
    came: tuple[UUID, ...]
    discussion: str
    decided: tuple[Recommended, ...] = ()
    next_review_on: date | None = None


@transaction.atomic
def call_meeting(actor: Actor, case_id: UUID, said: Call) -> Meeting:
    """Call a meeting. Sending twice calls it once."""
    case = holding.hold(actor, permissions.KEEP_MEETINGS, case_id)
    if known := queries.meetings(case).filter(pk=said.id).first():
        return known
    _check_call(actor, case, said)
    holding.happened(actor, case, FactKind.MEETING_CALLED, subject_id=said.id, what=said.kind)
    row = Meeting(
        id=said.id,
        organisation_id=case.organisation_id,
        case_id=case.pk,
        kind=said.kind,
        planned_at=said.planned_at,
        called_at=clock.now(),
        called_by_id=actor.person_id,
        chair_id=said.chair_id,
        secretary_id=said.secretary_id,
    )
    words = {"agenda": said.agenda, "place": said.place, "why_late": said.why_late}
    row.words_sealed = holding.seal(case, row, "words", words)
    row.save(force_insert=True)
    for one in said.invited:
        _invite(case, row, one)
    case.version += 1
    case.save()
    holding.tell(actor, case, {said.chair_id, said.secretary_id}, terms.Notice.MEETING_CALLED)
    facts = {"kind": said.kind, "invited": len(said.invited)}
    log.record(actor, events.MEETING_CALLED, case, facts)
    return row


@transaction.atomic
def read_meeting(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Case]:
    """Read what a meeting is about and what it decided. That somebody did is written down."""
    actor.require(permissions.READ_CASE)
    row, case = queries.meeting(actor, meeting_id)
    log.record(actor, events.MEETING_READ, case)
    return row, case


@transaction.atomic
def hold_meeting(actor: Actor, meeting_id: UUID, version: int, said: Course) -> Meeting:
    """Write down that it was held: who came, what was said, what was decided."""
    row, case = _held(actor, permissions.KEEP_MEETINGS, meeting_id, version)
    if row.state != MeetingState.CALLED:
        raise Refused(_("This meeting was held or cancelled already."))
    if said.held_at > clock.now() or said.held_at < row.called_at - SLACK:
        raise Refused(
            _("Write when it was held: not before it was called, not later than now."), "held_at"
        )
    if not said.discussion.strip():
        raise Refused(_("Write what was said, without names."), "discussion")
    if not said.came:
        raise Refused(_("Say who came."), "came")
    invitees = {one.pk: one for one in queries.invitees(row)}
    if set(said.came) - set(invitees):
        raise Refused(_("Choose among those who were invited."), "came")
    for one in invitees.values():
        one.attended = one.pk in said.came
        one.save(update_fields=["attended"])
    for number, decided in enumerate(said.decided, 1):
        _decide(actor, case, row, number, decided)
    _write(case, row, discussion=said.discussion)
    row.state, row.held_at = MeetingState.HELD, said.held_at
    row.next_review_on = said.next_review_on
    row.version += 1
    row.save()
    holding.happened(actor, case, FactKind.MEETING_HELD, subject_id=row.pk, what=row.kind)
    _run(actor, case, row, bool(said.decided))
    facts = {"kind": row.kind, "came": len(said.came), "decided": len(said.decided)}
    log.record(actor, events.MEETING_HELD, case, facts)
    return row


@transaction.atomic
def cancel_meeting(actor: Actor, meeting_id: UUID, version: int, reason: str) -> Meeting:
    """A meeting does not take place. Its time limit goes on running."""
    row, case = _held(actor, permissions.KEEP_MEETINGS, meeting_id, version)
    if row.state != MeetingState.CALLED:
        raise Refused(_("This meeting was held or cancelled already."))
    if len(reason.strip()) < holding.LEAST:
        raise Refused(_("Write why, in a sentence."), "reason")
    _write(case, row, why_cancelled=reason)
    row.state = MeetingState.CANCELLED
    row.version += 1
    row.save()
    log.record(actor, events.MEETING_CANCELLED, case, {"kind": row.kind})
    return row


@transaction.atomic
def issue_minutes(actor: Actor, meeting_id: UUID, version: int, minutes: str) -> Meeting:
    """Issue the minutes. They are issued once and not changed afterwards."""
    row, case = _held(actor, permissions.KEEP_MEETINGS, meeting_id, version)
    if row.state != MeetingState.HELD:
        raise Refused(_("Write first that the meeting was held."))
    if row.minutes_at is not None:
        raise Refused(_("The minutes are issued already."))
    if not minutes.strip():
        raise Refused(_("Write the minutes, without names."), "minutes")
    _write(case, row, minutes=minutes)
    row.minutes_at, row.minutes_by_id = clock.now(), actor.person_id
    row.version += 1
    row.save()
    clocks.meet(case, ClockKind.MINUTES, subject_id=row.pk)
    case.version += 1
    case.save()
    log.record(actor, events.MINUTES_ISSUED, case)
    return row


@transaction.atomic
def answer_recommendation(
    actor: Actor, recommendation_id: UUID, answer: str, reasons: str = ""
) -> Recommendation:
    """The coordinator follows a recommendation, or writes why it is not followed."""
    actor.require(permissions.ANSWER_MEETING)
    found, meeting, _case = queries.recommendation(actor, recommendation_id)
    case = holding.hold(actor, permissions.ANSWER_MEETING, meeting.case_id, leading=True)
    row = queries.recommendations(meeting).select_for_update(no_key=True).get(pk=found.pk)
    if row.answer:
        raise Refused(_("This recommendation was answered already."))
    if answer not in MeetingAnswer.values:
        raise Refused(_("Say whether it is followed."), "answer")
    if answer == MeetingAnswer.NOT_FOLLOWED and len(reasons.strip()) < holding.LEAST:
        raise Refused(_("Write why it is not followed, in a sentence."), "reasons")
    said = queries.opened(row, "words", queries.key_of(case))
    row.words_sealed = holding.seal(case, row, "words", {**said, "reasons": reasons.strip()})
    row.answer, row.answered_at, row.answered_by_id = answer, clock.now(), actor.person_id
    row.save()
    if not queries.recommendations(meeting).filter(answer="").exists():
        clocks.meet(case, ClockKind.REASONS, subject_id=meeting.pk)
        case.version += 1
        case.save()
    log.record(actor, events.RECOMMENDATION_ANSWERED, case, {"answer": answer})
    return row


def _check_call(actor: Actor, case: Case, said: Call) -> None:
    if said.kind not in MeetingKind.values:
        raise Refused(_("Choose what the meeting is for."), "kind")
    if said.planned_at < clock.now() - SLACK:
        raise Refused(_("This moment is over."), "planned_at")
    _check_people(actor, said)
    if _late(case, said) and len(said.why_late.strip()) < holding.LEAST:
        raise Refused(_("This is after the time limit. Write why it is so late."), "why_late")
    for one in said.invited:
        vocabulary.check_word("meeting_part", one.part, "invited")
        if one.agency_id:
            directory.agency(actor, one.agency_id)


def _check_people(actor: Actor, said: Call) -> None:
    able = access.holders(actor, permissions.READ_CASE)
    for name, person_id in (("chair", said.chair_id), ("secretary", said.secretary_id)):
        if person_id not in able:
            raise Refused(_("Choose a colleague who works with cases."), name)
    if said.chair_id == said.secretary_id:
        raise Refused(_("Who leads the meeting does not write the minutes."), "secretary")


def _late(case: Case, said: Call) -> bool:
    limit = queries.clocks(case).filter(kind=ClockKind.MEETING).first()
    if limit is None or said.kind not in queries.PLANNING:
        return False
    return said.planned_at > limit.due_at


def _invite(case: Case, meeting: Meeting, one: Invited) -> None:
    row = Invitee(
        organisation_id=case.organisation_id,
        meeting_id=meeting.pk,
        part=one.part,
        agency_id=one.agency_id,
    )
    row.words_sealed = holding.seal(case, row, "words", {"name": one.name.strip()})
    row.save(force_insert=True)


def _decide(actor: Actor, case: Case, meeting: Meeting, number: int, one: Recommended) -> None:
    if not one.what.strip():
        raise Refused(_("Write what was decided."), "decided")
    if not (one.person_id or one.agency_id or one.who.strip()):
        raise Refused(_("Say of every decision who carries it out."), "decided")
    if one.due_on is None:
        raise Refused(_("Say of every decision until when."), "decided")
    if one.person_id and one.person_id not in access.holders(actor, permissions.READ_CASE):
        raise Refused(_("Choose a colleague who works with cases."), "decided")
    if one.agency_id:
        directory.agency(actor, one.agency_id)
    row = Recommendation(
        organisation_id=case.organisation_id,
        meeting_id=meeting.pk,
        number=number,
        person_id=one.person_id,
        agency_id=one.agency_id,
        due_on=one.due_on,
    )
    words = {"what": one.what.strip(), "who": one.who.strip()}
    row.words_sealed = holding.seal(case, row, "words", words)
    row.save(force_insert=True)


def _run(actor: Actor, case: Case, meeting: Meeting, decided: bool) -> None:
    """What was promised is met, and two promises begin with the meeting."""
    held_at = meeting.held_at
    if meeting.kind in queries.PLANNING:
        clocks.meet(case, ClockKind.MEETING, at=held_at)
    clocks.start(actor, case, ClockKind.MINUTES, began_at=held_at, subject_id=meeting.pk)
    if decided:
        clocks.start(actor, case, ClockKind.REASONS, began_at=held_at, subject_id=meeting.pk)
    case.version += 1
    case.save()


def _write(case: Case, row: Meeting, **words: str) -> None:
    said = queries.opened(row, "words", queries.key_of(case))
    told = {name: one.strip() for name, one in words.items()}
    row.words_sealed = holding.seal(case, row, "words", {**said, **told})


def _held(actor: Actor, permission: str, meeting_id: UUID, version: int) -> tuple[Meeting, Case]:
    actor.require(permission)
    found, _case = queries.meeting(actor, meeting_id)
    case = holding.hold(actor, permission, found.case_id)
    here = Meeting.objects.filter(organisation_id=found.organisation_id)
    row = here.select_for_update(no_key=True).get(pk=found.pk)
    if row.version != version:
        raise holding.Newer(row)
    return row, case
