"""The staff who refer in these tests, a provider, and a child whose mother agreed."""

import pytest
from django.utils import translation

from tests import cast
from tests.cases.told import consent, led
from tests.directory import entries
from tests.people.known import NADIRA, register
from umai.foundation.access import actors


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
def child(sana, zhanar, here):
    """Nodira, registered by Zhanar, with a telephone."""
    said = {"phone": "+7 701 555 44 33", "contact": {"safe_contact": "Ring her aunt first."}}
    return register(
        zhanar, sana, sex="female", languages=("uz",), interpreter_needed=True, **NADIRA, **said
    )


@pytest.fixture
def case(sana, zhanar, saule, child):
    """Her case, led by Zhanar."""
    return led(saule, zhanar, sana, child)


@pytest.fixture
def clinic(saule):
    """A clinic of the directory, with an e-mail."""
    return entries.agency(saule, name_en="Children's clinic", email="clinic@test.invalid")


@pytest.fixture
def agreed(zhanar, child, clinic):
    """The mother agreed that the clinic is told of her daughter."""
    consent(zhanar, child, given=("SHARE_NAMED_AGENCY",), agency_id=clinic.pk)
    return clinic


@pytest.fixture
def serik(serik):
    """Serik supervises in another organisation."""
    return actors.actor_of(serik)


@pytest.fixture
def dina(rodnik):
    """Dina is a social worker there."""
    return actors.actor_of(cast.person(rodnik, "social_worker", "Almaty"))
