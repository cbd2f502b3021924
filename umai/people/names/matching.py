"""How well a known person fits who is asked for: 0 to 100, from folded roots, dates and sex."""

from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler

from umai.people import terms
from umai.people.names import folding

GUESSED = "-01-01"  # the day that is written when nobody knows the day
FIRST_TWO = 0.5  # what a swapped order costs
PER_YEAR, MOST_YEARS = 1.0, 5.0
SAME_DATE, SAME_GUESS, OTHER_SEX = 20.0, 1.5, 12.0
SAME_NAME, NEAR = 89.5, 2  # from this score of names on they are one name; years that are near


@dataclass(frozen=True)
class Named:
    """A person as the comparison sees one: roots of names, birth date as far as known, sex."""

    given: tuple[str, ...]
    family: tuple[str, ...]
    patronymic: tuple[str, ...] = ()
    born: str = ""  # YYYY or YYYY-MM-DD, empty if not known
    sex: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The skeletons under which this person is found: of given and family name."""
        found = (folding.skeleton(word) for word in (*self.given, *self.family))
        return tuple(dict.fromkeys(one for one in found if len(one) > 1))


def named(given: str, family: str, patronymic: str = "", born: str = "", sex: str = "") -> Named:
    """From names as they are written."""
    roots = folding.roots
    return Named(roots(given), roots(family), roots(patronymic), born, sex)


def score(asked: Named, known: Named) -> float:
    """How well they fit, 100 at best. Order of names, script, endings and glides do not count."""
    straight = _pair(asked.given, asked.family, known.given, known.family)
    crossed = _pair(asked.given, asked.family, known.family, known.given) - FIRST_TWO
    value = max(straight, crossed)
    if asked.patronymic and known.patronymic:
        value = 0.85 * value + 0.15 * _alike(asked.patronymic, known.patronymic)
    return max(0.0, min(100.0, value + _dates(asked.born, known.born) - _sex(asked.sex, known.sex)))


def reasons(asked: Named, known: Named, other_script: bool = False) -> tuple[str, ...]:
    """Why they fit, as codes of `terms.Why` and without names; the names come first."""
    straight = _pair(asked.given, asked.family, known.given, known.family)
    crossed = _pair(asked.given, asked.family, known.family, known.given)
    swapped = bool(asked.given and asked.family) and crossed - FIRST_TWO > straight
    name = terms.Why.OTHER_SCRIPT if other_script else terms.Why.SAME_NAME
    said = [name if max(straight, crossed) >= SAME_NAME else terms.Why.LIKE]
    if swapped:
        said.append(terms.Why.SWAPPED)
    if asked.born and known.born:
        away = abs(int(asked.born[:4]) - int(known.born[:4]))
        if len(asked.born) == 10 and asked.born == known.born:
            said.append(terms.Why.SAME_DATE)
        elif away <= NEAR:
            said.append(terms.Why.YEAR_NEAR if away else terms.Why.SAME_YEAR)
    if _sex(asked.sex, known.sex):
        said.append(terms.Why.OTHER_SEX)
    return tuple(one.value for one in said)


def _pair(
    given: tuple[str, ...], family: tuple[str, ...], one: tuple[str, ...], other: tuple[str, ...]
) -> float:
    if not given or not family:
        return max(_alike(given or family, one), _alike(given or family, other))
    return 0.5 * _alike(given, one) + 0.5 * _alike(family, other)


def _alike(asked: tuple[str, ...], known: tuple[str, ...]) -> float:
    """The words of one name against those of another: each asked word finds its best."""
    if not asked or not known:
        return 0.0
    best = [max(JaroWinkler.similarity(word, other) for other in known) for word in asked]
    return 90.0 * sum(best) / len(best)


def _dates(asked: str, known: str) -> float:
    if not asked or not known:
        return 0.0
    away = abs(int(asked[:4]) - int(known[:4]))
    if len(asked) == 10 and asked == known:
        return SAME_GUESS if asked.endswith(GUESSED) else SAME_DATE
    return -min(MOST_YEARS, PER_YEAR * away)


def _sex(asked: str, known: str) -> float:
    return OTHER_SEX if asked and known and asked != known else 0.0
