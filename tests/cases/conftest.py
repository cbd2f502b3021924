"""The staff who work on cases in these tests."""

import pytest
from django.utils import translation

from tests.cases.told import consent, opened
from tests.cases.web import browsers_of, staff_of
from tests.people.known import NADIRA, register


@pytest.fixture(autouse=True)
def english():
    """What is refused and told is read in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def staff(person):
    """Everybody by name, as people with browsers."""
    return staff_of(person)


@pytest.fixture
def web(staff, as_person):
    """Their browsers."""
    return browsers_of(staff, as_person)


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
