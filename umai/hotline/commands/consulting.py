"""Consultations without a case: noted with the call, given afterwards, put right."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vault import seals
from umai.hotline import events, permissions, queries, terms
from umai.hotline.commands import changing
from umai.hotline.models import Consultation, Contact


@dataclass(frozen=True, kw_only=True)
class ConsultationDetails:
    """What was given, when, how long and how. `id` was made with the form; the summary is sealed.
    """

    id: UUID
    service: str
    held_on: date
    minutes: int | None = None
    mode: str = ""
    summary: str = ""


class ConsultationChanged(Refused):
    """The consultation was saved anew since the page was opened. Nothing was written."""

    def __init__(self, current: Consultation) -> None:
        super().__init__(
            _("This was changed meanwhile. Nothing is saved yet, your words are kept.")
        )
        self.current = current


@transaction.atomic
def give_consultation(
    actor: Actor, contact_id: UUID, details: ConsultationDetails
) -> Consultation:
    """Write down a consultation that was given after the call, or to a visitor.

    Sending it twice writes it once. The contact must be one that the actor may open.
    """
    contact = _hold(actor, contact_id)
    known = Consultation.objects.filter(organisation_id=actor.organisation, pk=details.id).first()
    if known is not None and (known.contact_id, known.given_by_id) == (
        contact.pk,
        actor.person_id,
    ):
        return known
    row = Consultation(
        id=details.id,
        organisation_id=actor.organisation,
        contact_id=contact.pk,
        given_by_id=changing.person(actor),
        recorded_at=clock.now(),
        source=terms.Given.AFTERWARDS,
        from_version=contact.version,
    )
    _fill(actor, contact, row, details)
    changing.insert_once(row)
    changing.leave_step(actor, contact, terms.Step.CONSULTED, what=row.discipline)
    log.record(actor, events.CONSULTATION_GIVEN, contact, _facts(row))
    return row


@transaction.atomic
def correct_consultation(
    actor: Actor,
    version: int,
    details: ConsultationDetails,
    *,
    mistaken: bool = False,
) -> Consultation:
    """Put right what one wrote down; `mistaken`: it was not given, and counts no more.

    Raises ConsultationChanged if a newer version was saved since `version` was shown.
    """
    found = queries.consultation(actor, details.id)
    contact = _hold(actor, found.contact_id)
    row = Consultation.objects.select_for_update().get(pk=found.pk)
    if not queries.corrects(actor, row) or row.until_version is not None:
        raise Http404
    if row.version != version:
        raise ConsultationChanged(row)
    before = _said(row), queries.summary(queries.key_of(contact), row)
    if mistaken:
        row.until_version = contact.version
    else:
        _fill(actor, contact, row, details)
        if before == (_said(row), details.summary.strip()):
            raise Refused(_("Nothing was changed."))
    row.version += 1
    row.save(force_update=True)
    if mistaken:
        changing.leave_step(actor, contact, terms.Step.UNCONSULTED, what=row.discipline)
    facts = _facts(row) | {"mistaken": mistaken}
    log.record(actor, events.CONSULTATION_CORRECTED, contact, facts)
    return row


def write_noted(actor: Actor, contact: Contact, details: Any) -> int:
    """Keep as many consultations as the call had, for this version of the contact; how many now.

    They were given by who took the call, on its day. What stood there already stays as it was.
    """
    day = clock.local_day(contact.received_at, actor.time_zone)
    before = list(queries.with_call(contact, contact.version).filter(until_version=None))
    gone, fresh, kept = [], [], 0
    for name, discipline in terms.NUMBERS.items():
        wanted = getattr(details, name)
        rows = [one for one in before if one.discipline == discipline]
        stay = [one for one in rows if one.held_on == day][:wanted]
        gone += [one.pk for one in rows if one not in stay]
        fresh += [_noted(contact, discipline, day) for _ in range(wanted - len(stay))]
        kept += wanted
    if gone:
        ended = Consultation.objects.filter(organisation_id=contact.organisation_id, pk__in=gone)
        ended.update(until_version=contact.version - 1)
    Consultation.objects.bulk_create(fresh)
    return kept


def _noted(contact: Contact, discipline: str, day: date) -> Consultation:
    return Consultation(
        id=uuid7(),
        organisation_id=contact.organisation_id,
        contact_id=contact.pk,
        discipline=discipline,
        held_on=day,
        given_by_id=contact.taken_by_id,
        recorded_at=clock.now(),
        source=terms.Given.CALL,
        from_version=contact.version,
    )


def _hold(actor: Actor, contact_id: UUID) -> Contact:
    """The contact, held, for who may give consultations in its team. Its version does not move."""
    actor.require(permissions.GIVE_CONSULTATION)
    found = queries.contacts(actor).select_for_update(no_key=True).filter(pk=contact_id).first()
    if found is None:
        raise Http404
    actor.require(permissions.GIVE_CONSULTATION, found.team_id)
    return found


def _fill(actor: Actor, contact: Contact, row: Consultation, details: ConsultationDetails) -> None:
    row.discipline = _discipline(details.service, row)
    if details.held_on > clock.today(actor.time_zone):
        raise Refused(_("This day is still to come."), "held_on")
    if details.held_on < clock.local_day(contact.received_at, actor.time_zone):
        raise Refused(_("This is before the contact. Choose a later day."), "held_on")
    if details.minutes is not None and not 1 <= details.minutes <= terms.A_DAY:
        raise Refused(_("Write the minutes as a whole number, such as 45."), "minutes")
    row.service, row.held_on = details.service, details.held_on
    row.minutes, row.mode = details.minutes, details.mode
    said = details.summary.strip()
    row.summary_sealed = None
    if said:
        keyless = contact.key_id is None
        key = changing.key_for(contact)
        row.summary_sealed = seals.seal(key, queries.SUMMARY, row.pk, said)
        if keyless:
            contact.save(update_fields=["key"])


def _discipline(service: str, row: Consultation) -> str:
    """Whose work a service is. Raises Refused for one that is not counted as a consultation."""
    for one in terms.Discipline:
        known = {word.code for word in queries.services_for(one)}
        if service in known or (service == row.service and row.discipline == one):
            return str(one)
    raise Refused(_("Choose the service from the menu."), "service")


def _said(row: Consultation) -> tuple[object, ...]:
    return row.service, row.held_on, row.minutes, row.mode


def _facts(row: Consultation) -> dict[str, object]:
    return {"service": row.service, "on": row.held_on.isoformat(), "minutes": row.minutes or 0}
