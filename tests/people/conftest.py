"""The staff who work with children in these tests."""

import pytest

from tests.people.known import NADIRA, register
from umai.foundation.kernel.scope import scope


@pytest.fixture
def worker(person, acting):
    """A social worker of Shymkent, as a person with a browser."""
    return person("social_worker", "Shymkent")


@pytest.fixture
def web(worker, as_person):
    """Her browser."""
    return as_person(worker)


@pytest.fixture
def nodira(sana, worker, acting):
    """Nodira is registered by the worker's team."""
    with scope(sana.pk):
        return register(acting(worker), sana, sex="female", citizenships=("UZB",), **NADIRA,
                        contact={"address": "Көктем 5"})  # fmt: skip
