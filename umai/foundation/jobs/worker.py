"""The worker: takes jobs from the queue until it is told to stop."""

from pathlib import Path
from typing import cast

from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

PULSE = "worker-pulse"


def run(data: Path) -> None:
    """Work through the queue with two hands. Stops after the job in hand on SIGTERM or Ctrl-C."""
    (data / PULSE).touch()
    connector = cast(DjangoConnector, app.connector)
    with app.replace_connector(connector.get_worker_connector()) as working:
        working.run_worker(concurrency=2, wait=True, delete_jobs="successful")
