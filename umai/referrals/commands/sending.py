"""A referral goes out, and is taken back. What it tells is written once, under a key of its own."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.calendar import queries as calendar
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.vault import seals
from umai.people import commands as people
from umai.people import queries as known_people
from umai.people.terms import Shareable
from umai.referrals import events, permissions, queries, rules, terms
from umai.referrals.commands import coding, holding
from umai.referrals.commands.drafting import check_told
from umai.referrals.models import Arrival, Referral

Kind = terms.FactKind


@transaction.atomic
def send_referral(actor: Actor, referral_id: UUID, version: int) -> Referral:
    """Send what was agreed with this agency, and no more. The time to answer begins.

    Raises Refused without consent (or its override), at the field of what is to be kept back.
    """
    row = holding.hold(actor, permissions.MAKE_REFERRAL, referral_id, version)
    if queries.basis(actor, row) is None:
        raise Refused(_no_consent(row), "consent")
    told = to_tell(actor, row)
    basis = queries.basis(actor, row)
    if row.way == terms.Way.EMAIL and not queries.addressee(actor, row):
        raise Refused(_("The directory knows no e-mail of this agency. Print a letter."), "way")
    row.basis, row.sent_by_id = str(basis), actor.person
    holding.happened(actor, row, Kind.SENT)
    _start_clock(actor, row)
    key = seals.new_key(row.organisation_id, "referral")
    row.share_key_id = key.pk
    row.shared_sealed = holding.seal(row, "shared", key, told)
    holding.saved(row)
    if row.to_organisation_id is not None:
        _lay(row, row.to_organisation_id)
    if row.way == terms.Way.EMAIL:
        coding.write_to_provider(actor, row)
    facts = {"basis": row.basis, "way": row.way, "shared": list(row.shared)}
    log.record(actor, events.REFERRAL_SENT, row, {**facts, "agency": str(row.agency_id)})
    return row


@transaction.atomic
def revoke_referral(
    actor: Actor, referral_id: UUID, version: int, reason: str, words: str = ""
) -> Referral:
    """Take a referral back: from this moment the provider opens nothing of it."""
    holding.check_choice(terms.RevokeReason.values, reason, "reason")
    row = holding.hold(actor, permissions.MAKE_REFERRAL, referral_id, version)
    _revoke(actor, row, reason, words)
    return holding.saved(row)


def follow_consent(actor: Actor, of: known_people.Individual) -> None:
    """A part of every answer about consent: whatever rests on it no longer ends at once, what is
    to be kept back now and was told ends too, and what waited for it can be sent; who made the
    referral is told.
    """
    waiting = Referral.objects.filter(
        organisation_id=actor.organisation,
        individual_id__in=known_people.one_person(of),
        state=terms.State.CONSENT_PENDING,
    )
    for row in waiting.order_by("pk"):
        if queries.basis(queries.house(row.organisation_id), row) is not None:
            holding.tell_owner(actor, row, terms.Notice.REFERRAL_READY)
    for row in _shared_of(actor, known_people.one_person(of)):
        house = queries.house(row.organisation_id)
        back = known_people.kept_back(house, of, row.agency_id)
        if queries.basis(house, row) is not None and not back & set(row.shared):
            continue
        _cut(actor, row, terms.RevokeReason.WITHDRAWN)
        holding.tell_owner(actor, row, terms.Notice.REFERRAL_CUT)


def follow_merge(actor: Actor, gone_id: UUID, stays_id: UUID) -> None:
    """A part of merging two records: a no that was said on one of them is a no for both."""
    for one in (gone_id, stays_id):
        follow_consent(actor, known_people.individual(actor, one))


def end_access(actor: Actor, row: Referral, reason: str) -> None:
    """A part of a withdrawal, an erasure and of the nightly rounds: nobody opens it any more."""
    _cut(actor, row, reason)


def take_out_of_box(row: Referral) -> None:
    """A part of taking back: the receiver inside finds nothing any more."""
    box = Arrival.objects.filter(sender_id=row.organisation_id, pk=row.pk)
    box.filter(withdrawn_at__isnull=True).update(withdrawn_at=clock.now())


def _cut(actor: Actor, row: Referral, reason: str) -> None:
    if row.state in rules.ENDED:
        holding.happened(actor, row, Kind.SHUT, teller=terms.Teller.SYSTEM, what=reason)
        log.record(actor, events.ACCESS_ENDED, row, {"reason": reason})
    else:
        _revoke(actor, row, reason, teller=terms.Teller.SYSTEM)
    holding.saved(row)


def _revoke(
    actor: Actor, row: Referral, reason: str, words: str = "", teller: str = terms.Teller.STAFF
) -> None:
    holding.happened(actor, row, Kind.REVOKED, teller=teller, what=reason, words=words)
    take_out_of_box(row)
    log.record(actor, events.REFERRAL_REVOKED, row, {"reason": reason})


def _shared_of(actor: Actor, people: list[UUID]) -> list[Referral]:
    """What still lies open about somebody, held until the act is over; the boxes first."""
    here = Referral.objects.filter(
        organisation_id=actor.organisation, individual_id__in=people, shut_at__isnull=True
    ).exclude(sent_at__isnull=True)
    ids = list(here.values_list("pk", flat=True))
    sent = Arrival.objects.filter(sender_id=actor.organisation, pk__in=ids)
    list(sent.select_for_update().order_by("pk"))
    return list(here.select_for_update(no_key=True).order_by("pk"))


def to_tell(actor: Actor, row: Referral) -> dict[str, Any]:
    """A part of sending and of looking before: what was chosen, is agreed with this agency and is
    known of the child.
    """
    said = queries.opened(row, "words", queries.key_of(row)).get("need", "")
    check_told(actor, row, said)
    told: dict[str, Any] = {}
    if row.individual_id is not None:
        child = known_people.individual(actor, row.individual_id)
        told = people.share_individual(actor, child, row.agency_id, row.shared)
    elif Shareable.SEX in row.shared:
        told[Shareable.SEX.value] = row.sex
    if Shareable.AGE in row.shared:
        told[Shareable.AGE.value] = row.age_band
    if Shareable.NEED in row.shared:
        told[Shareable.NEED.value] = said
    return {**told, "code": row.code}


def _start_clock(actor: Actor, row: Referral) -> None:
    """When help must have begun, under the rule of this urgency; nothing if the rule is off."""
    try:
        due = calendar.due_under(actor, rules.CLOCKS[terms.Urgency(row.urgency)], clock.now())
    except KeyError:
        return
    row.due_at, row.due_rule, row.due_version = due.at, due.rule, due.version


def _lay(row: Referral, receiver_id: UUID) -> None:
    """Put a referral into the box of the receiver, which tells nothing of the child, and say so."""
    there = queries.house(receiver_id)
    with scope(receiver_id):
        box = Arrival.objects.create(
            id=row.pk,
            organisation_id=receiver_id,
            sender_id=row.organisation_id,
            code=row.code,
            came_by=terms.CameBy.INSIDE,
            need=row.need,
            urgency=row.urgency,
            age_band=row.age_band if Shareable.AGE in row.shared else "",
            sex=row.sex if Shareable.SEX in row.shared else "",
            arrived_at=clock.now(),
            due_at=row.due_at,
        )
        if not holding.tell_takers(there, box):
            words = _("Nobody in this organisation may answer a referral. Ask there first.")
            raise Refused(words, "organisation")


def _no_consent(row: Referral) -> str:
    if row.individual_id is None:
        return _("Ask the caller whether this may be told, and note the answer here.")
    return _("The family has not agreed to share with this agency. Ask them first.")
