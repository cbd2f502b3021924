"""The file of a backup: whatever happens to it is found, and nothing in it shows."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from umai.config.backup import envelope
from umai.config.backup.envelope import Reader, Unusable, Writer

MASTER = bytes(range(32))
DUMP = bytes(range(256)) * 40
FACTS = {"made_at": "2026-11-22", "rows": {"hotline_contact": 504}}


def written(dump: bytes = DUMP, master: bytes = MASTER) -> bytes:
    file = BytesIO()
    writer = Writer(file, master)
    writer.facts(FACTS)
    for start in range(0, len(dump), 999):
        writer.data(dump[start : start + 999])
    writer.end()
    return file.getvalue()


def read(file: bytes, master: bytes = MASTER) -> bytes:
    reader = Reader(BytesIO(file), master, "it")
    assert reader.facts == FACTS
    return b"".join(reader.data())


def pieces(file: bytes) -> list[bytes]:
    """The header and every piece with its head."""
    found, place = [file[: envelope.HEADER.size]], envelope.HEADER.size
    while place < len(file):
        _kind, length = envelope.PIECE.unpack(file[place : place + envelope.PIECE.size])
        found.append(file[place : place + envelope.PIECE.size + length])
        place += len(found[-1])
    return found


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many pieces from little data."""
    monkeypatch.setattr(envelope, "SIZE", 1000)


@pytest.mark.parametrize("size", [0, 1, 999, 1000, 1001, 10240])
def test_what_was_written_is_read(small: None, size: int) -> None:
    assert read(written(DUMP[:size])) == DUMP[:size]


def test_two_files_of_the_same_share_nothing(small: None) -> None:
    """S14: a salt of its own for each file."""
    one, two = pieces(written()), pieces(written())
    assert not set(one) & set(two)


@settings(max_examples=200, deadline=None)
@given(place=st.integers(0), bit=st.integers(0, 7))
def test_a_flipped_bit_is_found_anywhere(place: int, bit: int) -> None:
    """R19."""
    file = bytearray(written(DUMP[:3000]))
    file[place % len(file)] ^= 1 << bit
    with pytest.raises(Unusable):
        read(bytes(file))


@settings(max_examples=100, deadline=None)
@given(length=st.integers(0))
def test_a_file_that_was_cut_is_found_anywhere(length: int) -> None:
    """R19."""
    file = written(DUMP[:3000])
    with pytest.raises(Unusable):
        read(file[: length % len(file)])


def test_cut_between_two_pieces_is_found(small: None) -> None:
    """R19: every piece that is left opens, and yet the file is not whole."""
    whole = pieces(written())
    for left in range(1, len(whole)):
        with pytest.raises(Unusable, match="is cut"):
            read(b"".join(whole[:left]))


def test_pieces_that_were_moved_left_out_doubled_or_added_are_found(small: None) -> None:
    """R19."""
    header, facts, first, second, *rest = pieces(written())
    other = pieces(written())[2]
    for wrong in (
        [header, facts, second, first, *rest],
        [header, facts, first, *rest],
        [header, facts, first, first, second, *rest],
        [header, facts, other, second, *rest],
        [header, first, facts, second, *rest],
        [header, facts, first, second, *rest, b"more"],
        [header, facts, first, second, *rest, first],
        [header, facts, first, second, rest[-1]],
    ):
        with pytest.raises(Unusable):
            read(b"".join(wrong))


def test_nothing_is_given_out_before_it_is_proved(small: None) -> None:
    """S15: no part of a damaged piece."""
    whole = pieces(written())
    whole[4] = whole[4][:-1] + bytes([whole[4][-1] ^ 1])
    reader = Reader(BytesIO(b"".join(whole)), MASTER, "it")
    given_out = b""
    with pytest.raises(Unusable, match="piece 4 does not open"):
        for some in reader.data():
            given_out += some
    assert given_out == DUMP[:2000]


def test_another_key_is_told_from_damage() -> None:
    with pytest.raises(Unusable, match="keys that are here"):
        read(written(), bytes(32))
    with pytest.raises(Unusable, match="not a backup of Umai"):
        read(b"PK\x03\x04" + bytes(200))
    with pytest.raises(Unusable, match="not a backup of Umai"):
        read(b"")


def test_a_file_of_a_later_umai_is_told_apart() -> None:
    file = written()
    later = envelope.HEADER.pack(envelope.MAGIC, envelope.VERSION + 1, bytes(32), bytes(16))
    with pytest.raises(Unusable, match="newer Umai"):
        read(later + file[envelope.HEADER.size :])


def test_an_enormous_length_takes_no_memory() -> None:
    file = written()[: envelope.HEADER.size] + envelope.PIECE.pack(b"F", 2**32 - 1)
    with pytest.raises(Unusable, match="damaged"):
        read(file)
