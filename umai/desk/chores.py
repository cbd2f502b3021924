"""What happens by itself: people are reminded of what begins soon.

It stands here because the calendar lies below the jobs and may not know them.
"""

from umai.foundation.calendar import commands, permissions
from umai.foundation.jobs.schedule import each_organisation
from umai.foundation.kernel.actor import Actor


@each_organisation("*/5 * * * *", permissions.KEEP_APPOINTMENTS)
def remind_of_appointments(actor: Actor) -> int:
    """Tell people what begins soon, without a word about it."""
    return commands.remind(actor)
