"""Invented people in any number, and questions that misspell them, to measure the search by name.

Names are put together from lists of our own: common given names of Central Asia and Russia, and
family names made of them the way that families make them. Nobody is meant. How a name is distorted
is written here and knows nothing of how the search folds names: it writes Latin by the tables of
passports and by habit, swaps, shortens and mistypes.
"""

import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

LISTS: dict[str, Any] = json.loads((Path(__file__).parent / "invented_names.json").read_text())
CITIZENSHIPS = ["KZ"] * 5 + ["UZ"] * 9 + ["TJ"] * 4 + ["KG"] * 3 + ["RU"]

PASSPORT, HABITS, UZBEK = LISTS["passport"], LISTS["habits"], LISTS["uzbek"]
PLAIN_CYRILLIC = str.maketrans("әғқңөұүһіўҷҳӣӯ", "агкноуухиужхиу")
NEAR: dict[str, str] = LISTS["near_vowels"]
CONSONANTS: dict[str, str] = LISTS["near_consonants"]


@dataclass(frozen=True)
class Invented:
    """Somebody who does not exist."""

    reference: str
    given: str
    family: str
    patronymic: str
    sex: str
    born: str
    precision: str
    citizenship: str
    document: str
    phone: str


def people(count: int, seed: int = 1) -> Iterator[Invented]:
    """Invented people: popular names are popular, one birth date in eight is a guess."""
    chance = random.Random(seed)  # noqa: S311  # invented, not secret
    for number in range(count):
        sex = chance.choice(["male", "female"])
        fathers = _given(chance, "male")
        year = chance.randrange(1960, 2026)
        guessed = chance.random() < 0.125
        born = (
            f"{year}-01-01"
            if guessed
            else f"{year}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        )
        yield Invented(
            reference=f"P-{number:07d}",
            given=_given(chance, sex),
            family=_family(chance, sex),
            patronymic=_patronymic(chance, fathers, sex) if chance.random() < 0.6 else "",
            sex=sex,
            born=born,
            precision="year" if guessed else "day",
            citizenship=chance.choice(CITIZENSHIPS),
            document=f"{chance.choice('ABCN')}{chance.randrange(10**8):08d}"
            if chance.random() < 0.5
            else "",
            phone=f"+7700{chance.randrange(10**7):07d}" if chance.random() < 0.5 else "",
        )


def _given(chance: random.Random, sex: str) -> str:
    who = "men" if sex == "male" else "women"
    names, ends = LISTS[who], LISTS[f"ends_of_{who}"]
    # A few names are common, most are rare: the tenth name is a third as common as the first.
    place = min(int(chance.paretovariate(0.7)) - 1, len(names) - 1)
    name = names[place] if chance.random() < 0.5 else chance.choice(names)
    return str(name + chance.choice(ends))


def _family(chance: random.Random, sex: str) -> str:
    of = _given(chance, "male")
    woman = sex == "female"
    ending = "ев" if of[-1] in "йьеи" else "ов"
    of = of.rstrip("йь")
    how = chance.random()
    if how < 0.62:
        return of + ending + ("а" if woman else "")
    if how < 0.74:
        return of
    if how < 0.84:
        return of + ("қызы" if woman else "ұлы")
    if how < 0.92:
        return of + "зода"
    return of + (" кызы" if woman else " уулу")


def _patronymic(chance: random.Random, of: str, sex: str) -> str:
    woman, plain = sex == "female", of.rstrip("йь")
    how = chance.random()
    if how < 0.6:
        return plain + ("овна" if woman else "ович")
    if how < 0.8:
        return plain + (" қизи" if woman else " ўғли")
    return plain + ("қызы" if woman else "ұлы")


def latin(text: str, chance: random.Random, table: dict[str, str]) -> str:
    """A Cyrillic name in Latin, by a table; letters that it lacks as in a passport."""
    letters = [table.get(sign) or PASSPORT.get(sign, sign) for sign in text.lower()]
    return "".join(letters).title()


def _both(
    change: Callable[[str, random.Random], str],
) -> Callable[[Invented, random.Random], Invented]:
    return lambda who, chance: replace(
        who,
        given=change(who.given, chance),
        family=change(who.family, chance),
        patronymic=change(who.patronymic, chance) if who.patronymic else "",
    )


def _vowel(name: str, chance: random.Random) -> str:
    places = [n for n, sign in enumerate(name) if n and sign in NEAR]
    if not places:
        return name
    place = chance.choice(places)
    return name[:place] + NEAR[name[place]] + name[place + 1 :]


def _consonant(name: str, chance: random.Random) -> str:
    places = [n for n, sign in enumerate(name) if n and sign in CONSONANTS]
    if not places:
        return name
    place = chance.choice(places)
    return name[:place] + CONSONANTS[name[place]] + name[place + 1 :]


def _typo(name: str, chance: random.Random) -> str:
    if len(name) < 3:
        return name
    place = chance.randrange(1, len(name) - 1)
    how = chance.randrange(4)
    if how == 0:
        return name[:place] + name[place + 1 :]
    if how == 1:
        return name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    if how == 2:
        return name[:place] + chance.choice("абгдежзиклмнопрсту") + name[place + 1 :]
    return name[:place] + chance.choice("абгдежзиклмнопрсту") + name[place:]


def _other_ending(name: str, chance: random.Random) -> str:
    for ending in ("ова", "ева", "ов", "ев", "қызы", "ұлы", "зода", " кызы", " уулу"):
        if name.endswith(ending):
            stem = name[: -len(ending)]
            return stem + chance.choice(["", "ов", "ова", "зода", "ұлы", " угли", " қизи"])
    return name + chance.choice(["ов", "ова", "зода", "ұлы"])


def _year(who: Invented, chance: random.Random, low: int, high: int) -> Invented:
    away = chance.choice([-1, 1]) * chance.randint(low, high)
    return replace(who, born=str(int(who.born[:4]) + away))


def _year_only(who: Invented) -> Invented:
    return replace(who, born=who.born[:4])


Distortion = Callable[[Invented, random.Random], Invented]
STANDARD: dict[str, Distortion] = {
    "as_written": lambda who, chance: who,
    "passport_latin": _both(lambda name, chance: latin(name, chance, {})),
    "uzbek_latin": _both(lambda name, chance: latin(name, chance, UZBEK)),
    "habit_latin": _both(lambda name, chance: latin(name, chance, HABITS)),
    "plain_cyrillic": _both(lambda name, chance: name.lower().translate(PLAIN_CYRILLIC).title()),
    "swapped": lambda who, chance: replace(who, given=who.family, family=who.given),
    "other_ending": lambda who, chance: replace(
        who, family=_other_ending(who.family, chance), patronymic=""
    ),
    "vowel_in_each": _both(_vowel),
    "year_only": lambda who, chance: replace(_year_only(who), patronymic=""),
    "year_off_by_two": lambda who, chance: _year(replace(who, patronymic=""), chance, 1, 2),
    "year_far_off": lambda who, chance: _year(who, chance, 3, 12),
    "no_date": lambda who, chance: replace(who, born=""),
    "typo_in_one": lambda who, chance: (
        replace(who, family=_typo(who.family, chance))
        if chance.random() < 0.5
        else replace(who, given=_typo(who.given, chance))
    ),
    "latin_ending_year": lambda who, chance: _year(
        replace(
            who,
            given=latin(who.given, chance, {}),
            family=latin(_other_ending(who.family, chance), chance, HABITS),
            patronymic="",
        ),
        chance,
        1,
        1,
    ),
}
HELD_OUT: dict[str, Distortion] = {
    "consonant_in_one": lambda who, chance: replace(who, given=_consonant(who.given, chance)),
    "consonant_in_each_latin": _both(
        lambda name, chance: latin(_consonant(name, chance), chance, {})
    ),
    "cut_short": lambda who, chance: replace(who, given=who.given[: max(4, len(who.given) - 2)]),
    "doubled_letter": _both(lambda name, chance: name[:2] + name[1] + name[2:]),
    "other_family_name_same_date": lambda who, chance: replace(
        who, family=_family(chance, who.sex), patronymic=""
    ),
    "typo_in_each_same_date": _both(_typo),
}
# Declared hard: what a search cannot be expected to find at once; the page offers to search wider.
HARD: dict[str, Distortion] = {
    "two_typos_in_each": lambda who, chance: _year_only(
        _both(lambda name, one: _typo(_typo(name, one), one))(who, chance)
    ),
    "other_family_name_year_only": lambda who, chance: _year_only(
        replace(who, family=_family(chance, who.sex), patronymic="")
    ),
}
CLASSES: dict[str, Distortion] = {**STANDARD, **HELD_OUT, **HARD}


def questions(
    everybody: list[Invented], each: int, seed: int = 2
) -> Iterator[tuple[str, Invented]]:
    """For every kind of distortion some people as somebody would ask for them."""
    chance = random.Random(seed)  # noqa: S311  # invented, not secret
    for name, distort in CLASSES.items():
        for who in chance.sample(everybody, min(each, len(everybody))):
            yield name, distort(who, chance)
