"""Attach files to a person: signed forms, copies of papers; open them and give them up."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from umai.foundation.files import commands as files
from umai.foundation.files import drawing, store
from umai.foundation.files import permissions as files_permissions
from umai.foundation.files import queries as stored
from umai.foundation.files.models import StoredFile
from umai.foundation.journal import log
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vault import seals
from umai.people import events, permissions, queries, terms
from umai.people.models import Individual


@dataclass(frozen=True)
class Upload:
    """A file as it came in: its content and what it was called."""

    content: bytes
    name: str


@dataclass(frozen=True)
class OpenedFile:
    """A file to be given out: content, what it is, and a name for whoever saves it."""

    content: bytes
    type: str
    name: str


@dataclass(frozen=True)
class LookedAt:
    """A page of a file as a picture; for whom it was made, if it is a redacted copy."""

    found: queries.Attached
    seen: drawing.Page
    whom: str


@transaction.atomic
def attach_file(
    actor: Actor,
    individual_id: UUID,
    kind: terms.Attachment,
    upload: Upload,
    consent_id: UUID | None = None,
) -> StoredFile:
    """Keep a file with somebody's record, sealed under their key. The same file twice is once.

    Raises Refused at `file` with what to do when it is not taken.
    """
    actor.require(permissions.NOTE_CONSENT)
    of = queries.individual(actor, individual_id)
    owner = files.Owner(queries.OWNER, of.pk, consent_id)
    key = queries.key_of(of)
    before = set(stored.files_of(actor, owner.kind, owner.id).values_list("pk", flat=True))
    file = files.keep_file(actor, owner, key, kind, upload.content, upload.name)
    if file.pk not in before:
        log.record(actor, events.FILE_ATTACHED, of, _facts(file))
    return file


@transaction.atomic
def attach_signed_form(actor: Actor, consent_id: UUID, upload: Upload) -> StoredFile:
    """Keep the signed form with the consent it is of."""
    actor.require(permissions.NOTE_CONSENT)
    consent = queries.consent(actor, consent_id)
    kind = terms.Attachment.CONSENT_FORM
    return attach_file(actor, consent.individual_id, kind, upload, consent.pk)


@transaction.atomic
def open_file(actor: Actor, individual_id: UUID, file_id: UUID) -> OpenedFile:
    """Open the clean copy. It may show a name, so it needs what showing a name needs."""
    actor.require(permissions.READ_INDIVIDUAL)
    actor.require(permissions.REVEAL_IDENTITY)
    found = queries.attached_file(actor, individual_id, file_id)
    content = _content(found, stored.SHOWN)
    log.record(actor, events.FILE_OPENED, found.of, _facts(found.file))
    return OpenedFile(content, found.file.type, f"{found.of.code} {found.kind}")


@transaction.atomic
def open_original(actor: Actor, individual_id: UUID, file_id: UUID) -> OpenedFile:
    """Open what came in, with all it tells of its maker and under its own name."""
    actor.require(files_permissions.OPEN_ORIGINAL)
    actor.require(permissions.REVEAL_IDENTITY)
    found = queries.attached_file(actor, individual_id, file_id)
    if found.file.source_id:
        raise Http404
    content = _content(found, stored.ORIGINAL)
    log.record(actor, events.ORIGINAL_OPENED, found.of, _facts(found.file))
    name = stored.name_of(found.file, queries.key_of(found.of))
    return OpenedFile(content, found.file.type, f"{found.of.code} {name}")


@transaction.atomic
def remove_file(actor: Actor, individual_id: UUID, file_id: UUID) -> Individual:
    """Give a file up that was attached by mistake. Nothing of it stays but the journal's entry."""
    actor.require(permissions.NOTE_CONSENT)
    found = queries.attached_file(actor, individual_id, file_id)
    files.drop_file(actor, found.file)
    log.record(actor, events.FILE_REMOVED, found.of, _facts(found.file))
    return found.of


@transaction.atomic
def look_at_file(actor: Actor, individual_id: UUID, file_id: UUID, number: int = 1) -> LookedAt:
    """Have one page of the clean copy shown. It may show a name, as opening it does."""
    actor.require(permissions.READ_INDIVIDUAL)
    actor.require(permissions.REVEAL_IDENTITY)
    found = queries.attached_file(actor, individual_id, file_id)
    key = queries.key_of(found.of)
    with _told():
        seen = files.page_of(found.file, key, number)
    whom = stored.whom_of(found.file, key) if found.file.source_id else ""
    facts = _facts(found.file) | {"page": seen.number}
    log.record(actor, events.FILE_LOOKED_AT, found.of, facts)
    return LookedAt(found, seen, whom)


@transaction.atomic
def redact_file(
    actor: Actor, individual_id: UUID, file_id: UUID, wish: files.Redaction
) -> StoredFile:
    """Make a copy without what must not be seen, to be given to others. Twice is once."""
    actor.require(permissions.REDACT_FILE)
    actor.require(permissions.REVEAL_IDENTITY)
    found = queries.attached_file(actor, individual_id, file_id)
    key = queries.key_of(found.of)
    if not wish.boxes:
        raise Refused(_("Draw a box over what must not be seen."))
    before = {one.file.pk for one in queries.attached(actor, found.of)}
    with _told():
        made = files.keep_redacted(actor, found.file, key, wish)
    if made.pk not in before:
        facts = _facts(made) | {"redaction": wish.reason, "boxes": len(wish.boxes)}
        log.record(actor, events.FILE_REDACTED, found.of, facts)
    return made


def _content(found: queries.Attached, which: str) -> bytes:
    with _told():
        return stored.content_of(found.file, queries.key_of(found.of), which)


@contextmanager
def _told() -> Iterator[None]:
    """Say in words that a file is lost or does not open."""
    try:
        yield
    except store.Missing:
        raise Refused(
            _("The disk has lost this file. Tell the administrator: it is in the backup.")
        ) from None
    except seals.Broken:
        raise Refused(
            _("This file does not open: it was altered, or erased. Tell the officer.")
        ) from None


def _facts(file: StoredFile) -> dict[str, object]:
    return {"attachment": file.purpose, "type": file.type, "pages": file.pages}
