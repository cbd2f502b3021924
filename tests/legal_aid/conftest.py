"""A lawyer on the team of a child's case."""

import pytest
from django.utils import translation

from tests.cases.told import led
from tests.people.known import NADIRA, register
from umai.cases import commands as cases


@pytest.fixture(autouse=True)
def english():
    """What is refused and told is read in English."""
    with translation.override("en"):
        yield


@pytest.fixture
def saule(person, acting):
    """Saule supervises."""
    return acting(person("supervisor"))


@pytest.fixture
def malika(person, acting):
    """Malika is a lawyer in Shymkent."""
    return acting(person("lawyer", "Shymkent"))


@pytest.fixture
def child(sana, zhanar, here):
    """Nodira, registered by Zhanar."""
    return register(zhanar, sana, sex="female", **NADIRA)


@pytest.fixture
def case(sana, zhanar, saule, malika, child):
    """Her case, led by Zhanar, with Malika on its team."""
    case = led(saule, zhanar, sana, child)
    cases.join_case_team(zhanar, case.pk, malika.person, "lawyer")
    case.refresh_from_db()
    return case
