"""Chores of the queue itself, one for the whole installation."""

from procrastinate.contrib.django import app

from umai.foundation.jobs import queue


@app.periodic(cron="* * * * *")
@app.task(name="umai.rescue_jobs", queue=queue.QUEUE, queueing_lock="rescue_jobs")
async def rescue_jobs(timestamp: int) -> None:
    """Put back what dead workers had in hand."""
    await queue.rescue()


@app.periodic(cron="17 21 * * *")
@app.task(name="umai.sweep_jobs", queue=queue.QUEUE, queueing_lock="sweep_jobs")
async def sweep_jobs(timestamp: int) -> None:
    """Forget jobs that gave up long ago."""
    await queue.sweep()
