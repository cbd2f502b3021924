"""Age bands: which band of a scheme an age in whole years falls into."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

OVER = "over"


@dataclass(frozen=True)
class Band:
    """Ages `low` to `high` in whole years, both included; `high` None means without end."""

    code: str
    low: int
    high: int | None


@dataclass(frozen=True)
class AgeScheme:
    """Bands that begin at 0 and follow one another without a gap; what lies above is `over`."""

    code: str
    bands: tuple[Band, ...]

    def __post_init__(self) -> None:
        expected: int | None = 0
        for band in self.bands:
            if band.code == OVER or band.low != expected:
                raise ValueError(f"{self.code}: the band {band.code} does not follow")
            if band.high is not None and band.high < band.low:
                raise ValueError(f"{self.code}: the band {band.code} ends before it begins")
            expected = None if band.high is None else band.high + 1
        if expected == 0 or len({band.code for band in self.bands}) != len(self.bands):
            raise ValueError(f"{self.code}: no bands, or one code twice")

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in order of age, then `over` unless the last band has no end."""
        codes = tuple(band.code for band in self.bands)
        return codes if self.bands[-1].high is None else (*codes, OVER)


def scheme(code: str, bands: Iterable[tuple[str, int, int | None]]) -> AgeScheme:
    """A scheme from (code, low, high) in order of age; ValueError names a band that is amiss."""
    return AgeScheme(code, tuple(Band(*band) for band in bands))


def band_of(age: int, scheme: AgeScheme) -> str:
    """The code of the band that holds an age in whole years, or `over`."""
    if age < 0:
        raise ValueError("an age is never below 0")
    for band in scheme.bands:
        if band.high is None or age <= band.high:
            return band.code
    return OVER


def band_counts(ages: Mapping[int, int], scheme: AgeScheme) -> dict[str, int]:
    """Counts by age brought together by band: every band in order, those with 0 and `over` too."""
    counts = dict.fromkeys(scheme.codes, 0)
    for age, count in ages.items():
        counts[band_of(age, scheme)] += count
    return counts
