"""How likely two records are one person: 0 to 100, by names, dates, documents, telephones."""

from dataclasses import dataclass

from umai.people.names import matching

# From this score on a pair is proposed to people. Measured: docs/decisions, "Two records of one".
PROPOSED = 90.0
SAME_DOCUMENT, SAME_PHONE = 25.0, 6.0
OTHER_DAY, OTHER_DOCUMENT = 6.0, 3.0
LEAST_NAME = 60.0  # below it a shared document or telephone is that of a family


@dataclass(frozen=True)
class Record:
    """One record as the comparison sees it; numbers are plain (rules.plain_number, plain_phone)."""

    named: matching.Named
    document: str = ""
    phone: str = ""
    iin: str = ""


def sameness(one: Record, other: Record) -> float:
    """The same whichever record is named first."""
    there = matching.score(one.named, other.named)
    value = (there + matching.score(other.named, one.named)) / 2
    if value < LEAST_NAME:
        return value
    value -= _other_day(one.named.born, other.named.born)
    for mine, yours in ((one.document, other.document), (one.iin, other.iin)):
        if mine and yours:
            value += SAME_DOCUMENT if mine == yours else -OTHER_DOCUMENT
    if one.phone and one.phone == other.phone:
        value += SAME_PHONE
    return max(0.0, min(100.0, value))


def _other_day(one: str, other: str) -> float:
    """Two dates, both known to the day, that differ: a slip sometimes, another person mostly."""
    known = all(len(born) == 10 and not born.endswith(matching.GUESSED) for born in (one, other))
    return OTHER_DAY if known and one != other else 0.0
