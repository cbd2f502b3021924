"""Sessions and services: written down once for all who came, told apart for each child."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from umai.cases import events, permissions, queries, rules, terms
from umai.cases.commands import clocks, holding
from umai.cases.models import Attendance, Case, Session
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vocabulary import queries as vocabulary

MOST_MINUTES = 24 * 60
MOST_CHILDREN = 40
A_YEAR = timedelta(days=366)


@dataclass(frozen=True, kw_only=True)
class Part:
    """What one child had of a session. `words` are sealed: see the table."""

    child_came: bool = True
    relatives: int = 0
    no_show: str = ""
    goal_id: UUID | None = None
    outcome: str = "DELIVERED"
    result: str = ""
    next_on: date | None = None
    words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SessionDetails:
    """When, where, how; `others` are the cases of the other children of a group who came."""

    id: UUID
    service: str
    held_on: date
    form: str = terms.SessionForm.INDIVIDUAL
    mode: str = terms.Mode.IN_PERSON
    place: str = ""
    minutes: int | None = None
    layer: str = ""
    others: tuple[UUID, ...] = ()


@transaction.atomic
def record_session(actor: Actor, case_id: UUID, details: SessionDetails, part: Part) -> Attendance:
    """Write down what was given, or what was asked for and could not be had.

    Of a group every child gets a part of its own, and none says anything of the others.
    """
    actor.require(permissions.GIVE_SERVICE)
    if known := _known(actor, case_id, details.id):
        return known
    held = _hold_all(actor, {case_id, *details.others})
    if known := _known(actor, case_id, details.id):
        return known
    _check_session(actor, details)
    _check_course(details, details.service, part.outcome)
    _check_part(actor, held[case_id], details.service, part)
    session = Session(
        id=details.id,
        organisation_id=actor.organisation,
        service=details.service,
        held_on=details.held_on,
        recorded_at=clock.now(),
        recorded_by_id=actor.person_id,
    )
    _set_course(session, details)
    session.save(force_insert=True)
    made = _attend(actor, held.pop(case_id), session, part)
    theirs = Part(
        child_came=rules.given(part.outcome), outcome=part.outcome, no_show=part.no_show
    )
    for other in held.values():
        _attend(actor, other, session, theirs)
    return made


@transaction.atomic
def correct_session(
    actor: Actor, attendance_id: UUID, version: int, details: SessionDetails, part: Part
) -> Attendance:
    """Mend what one wrote: the part of this child, and how long, where and how it was.

    Service, day and who else came stay: clocks and counts stand on them.
    """
    actor.require(permissions.GIVE_SERVICE)
    _found, case = queries.attendance(actor, attendance_id)
    case = holding.hold(actor, permissions.GIVE_SERVICE, case.pk)
    row = queries.attendances(case).select_for_update(no_key=True, of=("self",)).get(
        pk=attendance_id
    )
    session = row.session
    if session.recorded_by_id != actor.person_id:
        raise Refused(_("Only who wrote this down corrects it. Tell them what is wrong."))
    if row.version != version:
        raise holding.Newer(row)
    _check_course(details, session.service, part.outcome)
    _check_part(actor, case, session.service, part, before=row.goal_id)
    _set_course(session, details, keep_form=True)
    session.save()
    late = rules.given(part.outcome) and not rules.given(row.outcome)
    _set_part(case, row, part)
    row.version += 1
    row.save()
    if late:
        _follow(actor, case, row)
    log.record(actor, events.SESSION_CORRECTED, case, _facts(row))
    return row


@transaction.atomic
def read_session(actor: Actor, attendance_id: UUID) -> tuple[Attendance, Case]:
    """Look at what a child had of a session. That somebody did is written down."""
    actor.require(permissions.READ_CASE)
    row, case = queries.attendance(actor, attendance_id)
    log.record(actor, events.SESSION_READ, case, {"service": row.session.service})
    return row, case


def _known(actor: Actor, case_id: UUID, session_id: UUID) -> Attendance | None:
    """What the same person wrote a moment ago: a double click is one session."""
    case = queries.case(actor, case_id)
    row = queries.attendances(case).filter(session_id=session_id).first()
    if row is not None and row.session.recorded_by_id != actor.person_id:
        raise Http404
    return row


def _hold_all(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, Case]:
    """Every case of a session, held in one order so that two groups never wait for each other."""
    found = {}
    for case_id in sorted(ids):
        case = holding.hold(actor, permissions.GIVE_SERVICE, case_id)
        if not rules.is_open(case.state):
            raise Refused(_("The case is closed. Reopen it first."))
        found[case_id] = case
    return found


def _check_session(actor: Actor, details: SessionDetails) -> None:
    if details.service not in {one.code for one in queries.services()}:
        raise Refused(_("Choose the service from the menu."), "service")
    today = clock.today(actor.time_zone)
    if details.held_on > today:
        raise Refused(_("This day has not come yet."), "held_on")
    if details.held_on < today - A_YEAR:
        raise Refused(_("This day is more than a year ago. Look at the year."), "held_on")
    if details.form not in terms.SessionForm.values:
        raise Refused(_("Say with whom it was."), "form")
    if details.others and details.form != terms.SessionForm.GROUP:
        raise Refused(_("Only a group has other children. Choose “In a group”."), "others")
    if len(details.others) > MOST_CHILDREN:
        raise Refused(_("These are too many for one group."), "others")


def _check_course(details: SessionDetails, service: str, outcome: str) -> None:
    if details.mode not in terms.Mode.values:
        raise Refused(_("Say how you spoke with each other."), "mode")
    if details.place not in ("", *terms.Place.values):
        raise Refused(_("Choose one of the answers shown. This one is not among them."), "place")
    if details.minutes is not None and not 0 < details.minutes <= MOST_MINUTES:
        raise Refused(_("Write the minutes as a number, a day at most."), "minutes")
    psychological = queries.kind_of(service)[0] == "PSY"
    if details.layer and not psychological:
        raise Refused(_("Only psychological services have a layer."), "layer")
    if details.layer:
        vocabulary.check_word("psychosocial_layer", details.layer, "layer")
    elif psychological and rules.given(outcome):
        raise Refused(_("Say which layer of support it was."), "layer")


def _check_part(
    actor: Actor, case: Case, service: str, part: Part, before: UUID | None = None
) -> None:
    vocabulary.check_word("service_outcome", part.outcome, "outcome")
    group, unit = queries.kind_of(service)
    _check_who_came(unit, part)
    _check_why_not(part)
    if part.result and vocabulary.word(queries.RESULTS.get(group, ""), part.result) is None:
        raise Refused(_("This result does not belong to this service."), "result")
    if part.next_on is not None and part.next_on < clock.today(actor.time_zone):
        raise Refused(_("This day has passed."), "next_on")
    goals = {goal.pk for goal, _words in queries.goals_to_work_on(case)} | {before, None}
    if part.goal_id not in goals:
        raise Refused(_("This goal is not in the plan in force."), "goal")


def _check_who_came(unit: str, part: Part) -> None:
    if not 0 <= part.relatives <= MOST_CHILDREN:
        raise Refused(_("Write how many relatives came, as a number."), "relatives")
    came = int(part.child_came) + part.relatives
    if rules.lacks_people(unit, part.outcome, came):
        raise Refused(_("Somebody must have come to a session. Say who."), "child_came")
    if rules.had_people(part.outcome, came):
        words = _("Nothing was given: then nobody came. Take the answer away, or say otherwise.")
        raise Refused(words, "outcome")


def _check_why_not(part: Part) -> None:
    if part.no_show not in ("", *terms.NoShow.values):
        raise Refused(_("Choose one of the answers shown. This one is not among them."), "no_show")
    if part.outcome == "NOT_DELIVERED" and not part.no_show:
        raise Refused(_("Say why it did not take place."), "no_show")
    if rules.given(part.outcome) and part.no_show:
        raise Refused(_("It took place: then there is no reason why not."), "no_show")


def _set_course(session: Session, details: SessionDetails, *, keep_form: bool = False) -> None:
    session.minutes, session.mode = details.minutes, details.mode
    session.place, session.layer = details.place, details.layer
    if not keep_form:
        session.form = details.form


def _set_part(case: Case, row: Attendance, part: Part) -> None:
    row.child_came, row.relatives, row.no_show = part.child_came, part.relatives, part.no_show
    row.goal_id, row.outcome, row.result = part.goal_id, part.outcome, part.result
    row.next_on = part.next_on
    words = {name: told.strip() for name, told in part.words.items()}
    row.words_sealed = holding.seal(case, row, "words", words)


def _attend(actor: Actor, case: Case, session: Session, part: Part) -> Attendance:
    row = Attendance(
        id=uuid7(), organisation_id=case.organisation_id, session=session, case_id=case.pk
    )
    _set_part(case, row, part)
    row.save(force_insert=True)
    if rules.given(part.outcome):
        _follow(actor, case, row)
    log.record(actor, events.SESSION_RECORDED, case, _facts(row))
    return row


def _follow(actor: Actor, case: Case, row: Attendance) -> None:
    """The first help ends its clocks and, after a plan, carries the case on."""
    session = row.session
    face = row.child_came and session.mode == terms.Mode.IN_PERSON
    clocks.acted(actor, case, session.held_on, face_to_face=face)
    standing = queries.standing(case)
    first = standing.way == terms.State.PLAN_APPROVED
    if first and standing.allows(terms.FactKind.SERVICE_GIVEN):
        holding.happened(actor, case, terms.FactKind.SERVICE_GIVEN, subject_id=row.pk)
    case.version += 1
    case.save()


def _facts(row: Attendance) -> dict[str, str]:
    return {"service": row.session.service, "outcome": row.outcome, "form": row.session.form}
