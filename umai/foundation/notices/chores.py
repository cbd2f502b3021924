"""What happens by itself: the post leaves every minute, old things go at night."""

from umai.foundation.jobs.schedule import each_organisation
from umai.foundation.kernel.actor import Actor
from umai.foundation.notices import commands, outbox, permissions


@each_organisation("* * * * *", in_steps=True)
def send_mail(actor: Actor) -> int:
    """Send the mail that is due."""
    return outbox.send_waiting(actor)


@each_organisation("37 21 * * *", permissions.READ_NOTICES)
def clear_away(actor: Actor) -> int:
    """Delete old notices, mail and places of the roster."""
    return commands.clear_away(actor)
