"""What every act on a referral does: hold the row, add a fact, see what the facts add up to."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umai.foundation.access import queries as access
from umai.foundation.kernel import clock, refusal
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.notices import commands as notices
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary
from umai.referrals import permissions, queries, rules, terms
from umai.referrals.models import Arrival, Fact, Referral

Kind, Teller = terms.FactKind, terms.Teller
# The column of a moment that a fact leaves in the row.
MOMENTS = {
    Kind.SENT: "sent_at",
    Kind.RECEIVED: "received_at",
    Kind.ACCEPTED: "accepted_at",
    Kind.BEGUN: "begun_at",
}


class Newer(refusal.Newer):
    """Somebody saved a newer referral. Nothing was written."""

    words = gettext_lazy(
        "Somebody changed this referral meanwhile. Nothing is saved yet, your words are kept."
    )


def hold(
    actor: Actor, permission: str, referral_id: UUID, version: int | None = None
) -> Referral:
    """A referral of ours, held until the act is over. Raises Newer for an older version."""
    actor.require(permission)
    # The box first: whoever acts from the other side waits for it too.
    sent = Arrival.objects.filter(sender_id=actor.organisation, pk=referral_id)
    sent.select_for_update().first()
    found = queries.referrals(actor).select_for_update(no_key=True, of=("self",))
    row = found.filter(pk=referral_id).first()
    if row is None:
        raise Http404
    if version is not None and row.version != version:
        raise Newer(row)
    return row


def happened(
    actor: Actor,
    row: Referral,
    kind: terms.FactKind,
    *,
    teller: str = Teller.STAFF,
    what: str = "",
    moment: datetime | None = None,
    words: str = "",
) -> Fact:
    """Add a fact and with it the state. What ends the access destroys the key in the same breath.

    Raises Refused if it may not happen now, or not on this word.
    """
    known = list(queries.facts(row).values_list("kind", flat=True))
    before = rules.standing(known)
    if not before.allows(kind, teller):
        raise Refused(_cannot(before, kind, teller))
    fact = Fact(
        organisation_id=row.organisation_id,
        referral_id=row.pk,
        number=len(known) + 1,
        kind=kind,
        at=clock.now(),
        by_id=actor.person_id if actor.organisation == row.organisation_id else None,
        teller=teller,
        what=what,
        moment=moment,
    )
    if words.strip():
        key = queries.key_of(row)
        fact.words_sealed = seals.seal(key, "referrals_fact.words", fact.pk, words.strip())
    fact.save(force_insert=True)
    after = before.after(kind)
    row.state = str(after.state)
    if kind in MOMENTS:
        setattr(row, MOMENTS[kind], fact.at)
    if after.ended and row.ended_at is None:
        row.ended_at, row.reason = fact.at, what
    if after.shut and row.shut_at is None:
        shut(row)
    return fact


def _cannot(before: rules.Standing, kind: str, teller: str) -> str:
    if teller not in rules.WORDS_OF.get(terms.FactKind(kind), {teller}):
        return _("Only the provider, the child or a carer can say this. Note whose word it is.")
    state = vocabulary.label("referral_status", str(before.state or ""))
    words = _("This cannot be done while the referral stands at “%(state)s”.")
    return words % {"state": state}


def shut(row: Referral) -> None:
    """The provider opens nothing of it any more: the key and what it sealed go, codes end."""
    row.shut_at, row.shared_sealed = clock.now(), None
    with scope(row.organisation_id):
        if row.share_key_id is not None:
            keys = DataKey.objects.filter(organisation_id=row.organisation_id, pk=row.share_key_id)
            seals.destroy(keys.filter(destroyed_at__isnull=True))
        queries.codes_of(row).filter(ended_at__isnull=True).update(ended_at=row.shut_at)


def saved(row: Referral) -> Referral:
    """Write the row down as its next version."""
    row.version += 1
    row.save()
    return row


def seal(row: models.Model, column: str, key: DataKey, said: dict[str, Any]) -> bytes | None:
    """What was said, without blanks, under a key, for one column of a row."""
    return seals.seal_said(key, f"{row._meta.db_table}.{column}", row.pk, said)


def tell_owner(actor: Actor, row: Referral, kind: terms.Notice) -> None:
    """Leave a notice that names nothing but the code, for who answers for it today but acts."""
    for person_id in sorted(queries.answering_for(row) - {actor.person_id}):
        notices.tell(actor, person_id, kind, row.code, row.pk, urgent=False)


def tell_takers(
    actor: Actor, box: Arrival, kind: terms.Notice = terms.Notice.ARRIVAL_WAITS
) -> bool:
    """Tell everybody who may answer what came in, by the code alone. False if there is nobody."""
    teams = {box.team_id} if box.team_id else None
    takers = access.holders(actor, permissions.ANSWER_REFERRAL, teams)
    urgent = box.urgency == terms.Urgency.URGENT
    for person_id in sorted(takers - {actor.person_id}):
        notices.tell(actor, person_id, kind, box.code, box.pk, urgent=urgent)
    return bool(takers)


def check_choice(values: Any, code: str, field: str) -> None:
    """Refuse an answer that the closed list does not know."""
    if code not in values:
        raise Refused(_("Choose one of the answers shown. This one is not among them."), field)
