"""What the room does by itself: it reminds of time limits."""

from umai.foundation.jobs.schedule import each_organisation
from umai.foundation.kernel.actor import Actor
from umai.legal_aid import commands, permissions


@each_organisation("17 3-12 * * *", permissions.KEEP_PROCEDURE)
def remind_of_procedures(actor: Actor) -> int:
    """Every hour of the working day: a limit that comes near or is over is told once."""
    return commands.remind_of_procedures(actor)
