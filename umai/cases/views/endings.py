"""The card on the page of a case that says whether it rests, moves or ends, and offers the way."""

from typing import Any

from umai.cases import permissions, queries, rules, terms
from umai.cases.models import Case
from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.people import queries as people

BACK = (terms.State.CLOSED, terms.State.SCREENED_OUT)


def part(actor: Actor, case: Case) -> dict[str, Any] | None:
    """What is decided beside the way of the case, and what this reader may ask for."""
    stands = queries.standing(case)
    team = case.team_id
    transfer = queries.open_transfer(case)
    teams = {one.pk: one.name for one in access.teams(actor)} if transfer else {}
    free = rules.is_open(case.state) and stands.beside is None and stands.way in rules.REGISTERED
    return {
        "closure": queries.closures(case).first(),
        "transfer": transfer,
        "team": teams.get(transfer.to_team_id, "") if transfer else "",
        "merged": _merged_into(case) if case.state == terms.State.MERGED else "",
        "held": stands.beside == terms.State.ON_HOLD,
        "tried": queries.attempts(case).count(),
        "kept_until": _kept_until(actor, case) if case.state == terms.State.CLOSED else None,
        "may_close": free and actor.may(permissions.ASK_CLOSURE),
        "may_hold": free and actor.may(permissions.HOLD_CASE, team),
        "may_transfer": free and actor.may(permissions.ASK_TRANSFER),
        "may_try": rules.is_open(case.state) and actor.may(permissions.FOLLOW_UP),
        "may_reopen": case.state in BACK and actor.may(permissions.REOPEN_CASE, team),
    }


def _kept_until(actor: Actor, case: Case) -> Any:
    found = people.terms_of_keeping(actor, case.individual_id)
    return found[0].until if found else None


def _merged_into(case: Case) -> str:
    """The code of the case in which this one rests."""
    last = queries.facts(case).filter(kind=terms.FactKind.MERGED).last()
    return last.what if last else ""
