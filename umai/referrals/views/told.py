"""What the page of a referral says: where it stands, what can be done, what happened."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.foundation.ui import moments
from umai.foundation.vocabulary import queries as vocabulary
from umai.people.terms import Shareable
from umai.referrals import commands, exports, permissions, queries, rules, terms
from umai.referrals.forms.acts import HAPPENED
from umai.referrals.models import Arrival, Fact, Referral

Kind, State, Teller = terms.FactKind, terms.State, terms.Teller


def way(row: Referral) -> list[dict[str, Any]]:
    """The steps of a referral, for the line on top of its page."""
    return [
        {"words": vocabulary.label("referral_status", code), "state": shown}
        for code, shown in rules.steps(row.state, sent=row.sent_at is not None)
    ]


def course(actor: Actor, happened: list[tuple[Fact, str]]) -> list[dict[str, Any]]:
    """Everything that happened, newest first, for a timeline."""
    names = access.names(actor, [one.by_id for one, _words in happened])
    lines = [_line(one, words, names.get(one.by_id, "")) for one, words in happened]
    return lines[::-1]


def _line(one: Fact, words: str, by: str) -> dict[str, Any]:
    kind = Kind(one.kind)
    whose = str(Teller(one.teller).label) if one.teller != Teller.STAFF else ""
    title = queries.fact_title(one)
    if one.moment:
        title = f"{title}: {moments.moment(one.moment)}"
    return {
        "icon": queries.ICONS[kind],
        "when": ", ".join(part for part in (moments.moment(one.at), whose, by) if part),
        "title": title,
        "words": words,
    }


def can(actor: Actor, row: Referral) -> dict[str, Any]:
    """What this reader can do with a referral now; nothing for who may only read."""
    if not actor.may(permissions.MAKE_REFERRAL):
        return {}
    stands = queries.standing(row)
    sent = stands.sent and not stands.shut and stands.state in rules.OUT
    return {
        "send": stands.allows(Kind.SENT),
        "wait": stands.allows(Kind.CONSENT_AWAITED),
        "letter": sent and row.way == terms.Way.LETTER,
        "code": sent and row.way != terms.Way.INSIDE,
        "answer": bool(answers(row)),
        "revoke": stands.allows(Kind.REVOKED),
        "again": _again(row),
    }


def _again(row: Referral) -> str:
    """Where somebody else is asked, once this one came to nothing."""
    if row.state not in {State.REJECTED, State.NOT_COMPLETED, State.EXPIRED}:
        return ""
    source = terms.Source.CASE if row.source == terms.Source.CASE else terms.Source.CONTACT
    return reverse("referrals:refer", args=[source, row.source_id]) + f"?need={row.need}"


def answers(row: Referral) -> list[terms.FactKind]:
    """What may be written down of it now, on somebody's word."""
    stands = queries.standing(row)
    tellers = (Teller.PROVIDER, Teller.CHILD, Teller.CARER)
    return [kind for kind in HAPPENED if any(stands.allows(kind, one) for one in tellers)]


def answers_of(row: Arrival) -> list[terms.FactKind]:
    """What may be told to a sender inside now; nothing to one who does not work in Umai."""
    stands = queries.standing_of_arrival(row)
    if stands is None or stands.shut:
        return []
    return [kind for kind in HAPPENED if stands.allows(kind, Teller.PROVIDER)]


def back_to_sender(row: Arrival) -> str:
    """Where one answers, with a referral, a sender who does not work in Umai; once it was taken in.
    """
    if row.sender_id is not None or row.taken_id is None:
        return ""
    asked = urlencode({"answers": row.pk, **({"agency": row.agency_id} if row.agency_id else {})})
    return reverse("referrals:refer", args=[row.taken_as, row.taken_id]) + f"?{asked}"


def page_taken(row: Arrival) -> str:
    """The page of the case or contact that was made of one that came in."""
    if row.taken_id is None:
        return ""
    name = "cases:case" if row.taken_as == terms.TakenAs.CASE else "hotline:contact"
    return reverse(name, args=[row.taken_id])


def shared(row: Referral, read: commands.Read) -> dict[str, Any]:
    """What went out or is to go out: words that may stand here, and fields that stay covered."""
    return {
        "lines": exports.told_lines(read.told),
        "covered": [Shareable(one).label for one in read.covered],
        "chosen": [Shareable(one).label for one in row.shared],
        "gone": row.sent_at is not None and row.shared_sealed is None,
    }
