"""Keep a file, give it up, and look after the disk. Rooms call these from their own commands."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.files import (
    cleaning,
    drawing,
    events,
    permissions,
    queries,
    redacting,
    rules,
    store,
    terms,
)
from umai.foundation.files.models import StoredFile
from umai.foundation.files.rules import Box, Limits, No, Unfit
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey

Made = TypeVar("Made")
IN_HAND = timedelta(days=1)  # no request lasts longer: an older file without a row is nobody's


@dataclass(frozen=True)
class Owner:
    """The row of another room whose file it is, and what it belongs to there."""

    kind: str
    id: UUID
    subject_id: UUID | None = None


def keep_file(
    actor: Actor, owner: Owner, key: DataKey, purpose: str, content: bytes, name: str
) -> StoredFile:
    """Look at a file, make its clean copy, seal both under the owner's key. Twice is once.

    Raises Refused at the field `file` with what to do. A part of the act of the room that owns it.
    """
    digest = _digest(owner, content)
    same = queries.files_of(actor, owner.kind, owner.id).filter(digest=digest)
    if known := same.first():
        return known
    clean = _fit(lambda limits: cleaning.cleaned(content, limits))
    # Once more after the slow part, in turn: two tabs may have sent it.
    wait_for_turn(f"files {owner.id}")
    if known := same.first():
        return known
    file = _row(actor, owner, key, purpose, digest)
    file.type, file.size, file.pages = clean.type, len(clean.copy), clean.pages
    called = rules.safe_name(name) or "file"
    file.name_sealed = seals.seal_bytes(key, queries.NAME, file.pk, called.encode())
    _to_disk(file, key, queries.SHOWN, clean.copy)
    try:
        _to_disk(file, key, queries.ORIGINAL, content)
    except Refused:
        store.remove(file.organisation_id, [file.shown])
        raise
    file.save(force_insert=True)
    return file


@dataclass(frozen=True)
class Redaction:
    """What must not be seen in a copy, why, and for whom the copy is."""

    boxes: list[Box]
    reason: terms.Redaction
    whom: str


def keep_redacted(actor: Actor, source: StoredFile, key: DataKey, wish: Redaction) -> StoredFile:
    """Make a copy with nothing under the boxes and keep it beside its source. Twice is once.

    Raises Refused, store.Missing or seals.Broken. A part of the act of the room that owns it.
    """
    clean = queries.content_of(source, key)
    type_, content, pages = _fit(lambda limits: redacting.redacted(clean, wish.boxes, limits))
    owner = Owner(source.owner_kind, source.owner_id, source.subject_id)
    told = f"{source.pk}|{wish.reason}|{wish.whom}|".encode()
    digest = _digest(owner, told + content)
    wait_for_turn(f"files {owner.id}")
    if known := queries.files_of(actor, owner.kind, owner.id).filter(digest=digest).first():
        return known
    file = _row(actor, owner, key, source.purpose, digest)
    file.type, file.size, file.pages = type_, len(content), pages
    file.source_id, file.redaction = source.pk, wish.reason
    file.whom_sealed = seals.seal_bytes(key, queries.WHOM, file.pk, wish.whom.encode())
    called = queries.name_of(source, key)
    file.name_sealed = seals.seal_bytes(key, queries.NAME, file.pk, called.encode())
    _to_disk(file, key, queries.SHOWN, content)
    file.save(force_insert=True)
    return file


def drop_file(actor: Actor, file: StoredFile) -> None:
    """Give a file up: the row now, what is on the disk as soon as that is certain.

    The redacted copies that were made of it go too. A part of an act.
    """
    here = StoredFile.objects.filter(organisation_id=actor.organisation)
    for copy in here.filter(source_id=file.pk):
        drop_file(actor, copy)
    here.filter(pk=file.pk).delete()
    names, organisation = file.copies, file.organisation_id
    transaction.on_commit(lambda: store.remove(organisation, names))


def drop_files(actor: Actor, owner: Owner) -> int:
    """Give up all files of an owner, for an erasure. Returns how many. A part of that act."""
    found = list(queries.files_of(actor, owner.kind, owner.id))
    for file in found:
        drop_file(actor, file)
    return len(found)


@transaction.atomic
def sweep_files(actor: Actor) -> dict[str, int]:
    """Every night: what has no row or a destroyed key goes; rows without a file are told."""
    actor.require(permissions.SWEEP_FILES)
    every = StoredFile.objects.filter(organisation_id=actor.organisation)
    erased = DataKey.objects.filter(organisation_id=actor.organisation, destroyed_at__isnull=False)
    gone = list(every.filter(key_id__in=erased.values("pk")))
    for file in gone:
        drop_file(actor, file)
    counts = {"erased": len(gone), "orphans": _sweep_orphans(actor), "lacking": _look(actor)}
    if any(counts.values()):
        log.record(actor, events.FILES_SWEPT, None, counts)
    return counts


def page_of(file: StoredFile, key: DataKey, number: int) -> drawing.Page:
    """A page of the clean copy as a picture, or the nearest that there is.

    Raises Refused, store.Missing or seals.Broken. A part of the act that looks at it.
    """
    clean = queries.content_of(file, key)
    return _fit(lambda limits: drawing.page(clean, number, limits))


def _row(actor: Actor, owner: Owner, key: DataKey, purpose: str, digest: bytes) -> StoredFile:
    return StoredFile(
        id=uuid7(),
        organisation_id=actor.organisation,
        owner_kind=owner.kind,
        owner_id=owner.id,
        subject_id=owner.subject_id,
        purpose=purpose,
        digest=digest,
        key_id=key.pk,
        kept_at=clock.now(),
        kept_by_id=actor.person_id,
    )


def _fit(work: Callable[[Limits], Made]) -> Made:
    """What the small process makes within the limits; its no in words, at the field `file`."""
    limits = queries.limits()
    try:
        return work(limits)
    except Unfit as unfit:
        most = {
            No.LARGE: limits.megabytes,
            No.PIXELS: limits.megapixels,
            No.PAGES: limits.pages,
            No.MANY_PAGES: rules.MOST_REDACTED,
        }
        words = str(terms.WHY[unfit.no])
        raise Refused(
            words % {"n": most[unfit.no]} if unfit.no in most else words, "file"
        ) from None


def _digest(owner: Owner, content: bytes) -> bytes:
    mark = hashlib.sha256(content).hexdigest()
    return seals.hashed("files", f"{owner.kind}|{owner.id}|{owner.subject_id}|{mark}")


def _to_disk(file: StoredFile, key: DataKey, which: str, content: bytes) -> None:
    try:
        done = store.write(key, queries.bound(file.pk, which), content)
    except OSError:
        raise Refused(
            _("The disk did not take the file. Tell the administrator, and try again."), "file"
        ) from None
    setattr(file, which, done.name)
    setattr(file, f"{which}_bytes", done.size)
    setattr(file, f"{which}_hash", done.hash)


def _sweep_orphans(actor: Actor) -> int:
    before = (clock.wall() - IN_HAND).timestamp()
    old = [one for one, at in store.lying(actor.organisation) if at < before]
    every = StoredFile.objects.filter(organisation_id=actor.organisation)
    known = {name for pair in every.values_list("shown", "original") for name in pair}
    orphans = [one for one in old if one.name not in known]
    for one in orphans:
        one.unlink(missing_ok=True)
    return len(orphans)


def _look(actor: Actor) -> int:
    """Mark the rows whose files are missing or of another size, and unmark those that came back."""
    lacking = 0
    for file in StoredFile.objects.filter(organisation_id=actor.organisation).iterator():
        here = file.organisation_id
        sizes = {file.shown: file.shown_bytes, file.original: file.original_bytes}
        whole = all(store.size(here, name) == sizes[name] for name in file.copies)
        lacking += not whole
        if whole == (file.lacking_since is not None):
            file.lacking_since = None if whole else clock.now()
            file.save(update_fields=["lacking_since"])
    return lacking
