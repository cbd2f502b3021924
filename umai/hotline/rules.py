"""Decisions of the hotline as plain functions: values in, values out."""

from datetime import datetime, timedelta

from umai.hotline.terms import Quick, State

# What one tap records, as a contact type of the vocabulary.
QUICK_TYPES = {
    Quick.SILENT: "silent_or_hangup",
    Quick.HUNG_UP: "silent_or_hangup",
    Quick.WRONG_NUMBER: "wrong_number",
    Quick.TEST: "test_or_prank",
    Quick.THANKS: "other",
}
# The state that an outcome leads to (domain: contact state machine).
STATES = {
    "advice_given": State.ANSWERED_ADVICE,
    "referred_internal": State.REFERRED_INTERNAL,
    "referred_external": State.REFERRED_EXTERNAL,
    "case_opened": State.CASE_OPENED,
}


def state_after(outcome: str, danger_now: bool, follow_up: bool) -> State:
    """Where a new contact stands: danger first, then what was promised, then the outcome."""
    if danger_now:
        return State.EMERGENCY
    if follow_up:
        return State.FOLLOW_UP_DUE
    return STATES.get(outcome, State.CLOSED)


def open_to_correction(recorded_at: datetime, moment: datetime, span: timedelta) -> bool:
    """Whether the operator may still change the record alone."""
    return moment - recorded_at <= span


def masked(number: str) -> str:
    """A telephone number with all but the country and the last two digits covered."""
    digits = [place for place, sign in enumerate(number) if sign.isdigit()]
    if len(digits) <= 4:
        return "•" * len(number)
    covered = set(digits[1:-2])
    return "".join("•" if place in covered else sign for place, sign in enumerate(number))


def next_rung(rung: int, rung_at: datetime | None, moment: datetime, wait: timedelta) -> bool:
    """Whether the alarm goes to the next on the roster: nobody took it in time."""
    return rung_at is not None and moment - rung_at >= wait
