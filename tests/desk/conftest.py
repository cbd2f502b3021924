"""The desk's staff: a social worker who leads a case, her supervisor, and others beside them."""

from types import SimpleNamespace

import pytest

from tests.cases.told import led
from tests.cases.web import browsers_of, staff_of
from tests.people.known import NADIRA, register
from umai.foundation.access import actors
from umai.foundation.kernel.scope import scope


@pytest.fixture
def staff(person):
    return staff_of(person)


@pytest.fixture
def web(staff, as_person):
    return browsers_of(staff, as_person)


@pytest.fixture
def acts(staff):
    return SimpleNamespace(**{name: actors.actor_of(one) for name, one in staff.items()})


@pytest.fixture
def child(sana, acts):
    with scope(sana.pk):
        return register(acts.zhanar, sana, sex="female", **NADIRA)


@pytest.fixture
def case(sana, acts, child):
    """Zhanar leads it, Saule supervises."""
    with scope(sana.pk):
        return led(acts.saule, acts.zhanar, sana, child)
