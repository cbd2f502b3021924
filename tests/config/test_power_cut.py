"""A power cut on a single machine: what was acknowledged is there."""

import os
import signal
from collections.abc import Iterator

import psutil
import pytest

from tests.config.houses import House, street
from umai.config.server import cluster

pytestmark = pytest.mark.slow
ROUNDS = 4
A_FEW = 25


@pytest.fixture
def house() -> Iterator[House]:
    """A house whose server keeps what it promises: fsync is on, as for people."""
    with street() as place:
        found = House(place / "data")
        del found.settings["UMAI_THROWAWAY"]
        yield found.fill()
        found.leave()


def cut_power(house: House) -> None:
    """kill -9 for every process of the server at once."""
    with house.here():
        server = cluster.postmaster()
    assert server is not None
    mother = psutil.Process(server.pid)
    for one in [mother, *mother.children(recursive=True)]:
        if one.is_running():
            os.kill(one.pid, signal.SIGKILL)


def test_every_contact_that_was_acknowledged_is_there_after_a_kill(house: House) -> None:
    """R29: operators write without a pause, the light goes out, a checker counts."""
    assert house.ask("SHOW fsync") == [("on",)]
    acknowledged: list[str] = []
    for _ in range(ROUNDS):
        writer = house.start_story("record_for_ever", operator=house.people["operator"])
        assert writer.stdout
        for _ in range(A_FEW):
            acknowledged.append(writer.stdout.readline().strip())
        cut_power(house)
        rest, _said = writer.communicate()
        acknowledged += rest.split()
        house.must("vault", "check")
        there = {str(one) for (one,) in house.ask("SELECT id FROM hotline_contact")}
        assert set(acknowledged) <= there
        # At most the one that was under way when the light went out.
        assert len(there) <= len(acknowledged) + ROUNDS
    told = house.journal("hotline.contact_recorded")
    assert told == len(there)
    assert house.read(acknowledged[-1]) == "until the light goes out"
    house.must("journal", "seal")
    house.must("journal", "verify")
