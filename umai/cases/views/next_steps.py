"""What is to be done next in a case: the sentence, by when, what is missing, and the way there.

Every part of the work writes the address of its act into STEPS and, if something must be there
first, adds a function to MISSING. An act whose address is empty has no button.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from umai.cases import permissions, queries, rules
from umai.cases.models import Case
from umai.cases.terms import NextStep
from umai.foundation.kernel.actor import Actor
from umai.people import permissions as people_permissions

Words = str | Promise


@dataclass(frozen=True)
class Act:
    """A button: what it says, the address (called with the id of the case), who may.

    `leading`: only for whom the permission holds in the team of the case.
    """

    words: Words
    icon: str
    url: str
    permission: str
    leading: bool = False

    def open_to(self, actor: Actor, case: Case) -> bool:
        """Whether this reader may do it."""
        may = actor.may(self.permission, case.team_id if self.leading else None)
        return bool(self.url) and may


@dataclass(frozen=True)
class Lacking:
    """What is missing before a step, and where it is mended."""

    words: Words
    action: Words
    url: str


REGISTER = Act(
    _("Register the case"), "folder-check", "cases:register_case", permissions.REGISTER_CASE
)
SCREEN_OUT = Act(
    _("No case is needed"), "folder-x", "cases:screen_out_case", permissions.SCREEN_OUT_CASE, True
)
ASSIGN = Act(
    pgettext_lazy("case", "Give to a caseworker"),
    "user-check",
    "cases:assign_case",
    permissions.ASSIGN_CASE,
    True,
)
BEGIN_ASSESSMENT = Act(
    _("Begin an assessment"), "pen-line", "cases:begin_assessment", permissions.ASSESS
)
ASSESSMENTS = Act(
    _("Go on with the assessment"), "pen-line", "cases:assessments", permissions.READ_CASE
)
# The room of referrals is above this one: it is led to by the names of its page and permission.
MAKE_REFERRAL = "referrals.make_referral"
REFER = Act(_("Refer"), "send", "referrals:refer_case", MAKE_REFERRAL)
CALL_MEETING = Act(
    _("Call a meeting"), "users-round", "cases:call_meeting", permissions.KEEP_MEETINGS
)
MEETINGS = Act(_("Go to the meeting"), "users-round", "cases:meetings", permissions.READ_CASE)
# The acts of a step, the first is the one to do. Add yours here.
STEPS: dict[NextStep, list[Act]] = {
    NextStep.REGISTER: [REGISTER, SCREEN_OUT],
    NextStep.ASSIGN: [ASSIGN],
    NextStep.ASSESS: [BEGIN_ASSESSMENT],
    NextStep.APPROVE_ASSESSMENT: [ASSESSMENTS],
    NextStep.MEET: [CALL_MEETING],
    NextStep.HOLD_MEETING: [MEETINGS],
    NextStep.PLAN: [
        Act(_("Begin a plan"), "list-checks", "cases:begin_plan", permissions.MAKE_PLAN)
    ],
    NextStep.APPROVE_PLAN: [
        Act(_("Go on with the plan"), "list-checks", "cases:begin_plan", permissions.MAKE_PLAN)
    ],
    NextStep.HELP: [REFER],
    NextStep.FOLLOW_UP: [
        Act(_("Note a follow-up"), "footprints", "cases:note_follow_up", permissions.FOLLOW_UP),
        Act(_("Review the plan"), "rotate-cw", "cases:begin_review", permissions.REVIEW_PLAN),
    ],
    NextStep.END_REVIEW: [
        Act(_("Open the review"), "rotate-cw", "cases:begin_review", permissions.REVIEW_PLAN)
    ],
    NextStep.DECIDE_CLOSURE: [
        Act(
            _("Decide on the closure"),
            "user-check",
            "cases:decide_closure",
            permissions.APPROVE,
            True,
        )
    ],
    NextStep.ANSWER_TRANSFER: [
        Act(_("The handover"), "arrow-right-left", "cases:transfer_of", permissions.READ_CASE)
    ],
    NextStep.END_HOLD: [
        Act(_("Take the case up again"), "play", "cases:release_case", permissions.RELEASE_CASE)
    ],
}


def before_registration(whole: queries.Whole) -> list[Lacking]:
    """What is missing before this case may be registered."""
    actor, case = whole.actor, whole.case
    record = reverse("people:individual", args=[case.individual_id])
    compares = actor.may(people_permissions.MERGE_PEOPLE)
    ways = {
        queries.Missing.CONSENT: (
            _("Note a consent"),
            reverse("people:note_consent", args=[case.individual_id]),
        ),
        queries.Missing.DUPLICATE: (_("Compare the records"), f"{record}#merged")
        if compares
        else (_("A supervisor does that."), ""),
        queries.Missing.RISK: (_("Rate the risk"), reverse("cases:rate_risk", args=[case.pk])),
    }
    return [Lacking(one.label, *ways[one]) for one in whole.missing]


# What must be there before a step can be done. Add yours here.
MISSING: dict[NextStep, Callable[[queries.Whole], list[Lacking]]] = {
    NextStep.REGISTER: before_registration,
}


def next_step(whole: queries.Whole) -> dict[str, Any] | None:
    """The card of the next step: what, by when, what is missing, which acts; None at the end, and
    for who may not know of the child.
    """
    actor, case = whole.actor, whole.case
    if whole.child is None:
        return None
    found = rules.next_step(
        whole.standing,
        owned=case.owner_id is not None,
        meeting_needed=whole.needs_meeting,
        kinds=[one.kind for one in whole.facts],
    )
    if found is None:
        return None
    step, kind = found
    lacking = MISSING[step](whole) if step in MISSING else []
    acts = [one for one in STEPS[step] if one.open_to(actor, case)]
    return {
        "words": step.label,
        "clock": whole.clock(kind),
        "lacking": lacking,
        "acts": [(act, reverse(act.url, args=[case.pk])) for act in acts],
    }
