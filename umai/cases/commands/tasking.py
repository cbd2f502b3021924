"""Tasks: asked of one another by those who work on a case."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.cases import events, permissions, queries, rules, terms
from umai.cases.commands import holding
from umai.cases.models import Task
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused

OPEN = terms.TaskState.OPEN


@transaction.atomic
def give_task(
    actor: Actor, case_id: UUID, task_id: UUID, person_id: UUID, what: str, due_on: date | None
) -> Task:
    """Ask somebody of the team, or oneself, to do something by a day. The notice says nothing."""
    case = holding.hold(actor, permissions.GIVE_TASK, case_id)
    if known := Task.objects.filter(organisation_id=actor.organisation, pk=task_id).first():
        return queries.task(actor, known.pk)[0]
    if not rules.is_open(case.state):
        raise Refused(_("The case is closed. Reopen it first."))
    if not what.strip():
        raise Refused(_("Write what is to be done."), "what")
    if not queries.members(case).filter(person_id=person_id).exists():
        words = _("This colleague does not work on the case. Add them to the team first.")
        raise Refused(words, "person")
    if due_on is not None and due_on < clock.today(actor.time_zone):
        raise Refused(_("This day has passed."), "due_on")
    row = Task(
        id=task_id,
        organisation_id=case.organisation_id,
        case_id=case.pk,
        person_id=person_id,
        due_on=due_on,
        given_at=clock.now(),
        given_by_id=actor.person_id,
    )
    row.words_sealed = holding.seal(case, row, "words", {"what": what.strip()})
    row.save(force_insert=True)
    holding.tell(actor, case, {person_id}, terms.Notice.TASK_GIVEN)
    log.record(actor, events.TASK_GIVEN, case, {"person": str(person_id)})
    return row


@transaction.atomic
def end_task(
    actor: Actor, task_id: UUID, version: int, state: str, answer: str = ""
) -> Task:
    """Say that a task is done, or not needed any more. Whoever gave it is told."""
    actor.require(permissions.GIVE_TASK)
    _found, case = queries.task(actor, task_id)
    case = holding.hold(actor, permissions.GIVE_TASK, case.pk)
    here = Task.objects.filter(organisation_id=actor.organisation, case_id=case.pk)
    row = here.select_for_update(no_key=True).get(pk=task_id)
    if row.state == state and row.ended_by_id == actor.person_id:
        return row
    if row.version != version:
        raise holding.Newer(row)
    if row.state != OPEN:
        raise Refused(_("This task is settled already."))
    if state not in (terms.TaskState.DONE, terms.TaskState.DROPPED):
        raise Refused(_("Say whether it is done or not needed any more."), "state")
    said = queries.opened(row, "words", queries.key_of(case))
    row.words_sealed = holding.seal(case, row, "words", {**said, "answer": answer.strip()})
    row.state, row.ended_at, row.ended_by_id = state, clock.now(), actor.person_id
    row.version += 1
    row.save()
    holding.tell(actor, case, {row.given_by_id}, terms.Notice.TASK_ENDED)
    log.record(actor, events.TASK_ENDED, case, {"state": state})
    return row
