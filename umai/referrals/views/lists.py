"""What the lists of referrals say: rows with whom was asked, figures, the sides of the room."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from umai.foundation.kernel.actor import Actor
from umai.referrals import permissions, queries, rules
from umai.referrals.models import Arrival, Referral

MOST = 99


def lines(actor: Actor, rows: Iterable[Referral]) -> list[tuple[Referral, str, bool]]:
    """Rows with the name of the agency that was asked, and whether they have ended."""
    rows = list(rows)
    names = queries.agency_names(actor, [one.agency_id for one in rows])
    return [(one, names.get(one.agency_id, ""), one.state in rules.ENDED) for one in rows]


def arrival_lines(actor: Actor, rows: Iterable[Arrival]) -> list[tuple[Arrival, str]]:
    """Rows of the inbox with who sent them, as far as lists may say it."""
    rows = list(rows)
    names = queries.agency_names(actor, [one.agency_id for one in rows])
    houses = queries.house_names(one.sender_id for one in rows)
    return [
        (one, houses.get(one.sender_id, "") or names.get(one.agency_id, "")) for one in rows
    ]


def figures(counts: dict[str, int]) -> list[dict[str, Any]]:
    """The open referrals in figures, each leads to the list behind it."""
    listed = reverse("referrals:referrals")
    return [
        {"number": counts["out"], "words": _("are out"), "url": listed},
        {"number": counts["overdue"], "words": _("overdue"), "url": f"{listed}?due=overdue"},
        {"number": counts["unanswered"], "words": _("without an answer"), "url": listed},
        {"number": counts["before"], "words": _("not sent yet"), "url": f"{listed}?state=DRAFT"},
    ]


def sides(actor: Actor, here: str) -> list[dict[str, Any]]:
    """The pages of the room beside each other, for who may open them."""
    pages = [
        ("referrals", pgettext("referrals", "Out"), permissions.READ_REFERRAL, 0),
        ("arrivals", pgettext("referrals", "In"), permissions.READ_REFERRAL, _waiting(actor)),
        ("waiting", _("Waiting and unmet needs"), permissions.COUNT_REFERRALS, 0),
    ]
    return [
        {
            "url": reverse(f"referrals:{name}"),
            "words": words,
            "current": name == here,
            "count": count,
            "tone": "warn",
        }
        for name, words, permission, count in pages
        if actor.may(permission)
    ]


def _waiting(actor: Actor) -> int | str:
    """How many wait for an answer of ours; counted to 99."""
    found = queries.waiting_arrivals(actor).order_by()[: MOST + 1].count()
    return found if found <= MOST else f"{MOST}+"
