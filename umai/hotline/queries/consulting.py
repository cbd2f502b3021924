"""Consultations without a case: what stands on a contact, the list, and its totals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404

from umai.cases.queries import consultations_of
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import terms
from umai.hotline.models import Consultation, ConsultationQuerySet, Contact
from umai.hotline.queries.aftercare import names
from umai.hotline.queries.contacts import contacts, key_of

SUMMARY = "hotline_consultation.summary"


@dataclass(frozen=True)
class Wanted:
    """What narrows the list of consultations."""

    first: date | None = None
    last: date | None = None
    discipline: str = ""


@dataclass(frozen=True)
class Told:
    """One consultation of a contact, with who gave it and what the summary says."""

    row: Consultation
    by: str
    summary: str
    mine: bool


def consultations(actor: Actor) -> ConsultationQuerySet:
    """The consultations that count and that the actor may know of."""
    return Consultation.objects.visible_to(actor).standing()


def consultation(actor: Actor, consultation_id: UUID) -> Consultation:
    """One of them; the same 404 whether it is hidden from the actor or does not exist."""
    try:
        return consultations(actor).get(pk=consultation_id)
    except Consultation.DoesNotExist:
        raise Http404 from None


def own_consultation(actor: Actor, consultation_id: UUID) -> Consultation:
    """One that the actor may correct; the same 404 for every other."""
    row = consultation(actor, consultation_id)
    if not corrects(actor, row):
        raise Http404
    return row


def services_for(discipline: str, *, all_of_them: bool = False) -> list[vocabulary.Word]:
    """What may be chosen: of psychology and law what counts as a consultation. Old words too if
    `all_of_them` are asked for.
    """
    if all_of_them:
        return consultations_of(discipline)
    offered = {one.code for one in vocabulary.words("service")}
    return [one for one in consultations_of(discipline) if one.code in offered]


def narrowed(actor: Actor, wanted: Wanted | None) -> ConsultationQuerySet:
    """The consultations asked for; none if nothing could be asked."""
    if wanted is None:
        return consultations(actor).none()
    asked = Q()
    if wanted.first:
        asked &= Q(held_on__gte=wanted.first)
    if wanted.last:
        asked &= Q(held_on__lte=wanted.last)
    if wanted.discipline:
        asked &= Q(discipline=wanted.discipline)
    return consultations(actor).filter(asked)


def as_rows(actor: Actor, found: ConsultationQuerySet) -> Any:
    """Rows for a list: with the code of the contact, and whether the actor may open it."""
    may = Exists(contacts(actor).filter(pk=OuterRef("contact_id")))
    return found.defer("summary_sealed").annotate(opens=may)


def totals(found: ConsultationQuerySet) -> dict[str, int]:
    """Each discipline in its own unit: consultations, consultations, families."""
    of = {one: Q(discipline=one) for one in terms.Discipline}
    return found.aggregate(
        PSY=Count("pk", filter=of[terms.Discipline.PSY]),
        LEG=Count("pk", filter=of[terms.Discipline.LEG]),
        SOC=Count("contact_id", filter=of[terms.Discipline.SOC], distinct=True),
    )


def codes_of_contacts(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The codes of the contacts behind rows that the actor was given."""
    found = Contact.objects.filter(organisation_id=actor.organisation, pk__in=set(ids))
    return dict(found.values_list("pk", "code"))


# One contact --------------------------------------------------------------------------------------


def with_call(contact: Contact, version: int) -> ConsultationQuerySet:
    """What was noted with the call itself, as one version of the contact had it."""
    return Consultation.objects.filter(
        Q(until_version__isnull=True) | Q(until_version__gte=version),
        organisation_id=contact.organisation_id,
        contact_id=contact.pk,
        source__in=terms.WITH_CALL,
        from_version__lte=version,
    ).order_by("recorded_at", "id")


def numbers_at(contact: Contact, version: int) -> dict[str, int]:
    """How many of each kind one version of the contact had, as the form of a call asks it."""
    many = list(with_call(contact, version).values_list("discipline", flat=True))
    return {name: many.count(kind) for name, kind in terms.NUMBERS.items()}


def given_on(contact: Contact) -> ConsultationQuerySet:
    """Everything that counts on a contact which the actor has already been given."""
    return Consultation.objects.filter(
        organisation_id=contact.organisation_id, contact_id=contact.pk
    ).standing()


def told_on(actor: Actor, contact: Contact) -> list[Told]:
    """What was given afterwards or came from a file of its own, newest first, summaries opened."""
    rows = list(
        given_on(contact).exclude(source__in=terms.WITH_CALL).order_by("-held_on", "-id")
    )
    people = names(one.given_by_id for one in rows)
    key = key_of(contact) if any(one.summary_sealed for one in rows) else None
    return [
        Told(
            one,
            people.get(one.given_by_id, "") if one.given_by_id else "",
            summary(key, one),
            corrects(actor, one),
        )
        for one in rows
    ]


def corrects(actor: Actor, row: Consultation) -> bool:
    """Whether the actor may correct it: who wrote it, if it was not noted with the call."""
    own = row.given_by_id is not None and row.given_by_id == actor.person_id
    return own and row.source == terms.Given.AFTERWARDS


def summary(key: DataKey | None, row: Consultation) -> str:
    """The summary in clear."""
    return seals.open_(key, SUMMARY, row.pk, row.summary_sealed) if key is not None else ""
