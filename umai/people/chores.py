"""What the room does by itself at night. It proposes; people decide."""

from umai.foundation.exports import commands as registers
from umai.foundation.jobs.schedule import each_organisation
from umai.foundation.kernel.actor import Actor
from umai.people import commands, permissions, rules


@each_organisation("23 20 * * *", permissions.MERGE_PEOPLE)
def propose_pairs(actor: Actor) -> int:
    """Every night: records that may be of one person are laid before those who may merge them."""
    return commands.propose_pairs(actor)


@each_organisation("41 20 * * *", permissions.KEEP_RETENTION)
def watch_retention(actor: Actor) -> int:
    """Every night: records whose time ends soon are warned of; with new work they are kept on."""
    return commands.watch_retention(actor)


@each_organisation("11 3 * * *", permissions.READ_INDIVIDUAL)
def watch_stays(actor: Actor) -> int:
    """Every morning: teams are told whose right to stay ends soon, by code and twice at most."""
    return commands.watch_stays(actor)


@each_organisation("*/10 * * * *", permissions.LOAD_PEOPLE)
def expire_registers(actor: Actor) -> int:
    """Every ten minutes: registers that were chosen and not imported in time are erased."""
    return registers.expire_registers(actor, rules.PEOPLE)


@each_organisation("17 * * * *", permissions.KEEP_BREACHES, permissions.KEEP_REQUESTS)
def remind_of_limits(actor: Actor) -> int:
    """Every hour: who keeps a breach or a request is told that its limit is near, or over."""
    return commands.remind_of_limits(actor)
