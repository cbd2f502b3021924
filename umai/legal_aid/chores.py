"""What the room does by itself: it reminds of time limits."""

from umai.foundation.jobs.schedule import each_organisation
from umai.foundation.kernel.actor import Actor
from umai.legal_aid import commands, permissions


@each_organisation("17 3-12 * * *", permissions.KEEP_PROCEDURE)
def remind_of_procedures(actor: Actor) -> int:
    """Every hour of the working day: a limit that comes near or is over is told once."""
    return commands.remind_of_procedures(actor)


@each_organisation("23 3-12 * * *", permissions.KEEP_PROCEDURE)
def remind_of_evidence(actor: Actor) -> int:
    """Evidence that was asked for and did not come by the day that was set."""
    return commands.remind_of_evidence(actor)


@each_organisation("41 2 * * *", permissions.KEEP_PROCEDURE)
def mark_late_births(actor: Actor) -> int:
    """Every day: registrations of births that have become late."""
    return commands.mark_late_births(actor)


@each_organisation("27 3-12 * * *", permissions.KEEP_PROCEDURE)
def warn_of_matters(actor: Actor) -> int:
    """Every hour of the working day: hearings, appeals and powers of attorney that come near."""
    return commands.warn_of_matters(actor)
