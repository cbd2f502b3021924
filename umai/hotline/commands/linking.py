""""Has called before": two contacts of one caller, found by the code that the caller kept."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from umai.foundation.journal import log
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import folded_code
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vault import seals
from umai.hotline import events, permissions, queries, terms
from umai.hotline.commands import changing
from umai.hotline.commands.correcting import check_may
from umai.hotline.models import Contact, EarlierContact

LINKED_AT_ONCE = 20


@transaction.atomic
def link_contacts(
    actor: Actor, contact_id: UUID, version: int, *, caller_code: str = "", code: str = ""
) -> list[Contact]:
    """Say that these are contacts of the same caller, by the caller's code or a contact's code.

    A code that is wrong and one that leads to what the actor may not see are the same no.
    """
    contact = changing.hold(actor, permissions.LINK_CONTACTS, contact_id, version)
    found = _by_caller(actor, caller_code) if caller_code else _by_code(actor, code)
    others = [one for one in found if one.pk != contact.pk]
    if not others:
        field = "caller_code" if caller_code else "code"
        raise Refused(_("No other contact that you may see has this code."), field)
    known = set(queries.linked(actor, contact).values_list("pk", flat=True))
    fresh = [one for one in others if one.pk not in known]
    if not fresh:
        raise Refused(_("These contacts are linked already."))
    for other in fresh:
        _join(contact, other)
    if caller_code and contact.caller_code_hash is None:
        contact.caller_code_hash = _hashed(caller_code)
    changing.keep(actor, contact, terms.Step.LINKED)
    codes = [one.code for one in fresh]
    log.record(actor, events.CONTACTS_LINKED, contact, {"with": codes})
    return fresh


@transaction.atomic
def unlink_contacts(
    actor: Actor, contact_id: UUID, version: int, other_id: UUID, reason: str = ""
) -> Contact:
    """Take a wrong link away. It is a correction: alone for a day, later with a reason."""
    contact = changing.hold(actor, permissions.LINK_CONTACTS, contact_id, version)
    may = queries.correcting(actor, contact)
    check_may(may, reason)
    late = may == terms.Correcting.WITH_REASON
    other = queries.linked(actor, contact).filter(pk=other_id).first()
    if other is None:
        raise Http404
    _links(contact, other).delete()
    changing.keep(actor, contact, terms.Step.UNLINKED, note=reason if late else "")
    log.record(actor, events.CONTACTS_UNLINKED, contact, {"with": other.code, "late": late})
    return other


def _by_caller(actor: Actor, typed: str) -> list[Contact]:
    found = queries.contacts(actor).filter(caller_code_hash=_hashed(typed))
    return list(found.order_by("received_at", "pk")[:LINKED_AT_ONCE])


def _by_code(actor: Actor, typed: str) -> list[Contact]:
    return list(queries.contacts(actor).filter(code=typed.strip().upper()))


def _hashed(typed: str) -> bytes:
    return seals.hashed("caller code", folded_code(typed))


def _links(one: Contact, other: Contact) -> QuerySet[EarlierContact]:
    pair = [one.pk, other.pk]
    return EarlierContact.objects.filter(
        organisation_id=one.organisation_id, contact_id__in=pair, earlier_id__in=pair
    )


def _join(one: Contact, other: Contact) -> None:
    """One row for a pair, whichever of the two is opened first: the older is the earlier."""
    if _links(one, other).exists():
        return
    earlier, later = sorted((one, other), key=lambda each: (each.received_at, each.pk))
    EarlierContact.objects.create(
        organisation_id=one.organisation_id, contact_id=later.pk, earlier_id=earlier.pk
    )
