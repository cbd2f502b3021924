"""Sealed values open where they were written, and nowhere else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from umai.foundation.access.models import Organisation
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.foundation.vault import rotation, seals
from umai.foundation.vault.models import DataKey

COLUMN = "hotline_contact.narrative"


@pytest.fixture
def key(sana: Organisation) -> DataKey:
    """A data key of Sana Sezim."""
    with scope(sana.pk):
        return seals.new_key(sana.pk, "contact")


def test_what_was_sealed_opens_again(key: DataKey) -> None:
    row = uuid7()
    blob = seals.seal(key, COLUMN, row, "Қыз жылап тұр")
    assert blob is not None and "Қыз".encode() not in blob
    assert seals.open_(key, COLUMN, row, blob) == "Қыз жылап тұр"


def test_an_empty_text_is_not_sealed(key: DataKey) -> None:
    assert seals.seal(key, COLUMN, uuid7(), "") is None
    assert seals.open_(key, COLUMN, uuid7(), None) == ""


@pytest.mark.parametrize("moved", ["row", "column", "key", "organisation"])
def test_a_value_moved_elsewhere_does_not_open(
    key: DataKey, rodnik: Organisation, moved: str
) -> None:
    """S15: between rows, columns, keys and organisations."""
    row = uuid7()
    blob = seals.seal(key, COLUMN, row, "secret")
    opener, column, place = key, COLUMN, row
    if moved == "row":
        place = uuid7()
    elif moved == "column":
        column = "hotline_contact.advice"
    elif moved == "key":
        with scope(key.organisation_id):
            opener = seals.new_key(key.organisation_id, "contact")
    else:
        opener = DataKey(
            id=key.pk,
            organisation_id=rodnik.pk,
            kind=key.kind,
            wrapped=key.wrapped,
            ring_key=key.ring_key,
        )
        seals._open_keys.clear()
    with pytest.raises(seals.Broken) as no:
        seals.open_(opener, column, place, blob)
    assert "secret" not in str(no.value)


@settings(max_examples=40, deadline=None)
@given(position=st.integers(0, 60), bit=st.integers(0, 7), cut=st.integers(0, 40))
def test_an_altered_value_does_not_open(position: int, bit: int, cut: int) -> None:
    """S15: one bit flipped or the end cut off is refused, and no part is shown."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    plain = AESGCM.generate_key(256)
    blob = bytearray(
        seals.VERSION + bytes(12) + AESGCM(plain).encrypt(bytes(12), b"a" * 40, b"here")
    )
    blob[position % len(blob)] ^= 1 << bit
    with pytest.raises(seals.Broken):
        seals._decrypt(plain, bytes(blob[: len(blob) - cut]), b"here")


def test_a_destroyed_key_opens_nothing(key: DataKey) -> None:
    row = uuid7()
    blob = seals.seal(key, COLUMN, row, "secret")
    with scope(key.organisation_id):
        seals.destroy([key])
    with pytest.raises(seals.Broken):
        seals.open_(key, COLUMN, row, blob)


def test_hashes_of_two_purposes_differ() -> None:
    """S17: one key for each purpose, so equal values in two columns do not meet."""
    assert seals.hashed("caller code", "7KMF") != seals.hashed("document", "7KMF")


def test_rotation_loses_nothing_and_goes_on_where_it_stopped(key: DataKey) -> None:
    """S16: interrupted after a batch; what is written meanwhile stays readable; the old key goes.
    """
    from umai.foundation.vault import ring

    old = ring.load().current
    row = uuid7()
    blob = seals.seal(key, COLUMN, row, "before")
    with scope(key.organisation_id):
        others = [seals.new_key(key.organisation_id, "contact") for _ in range(3)]
        rotation.BATCH, before = 2, rotation.BATCH
        try:
            fresh = rotation.begin()
            next(rotation.rewrap())
            assert rotation.unfinished()
            assert rotation.retire() == []
            meanwhile = seals.new_key(key.organisation_id, "contact")
            assert meanwhile.ring_key == fresh
            assert sum(rotation.rewrap()) >= 2
            assert not rotation.unfinished()
            assert old in rotation.retire()
            assert sum(rotation.rewrap()) == 0
        finally:
            rotation.BATCH = before
        for one in DataKey.objects.all():
            assert len(seals.unwrap(one)) == 32
        key.refresh_from_db()
        assert len(others) == 3
    assert seals.open_(key, COLUMN, row, blob) == "before"
