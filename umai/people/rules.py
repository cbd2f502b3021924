"""Decisions about people as pure functions: codes, birth dates, keys, papers, consent."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from umai.foundation.exports.registers import Intake
from umai.foundation.kernel import ids
from umai.people import permissions, terms

# Registers of people come in by this way.
PEOPLE = Intake("people", permissions.LOAD_PEOPLE)
VERY_LIKELY, LIKELY = 95.0, 85.0  # from LIKELY on somebody looks before a second record is made
_TYPED = re.compile(r"^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$")
LEAST_REASON = 15  # signs: "why" is not a reason
_BORN = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


def code_of(prefix: str, number: int) -> str:
    """The code of a person: the office's prefix, a number, a letter that catches one slip."""
    return ids.checked_code(prefix, number)


def household_code(prefix: str, number: int) -> str:
    """The code of a household: it begins with FAM, so that nobody takes it for a person's."""
    return code_of(f"FAM-{prefix}", number)


def is_code(typed: str) -> bool:
    """Whether the letter at the end belongs to the rest; of a person or of a household."""
    head, _dash, _letter = typed.strip().upper().rpartition("-")
    prefix, _dash, number = head.rpartition("-")
    digits = number.isascii() and number.isdigit()
    return digits and code_of(prefix, int(number)) == typed.strip().upper()


def born(typed: str) -> str | None:
    """A birth date as YYYY, YYYY-MM or YYYY-MM-DD; None if there is no such date."""
    found = _BORN.match(typed.strip())
    if not found:
        return None
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None
    return typed.strip()


def beginning(born: str) -> date:
    """The first day that a birth date as `born` keeps it can mean."""
    year, month, day = (*map(int, born.split("-")), 1, 1)[:3]
    return date(year, month, day)


def typed_born(typed: str) -> str | None:
    """A birth date as people write it (09.03.2014), as `born` keeps it; None if there is none."""
    if found := _TYPED.match(typed.strip()):
        typed = f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}"
    return born(typed)


def closeness(score: float) -> str:
    """How sure a search is, as a code of `terms.Closeness`."""
    if score >= VERY_LIKELY:
        return terms.Closeness.VERY_LIKELY
    return terms.Closeness.LIKELY if score >= LIKELY else terms.Closeness.POSSIBLE


def plain_number(typed: str) -> str:
    """A document's number as it is compared: capitals and digits only."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())


def plain_phone(typed: str) -> str:
    """A telephone number as it is compared: its last ten digits."""
    return "".join(sign for sign in typed if sign.isdigit())[-10:]


def stay_state(left: int, first: int, last: int) -> str:
    """How near the end of a stay is, from the days that are left: calm, first, last or over."""
    if left < 0:
        return "over"
    if left <= last:
        return "last"
    return "first" if left <= first else "calm"


def iin_checks(typed: str) -> bool:
    """Whether the twelve digits of a Kazakh identification number fit together."""
    if len(typed) != 12 or not typed.isascii() or not typed.isdigit():
        return False
    digits = [int(sign) for sign in typed]
    total = sum(weight * digit for weight, digit in enumerate(digits[:11], start=1)) % 11
    if total == 10:
        weights = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
        total = sum(w * d for w, d in zip(weights, digits, strict=False)) % 11
    return total == digits[11]


HELD = frozenset({"RECEIVED", "VERIFIED"})
# Any of these says who was born when; each status has the paper that proves it.
PROOFS_OF_BIRTH = ("BIRTH_KZ", "BIRTH_FOREIGN", "MED_BIRTH")
PAPER_OF_STATUS = {
    "PERM_RES": "RES_PERMIT",
    "STATELESS_CERT": "STATELESS",
    "TEMP_RES_PERMIT": "TRP",
    "ASYLUM_CERT": "ASYLUM",
    "REFUGEE_CERT": "REFUGEE",
}


@dataclass(frozen=True)
class Paper:
    """A document as far as its state matters; it holds on its last day still."""

    type: str
    state: str
    valid_until: date | None = None

    def holds(self, today: date) -> bool:
        """Whether it is there and has not run out."""
        return self.state in HELD and (self.valid_until is None or self.valid_until >= today)


def lacking_papers(papers: Iterable[Paper], migration_status: str, today: date) -> list[str]:
    """Types of documents that are known to be missing or that this person should have.

    Proof of birth is asked of everybody; of somebody with a status, the paper that proves it.
    """
    known = list(papers)
    held = {one.type for one in known if one.holds(today)}
    gone = [one.type for one in known if not one.holds(today) and one.state != "NOT_NEEDED"]
    not_needed = {one.type for one in known if one.state == "NOT_NEEDED"}
    wanted = []
    if not held & set(PROOFS_OF_BIRTH) and not {*gone, *not_needed} & set(PROOFS_OF_BIRTH):
        wanted.append(PROOFS_OF_BIRTH[0])
    if proof := PAPER_OF_STATUS.get(migration_status):
        wanted.append(proof)
    return [one for one in dict.fromkeys([*wanted, *gone]) if one not in held | not_needed]


@dataclass(frozen=True)
class Decision:
    """One noted decision about consent; days are counted with the last one."""

    state: str
    decided_at: datetime
    valid_until: date | None = None
    withdrawn_at: datetime | None = None
    override_at: datetime | None = None
    override_until: date | None = None


def consent_standing(
    decisions: Iterable[Decision], today: date, *, forbidden: bool = False
) -> terms.Standing:
    """Whether something is agreed to today, from everything that was noted, in any order.

    The latest refusal or withdrawal stops all that was given or overridden until that moment; only
    what comes after it counts. `forbidden`: no consent is enough, only an override.
    """
    known = list(decisions)
    stops = [(d.withdrawn_at, terms.Standing.WITHDRAWN) for d in known if d.withdrawn_at]
    stops += [
        (d.decided_at, terms.Standing.REFUSED)
        for d in known
        if d.state == terms.ConsentState.REFUSED
    ]
    stopped_at, stop = max(stops, default=(None, terms.Standing.NOT_ASKED))

    def counts(at: datetime | None) -> bool:
        return at is not None and (stopped_at is None or at > stopped_at)

    if any(counts(d.override_at) and _open(d.override_until, today) for d in known):
        return terms.Standing.OVERRIDDEN
    if forbidden:
        return terms.Standing.FORBIDDEN
    given = [d for d in known if d.state == terms.ConsentState.GIVEN and counts(d.decided_at)]
    if not given:
        return stop
    open_still = any(_open(d.valid_until, today) for d in given)
    return terms.Standing.HOLDS if open_still else terms.Standing.EXPIRED


def _open(until: date | None, today: date) -> bool:
    return until is None or until >= today


# What is not told once somebody wants it kept back; whose number is kept cannot be rung either.
_KEPT: dict[str, frozenset[terms.Shareable]] = {
    terms.Withheld.NAME: frozenset({terms.Shareable.NAME}),
    terms.Withheld.PLACE: frozenset({terms.Shareable.ADDRESS, terms.Shareable.SAFE_CONTACT}),
    terms.Withheld.PHONE: frozenset({terms.Shareable.PHONE, terms.Shareable.SAFE_CONTACT}),
    terms.Withheld.DOCUMENTS: frozenset({terms.Shareable.BORN}),
    terms.Withheld.HEALTH: frozenset({terms.Shareable.HEALTH}),
    terms.Withheld.MIGRATION: frozenset({terms.Shareable.LEGAL}),
    terms.Withheld.STORY: frozenset({terms.Shareable.NEED}),
}


def kept_back(withheld: Iterable[str]) -> set[str]:
    """Codes of `terms.Shareable` that nobody is told when these are to be kept back."""
    return {one.value for what in withheld for one in _KEPT.get(what, frozenset())}


def asks_asylum(migration_status: str, cabm_category: str) -> bool:
    """Whether telling a consulate of the country of origin could endanger this person."""
    return migration_status in {"ASYLUM_CERT", "REFUGEE_CERT"} or cabm_category in {
        "ASYLUM_SEEKER",
        "REFUGEE",
    }


def surely_younger(birth_year: int | None, years: int, today: date) -> bool:
    """Whether somebody is younger than so many years, however late in the year the birthday is."""
    return birth_year is not None and today.year - birth_year < years


def kept_until(birth_year: int | None, last_on: date, after: int, until_age: int) -> date:
    """The last day on which a record is kept: the later of so many years after the last work on
    it and of an age. Of the birthday only the year is plain, so the year counts whole; without it
    somebody may have been newborn at the last work.
    """
    grown = date((last_on.year if birth_year is None else birth_year) + until_age, 12, 31)
    leap = last_on.month == 2 and last_on.day == 29
    return max(grown, last_on.replace(year=last_on.year + after, day=28 if leap else last_on.day))


class Reminded(StrEnum):
    """Of what those who answer for a limit were reminded."""

    NO = "no"
    SOON = "soon"
    OVER = "over"
