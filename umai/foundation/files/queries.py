"""What can be asked of files. The room whose row owns a file has asked who may, before."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Min, QuerySet
from django.http import Http404

from umai.foundation.files import store
from umai.foundation.files.models import StoredFile
from umai.foundation.files.rules import Limits
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey

SHOWN, ORIGINAL = "shown", "original"
NAME, WHOM = "files_storedfile.name", "files_storedfile.whom"


def limits() -> Limits:
    """How large a file may be here."""
    return Limits(
        megabytes=settings.UMAI_FILE_MEGABYTES,
        megapixels=settings.UMAI_FILE_MEGAPIXELS,
        pages=settings.UMAI_FILE_PAGES,
    )


def files_of(actor: Actor, owner_kind: str, owner_id: UUID) -> QuerySet[StoredFile]:
    """The files of one row of another room, newest first."""
    here = StoredFile.objects.filter(organisation_id=actor.organisation)
    return here.filter(owner_kind=owner_kind, owner_id=owner_id).order_by("-kept_at", "-id")


def file_of(actor: Actor, owner_kind: str, owner_id: UUID, file_id: UUID) -> StoredFile:
    """One of them; the same 404 for another owner's file."""
    try:
        return files_of(actor, owner_kind, owner_id).get(pk=file_id)
    except StoredFile.DoesNotExist:
        raise Http404 from None


def bound(file_id: UUID, which: str) -> str:
    """The place a copy is sealed for."""
    return f"files_storedfile.{which}|{file_id}"


def key_of(file: StoredFile) -> DataKey:
    """The data key under which a file is sealed."""
    return DataKey.objects.get(organisation_id=file.organisation_id, pk=file.key_id)


def name_of(file: StoredFile, key: DataKey) -> str:
    """What the file was called by who brought it."""
    return seals.open_(key, NAME, file.pk, file.name_sealed)


def whom_of(file: StoredFile, key: DataKey) -> str:
    """For whom a redacted copy was made."""
    return seals.open_(key, WHOM, file.pk, file.whom_sealed)


def content_of(file: StoredFile, key: DataKey, which: str = SHOWN) -> bytes:
    """The clean copy, or the original: all of it or nothing.

    Raises store.Missing or seals.Broken. Call it from a command only.
    """
    name = file.shown if which == SHOWN else file.original
    return store.read(key, bound(file.pk, which), name)


def lacking(actor: Actor) -> tuple[int, datetime | None]:
    """How many files the disk lost or cut, and since when that is known."""
    here = StoredFile.objects.filter(
        organisation_id=actor.organisation, lacking_since__isnull=False
    )
    found = here.aggregate(count=Count("pk"), since=Min("lacking_since"))
    return found["count"], found["since"]
