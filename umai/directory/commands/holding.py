"""What every act on an entry does: hold the row, look at its version, save the next one."""

from dataclasses import asdict
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umai.directory import permissions
from umai.directory.models import Agency, Location, Service
from umai.foundation.kernel import clock, refusal
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused

Entry = TypeVar("Entry", Agency, Location, Service)


class Meanwhile(refusal.Newer):
    """Somebody saved a newer entry. Nothing was written."""

    words = gettext_lazy(
        "Somebody changed this entry meanwhile. Nothing is saved yet, your words are kept."
    )


def hold(
    actor: Actor,
    rows: models.QuerySet[Entry],
    entry_id: UUID,
    version: int | None,
    permission: str = permissions.KEEP_DIRECTORY,
) -> Entry:
    """An entry, held until the act is over. Raises Meanwhile if the page showed an older version.

    A version of None takes what stands: for files, whose newest row wins.
    """
    actor.require(permission)
    entry = rows.select_for_update(no_key=True).filter(pk=entry_id).first()
    if entry is None:
        raise Http404
    if version is not None and entry.version != version:
        raise Meanwhile(entry)
    return entry


def fill(entry: Entry, details: Any) -> list[str]:
    """Put what was written into the row; the names of the fields that changed."""
    said = {name: value for name, value in asdict(details).items() if name not in ("id", "at")}
    changed = [name for name, value in said.items() if getattr(entry, name) != value]
    for name in changed:
        setattr(entry, name, said[name])
    return changed


def keep(entry: Entry) -> None:
    """Save the entry as its next version."""
    entry.version += 1
    entry.changed_at = clock.now()
    entry.save(force_update=True)


def insert(entry: Entry) -> None:
    """Save a new entry. Refused if a form's number or a source's number is used already."""
    entry.changed_at = clock.now()
    insert_once(entry)


def insert_once(row: models.Model) -> None:
    """Save a new row whose number a form gave, or refuse in words if it is used already."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if "_source_once" in str(error):
            raise Refused(_("Another entry has this number of its source."), "source_id") from None
        if "_pkey" not in str(error):
            raise
        raise Refused(
            _("This form was already used. Open a new one; your words are kept.")
        ) from None
