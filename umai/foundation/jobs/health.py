"""Signs of health: what must have happened lately, what must not wait long, and what is wrong.

A sign is an alarm when it is older than its rule. Rooms above add signs of an organisation to
`asked` through config/wiring.py.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from umai.foundation.access import actors
from umai.foundation.access import queries as access
from umai.foundation.jobs import queries
from umai.foundation.kernel import clock, done
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import scope
from umai.foundation.vocabulary import queries as vocabulary

LATELY = timedelta(days=1)
Words = str | Promise


@dataclass(frozen=True)
class Sign:
    """One thing that is watched.

    `at` is when it last happened, or since when the oldest one waits; `count` is how many wait and
    None for what happens again and again. `limit` is how long that may be, `advice` what to do.
    `page` is a view where it can be mended, by who holds `permission`. `of_work` marks what people
    owe and not the machine: a watcher outside is not told of it.
    """

    code: str
    label: Words
    alarm: bool
    at: datetime | None
    limit: timedelta
    advice: Words
    count: int | None = None
    page: str = ""
    permission: str = ""
    of_work: bool = False


Ask = Callable[[Actor], Sign]
asked: list[Ask] = []


def happened(
    code: str, label: Words, at: datetime | None, rule: str, advice: Words, *, well: bool = True
) -> Sign:
    """A sign of something that must happen again and again: late, never or badly is an alarm."""
    limit = vocabulary.span(rule)
    late = at is None or clock.now() - at > limit
    return Sign(code, label, late or not well, at, limit, advice)


def waiting(
    code: str,
    label: Words,
    count: int,
    since: datetime | None,
    rule: str,
    advice: Words,
    **more: Any,
) -> Sign:
    """A sign of something that must not wait long: an alarm when the oldest one does."""
    limit = vocabulary.span(rule)
    long = since is not None and clock.now() - since > limit
    return Sign(code, label, count > 0 and long, since, limit, advice, count, **more)


def of_the_house() -> list[Sign]:
    """What is watched for the whole installation."""
    return [
        _file(
            "backup",
            _("Last backup"),
            done.BACKUP,
            "OP.BACKUP",
            _("Run a backup now and read what it says."),
        ),
        _file(
            "drill",
            _("Last restore drill"),
            done.DRILL,
            "OP.DRILL",
            _("Restore the newest backup on another machine: only then is it known to work."),
        ),
        _file(
            "seal",
            _("Journal last sealed"),
            done.SEAL,
            "OP.SEAL",
            _("The worker seals it every five minutes. See that the worker runs."),
        ),
        _file(
            "chain_check",
            _("Journal last verified"),
            done.CHAIN_CHECK,
            "OP.CHAIN_CHECK",
            _("Run “umai journal verify”. If it names an entry, tell the data protection officer."),
        ),
        happened(
            "worker",
            _("Worker last heard of"),
            queries.sign_of_life(),
            "OP.WORKER",
            _("Start Umai again. Until then no mail leaves and no alarm is passed on."),
        ),
        waiting(
            "queue",
            _("Jobs that are due"),
            *queries.due(),
            "OP.QUEUE",
            _("The worker does not keep up. See that it runs, and what it logs."),
        ),
        _given_up(),
    ]


def of_organisation(actor: Actor) -> list[Sign]:
    """What rooms above watch for the actor's organisation."""
    return [ask(actor) for ask in asked]


def everywhere() -> Iterable[Sign]:
    """Every sign of the machine, of every organisation, for a watcher that sees no details."""
    yield from of_the_house()
    for organisation in access.organisations():
        with scope(organisation.pk):
            signs = of_organisation(actors.job(organisation, ()))
        yield from (sign for sign in signs if not sign.of_work)


def _given_up() -> Sign:
    count, since = queries.given_up(LATELY)
    advice = _("Read the worker's log: it names the chore and the place.")
    return Sign("given_up", _("Jobs given up in a day"), count > 0, since, LATELY, advice, count)


def _file(code: str, label: Words, name: str, rule: str, advice: Words) -> Sign:
    last = done.read(name)
    return happened(code, label, last.at, rule, advice, well=last.ok)
