"""Row security and keys, in the database as the migrations made it."""

from typing import Any

from tools.fences import tables, walk


def test_every_table_has_row_security(owner_cursor: Any) -> None:
    """S33: or stands on the list with a reason."""
    assert tables.row_security(owner_cursor) == []


def test_no_exception_has_lost_its_table(owner_cursor: Any) -> None:
    assert tables.stale_exceptions(owner_cursor) == []


def test_no_key_points_out_of_an_organisation(owner_cursor: Any) -> None:
    """S33: two organisations never share a row, not even by its id."""
    assert tables.keys_within(owner_cursor, walk.keys()) == []
