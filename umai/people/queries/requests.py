"""What people ask about their own data, with its clock: cut to the actor's scope."""

import json
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.people import permissions, terms
from umai.people.models import DataRequest, DataRequestQuerySet, Individual, IndividualQuerySet

WORDS = "people_datarequest.words"
ANSWER = "people_datarequest.answer"
REQUEST = "DP.REQUEST"
REQUEST_REMIND = "DP.REQUEST_REMIND"


def requests(actor: Actor, state: str = "") -> DataRequestQuerySet:
    """The register, narrowed by state."""
    found = DataRequest.objects.visible_to(actor)
    if state == terms.RequestState.DONE:
        return found.filter(answered_at__isnull=False)
    if state:
        found = found.filter(answered_at__isnull=True)
    if state == terms.RequestState.OVERDUE:
        now = clock.now()
        first = Q(extended_to__isnull=True, due_at__lte=now)
        found = found.filter(first | Q(extended_to__lte=now))
    return found


def data_request(actor: Actor, request_id: UUID) -> DataRequest:
    """One of them; the same 404 whether hidden or not there."""
    found = DataRequest.objects.visible_to(actor).filter(pk=request_id).first()
    if found is None:
        raise Http404
    return found


def about(actor: Actor, code: str) -> Individual | None:
    """Whom a request is about, by code: for the officer anybody here, for others whom they know."""
    here = asked_about(actor).filter(code=code.strip().upper()).first()
    if here is None or here.merged_into_id is None:
        return here
    return Individual.objects.get(organisation_id=here.organisation_id, pk=here.merged_into_id)


def asked_about(actor: Actor) -> IndividualQuerySet:
    """The people about whom the actor may note or see a request."""
    if actor.may(permissions.WATCH_CIRCLES):
        here = Individual.objects.filter(organisation_id=actor.organisation)
        return here.not_shut_out(actor)
    return Individual.objects.visible_to(actor)


def person_of(actor: Actor, one: DataRequest) -> Individual | None:
    """The person whom a request is about."""
    if one.individual_id is None:
        return None
    found: Individual | None = asked_about(actor).filter(pk=one.individual_id).first()
    return found


def codes_of_people(actor: Actor, rows: list[DataRequest]) -> dict[UUID, str]:
    """The codes of the people whom requests are about."""
    ids = {one.individual_id for one in rows if one.individual_id}
    return dict(asked_about(actor).filter(pk__in=ids).values_list("pk", "code"))


def asked_words(one: DataRequest) -> dict[str, str]:
    """Who asks, how to reach them, what exactly. Call it from a command only."""
    return _said(one, WORDS, one.words_sealed)


def answer_words(one: DataRequest) -> dict[str, str]:
    """Why it takes longer, what was answered. Call it from a command only."""
    return _said(one, ANSWER, one.answer_sealed)


def _said(one: DataRequest, column: str, blob: bytes | memoryview | None) -> dict[str, str]:
    if blob is None:
        return {}
    key = DataKey.objects.get(organisation_id=one.organisation_id, pk=one.key_id)
    return dict(json.loads(seals.open_(key, column, one.pk, blob)))
