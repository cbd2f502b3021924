"""Chores: what Umai does by itself, for each organisation in its own transaction and scope.

A chore that is due becomes one job for each organisation, so that one that fails is tried again alone
and never holds back the others. A job is deleted only when it is done: a worker that dies in the middle
leaves it to the next one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from umai.foundation.access import actors
from umai.foundation.access.models import Organisation
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import scope

QUEUE = "chores"
AGAIN = RetryStrategy(max_attempts=6, exponential_wait=4)

Chore = Callable[[Actor], object]


@dataclass(frozen=True)
class Planned:
    """A chore, when it runs (cron, UTC), and what its actor may do."""

    name: str
    cron: str
    chore: Chore
    grants: tuple[str, ...]


_planned: dict[str, Planned] = {}


def each_organisation(cron: str, *grants: str) -> Callable[[Chore], Chore]:
    """Run a chore for every organisation at these times (cron, UTC) with these permissions only."""

    def register(chore: Chore) -> Chore:
        name = f"{chore.__module__}.{chore.__name__}"
        _planned[name] = Planned(name, cron, chore, grants)

        @app.periodic(cron=cron)
        @app.task(name=f"{name}.plan", queue=QUEUE, queueing_lock=f"{name}.plan", pass_context=False)
        def plan(timestamp: int) -> None:
            for organisation_id in Organisation.objects.values_list("pk", flat=True):
                run_for.defer(name=name, organisation=str(organisation_id))

        return chore

    return register


@app.task(name="umai.run_for", queue=QUEUE, retry=AGAIN)
def run_for(name: str, organisation: str) -> None:
    """Run one chore for one organisation, whole or not at all."""
    run_now(name, UUID(organisation))


def run_now(name: str, organisation_id: UUID) -> object:
    """Run a chore at once: for the queue, the console and tests."""
    planned = _planned[name]
    organisation = Organisation.objects.get(pk=organisation_id)
    actor = actors.job(organisation, planned.grants)
    with scope(organisation.pk):
        return planned.chore(actor)


def planned() -> list[Planned]:
    """Every chore of the house."""
    return list(_planned.values())
