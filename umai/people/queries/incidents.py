"""Incidents, what was done about them, and the question who reported: cut to the actor's scope."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from umai.foundation.access import queries as access
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import NOWHERE
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import permissions, terms
from umai.people.models import (
    Incident,
    IncidentPerson,
    IncidentQuerySet,
    IncidentShut,
    IncidentStep,
    Individual,
    Unsealing,
)

STORY = "people_incident.story"
STEP = "people_incidentstep.words"
REPORTER = "people_incident.reporter"
WHY = "people_unsealing.why"
BREACH = "DP.BREACH"
BREACH_REMIND = "DP.BREACH_REMIND"


@dataclass(frozen=True)
class Told:
    """One step with its words and by whom it was noted."""

    step: IncidentStep
    who: str
    words: dict[str, str]


def incidents(actor: Actor, state: str = "", kind: str = "") -> IncidentQuerySet:
    """The register: those that the actor keeps, narrowed by state and kind."""
    found = Incident.objects.visible_to(actor)
    if kind:
        found = found.filter(kind=kind)
    if state == terms.IncidentState.CLOSED:
        return found.filter(closed_at__isnull=False)
    if state == terms.IncidentState.DUE:
        found = found.filter(due_at__isnull=False, notified_at__isnull=True)
    return found.filter(closed_at__isnull=True) if state else found


def incident(actor: Actor, incident_id: UUID) -> Incident:
    """One of them; the same 404 whether shut, of another organisation or not there."""
    try:
        return Incident.objects.visible_to(actor).get(pk=incident_id)
    except Incident.DoesNotExist:
        raise Http404 from None


def key_of_incident(one: Incident) -> DataKey:
    """The key under which everything of this incident is sealed but its reporter."""
    return DataKey.objects.get(organisation_id=one.organisation_id, pk=one.key_id)


def story(one: Incident) -> dict[str, str]:
    """What happened and what was done at once. Call it from a command only."""
    return _said(key_of_incident(one), STORY, one.pk, one.story_sealed)


def steps(actor: Actor, one: Incident) -> list[Told]:
    """What was done, the newest first. Call it after an act that opened the incident."""
    here = {"organisation_id": actor.organisation, "incident_id": one.pk}
    rows = list(IncidentStep.objects.filter(**here).order_by("-noted_at", "-id"))
    names = access.names(actor, [row.noted_by_id for row in rows])
    key = key_of_incident(one)
    return [
        Told(row, names.get(row.noted_by_id, ""), _said(key, STEP, row.pk, row.words_sealed))
        for row in rows
    ]


def concerned(actor: Actor, one: Incident) -> list[Individual]:
    """The people whom it concerns, as far as the actor may know of them; the officer by code."""
    links = IncidentPerson.objects.filter(organisation_id=actor.organisation, incident_id=one.pk)
    known = Individual.objects.visible_to(actor)
    if actor.may(permissions.WATCH_CIRCLES):
        here = Individual.objects.filter(organisation_id=actor.organisation)
        known = here.not_shut_out(actor)
    return list(known.filter(pk__in=links.values("individual_id")).order_by("code"))


def shut_from(one: Incident) -> set[UUID]:
    """Colleagues who must not see an incident."""
    here = IncidentShut.objects.filter(organisation_id=one.organisation_id, incident_id=one.pk)
    return set(here.values_list("person_id", flat=True))


def keepers(actor: Actor, kind: str, team_id: UUID | None, but: set[UUID]) -> set[UUID]:
    """Who may see an incident of this kind and team, without those who must not."""
    teams = [team_id] if team_id else []
    return access.holders(actor, permissions.KEEPERS[kind], teams) - but


def reminder_before(code: str) -> timedelta:
    """How long before a limit somebody is reminded; not at all if the rule is off."""
    try:
        return vocabulary.span(code)
    except KeyError:
        return timedelta()


# Who reported in confidence (S5) ------------------------------------------------------------------


def custodians(actor: Actor, one: Incident) -> set[UUID]:
    """Who may decide whether a name is opened: never who asks, nor whom the report is kept from."""
    return access.holders(actor, permissions.DECIDE_UNSEALING) - shut_from(one) - {actor.person}


def unsealings(actor: Actor) -> QuerySet[Unsealing]:
    """The questions who reported: for who decides, and one's own."""
    mine = Q(asked_by_id=actor.person)
    if actor.may(permissions.DECIDE_UNSEALING):
        shut = IncidentShut.objects.filter(
            organisation_id=actor.organisation, person_id=actor.person
        )
        mine |= ~Q(incident_id__in=shut.values("incident_id"))
    found = Unsealing.objects.filter(mine, organisation_id=actor.organisation)
    return found.order_by("-asked_at", "-id")


def unsealing(actor: Actor, unsealing_id: UUID) -> Unsealing:
    """One of them for who decides, or 404."""
    actor.require(permissions.DECIDE_UNSEALING)
    found = unsealings(actor).filter(pk=unsealing_id).first()
    if found is None:
        raise Http404
    return found


def incident_of(asked: Unsealing) -> Incident:
    """What a question is about: for who decides, by code and kind only."""
    here = Incident.objects.filter(organisation_id=asked.organisation_id)
    return here.get(pk=asked.incident_id)


def codes_of(asked: list[Unsealing]) -> dict[UUID, str]:
    """The codes of the incidents that questions are about."""
    ids = {one.incident_id for one in asked}
    organisations = {one.organisation_id for one in asked}
    here = Incident.objects.filter(organisation_id__in=organisations, pk__in=ids)
    return dict(here.values_list("pk", "code"))


def my_unsealing(actor: Actor, one: Incident) -> Unsealing | None:
    """What the actor asked last about who reported this incident."""
    found = Unsealing.objects.filter(
        organisation_id=actor.organisation, incident_id=one.pk, asked_by_id=actor.person
    )
    return found.order_by("-asked_at", "-id").first()


def may_open_reporter(actor: Actor, one: Incident) -> bool:
    """Whether a second person agreed that this one opens the name, and the time is not over."""
    found = Unsealing.objects.filter(
        organisation_id=actor.organisation,
        incident_id=one.pk,
        asked_by_id=actor.person,
        state=terms.UnsealingState.GRANTED,
        until__gt=clock.now(),
    )
    return one.confidential and found.exists()


def why_asked(asked: Unsealing) -> str:
    """What moves the one who asks. Call it from a command only."""
    key = key_of_incident(incident_of(asked))
    return seals.open_(key, WHY, asked.pk, asked.why_sealed)


def reporter(one: Incident) -> dict[str, str]:
    """Who reported in confidence. Call it from `open_reporter` only."""
    keys = DataKey.objects.filter(organisation_id=one.organisation_id)
    key = keys.get(pk=one.reporter_key_id or NOWHERE)
    return _said(key, REPORTER, one.pk, one.reporter_sealed)


def _said(key: DataKey, column: str, row_id: UUID, blob: Any) -> dict[str, str]:
    text = seals.open_(key, column, row_id, blob)
    return dict(json.loads(text)) if text else {}
