"""The worker: takes jobs from the queue until it is told to stop."""

from collections.abc import Callable
from typing import Any, cast

from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from umai.foundation.jobs import metrics, queue


def run(*, wait: bool = True) -> None:
    """Work through the queue with two hands. Stops after the jobs in hand on SIGTERM or Ctrl-C.

    Without `wait` it stops when nothing is left to do.
    """
    async_to_sync(queue.rescue)()
    connections.close_all()
    if wait and settings.UMAI_METRICS_PORT:
        metrics.serve(settings.UMAI_METRICS_PORT)
    connector = cast(DjangoConnector, app.connector)
    with app.replace_connector(connector.get_worker_connector()) as working:
        working.run_worker(
            concurrency=2, wait=wait, delete_jobs="successful", task_middleware=[alone]
        )


def alone(job: Callable[[], Any], context: Any, worker: Any) -> Any:
    """Run a job on a connection of its own: nothing of it is left for the next one."""
    connections.close_all()
    try:
        return job()
    finally:
        connections.close_all()
