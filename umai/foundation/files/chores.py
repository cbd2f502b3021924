"""What happens with files by itself: every night the disk and the rows are compared."""

from umai.foundation.files import commands, permissions
from umai.foundation.jobs.schedule import each_organisation
from umai.foundation.kernel.actor import Actor


@each_organisation("11 21 * * *", permissions.SWEEP_FILES)
def sweep_files(actor: Actor) -> int:
    """Remove what is nobody's, and mark what the disk has lost."""
    return sum(commands.sweep_files(actor).values())
