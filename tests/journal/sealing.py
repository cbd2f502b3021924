"""Seal as the chore does, and not less than what is meant to be sealed."""

from threading import Event

from umai.foundation.journal import chain

TRIES, PAUSE = 2400, 0.05  # two minutes: the longest that another test keeps its transaction


def seal(entries: int) -> int:
    """Seal until this many entries are: other tests use the same server, and nothing younger than
    any of their running transactions is sealed.
    """
    sealed, pause = chain.seal(), Event()
    for _ in range(TRIES):
        if sealed >= entries:
            break
        pause.wait(PAUSE)
        sealed += chain.seal()
    return sealed
