"""What the room does by itself: it reminds of what is due, and ends what nobody may open."""

from umai.foundation.jobs.schedule import each_organisation
from umai.foundation.kernel.actor import Actor
from umai.referrals import commands, permissions


@each_organisation("11 3-12 * * *", permissions.MAKE_REFERRAL)
def remind_of_referrals(actor: Actor) -> int:
    """Every hour of the working day: what is due is told once."""
    return commands.remind_of_referrals(actor)


@each_organisation("23 20 * * *", permissions.MAKE_REFERRAL)
def end_old_referrals(actor: Actor) -> int:
    """Every night: what nobody answered ends, and what may no longer be opened is destroyed."""
    return commands.end_old_referrals(actor)
