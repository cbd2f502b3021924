"""The staff who work on cases in these tests."""

import pytest

from tests.cases.told import consent, opened
from tests.people.known import NADIRA, register
from umai.foundation.kernel.scope import scope


@pytest.fixture
def here(sana):
    """Everything happens inside the scope of Sana Sezim."""
    with scope(sana.pk):
        yield


@pytest.fixture
def zhanar(person, acting):
    """Zhanar is a social worker in Shymkent and leads cases."""
    return acting(person("social_worker", "Shymkent"))


@pytest.fixture
def timur(person, acting):
    """Timur is a social worker in Turkistan."""
    return acting(person("social_worker", "Turkistan"))


@pytest.fixture
def malika(person, acting):
    """Malika is a lawyer in Shymkent."""
    return acting(person("lawyer", "Shymkent"))


@pytest.fixture
def marat(person, acting):
    """Marat is a psychologist in Shymkent."""
    return acting(person("psychologist", "Shymkent"))


@pytest.fixture
def saule(person, acting):
    """Saule supervises."""
    return acting(person("supervisor"))


@pytest.fixture
def dana(person, acting):
    """Dana supervises too: nobody approves her own."""
    return acting(person("supervisor"))


@pytest.fixture
def child(sana, zhanar, here):
    """Nodira, registered by Zhanar."""
    return register(zhanar, sana, sex="female", **NADIRA)


@pytest.fixture
def case(sana, zhanar, child):
    """Her case, just opened."""
    return opened(zhanar, sana, child)


@pytest.fixture
def agreed(zhanar, child):
    """Her mother agreed to services."""
    return consent(zhanar, child)
