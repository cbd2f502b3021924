"""A backup every five minutes if anything was written; every night a restore for trial and a look
whether the journal still holds.

All run as the console does, in a process of their own: they need the owner of the tables, whom the
worker must never be.
"""

import subprocess
import sys

from procrastinate.contrib.django import app

QUEUE = "chores"


@app.periodic(cron="*/5 * * * *")
@app.task(name="umai.make_backup", queue=QUEUE, queueing_lock="make_backup", lock="backup")
def make_backup(timestamp: int) -> None:
    """Make a backup unless nothing was written since the last good one."""
    _umai("backup", "--if-changed")


@app.periodic(cron="40 21 * * *")
@app.task(name="umai.drill", queue=QUEUE, queueing_lock="drill", lock="backup")
def drill(timestamp: int) -> None:
    """Restore the newest backup for trial, in the night of Kazakhstan."""
    _umai("drill")


@app.periodic(cron="10 21 * * *")
@app.task(name="umai.verify_journal", queue=QUEUE, queueing_lock="verify_journal")
def verify_journal(timestamp: int) -> None:
    """Verify the journal against its roots. A bad entry shows as an alarm on the page of health."""
    _umai("journal", "verify")


def _umai(*words: str) -> None:
    # A session of its own: Ctrl-C in the terminal ends the worker after this, not this.
    done = subprocess.run(  # noqa: S603 - our own console
        [sys.executable, "-m", "umai.config.console", *words],
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"umai {words[0]} ended with {done.returncode}")
