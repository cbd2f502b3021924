"""How patient the queue is, and what happens to the job of a worker that died."""

from procrastinate import BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status

QUEUE = "chores"
TRIES = 12
LONGEST_WAIT = 300  # seconds
SILENT = 30  # seconds without a sign of life after which a worker counts as dead
KEPT = 30 * 24  # hours that a job which gave up stays to be seen


class Patience(BaseRetryStrategy):
    """Try again after 4, 16, 64, 256 and then every 300 seconds: twelve times, about 45 minutes."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When to try again; None when it is time to give up, which health shows."""
        if job.attempts >= TRIES:
            return None
        return RetryDecision(retry_in={"seconds": min(4 ** (job.attempts + 1), LONGEST_WAIT)})


async def rescue() -> int:
    """Put back what dead workers had in hand. Returns how many jobs will run again.

    A job that has taken its worker down twelve times is given up, so that it cannot do so for ever.
    """
    manager, rescued = app.job_manager, 0
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT):
        if job.attempts >= TRIES:
            await manager.finish_job(job, Status.FAILED, delete_job=False)
            continue
        try:
            await manager.retry_job(job)
            rescued += 1
        except UniqueViolation:  # the same job was planned again since and waits already
            await manager.finish_job(job, Status.ABORTED, delete_job=True)
    return rescued


async def sweep() -> None:
    """Forget jobs that gave up long ago."""
    await app.job_manager.delete_old_jobs(
        KEPT, include_failed=True, include_cancelled=True, include_aborted=True
    )
