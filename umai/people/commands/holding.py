"""What several commands share: hold a row until the act is over, read and write what is sealed."""

from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umai.foundation.kernel import clock, refusal
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vault import seals
from umai.people import queries
from umai.people.models import Consent, Document, Individual, Relation

Row = TypeVar("Row", Document, Relation, Consent)


class Newer(refusal.Newer):
    """Somebody saved a newer entry. Nothing was written."""

    words = gettext_lazy(
        "Somebody changed this entry meanwhile. Nothing is saved yet, your words are kept."
    )


def hold_person(actor: Actor, individual_id: UUID) -> Individual:
    """A person, held until the act is over; 404 if hidden, or erased while we waited."""
    here = Individual.objects.filter(organisation_id=actor.organisation, pk=individual_id)
    here.select_for_update(no_key=True).first()
    return queries.individual(actor, individual_id)


def hold(
    actor: Actor, model: type[Row], row_id: UUID, version: int | None = None
) -> tuple[Row, Individual]:
    """A row and the person it belongs to, held until the act is over; 404 if not for the actor."""
    rows: Any = model
    here = rows.objects.filter(organisation_id=actor.organisation, pk=row_id)
    known = here.first()
    if known is None:
        raise Http404
    # The person first, as an erasure does: two who hold in two orders would wait for each other.
    of = hold_person(actor, known.individual_id)
    row = here.select_for_update(no_key=True).first()
    if row is None:
        raise Http404
    if version is not None and row.version != version:
        raise Newer(row)
    return row, of


def seal(of: Individual, column: str, row_id: UUID, said: dict[str, Any]) -> bytes | None:
    """What was said, without blanks, under the key of the person."""
    return seals.seal_said(queries.key_of(of), column, row_id, said)


def changed(*rows: Any) -> dict[str, list[str]]:
    """The fact of an act that the history reads: which rows it led to which version."""
    return {"versions": [f"{row.pk} {row.version}" for row in rows]}


def check_days(actor: Actor, first: date | None, last: date | None, names: tuple[str, str]) -> None:
    """Refuse a beginning in the future and an end before the beginning."""
    if first and first > clock.today(actor.time_zone):
        raise Refused(_("This day has not come yet."), names[0])
    if first and last and last < first:
        raise Refused(_("This day is before the first one."), names[1])
