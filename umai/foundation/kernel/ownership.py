"""Work that only the owner of the tables may do: verification, key rotation, backup. Console only.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connections


@contextmanager
def as_owner() -> Iterator[None]:
    """Use the owner's connection for a block. Row security does not bind the owner of the tables.
    """
    connection = connections["default"]
    before = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict.update(settings.UMAI_OWNER)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)
