"""Which authorities keep us waiting, and for how long; refusals of the last year with reasons."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Aggregate, Case, Count, DateField, F, FloatField, Min, Q, Value, When
from django.utils.translation import get_language

from umai.directory import queries as directory
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.legal_aid import terms
from umai.legal_aid.models import ProcedureFact
from umai.legal_aid.queries.procedures import procedures

YEAR = timedelta(days=365)
Key = tuple[str, UUID | None]
# An agency is one, in whatever step it was asked; of one that nobody named the kind is all we know.
KIND = Case(When(agency_id__isnull=True, then=F("authority")), default=Value(""))


class _MiddleDay(Aggregate):
    """The day in the middle, as days since 1970."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s - DATE '1970-01-01')"
    output_field = FloatField()


@dataclass
class Authority:
    """How long one authority keeps us waiting, in days. Without `agency_id` only its kind is known.

    `kind` of a named one is that of the directory. `late`: over its time limit. `refused`: how
    often in the last twelve months, by reason.
    """

    kind: str
    agency_id: UUID | None = None
    name: str = ""
    waiting: int = 0
    longest: int | None = None
    middle: float | None = None
    late: int = 0
    refused: dict[str, int] = field(default_factory=dict)

    @property
    def refusals(self) -> int:
        """How often it refused in the last twelve months."""
        return sum(self.refused.values())


def waiting_authorities(actor: Actor) -> list[Authority]:
    """The authorities that have the next word, or refused of late, in what the actor may know of.
    """
    today = clock.today(actor.time_zone)
    found: dict[Key, Authority] = {}
    _count_waiting(actor, today, found)
    _count_refusals(actor, today, found)
    ids = {one.agency_id for one in found.values() if one.agency_id}
    language = get_language() or "en"
    known = directory.agencies(actor).filter(pk__in=ids)
    named = {one.pk: (directory.name_of(one, language), one.type) for one in known}
    for one in found.values():
        if one.agency_id is not None:
            one.name, one.kind = named.get(one.agency_id, ("", ""))
    return list(found.values())


def _count_waiting(actor: Actor, today: date, found: dict[Key, Authority]) -> None:
    waits = procedures(actor).exclude(state=terms.State.ENDED).filter(phase__in=terms.WAITING)
    rows = (
        waits.order_by()
        .values("agency_id", of_kind=KIND)
        .annotate(
            number=Count("pk"),
            since=Min("asked_on", output_field=DateField()),
            middle=_MiddleDay("asked_on"),
            late=Count("pk", filter=Q(state=terms.State.OPEN, due_at__lt=clock.now())),
        )
    )
    epoch = date(1970, 1, 1)
    for row in rows:
        one = _of(found, row["of_kind"], row["agency_id"])
        one.waiting, one.late = row["number"], row["late"]
        if row["since"] is not None:
            one.longest = (today - row["since"]).days
            one.middle = (today - epoch).days - row["middle"]


def _count_refusals(actor: Actor, today: date, found: dict[Key, Authority]) -> None:
    facts = ProcedureFact.objects.filter(
        organisation_id=actor.organisation,
        kind=terms.FactKind.REFUSED,
        on__gt=today - YEAR,
        procedure_id__in=procedures(actor).values("pk"),
    )
    rows = facts.order_by().values("agency_id", "what", of_kind=KIND).annotate(number=Count("pk"))
    for row in rows:
        one = _of(found, row["of_kind"], row["agency_id"])
        one.refused[row["what"]] = one.refused.get(row["what"], 0) + row["number"]


def _of(found: dict[Key, Authority], kind: str, agency_id: UUID | None) -> Authority:
    key = (kind, agency_id)
    return found.setdefault(key, Authority(kind, agency_id))
