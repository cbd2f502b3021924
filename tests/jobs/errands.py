"""Chores for tests. They write into the folder `ERRANDS` what they did and for whom."""

import os
from pathlib import Path

from umai.foundation.access.models import Organisation
from umai.foundation.jobs.schedule import each_organisation
from umai.foundation.kernel.actor import Actor

LEAP_DAY = "0 0 29 2 *"  # in effect only when a test says so
EVERY_MINUTE = "* * * * *"


def folder() -> Path:
    """Where the errands are written down."""
    return Path(os.environ["ERRANDS"])


def _who(actor: Actor) -> str:
    return Organisation.objects.get(pk=actor.organisation).code


def _done(name: str, who: str) -> None:
    with (folder() / name).open("a") as out:
        out.write(f"{who}\n")


@each_organisation(LEAP_DAY)
def falter(actor: Actor) -> None:
    """Fails for the organisation that the file `fails` names."""
    who = _who(actor)
    fails = folder() / "fails"
    if fails.exists() and fails.read_text() == who:
        raise RuntimeError("on purpose")
    _done("falter", who)


@each_organisation(EVERY_MINUTE)
def hold(actor: Actor) -> None:
    """Says through a pipe that it was taken and waits for a word, while `hold` is there."""
    if (folder() / "hold").exists():
        with (folder() / "taken").open("w") as out:
            out.write("taken\n")
        (folder() / "go").read_text()
    _done("hold", _who(actor))


@each_organisation(LEAP_DAY, "notices.read_notices")
def look(actor: Actor) -> list[str]:
    """Tells what it may do."""
    return [actor.kind, *sorted(actor.grants)]
