"""`python -m tests.jobs.at_work DATABASE`: a worker in a process of its own, as `umai worker`."""

import sys

import django
from django.conf import settings

settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()

from procrastinate.contrib.django import app  # noqa: E402

from tests.jobs import errands  # noqa: E402
from umai.foundation.jobs import worker  # noqa: E402

# Of all that the house does by itself only this: a test makes no backup.
mine = (f"{errands.__name__}.hold.plan", "")
app.periodic_registry.periodic_tasks = {mine: app.periodic_registry.periodic_tasks[mine]}
worker.run()
