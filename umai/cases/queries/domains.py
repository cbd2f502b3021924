"""The domains of assessment as versioned data. An old assessment is read in its own version."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from umai.cases.terms import AssessmentKind
from umai.foundation.vocabulary import queries as vocabulary

DATA = Path(__file__).parents[1] / "data" / "domains.json"


@dataclass(frozen=True)
class Domain:
    """One domain: what it is called and what is asked, in three languages."""

    code: str
    labels: dict[str, str]
    asks: dict[str, str]

    @property
    def label(self) -> str:
        """What it is called in the language of the page."""
        return vocabulary.in_language(self.labels)

    @property
    def ask(self) -> str:
        """What one asks."""
        return vocabulary.in_language(self.asks)


@dataclass(frozen=True)
class DomainEdition:
    """One version of the domains and of the scale. It is never changed."""

    version: int
    domains: tuple[Domain, ...]
    rapid: frozenset[str]
    ratings: tuple[dict[str, str], ...]

    def of(self, kind: str) -> list[Domain]:
        """The domains that an assessment of this kind asks about."""
        every = kind != AssessmentKind.RAPID
        return [one for one in self.domains if every or one.code in self.rapid]

    def domain(self, code: str, kind: str) -> Domain | None:
        """One of them."""
        return next((one for one in self.of(kind) if one.code == code), None)

    def label(self, code: str) -> str:
        """What a domain is called; the code if this version does not know it."""
        return next((one.label for one in self.domains if one.code == code), code)

    def labels(self, codes: Iterable[str]) -> list[str]:
        """What these are called."""
        return [self.label(code) for code in codes]

    def rating(self, number: int | None) -> str:
        """What a number of the scale says."""
        return "" if number is None else vocabulary.in_language(self.ratings[number])


@cache
def domain_editions() -> dict[int, DomainEdition]:
    """Every version that there ever was, by its number."""
    told = json.loads(DATA.read_text(encoding="utf-8"))["versions"]
    return {
        one["version"]: DomainEdition(
            one["version"],
            tuple(Domain(had["code"], had["label"], had["ask"]) for had in one["domains"]),
            frozenset(one["rapid"]),
            tuple(one["ratings"]),
        )
        for one in told
    }


def newest_domains() -> DomainEdition:
    """The version in which an assessment is begun today."""
    known = domain_editions()
    return known[max(known)]


def domain_edition(version: int) -> DomainEdition:
    """The version of an assessment."""
    return domain_editions()[version]
