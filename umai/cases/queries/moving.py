"""Transfers to others, the work that somebody who leaves hands on, and how long to keep."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.utils.translation import ngettext

from umai.cases import permissions, terms
from umai.cases.models import Case, Handover, Task, Transfer
from umai.cases.queries.cases import cases
from umai.foundation.access import roles
from umai.foundation.access.models import Posting
from umai.foundation.kernel.actor import Actor
from umai.people import queries as people

MOST_NAMED = 8


def transfers(case: Case) -> QuerySet[Transfer]:
    """Every time a case was offered to another team, the latest first."""
    here = Transfer.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    return here.order_by("-asked_at", "-id")


def open_transfer(case: Case) -> Transfer | None:
    """The offer that nobody has answered yet."""
    return transfers(case).filter(answered_at__isnull=True).first()


def transfer(actor: Actor, transfer_id: UUID) -> tuple[Transfer, Case]:
    """One offer and its case, for who may know of the case and, while it waits, for who answers
    for the team it is offered to; or 404.
    """
    row = Transfer.objects.filter(organisation_id=actor.organisation, pk=transfer_id).first()
    if row is None:
        raise Http404
    case = cases(actor).filter(pk=row.case_id).first()
    if case is None and row.answered_at is None and row.to_team_id is not None:
        offered = actor.may(permissions.ANSWER_TRANSFER, row.to_team_id)
        here = Case.objects.filter(organisation_id=actor.organisation, pk=row.case_id)
        known = here.exclude(individual_id__in=people.shut_out_from(actor))
        case = known.first() if offered else None
    if case is None:
        raise Http404
    return row, case


def transfers_to_take(actor: Actor) -> QuerySet[Transfer, Any]:
    """What waits for an answer of the actor's teams, the oldest first, each with the code."""
    if not actor.may(permissions.ANSWER_TRANSFER):
        return Transfer.objects.none()
    waiting = Transfer.objects.filter(_to(actor), answered_at__isnull=True)
    known = waiting.exclude(case__individual_id__in=people.shut_out_from(actor))
    return known.annotate(code=F("case__code")).order_by("asked_at", "id")


def offered_transfers(actor: Actor) -> list[tuple[Transfer, str]]:
    """The same in pairs."""
    return [(one, one.code) for one in transfers_to_take(actor)]


def sent_transfers(actor: Actor) -> list[tuple[Transfer, str]]:
    """What was offered of cases that the actor may know of and nobody has answered, with the code.
    """
    here = cases(actor).filter(state=terms.State.TRANSFER_PENDING)
    codes = dict(here.order_by().values_list("pk", "code"))
    waiting = Transfer.objects.filter(
        organisation_id=actor.organisation, answered_at__isnull=True, case_id__in=list(codes)
    )
    return [(one, codes[one.case_id]) for one in waiting.order_by("asked_at", "id")]


def handovers(actor: Actor) -> QuerySet[Handover]:
    """What other organisations offer the actor's own, the oldest first; for who takes cases over.
    """
    if not actor.may(permissions.ANSWER_TRANSFER):
        return Handover.objects.none()
    here = Handover.objects.filter(organisation_id=actor.organisation, withdrawn_at__isnull=True)
    return here.order_by("asked_at", "id")


def handover(actor: Actor, handover_id: UUID) -> Handover:
    """One of them; the same 404 for all others."""
    found = handovers(actor).filter(pk=handover_id).first()
    if found is None:
        raise Http404
    return found


def waiting_handovers(actor: Actor) -> QuerySet[Handover]:
    """What of it nobody has answered."""
    return handovers(actor).filter(answered_at__isnull=True)


def transfers_to_answer(actor: Actor) -> int:
    """How many offers wait for an answer of the actor, of teams and of organisations."""
    return transfers_to_take(actor).count() + waiting_handovers(actor).count()


def _to(actor: Actor) -> Q:
    """Offers to the teams for which the actor answers."""
    teams = actor.teams(permissions.ANSWER_TRANSFER)
    mine = Q(organisation_id=actor.organisation, to_team_id__isnull=False)
    return mine if teams is None else mine & Q(to_team_id__in=teams)


def work_left(actor: Actor, posting: Posting) -> str:
    """What must be handed on before a posting ends that lets somebody read cases; else empty."""
    role = roles.all_roles().get(posting.role)
    if role is None or permissions.READ_CASE not in role.permissions:
        return ""
    led = Case.objects.filter(organisation_id=actor.organisation, owner_id=posting.person_id)
    open_tasks = Task.objects.filter(
        organisation_id=actor.organisation,
        person_id=posting.person_id,
        state=terms.TaskState.OPEN,
    )
    if posting.team_id is not None:
        led = led.filter(team_id=posting.team_id)
        of_team = Case.objects.filter(organisation_id=actor.organisation, team_id=posting.team_id)
        open_tasks = open_tasks.filter(case_id__in=of_team.values("pk"))
    codes = list(led.open().order_by("code").values_list("code", flat=True))
    tasks = open_tasks.count()
    told = []
    if codes:
        listed = ", ".join(codes[:MOST_NAMED])
        words = ngettext("%(n)d case is led", "%(n)d cases are led", len(codes))
        told.append(f"{words % {'n': len(codes)}}: {listed}.")
    if tasks:
        words = ngettext("%(n)d task is open.", "%(n)d tasks are open.", tasks)
        told.append(words % {"n": tasks})
    return " ".join(told)


def last_work(actor: Actor, individual_id: UUID | None) -> dict[UUID, datetime | None]:
    """When the work on people ended, by person; None while a case is open. For keeping records."""
    here = Case.objects.filter(organisation_id=actor.organisation)
    if individual_id is not None:
        here = here.filter(individual_id=individual_id)
    return dict(here.values_list("individual_id", "ended_at"))
