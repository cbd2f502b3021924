"""The card on the page of a case that says whether it rests, moves or ends, and offers the way."""

from typing import Any

from umai.cases import permissions, queries, rules, terms

BACK = (terms.State.CLOSED, terms.State.SCREENED_OUT)


def part(whole: queries.Whole) -> dict[str, Any] | None:
    """What is decided beside the way of the case, and what this reader may ask for."""
    actor, case, stands = whole.actor, whole.case, whole.standing
    team = case.team_id
    free = rules.is_open(case.state) and stands.beside is None and stands.way in rules.REGISTERED
    return {
        "closure": whole.closures[0] if whole.closures else None,
        "transfer": whole.transfer,
        "receiver": whole.offered_to,
        "gone_to": _told_at(whole, terms.FactKind.TRANSFERRED),
        "merged": _told_at(whole, terms.FactKind.MERGED),
        "held": stands.beside == terms.State.ON_HOLD,
        "tried": len(whole.attempts),
        "kept_until": whole.kept_until,
        "may_close": free and actor.may(permissions.ASK_CLOSURE),
        "may_hold": free and actor.may(permissions.HOLD_CASE, team),
        "may_transfer": free and actor.may(permissions.ASK_TRANSFER),
        "may_hand_over": free and _may_hand_over(whole),
        "may_try": rules.is_open(case.state) and actor.may(permissions.FOLLOW_UP),
        "may_reopen": case.state in BACK and actor.may(permissions.REOPEN_CASE, team),
    }


def _may_hand_over(whole: queries.Whole) -> bool:
    """Who leads or supervises a case may offer it to another organisation, if there is one."""
    actor, case = whole.actor, whole.case
    leads = case.owner_id == actor.person_id or actor.may(permissions.ASSIGN_CASE, case.team_id)
    others = any(one.pk != actor.organisation for one in whole.organisations)
    return leads and others and actor.may(permissions.ASK_TRANSFER)


def _told_at(whole: queries.Whole, kind: terms.FactKind) -> str:
    """The code under which this case goes on elsewhere, if this is how it ended."""
    ended = whole.facts[-1]
    return ended.what if ended.kind == kind else ""
