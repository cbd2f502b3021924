"""One folded form for every script and spelling, and a skeleton that survives how people write."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tools import invented_people
from umai.people.names import folding, matching

CYRILLIC = "абвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяәўҳҷӣӯ"
LATIN = "abcdefghijklmnopqrstuvwxyz'"
words = some.text(CYRILLIC + LATIN + " -", max_size=24)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Нодира", "Nodira", "NODIRA", "nodira "),
        ("Шахло", "Shahlo", "Shakhlo"),
        ("Жұмабек", "Жумабек", "Zhumabek", "Jumabek", "Dzhumabek"),
        ("Айгүл", "Aigul", "Aygul", "Айгуль"),
        ("Фатима", "Fatima", "Fatimah"),
        ("Юнус", "Yunus", "Iunus"),
        ("Ўктам", "O'ktam", "Oʻktam"),
    ],
)
def test_every_spelling_folds_to_one_word(spellings: tuple[str, ...]) -> None:
    assert len({folding.folded(one) for one in spellings}) == 1


@pytest.mark.parametrize(
    "spellings",
    [
        ("Мұхаммед", "Muhammad", "Magomed", "Мухаммад", "Mohammed"),
        ("Нодира", "Nadira"),
        ("Каримов", "Каримова", "Karimzoda", "Карим уулу", "Karim", "Каримұлы"),
        ("Йўлдошев", "Юлдашева", "Yuldashev"),
        ("Әлиева", "Алиев", "Ali", "Aliyev"),
    ],
)
def test_every_spelling_has_one_skeleton(spellings: tuple[str, ...]) -> None:
    bones = [{folding.skeleton(root) for root in folding.roots(one)} for one in spellings]
    assert len(set.intersection(*bones)) == 1


@given(words)
def test_folding_what_is_folded_changes_nothing(name: str) -> None:
    once = folding.folded(name)
    assert folding.folded(once) == once


@given(some.text(max_size=200))
def test_any_text_folds_to_plain_letters(text: str) -> None:
    assert set(folding.folded(text)) <= set("abcdefghijklmnopqrstuvwxyz ")
    for root in folding.roots(text):
        assert len(folding.skeleton(root)) <= folding.SKELETON


@given(some.integers(0, 3000))
def test_a_passport_finds_the_name_in_cyrillic(seed: int) -> None:
    """Script-independent: the Latin of a passport has the skeletons of the Cyrillic name."""
    import random

    chance = random.Random(seed)
    person = next(invented_people.people(1, seed))
    for name in (person.given, person.family):
        other = invented_people.latin(name, chance, {})
        bones = {folding.skeleton(root) for root in folding.roots(name)}
        assert bones == {folding.skeleton(root) for root in folding.roots(other)}


def test_a_name_that_is_only_an_ending_is_still_a_name() -> None:
    assert folding.roots("Ова") == ("ova",)
    assert folding.roots("") == ()


def test_a_better_fit_has_a_higher_score() -> None:
    asked = matching.named("Nadira", "Karimova", born="2014-03-09", sex="female")
    same = matching.named("Нодира", "Каримова", born="2014-03-09", sex="female")
    swapped = matching.named("Каримова", "Нодира", born="2014-03-09", sex="female")
    other_year = matching.named("Нодира", "Каримова", born="2011", sex="female")
    boy = matching.named("Нодир", "Каримов", born="2014-03-09", sex="male")
    scores = [matching.score(asked, one) for one in (same, swapped, other_year, boy)]
    assert scores[0] >= scores[1] > scores[2]
    assert scores[0] > scores[3]
    assert all(0 <= one <= 100 for one in scores)
