"""Attach files to a person: signed forms, copies of papers; open them and give them up."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.files import commands as files
from umai.foundation.files import permissions as files_permissions
from umai.foundation.files import queries as stored
from umai.foundation.files import store
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


def _content(found: queries.Attached, which: str) -> bytes:
    try:
        return stored.content_of(found.file, queries.key_of(found.of), which)
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
