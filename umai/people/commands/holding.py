"""What several commands share: hold a row until the act is over, read and write what is sealed."""

import json
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db import models
from django.http import Http404
from django.utils.translation import gettext as _

from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vault import seals
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import queries
from umai.people.models import Consent, Document, Individual, Relation

Row = TypeVar("Row", Document, Relation, Consent)


class Newer(Refused):
    """Somebody saved a newer version since the page was opened. Nothing was written."""

    def __init__(self, current: models.Model) -> None:
        super().__init__(
            _("Somebody changed this entry meanwhile. Nothing is saved yet, your words are kept.")
        )
        self.current = current


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
    full = {name: words for name, words in said.items() if words not in ("", None, [])}
    text = json.dumps(full, ensure_ascii=False, default=str) if full else ""
    return seals.seal(queries.key_of(of), column, row_id, text)


def changed(*rows: Any) -> dict[str, list[str]]:
    """The fact of an act that the history reads: which rows it led to which version."""
    return {"versions": [f"{row.pk} {row.version}" for row in rows]}


def check_word(list_code: str, code: str, field: str, *, required: bool = True) -> None:
    """Refuse a code that the list does not know."""
    if code and vocabulary.word(list_code, code) is None:
        raise Refused(_("Choose one of the answers shown. This one is not among them."), field)
    if required and not code:
        raise Refused(_("Choose one of the answers."), field)


def check_days(actor: Actor, first: date | None, last: date | None, names: tuple[str, str]) -> None:
    """Refuse a beginning in the future and an end before the beginning."""
    if first and first > clock.today(actor.time_zone):
        raise Refused(_("This day has not come yet."), names[0])
    if first and last and last < first:
        raise Refused(_("This day is before the first one."), names[1])
