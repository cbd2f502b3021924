"""Decisions of the hotline as plain functions: values in, values out."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from umai.foundation.exports.registers import Fault, Intake
from umai.hotline import permissions
from umai.hotline.terms import Quick, State, Window

# How the codes of contacts look.
CODE = re.compile(r"HL-\d{4}-\d{4,}")
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


# States in which somebody still has something to do.
OPEN_STATES = (State.EMERGENCY, State.FOLLOW_UP_DUE, State.REFERRED_INTERNAL, State.REOPENED)


def window(due: datetime | None, until: datetime | None, moment: datetime) -> Window:
    """How a moment lies to the time agreed for a call-back; its end no longer belongs to it."""
    if due is None:
        return Window.NOT_AGREED
    if moment < due:
        return Window.EARLY
    return Window.OVER if until is not None and moment >= until else Window.OPEN


def attempts_after_plan(left: int, allowed: int, used: int) -> int:
    """How many attempts a newly agreed call-back has: agreeing again never gives back used ones."""
    return max(left, allowed - used, 0)


def place_after(rung: int, places: int) -> tuple[int, bool]:
    """The next place of the roster to ring, and whether the roster was exhausted on the way."""
    return (rung + 1, False) if rung < places else (1, True)


def wakes_nobody(hour: int) -> bool:
    """Whether reminders may go out at this hour of the organisation's own day."""
    return 8 <= hour < 20


# Registers of contacts come in by this way.
CONTACTS = Intake("contacts", permissions.IMPORT_CONTACTS)


@dataclass(frozen=True)
class Sorted:
    """The good rows of a register against what is stored: new, here already, or here otherwise."""

    fresh: list[dict[str, Any]]
    known: int
    faults: list[Fault]


# What a topic asks of the directory where that is plain; for the others somebody chooses.
NEEDS = {
    "birth_registration": "LG06",
    "migration_status": "LG08",
    "statelessness": "LG09",
    "asylum": "LG10",
    "recovery_of_obligations": "LG11",
    "custody_or_adoption": "LG11",
    "denial_of_parental_rights": "LG11",
    "property_inheritance": "LEG",
    "constitutional_right": "LEG",
    "conflict_with_law": "LEG",
    "discrimination": "LEG",
    "disability_rights": "LEG",
    "social_security": "SO05",
    "education": "SO03",
    "health": "SO04",
    "psychological": "PSY",
    "bullying": "PSY",
    "family_separation": "FTR",
}


# What a topic lets one worry about; whoever opens the case decides.
CONCERNS = {
    "birth_registration": "NBR",
    "migration_status": "IRR",
    "statelessness": "STL",
    "asylum": "ASY",
    "trafficking": "TRF",
    "family_separation": "SEP",
    "bullying": "BUL",
    "conflict_with_law": "CCL",
    "discrimination": "DSC",
    "disability_rights": "DIS",
    "psychological": "MHP",
    "education": "OOS",
    "health": "NHC",
    "social_security": "POV",
    "custody_or_adoption": "ORP",
    "denial_of_parental_rights": "RSK",
}


def concern_of(topic: str) -> str:
    """The concern that a topic proposes: a code of the list `protection_concern`, or none."""
    return CONCERNS.get(topic, "")


def need_of(topic: str) -> str:
    """What a topic asks of the directory: a code of the list `service` or of its groups, or none.
    """
    return NEEDS.get(topic, "")
