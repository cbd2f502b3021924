"""Chores: what Umai does by itself, for each organisation alone.

A chore that is due becomes one job for each organisation, so that one that fails is tried again
alone and never holds back the others. A job is deleted only when it is done: a worker that dies in
the middle leaves it to the next one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from procrastinate.contrib.django import app

from umai.foundation.access import actors
from umai.foundation.access.models import Organisation
from umai.foundation.jobs import queries, queue
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import scope

Chore = Callable[[Actor], object]


@dataclass(frozen=True)
class Planned:
    """A chore, when it runs (cron, UTC), what it may do, and whether it opens its own scopes."""

    name: str
    cron: str
    chore: Chore
    grants: tuple[str, ...]
    in_steps: bool = False


_planned: dict[str, Planned] = {}


def each_organisation(
    cron: str, *grants: str, in_steps: bool = False
) -> Callable[[Chore], Chore]:
    """Run a chore for every organisation at these times (cron, UTC) with these permissions only.

    It runs in one transaction, whole or not at all. A chore `in_steps` opens a scope for each step
    itself: for work that reaches outside, such as sending mail.
    """

    def register(chore: Chore) -> Chore:
        name = f"{chore.__module__}.{chore.__name__}"
        _planned[name] = Planned(name, cron, chore, grants, in_steps)

        @app.periodic(cron=cron)
        @app.task(name=f"{name}.plan", queue=queue.QUEUE, queueing_lock=f"{name}.plan")
        def plan(timestamp: int) -> None:
            for organisation_id in Organisation.objects.values_list("pk", flat=True):
                _defer(name, organisation_id)

        return chore

    return register


def _defer(name: str, organisation_id: UUID) -> None:
    """Queue a chore for one organisation, unless the run before is still waiting or in hand."""
    organisation = str(organisation_id)
    if not queries.waits(run_for.name, name=name, organisation=organisation):
        run_for.configure(lock=f"{name} {organisation}").defer(
            name=name, organisation=organisation
        )


@app.task(name="umai.run_for", queue=queue.QUEUE, retry=queue.Patience())
def run_for(name: str, organisation: str) -> None:
    """Run one chore for one organisation."""
    run_now(name, UUID(organisation))


def run_now(name: str, organisation_id: UUID) -> object:
    """Run a chore at once: for the queue, the console and tests."""
    planned = _planned[name]
    organisation = Organisation.objects.get(pk=organisation_id)
    actor = actors.job(organisation, planned.grants)
    if planned.in_steps:
        return planned.chore(actor)
    with scope(organisation.pk):
        return planned.chore(actor)


def planned() -> list[Planned]:
    """Every chore of the house."""
    return list(_planned.values())
