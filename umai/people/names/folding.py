"""Fold a name to one alphabet, whatever script and spelling it came in.

`Нодира`, `Nodira` and `NODIRA` fold to one word; `Мұхаммед`, `Muhammad` and `Magomed` share one
skeleton. A change here changes every stored key: raise `VERSION` and key anew.
"""

import re
import unicodedata
from functools import lru_cache

VERSION = 1
LONGEST = 80  # signs of one name that are looked at
SKELETON = 7  # letters
VOWELS = frozenset("aeiou")

# Cyrillic of Kazakh, Russian, Uzbek, Tajik and Kyrgyz. `j` stands for zh and dj.
CYRILLIC = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "ҕ": "g", "д": "d", "е": "e",
    "ё": "io", "ж": "j", "җ": "j", "ҷ": "j", "з": "z", "и": "i", "ӣ": "i", "й": "i", "і": "i",
    "ї": "i", "к": "k", "қ": "k", "ҡ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "ҥ": "n",
    "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u",
    "ӯ": "u", "ў": "o", "ф": "f", "х": "h", "ҳ": "h", "һ": "h", "ц": "s", "ч": "ch", "ш": "s",
    "щ": "s", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
# What Latin spellings write with several letters, longest first; then single letters.
SPELLINGS = [
    ("shch", "s"), ("tsch", "ch"), ("sch", "s"), ("dzh", "j"), ("dj", "j"), ("zh", "j"),
    ("sh", "s"), ("tch", "ch"), ("kh", "h"), ("gh", "g"), ("ts", "s"), ("tz", "s"),
    ("ph", "f"), ("th", "t"), ("ck", "k"), ("oo", "u"), ("ou", "u"), ("ee", "i"),
    ("q", "k"), ("x", "h"), ("w", "v"), ("y", "i"),
]  # fmt: skip
LATIN = str.maketrans(
    {"ş": "sh", "š": "sh", "ç": "ch", "č": "ch", "ž": "zh", "ğ": "g", "ı": "i", "ŋ": "n", "ñ": "n",
     "ə": "a", "ø": "o", "æ": "a", "ß": "s", "ö": "o", "ü": "u"}  # fmt: skip
)
# What is written after a family name or a father's name in one language and not in the next.
SUFFIXES = (
    "ovich", "evich", "ovna", "evna", "iskaia", "iski", "ski", "skaia", "skai",
    "kizi", "gizi", "kiz", "ugli", "ogli", "ugl", "ogl", "uli", "ulu", "zoda", "zada", "zade",
    "ova", "eva", "ov", "ev", "of", "ef", "ina", "in",
)  # fmt: skip
# These may leave two letters: Alieva is Ali. A name such as Amin must not lose its end.
SHORT = frozenset({"ova", "eva", "ov", "ev"})
APART = re.compile(r"[^a-z]+")
CLASSES = str.maketrans(
    {"p": "b", "t": "d", "k": "g", "h": "g", "f": "v", "z": "s", "c": "j"}
)


@lru_cache(maxsize=65536)
def folded(name: str) -> str:
    """The words of a name in one alphabet (a-z), one space apart, doubled letters and glides gone.

    Folding what is folded changes nothing.
    """
    plain = unicodedata.normalize("NFKC", name[:LONGEST]).casefold()
    plain = re.sub("['`ʼʻ‘’ʹʾʿ]", "", plain)
    letters = "".join(CYRILLIC.get(sign, sign) for sign in plain.translate(LATIN))
    letters = unicodedata.normalize("NFD", letters)
    letters = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return " ".join(filter(None, map(_word, APART.split(letters))))


def _word(letters: str) -> str:
    # Again until nothing changes: what goes may bring two letters together that are one sound.
    before = ""
    while letters != before:
        before = letters
        for spelling, letter in SPELLINGS:
            letters = letters.replace(spelling, letter)
        # A c of its own is a k, before e and i an s.
        letters = re.sub("c(?=[ei])", "s", letters)
        letters = re.sub("c(?!h)", "k", letters)
        letters = re.sub(r"(.)\1+", r"\1", letters)
        # The i of ia, iu, ai, ei is a glide: one writes it and the next does not.
        letters = re.sub("i(?=[aeou])|(?<=[aeou])i", "", letters)
        if len(letters) > 3 and letters.endswith("ah"):
            letters = letters[:-1]
    return letters


@lru_cache(maxsize=65536)
def root(word: str) -> str:
    """A folded word without what one language adds to a family name and the next does not."""
    for suffix in SUFFIXES:
        left = len(word) - len(suffix)
        if word.endswith(suffix) and left >= (2 if suffix in SHORT else 3):
            return word[:left]
    return word


@lru_cache(maxsize=65536)
def roots(*names: str) -> tuple[str, ...]:
    """The roots of all words of some names, each once. Words that are only a suffix fall away."""
    words = [word for name in names for word in folded(name).split()]
    kept = [root(word) for word in words if word not in SUFFIXES]
    return tuple(dict.fromkeys(word for word in kept or words if word))


def skeleton(word: str) -> str:
    """The consonants of a root, voiced and voiceless as one: the same for every usual spelling.

    A vowel at the beginning counts as one letter, for it is heard. At most seven letters.
    """
    if not word:
        return ""
    sounds = word.replace("ch", "j").translate(CLASSES)
    head = "a" if sounds[0] in VOWELS else ""
    bones = re.sub(r"(.)\1+", r"\1", "".join(sign for sign in sounds if sign not in VOWELS))
    return (head + bones)[:SKELETON] or head
