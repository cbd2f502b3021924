"""What the hotline does by itself: pass alarms on, let drafts expire, remind people."""

from umai.foundation.exports import commands as registers
from umai.foundation.jobs.schedule import each_organisation
from umai.foundation.kernel.actor import Actor
from umai.hotline import commands, permissions, rules


@each_organisation("* * * * *", permissions.TAKE_EMERGENCY)
def pass_alarm_on(actor: Actor) -> int:
    """Every minute: an alarm that nobody took in time goes to the next on the roster."""
    return commands.pass_alarm_on(actor)


@each_organisation("7 * * * *", permissions.RECORD_CONTACT)
def expire_drafts(actor: Actor) -> int:
    """Every hour: forms that were left unfinished for too long are erased."""
    return commands.expire_drafts(actor)


@each_organisation("*/10 * * * *", permissions.IMPORT_CONTACTS)
def expire_registers(actor: Actor) -> int:
    """Every ten minutes: registers that were chosen and not imported in time are erased."""
    return registers.expire_registers(actor, rules.CONTACTS)


@each_organisation("*/15 * * * *", permissions.FOLLOW_UP_CONTACT)
def remind_people(actor: Actor) -> int:
    """From eight in the morning where the organisation works: what is due today, told once."""
    return commands.remind_people(actor)
