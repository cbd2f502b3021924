"""The staff who work with children in these tests."""

import pytest

from umai.foundation.kernel.scope import scope


@pytest.fixture
def zhanar(person, acting):
    """Zhanar is a social worker in Shymkent."""
    return acting(person("social_worker", "Shymkent"))


@pytest.fixture
def timur(person, acting):
    """Timur is a social worker in Turkistan."""
    return acting(person("social_worker", "Turkistan"))


@pytest.fixture
def olga(person, acting):
    """Olga protects the data."""
    return acting(person("data_protection_officer"))


@pytest.fixture
def here(sana):
    """Everything happens inside the scope of Sana Sezim."""
    with scope(sana.pk):
        yield
