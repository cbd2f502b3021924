"""Birth registration as pure decisions: in which column of the pipeline a child stands, what of the
proofs is lacking, by which route the certificate came.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from umai.legal_aid.rules import Step
from umai.legal_aid.terms import EvidenceState, Phase, Route, Stage

CERTIFICATE = "BIRTH_KZ"  # of the list `document_type`
PAPERS, NO_PAPERS = "LP-01", "LP-02"
COURT = "COURT"  # how kinds of courts begin in the list `agency_type`
# How well a claim stands, the worst first: nothing was done, not to be had, asked for, here.
ORDER = ("", EvidenceState.LACKING, EvidenceState.ASKED, EvidenceState.HAVE)
CONTESTED = frozenset({Phase.REFUSED, Phase.APPEALED})


@dataclass(frozen=True)
class Claim:
    """What must be proved, whether it cannot do without, and by what it is proved most often."""

    code: str
    needed: bool
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Claims:
    """The claims of a template, and to which column of births each of its steps belongs."""

    code: str
    claims: tuple[Claim, ...]
    stages: Mapping[str, str]
    confidence: str


@dataclass(frozen=True)
class Slot:
    """A claim with the newest that is known of each piece of evidence for it."""

    claim: Claim
    pieces: tuple[Any, ...]

    @property
    def state(self) -> str:
        """How the claim stands: by its best piece, blank if there is none."""
        return max((one.state for one in self.pieces), key=ORDER.index, default="")

    @property
    def lacks(self) -> bool:
        """Whether the application cannot do without it and it is not here yet."""
        return self.claim.needed and self.state != EvidenceState.HAVE


def claims(told: Mapping[str, Any]) -> Claims:
    """The claims of a template from their file."""
    return Claims(
        code=told["code"],
        claims=tuple(
            Claim(one["claim"], one["needed"], tuple(one["kinds"])) for one in told["claims"]
        ),
        stages=told["stages"],
        confidence=told["confidence"],
    )


def slots(of: Claims, pieces: Iterable[Any]) -> list[Slot]:
    """Every claim with its evidence, what is lacking first. `pieces`: oldest first; a newer one of
    the same claim and kind takes the place of the older.
    """
    newest = {(one.claim, one.kind): one for one in pieces}
    found = [
        Slot(claim, tuple(one for key, one in newest.items() if key[0] == claim.code))
        for claim in of.claims
    ]
    return sorted(found, key=lambda one: (not one.lacks, ORDER.index(one.state)))


def stage(step: Step | None, phase: str, known: Mapping[str, str]) -> Stage:
    """The column of a running procedure. A step that `known` does not name, as in a newer version,
    is placed by what it is: a court, what gives a paper that proves, what we do alone.
    """
    if phase in CONTESTED:
        return Stage.REFUSAL
    if step is None:
        return Stage.APPLICATION
    if step.code in known:
        return Stage(known[step.code])
    if step.authority.startswith(COURT):
        return Stage.REFUSAL
    if step.gives and step.gives != CERTIFICATE:
        return Stage.PROOF
    return Stage.APPLICATION if step.authority else Stage.INTERVIEW


def hidden(counts: Mapping[Route, int], least: int) -> set[Route]:
    """The routes whose count is not told: those of fewer than `least` but some, and the smallest
    other one where a single hidden route could be worked out from a sum. Late ones overlap.
    """
    few = {one for one, number in counts.items() if 0 < number < least}
    ways = {one: number for one, number in counts.items() if one is not Route.LATE}
    others = {one: number for one, number in ways.items() if number and one not in few}
    if len(few & set(ways)) == 1 and others:
        few.add(min(others, key=lambda one: others[one]))
    return few


def weeks(born: date, registered: date) -> int:
    """How old the child was, in whole weeks: nobody counts back the day of birth from that."""
    return max((registered - born).days, 0) // 7
