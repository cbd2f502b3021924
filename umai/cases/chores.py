"""What the room does by itself: it reminds people of what they promised a child."""

from umai.cases import commands, permissions
from umai.foundation.jobs.schedule import each_organisation
from umai.foundation.kernel.actor import Actor


@each_organisation("7 3-12 * * *", permissions.READ_CASE)
def remind_of_cases(actor: Actor) -> int:
    """Every hour of the working day: what ends today is told once, what is overdue is passed on."""
    return commands.remind_of_cases(actor)
