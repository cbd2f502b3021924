"""How much work somebody carries: open cases, weighted by risk, against the limit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import Count, QuerySet

from umai.cases.models import Case
from umai.cases.terms import Risk
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import queries as vocabulary


@dataclass(frozen=True)
class Load:
    """The open cases of one caseworker. `weight` counts high risk more; `limit` is the rule's."""

    person_id: UUID
    cases: int
    weight: Decimal
    limit: int
    warn_percent: int

    @property
    def full(self) -> bool:
        """Whether one more would be over the limit."""
        return self.weight >= self.limit

    @property
    def near(self) -> bool:
        """Whether the warning holds."""
        return self.weight * 100 >= self.limit * self.warn_percent


def loads(actor: Actor, people: Iterable[UUID]) -> dict[UUID, Load]:
    """What each of these people carries in the actor's organisation."""
    wanted = list(people)
    return loads_of(wanted, carried(actor, wanted))


def carried(
    actor: Actor, people: Iterable[UUID]
) -> QuerySet[Case, tuple[UUID | None, str, int]]:
    """How many open cases of each risk each of these people leads."""
    here = Case.objects.filter(organisation_id=actor.organisation, owner_id__in=list(people))
    return here.open().values_list("owner_id", "risk").annotate(Count("pk"))


def loads_of(
    wanted: Sequence[UUID], rows: Iterable[tuple[UUID | None, str, int]]
) -> dict[UUID, Load]:
    """The same, from what was counted."""
    limit = vocabulary.amount("LD.MAX_CASES")
    warn = vocabulary.amount("LD.WARN_PERCENT")
    weights: dict[str, Decimal] = {
        risk: Decimal(vocabulary.rule(f"LD.WEIGHT_{risk}").value)
        for risk in (Risk.HIGH, Risk.MEDIUM, Risk.LOW)
    }
    cases: dict[UUID, int] = dict.fromkeys(wanted, 0)
    weight: dict[UUID, Decimal] = dict.fromkeys(wanted, Decimal(0))
    for owner, risk, number in rows:
        if owner is not None:
            cases[owner] += number
            # A case whose risk nobody has rated yet weighs as a medium one.
            weight[owner] += number * weights.get(risk, weights[Risk.MEDIUM])
    return {one: Load(one, cases[one], weight[one], limit, warn) for one in wanted}
