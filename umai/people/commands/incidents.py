"""Incidents: report one, in confidence too; open it, note what was done, close it (F28)."""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.access import queries as access
from umai.foundation.calendar import queries as calendar
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import spoken_code, uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.notices import commands as notices
from umai.foundation.vault import seals
from umai.people import events, permissions, queries, terms
from umai.people.commands.holding import Newer
from umai.people.models import Incident, IncidentPerson, IncidentShut, IncidentStep, Individual

# The clock of who types may run a little ahead of ours.
AHEAD = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class IncidentDetails:
    """What somebody reports. `codes` are people whom the reporter knows; `not_seen_by` colleagues
    who must find no trace of it.
    """

    id: UUID
    kind: str
    noticed_at: datetime
    story: str
    done: str = ""
    happened_on: date | None = None
    concerned: int | None = None
    team_id: UUID | None = None
    codes: tuple[str, ...] = ()
    not_seen_by: tuple[UUID, ...] = ()
    confidential: bool = False


@dataclass(frozen=True)
class OpenedIncident:
    """An incident with what happened and what was done about it."""

    incident: Incident
    story: dict[str, str]
    steps: list[queries.Told]


@transaction.atomic
def report_incident(actor: Actor, details: IncidentDetails) -> Incident:
    """Report a data breach, a concern about staff or an accident. Sending twice reports once.

    In confidence nothing but one sealed value says who it was: no row, no notice, no journal entry.
    """
    actor.require(permissions.REPORT_INCIDENT)
    wait_for_turn(f"incident {details.id}")
    here = Incident.objects.filter(organisation_id=actor.organisation)
    if known := here.filter(pk=details.id).first():
        return known
    people = _check(actor, details)
    told = _to_tell(actor, details)
    row = _write(actor, details)
    for one in people:
        IncidentPerson.objects.create(
            organisation_id=actor.organisation, incident_id=row.pk, individual_id=one.pk
        )
    for person_id in set(details.not_seen_by):
        IncidentShut.objects.create(
            organisation_id=actor.organisation, incident_id=row.pk, person_id=person_id
        )
    # Who reports is told like everybody who keeps: a missing notice would say who it was.
    for person_id in sorted(told):
        kind = terms.Notice.INCIDENT_REPORTED
        notices.tell(actor, person_id, kind, row.code, row.pk, urgent=row.due_at is not None)
    who = _nameless(actor) if details.confidential else actor
    facts = {"incident": row.kind, "concerned": row.concerned, "confidential": row.confidential}
    log.record(who, events.INCIDENT_REPORTED, row, facts)
    return row


@transaction.atomic
def read_incident(actor: Actor, incident_id: UUID) -> OpenedIncident:
    """Open an incident with what happened. Who reported in confidence is not in it."""
    row = queries.incident(actor, incident_id)
    log.record(actor, events.INCIDENT_READ, row, {"incident": row.kind})
    return OpenedIncident(row, queries.story(row), queries.steps(actor, row))


@transaction.atomic
def note_notice(
    actor: Actor, incident_id: UUID, version: int, at: datetime, how: str, number: str
) -> Incident:
    """Note that the authority was told of a breach. The limit stays as it was counted."""
    actor.require(permissions.KEEP_BREACHES)
    row = _held(actor, incident_id, version)
    if row.due_at is None:
        raise Refused(_("No notice is due for this incident."))
    if at > clock.now() + AHEAD:
        raise Refused(_("This moment has not come yet."), "at")
    if at < row.noticed_at:
        raise Refused(_("This is before the breach was noticed."), "at")
    late = at > row.due_at
    row.notified_at = min(row.notified_at or at, at)
    _step(actor, row, terms.StepKind.NOTICE, {"how": how, "number": number}, at)
    log.record(actor, events.NOTICE_GIVEN, row, {"late": late})
    return row


@transaction.atomic
def note_step(actor: Actor, incident_id: UUID, version: int, kind: str, words: str) -> Incident:
    """Note whom we told, or a measure that was taken; after the end too."""
    row = _held(actor, incident_id, version)
    if kind not in (terms.StepKind.TOLD, terms.StepKind.MEASURE):
        raise Refused(_("Choose one of the answers."), "kind")
    _step(actor, row, terms.StepKind(kind), {"words": words}, clock.now())
    log.record(actor, events.INCIDENT_STEP_NOTED, row, {"step": kind})
    return row


@transaction.atomic
def close_incident(actor: Actor, incident_id: UUID, version: int, reason: str) -> Incident:
    """Close an incident, for a written reason."""
    row = _held(actor, incident_id, version)
    if row.closed_at is not None:
        raise Refused(_("It is closed already."))
    row.closed_at = clock.now()
    _step(actor, row, terms.StepKind.CLOSED, {"words": reason}, row.closed_at)
    facts = {"notified": row.notified_at is not None} if row.due_at else {}
    log.record(actor, events.INCIDENT_CLOSED, row, facts)
    return row


def _check(actor: Actor, details: IncidentDetails) -> list[Individual]:
    """Refuse what cannot be; returns the people behind the codes."""
    if details.kind not in terms.IncidentKind.values:
        raise Refused(_("Choose one of the answers."), "kind")
    if not details.story.strip():
        raise Refused(_("Write what happened."), "story")
    if details.noticed_at > clock.now() + AHEAD:
        raise Refused(_("This moment has not come yet."), "noticed_at")
    noticed_on = clock.local_day(details.noticed_at, actor.time_zone)
    if details.happened_on and details.happened_on > noticed_on:
        raise Refused(_("It cannot have been noticed before it happened."), "happened_on")
    if details.team_id and not access.teams(actor).filter(pk=details.team_id).exists():
        raise Refused(_("Choose a team of your organisation."), "team")
    people = {}
    for code in details.codes:
        found = queries.of_code(actor, code)
        if found is None:
            raise Refused(_("The code %(code)s opens nothing.") % {"code": code[:16]}, "codes")
        people[found.pk] = found
    return list(people.values())


def _to_tell(actor: Actor, details: IncidentDetails) -> set[UUID]:
    """Who keeps it from now on. Refused when the last of them is shut out; where nobody keeps yet
    it waits for the first.
    """
    out = set(details.not_seen_by)
    if access.people(actor).filter(pk__in=out).count() != len(out):
        raise Refused(_("Choose colleagues of your organisation."), "not_seen_by")
    told = queries.keepers(actor, details.kind, details.team_id, out)
    if out and not told and queries.keepers(actor, details.kind, details.team_id, set()):
        words = _(
            "Nobody would be left who could read this report."
            " Let one of them see it, or choose another kind."
        )
        raise Refused(words, "not_seen_by")
    return told


def _write(actor: Actor, details: IncidentDetails) -> Incident:
    key = seals.new_key(actor.organisation, "incident")
    row = Incident(
        id=details.id,
        organisation_id=actor.organisation,
        code=f"INC-{spoken_code()}",
        kind=details.kind,
        team_id=details.team_id,
        happened_on=details.happened_on,
        noticed_at=details.noticed_at,
        concerned=details.concerned,
        reported_at=clock.now(),
        reported_by_id=None if details.confidential else actor.person,
        confidential=details.confidential,
        key_id=key.pk,
    )
    if details.kind == terms.IncidentKind.BREACH:
        _count(actor, row)
    said = {"story": details.story, "done": details.done}
    row.story_sealed = seals.seal(key, queries.STORY, row.pk, _json(said))
    if details.confidential:
        own = seals.new_key(actor.organisation, "reporter")
        row.reporter_key_id = own.pk
        who = {"person": str(actor.person), "name": actor.name}
        row.reporter_sealed = seals.seal(own, queries.REPORTER, row.pk, _json(who))
    row.save(force_insert=True)
    return row


def _count(actor: Actor, row: Incident) -> None:
    """Until when the authority must be told. If the rule is off, there is no limit."""
    try:
        due = calendar.due_under(actor, queries.BREACH, row.noticed_at)
    except KeyError:
        return
    row.due_at, row.due_rule, row.due_version = due.at, due.rule, due.version


def _held(actor: Actor, incident_id: UUID, version: int) -> Incident:
    """An incident that nobody else changes until this act is over."""
    queries.incident(actor, incident_id)
    here = Incident.objects.filter(organisation_id=actor.organisation)
    row = here.select_for_update(no_key=True).get(pk=incident_id)
    if row.version != version:
        raise Newer(row)
    return row


def _step(
    actor: Actor, row: Incident, kind: terms.StepKind, said: dict[str, str], at: datetime
) -> None:
    step = IncidentStep(
        id=uuid7(),
        organisation_id=actor.organisation,
        incident_id=row.pk,
        kind=kind,
        at=at,
        noted_at=clock.now(),
        noted_by_id=actor.person,
    )
    key = queries.key_of_incident(row)
    step.words_sealed = seals.seal(key, queries.STEP, step.pk, _json(said))
    step.save(force_insert=True)
    row.version += 1
    row.save(update_fields=["version", "notified_at", "closed_at"])


def _nameless(actor: Actor) -> Actor:
    """Whoever reports in confidence, as the journal may know them: somebody of this house."""
    return replace(actor, person_id=None, name="", kind="sealed", roles=frozenset(), grants={})


def _json(said: dict[str, str]) -> str:
    return json.dumps({name: words for name, words in said.items() if words}, ensure_ascii=False)
