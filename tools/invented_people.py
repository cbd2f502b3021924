"""Invented people in any number, and questions that misspell them, to measure the search by name.

Names are put together from lists of our own: common given names of Central Asia and Russia, and
family names made of them the way that families make them. Nobody is meant. How a name is distorted
is written here and knows nothing of how the search folds names: it writes Latin by the tables of
passports and by habit, swaps, shortens and mistypes.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

MEN = """Абай Абдулла Азамат Айбек Айдар Акмал Алан Али Алишер Алмас Амир Анвар Арман Асан Аскар Ахмад
Бахтияр Бекзат Берик Болат Гани Дамир Данияр Даврон Дильшод Диас Ерлан Ернар Жамшид Жандос Жасур Зафар Ибрагим
Икром Ильяс Исмаил Камол Канат Карим Комил Латиф Малик Мансур Марат Махмуд Мирас Мухаммад Мұрат Назар
Нариман Наурыз Нодир Нурлан Нұржан Олжас Омар Отабек Равшан Рахим Рустам Сабит Садык Саид Самат Санжар Сардор
Серик Собир Султан Талгат Темир Тимур Тулкин Улугбек Умид Фарход Фаррух Фируз Хамид Хасан Хуршед Чингиз Шавкат
Шамиль Шерзод Шухрат Элдор Эркин Юнус Юсуф Якуб Ғалым Қайрат Қанат Әділ Өмір Ұлан Іскак Бобур Ҷамшед Ғафур
Андрей Дмитрий Игорь Максим Сергей Виктор Павел Роман Денис Кирилл""".split()
WOMEN = """Азиза Айгүл Айжан Айнұр Алия Алма Амина Анора Асель Ақбота Барно Ботагөз Венера Галия Гузаль Гулнора Гүлмира
Дана Дилбар Дилором Динара Диёра Жамиля Жанар Жулдыз Зарина Зебо Зулфия Зухра Ирода Камила Карлыгаш Лайло Латофат
Лола Мавлюда Мадина Маржан Мафтуна Меруерт Малика Мохира Мунира Мөлдір Нигора Нилуфар Нодира Наргиза Нозима Ойгул
Парвина Раъно Рахима Роза Сабина Садокат Саида Салтанат Самира Севара Ситора Тамила Тахмина Томирис Умида Фарангис Фарзона
Фатима Феруза Фотима Хадича Хилола Чинара Шахло Шахноза Шолпан Эльвира Юлдуз Ясмина Әсел Ұлжан Ғалия Қарлығаш Ҳилола
Анна Елена Мария Ольга Наталья Светлана Ирина Татьяна Юлия Екатерина""".split()
ENDS_OF_MEN = ["", "", "", "бек", "жан", "бай", "хан", "али", "мурат", "дин", "шер"]
ENDS_OF_WOMEN = ["", "", "", "гуль", "ой", "нур", "хон", "бану", "жан"]
CITIZENSHIPS = ["KZ"] * 5 + ["UZ"] * 9 + ["TJ"] * 4 + ["KG"] * 3 + ["RU"]

PASSPORT = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "gh", "д": "d", "е": "e", "ё": "yo",
    "ж": "zh", "ҷ": "j", "з": "z", "и": "i", "ӣ": "i", "й": "y", "і": "i", "к": "k", "қ": "q", "л": "l",
    "м": "m", "н": "n", "ң": "ng", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ұ": "u", "ү": "u", "ӯ": "u", "ў": "o'", "ф": "f", "х": "kh", "ҳ": "h", "һ": "h", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
HABITS = {
    "ж": "j", "х": "h", "қ": "k", "ғ": "g", "й": "i", "ю": "iu", "я": "ia", "ё": "io", "ы": "i", "ә": "e",
    "у": "oo", "ұ": "ou", "ү": "u", "ў": "u", "ш": "sh", "ң": "n", "ө": "u", "ц": "c",
}  # fmt: skip
UZBEK = {"ж": "j", "х": "x", "қ": "q", "ғ": "g'", "ў": "o'", "ч": "ch", "ш": "sh", "ъ": "'", "й": "y", "е": "ye"}
PLAIN_CYRILLIC = str.maketrans("әғқңөұүһіўҷҳӣӯ", "агкноуухиужхиу")
NEAR = {"а": "о", "о": "а", "у": "о", "е": "и", "и": "е", "э": "е", "я": "а", "ы": "и", "ә": "а", "ұ": "у", "ү": "у"}
CONSONANTS = {"х": "г", "г": "х", "д": "т", "т": "д", "б": "п", "п": "б", "з": "с", "с": "з", "к": "г", "в": "ф", "ж": "ч"}


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
    chance = random.Random(seed)
    for number in range(count):
        sex = chance.choice(["male", "female"])
        fathers = _given(chance, "male")
        year = chance.randrange(1960, 2026)
        guessed = chance.random() < 0.125
        born = f"{year}-01-01" if guessed else f"{year}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
        yield Invented(
            reference=f"P-{number:07d}",
            given=_given(chance, sex),
            family=_family(chance, sex),
            patronymic=_patronymic(chance, fathers, sex) if chance.random() < 0.6 else "",
            sex=sex,
            born=born,
            precision="year" if guessed else "day",
            citizenship=chance.choice(CITIZENSHIPS),
            document=f"{chance.choice('ABCN')}{chance.randrange(10**8):08d}" if chance.random() < 0.5 else "",
            phone=f"+7700{chance.randrange(10**7):07d}" if chance.random() < 0.5 else "",
        )


def _given(chance: random.Random, sex: str) -> str:
    names, ends = (MEN, ENDS_OF_MEN) if sex == "male" else (WOMEN, ENDS_OF_WOMEN)
    # A few names are common, most are rare: the tenth name is a third as common as the first.
    return names[min(int(chance.paretovariate(0.7)) - 1, len(names) - 1)] + chance.choice(ends) if chance.random() < 0.5 else chance.choice(names) + chance.choice(ends)


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


def _both(change: Callable[[str, random.Random], str]) -> Callable[[Invented, random.Random], Invented]:
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
    "other_ending": lambda who, chance: replace(who, family=_other_ending(who.family, chance), patronymic=""),
    "vowel_in_each": _both(_vowel),
    "year_only": lambda who, chance: replace(_year_only(who), patronymic=""),
    "year_off_by_two": lambda who, chance: _year(replace(who, patronymic=""), chance, 1, 2),
    "year_far_off": lambda who, chance: _year(who, chance, 3, 12),
    "no_date": lambda who, chance: replace(who, born=""),
    "typo_in_one": lambda who, chance: replace(who, family=_typo(who.family, chance)) if chance.random() < 0.5 else replace(who, given=_typo(who.given, chance)),
    "latin_ending_year": lambda who, chance: _year(
        replace(
            who,
            given=latin(who.given, chance, {}),
            family=latin(_other_ending(who.family, chance), chance, HABITS),
            patronymic="",
        ), chance, 1, 1),
}  # fmt: skip
HELD_OUT: dict[str, Distortion] = {
    "consonant_in_one": lambda who, chance: replace(who, given=_consonant(who.given, chance)),
    "consonant_in_each_latin": _both(lambda name, chance: latin(_consonant(name, chance), chance, {})),
    "cut_short": lambda who, chance: replace(who, given=who.given[: max(4, len(who.given) - 2)]),
    "doubled_letter": _both(lambda name, chance: name[:2] + name[1] + name[2:]),
    "other_family_name_same_date": lambda who, chance: replace(who, family=_family(chance, who.sex), patronymic=""),
    "typo_in_each_same_date": _both(_typo),
}  # fmt: skip
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
    chance = random.Random(seed)
    for name, distort in CLASSES.items():
        for who in chance.sample(everybody, min(each, len(everybody))):
            yield name, distort(who, chance)
