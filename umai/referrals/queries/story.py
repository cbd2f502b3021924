"""What happened to referrals, as the story of a case tells it: codes and reasons, no words."""

from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from umai.cases import queries as cases
from umai.cases.terms import Discipline
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault.models import DataKey
from umai.referrals import permissions, terms
from umai.referrals.models import Fact

Kind = terms.FactKind
ICONS = {
    Kind.DRAFTED: "pencil",
    Kind.CONSENT_AWAITED: "hourglass",
    Kind.SENT: "send",
    Kind.RECEIVED: "mail-open",
    Kind.ACCEPTED: "handshake",
    Kind.APPOINTED: "calendar-clock",
    Kind.REFUSED: "circle-x",
    Kind.BEGUN: "play",
    Kind.CONFIRMED: "circle-check",
    Kind.FAILED: "circle-off",
    Kind.REVOKED: "undo-2",
    Kind.EXPIRED: "clock-alert",
    Kind.FEEDBACK: "message-square-text",
    Kind.SHUT: "lock",
}
# Which list says what the code of a fact means.
WHATS: dict[str, Any] = {
    Kind.REFUSED: terms.RefusalReason,
    Kind.FAILED: terms.FailureReason,
    Kind.REVOKED: terms.RevokeReason,
    Kind.SHUT: terms.RevokeReason,
    Kind.FEEDBACK: terms.Usefulness,
}
QUIET = (Kind.DRAFTED, Kind.CONSENT_AWAITED, Kind.RECEIVED, Kind.SHUT)


def fact_title(fact: Fact) -> str:
    """What happened, with its reason."""
    kind = Kind(fact.kind)
    if not fact.what or kind not in WHATS:
        return str(kind.label)
    why = dict(WHATS[kind].choices).get(fact.what, fact.what)
    return f"{kind.label}: {why}"


def _rows(actor: Actor, case: Any, telling: cases.Telling) -> QuerySet[Fact]:
    here = Fact.objects.filter(
        organisation_id=case.organisation_id, referral__case_id=case.pk
    ).exclude(kind__in=QUIET)
    if not actor.may(permissions.READ_REFERRAL):
        here = here.none()
    return telling.latest(here.annotate(code=F("referral__code")))


def _tell(row: Any, _key: DataKey) -> cases.Happening:
    words = {"code": row.code, "what": fact_title(row)}
    return cases.Happening(
        at=row.at,
        id=row.pk,
        discipline=Discipline.COURSE,
        icon=ICONS[row.kind],
        title=_("Referral %(code)s: %(what)s") % words,
        by_id=row.by_id,
        url=reverse("referrals:referral", args=[row.referral_id]),
    )


# How referrals stand in the story of a case; joined to it in config/wiring.py.
referrals_told = cases.Source(frozenset({Discipline.COURSE}), _rows, _tell)
