"""The catalogues of words: found, renewed, checked and compiled, on a small house of its own."""

import gettext
from pathlib import Path

import polib
import pytest

from tools import catalogue, messages

VIEWS = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
GREETING = _("Good morning")
KIND = pgettext("a verb", "Open")
def count(n): return ngettext("%(n)d call", "%(n)d calls", n) % {"n": n}
"""
PAGE = """{% load i18n %}
<h1 title="{% translate "What to do" %}">{% blocktranslate trimmed with who=actor.name %}
  Dear {{ who }},
  "welcome"
{% endblocktranslate %}</h1>
   {% blocktranslate count n=n %}{{ n }} child{% plural %}{{ n }} children{% endblocktranslate %}
"""
KAZAKH = {
    "Good morning": "Қайырлы таң",
    "Open": "Ашу",
    "What to do": "Не істеу керек",
    'Dear %(who)s, "welcome"': "Құрметті %(who)s, қош келдіңіз",
    "%(n)d call": ["%(n)d қоңырау", "%(n)d қоңырау"],
    "%(n)s child": ["%(n)s бала", "%(n)s бала"],
}
RUSSIAN = {
    "Good morning": "Доброе утро",
    "Open": "Открыть",
    "What to do": "Что делать",
    'Dear %(who)s, "welcome"': "%(who)s, добро пожаловать",
    "%(n)d call": ["%(n)d звонок", "%(n)d звонка", "%(n)d звонков", "%(n)d звонка"],
    "%(n)s child": ["%(n)s ребёнок", "%(n)s ребёнка", "%(n)s детей", "%(n)s ребёнка"],
}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house of one room, fully translated."""
    room = tmp_path / "umai" / "room"
    (room / "templates" / "room").mkdir(parents=True)
    (room / "__init__.py").touch()
    (room / "views.py").write_text(VIEWS)
    (room / "templates" / "room" / "page.html").write_text(PAGE)
    messages.update(tmp_path)
    for language, words in {"kk": KAZAKH, "ru": RUSSIAN}.items():
        book = book_of(tmp_path, language)
        for entry in book:
            write(entry, words[entry.msgid])
        book.save()
    return tmp_path


def book_of(house: Path, language: str) -> polib.POFile:
    return polib.pofile(str(catalogue.path(house / "umai" / "room", language)), wrapwidth=0)


def write(entry: polib.POEntry, said: str | list[str]) -> None:
    if isinstance(said, list):
        entry.msgstr_plural = dict(enumerate(said))
    else:
        entry.msgstr = said


def say(house: Path, language: str, source: str, said: str | list[str]) -> None:
    book = book_of(house, language)
    write(next(e for e in book if e.msgid == source), said)
    book.save()


def test_everything_that_is_said_is_found(house: Path) -> None:
    found = {(m.source, m.context, m.plural) for m in catalogue.messages(house / "umai" / "room")}
    assert found == {
        ("Good morning", "", ""),
        ("Open", "a verb", ""),
        ("What to do", "", ""),
        ('Dear %(who)s, "welcome"', "", ""),
        ("%(n)d call", "", "%(n)d calls"),
        ("%(n)s child", "", "%(n)s children"),
    }


def test_a_complete_catalogue_has_no_complaints(house: Path) -> None:
    assert messages.check(house) == []


def test_a_second_update_changes_nothing(house: Path) -> None:
    assert messages.update(house) == []


def test_an_update_keeps_translations_and_drops_what_nobody_says(house: Path) -> None:
    views = house / "umai" / "room" / "views.py"
    views.write_text(VIEWS.replace("Good morning", "Good evening"))
    assert any("stale" in line for line in messages.check(house))
    messages.update(house)
    book = {e.msgid: e.msgstr for e in book_of(house, "kk")}
    assert book["Good evening"] == "" and "Good morning" not in book
    assert book["What to do"] == "Не істеу керек"
    assert "umai.room kk: missing: 'Good evening'" in messages.check(house)


def test_the_order_of_the_source_does_not_matter(house: Path) -> None:
    """Moving a line moves nothing in the catalogue: there are no line numbers and no dates."""
    views = house / "umai" / "room" / "views.py"
    views.write_text("\n\n# A comment\n" + VIEWS)
    assert messages.check(house) == []


def test_a_translation_like_its_source_is_refused_unless_listed(house: Path) -> None:
    say(house, "kk", "Good morning", "Good morning")
    assert messages.check(house) == ["umai.room kk: equal to its source: 'Good morning'"]
    (house / "tools").mkdir()
    (house / messages.SAME).write_text("# Names\nsource Good morning\n")
    assert messages.check(house) == []


def test_kazakh_that_is_only_russian_is_refused_unless_listed(house: Path) -> None:
    say(house, "kk", "What to do", "Что делать")
    assert messages.check(house) == ["umai.room: Kazakh equal to Russian: 'What to do'"]
    (house / "tools").mkdir()
    (house / messages.SAME).write_text("kk=ru What to do\n")
    assert messages.check(house) == []


def test_an_exception_that_is_not_needed_is_refused(house: Path) -> None:
    (house / "tools").mkdir()
    (house / messages.SAME).write_text("source Good morning\n")
    assert messages.check(house) == [
        "tools/messages_same.txt: no longer needed: source Good morning"
    ]


def test_a_fuzzy_translation_is_refused(house: Path) -> None:
    book = book_of(house, "ru")
    book[0].flags.append("fuzzy")
    book.save()
    assert messages.check(house) == [f"umai.room ru: fuzzy: {book[0].msgid!r}"]


def test_a_lost_placeholder_is_refused(house: Path) -> None:
    say(house, "ru", 'Dear %(who)s, "welcome"', "Добро пожаловать")
    assert len(messages.check(house)) == 1
    assert "other placeholders" in messages.check(house)[0]


def test_every_plural_form_says_the_number(house: Path) -> None:
    """Russian says 21 with the form of 1, so a form without the number would lie."""
    say(house, "ru", "%(n)d call", ["один звонок", "%(n)d звонка", "%(n)d звонков", "%(n)d звонка"])
    assert "other placeholders" in messages.check(house)[0]


def test_one_sentence_has_one_translation(house: Path) -> None:
    """Django merges all catalogues: of two translations people would see either."""
    other = house / "umai" / "other"
    other.mkdir()
    (other / "__init__.py").touch()
    (other / "terms.py").write_text('from x import gettext as _\nA = _("Good morning")\n')
    messages.update(house)
    for language, words in {"kk": "Сәлем", "ru": "Доброе утро"}.items():
        book = polib.pofile(str(catalogue.path(other, language)), wrapwidth=0)
        book[0].msgstr = words
        book.save()
    assert messages.check(house) == ["kk: 'Good morning' differs in umai.other, umai.room"]


def test_compiling_gives_the_same_bytes_and_only_when_needed(house: Path) -> None:
    binary = catalogue.path(house / "umai" / "room", "ru").with_suffix(".mo")
    assert len(messages.compile_(house)) == 2
    first = binary.read_bytes()
    assert messages.compile_(house) == []
    binary.unlink()
    messages.compile_(house)
    assert binary.read_bytes() == first


def test_python_reads_what_was_compiled(house: Path) -> None:
    messages.compile_(house)
    binary = catalogue.path(house / "umai" / "room", "ru").with_suffix(".mo")
    with binary.open("rb") as file:
        russian = gettext.GNUTranslations(file)
    said = [russian.ngettext("%(n)d call", "%(n)d calls", n) % {"n": n} for n in (1, 3, 7, 21)]
    assert said == ["1 звонок", "3 звонка", "7 звонков", "21 звонок"]
    assert russian.pgettext("a verb", "Open") == "Открыть"


def test_our_plurals_are_those_of_django() -> None:
    """Another rule in our catalogues would split the language in two."""
    import django

    for language, rule in catalogue.PLURALS.items():
        django_s = Path(django.__file__).parent / "conf" / "locale" / language
        book = polib.pofile(str(django_s / "LC_MESSAGES" / "django.po"))
        assert book.metadata["Plural-Forms"] == rule
