"""A form that was not sent yet: sealed, for the same person only, and it expires."""

import json
from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import events, permissions, queries
from umai.hotline.models import Draft

Typed = Mapping[str, list[str]]


@transaction.atomic
def keep_draft(actor: Actor, draft_id: UUID, typed: Typed) -> Draft:
    """Keep what was typed so far. The journal says that a draft began, not every saving of it.

    Raises Refused once the contact is saved, so that a late saving does not bring the draft back.
    """
    actor.require(permissions.RECORD_CONTACT)
    wait_for_turn(f"contact {draft_id}")
    if queries.contacts(actor).filter(pk=draft_id).exists():
        raise Refused(_("This contact is already saved."))
    draft = Draft.objects.filter(
        organisation_id=actor.organisation, person_id=_person(actor), pk=draft_id
    ).first()
    if draft is None:
        draft = _begun(actor, draft_id, typed)
        log.record(actor, events.DRAFT_BEGUN, draft)
        return draft
    _write(draft, DataKey.objects.get(organisation_id=actor.organisation, pk=draft.key_id), typed)
    draft.save(update_fields=["content_sealed", "kept_at", "expires_at"])
    return draft


@transaction.atomic
def discard_draft(actor: Actor, draft_id: UUID) -> None:
    """Throw an unfinished form away for good. Nothing happens if it is gone already."""
    actor.require(permissions.RECORD_CONTACT)
    draft = queries.drafts(actor).filter(pk=draft_id).first()
    if draft is not None:
        log.record(actor, events.DRAFT_DISCARDED, draft)
        seals.forget(actor.organisation, Draft, [draft])


@transaction.atomic
def expire_drafts(actor: Actor) -> int:
    """Erase the drafts of everybody whose time is over. Returns how many."""
    actor.require(permissions.RECORD_CONTACT)
    old = list(
        Draft.objects.filter(organisation_id=actor.organisation, expires_at__lte=clock.now())
    )
    if old:
        seals.forget(actor.organisation, Draft, old)
        log.record(actor, events.DRAFTS_EXPIRED, None, {"count": len(old)})
    return len(old)


def _person(actor: Actor) -> UUID:
    """Who drafts: always somebody, never the console or a chore."""
    if actor.person_id is None:
        raise PermissionDenied("no person")
    return actor.person_id


def _begun(actor: Actor, draft_id: UUID, typed: Typed) -> Draft:
    key = seals.new_key(actor.organisation, "draft")
    draft = Draft(
        id=draft_id,
        organisation_id=actor.organisation,
        person_id=_person(actor),
        key_id=key.pk,
        began_at=clock.now(),
    )
    _write(draft, key, typed)
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError:
        raise Refused(
            _("This form was already used. Open a new one; your words are kept.")
        ) from None
    return draft


def _write(draft: Draft, key: DataKey, typed: Typed) -> None:
    words = json.dumps(dict(typed), ensure_ascii=False)
    draft.content_sealed = seals.seal_bytes(key, "hotline_draft.content", draft.pk, words.encode())
    draft.kept_at = clock.now()
    draft.expires_at = draft.kept_at + vocabulary.span("HL.DRAFT_KEEP")
