"""One transaction with row security set: the second fence, held by PostgreSQL itself.

The scope is set for the transaction only (`set_config(..., true)`): for the session it would leak
to the next user of a pooled connection. Reading and rendering happen inside it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connection, transaction

from umai.foundation.kernel import clock

NOWHERE = UUID(int=0)
_open: ContextVar[UUID | None] = ContextVar("open", default=None)
SET = (
    "SELECT current_setting('umai.organisation', true), current_setting('umai.person', true),"
    " set_config('umai.organisation', %s, true), set_config('umai.person', %s, true),"
    " clock_timestamp()"
)
RESTORE = "SELECT set_config('umai.organisation', %s, true), set_config('umai.person', %s, true)"


@contextmanager
def scope(organisation_id: UUID | None, person_id: UUID | None = None) -> Iterator[None]:
    """Open a transaction that sees the rows of one organisation, and a person's own rows.

    Without an organisation no scoped row is visible. Nested scopes restore the outer one.
    """
    nested = connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(SET, [str(organisation_id or NOWHERE), str(person_id or NOWHERE)])
            before_organisation, before_person, _, _, moment = cursor.fetchone()
        token = _open.set(organisation_id or NOWHERE)
        try:
            with clock.transaction_time(moment):
                yield
        finally:
            _open.reset(token)
        if nested:
            with connection.cursor() as cursor:
                cursor.execute(RESTORE, [before_organisation or "", before_person or ""])


def inside() -> bool:
    """Whether a scope is open, so that rows can be asked for: not on the page of an error."""
    return _open.get() is not None


def here() -> UUID | None:
    """The organisation whose rows can be asked for; None outside of every organisation."""
    found = _open.get()
    return None if found == NOWHERE else found


def wait_for_turn(name: str) -> None:
    """Let the acts on one thing (a form that was sent twice) run one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
