"""Seal the journal every five minutes."""

from procrastinate.contrib.django import app

from umai.foundation.journal import chain


@app.periodic(cron="*/5 * * * *")
@app.task(name="umai.seal_journal", queue="chores", queueing_lock="seal_journal")
def seal_journal(timestamp: int) -> None:
    """Seal what can be sealed; the chain is one for the whole installation."""
    chain.seal()
