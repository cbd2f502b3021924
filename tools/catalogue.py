"""One app's words: found in its source, and kept in its catalogues."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

# The plural rules of Django's own catalogues; another rule in ours would split a language in two.
PLURALS = {
    "kk": "nplurals=2; plural=(n!=1);",
    "ru": "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || "
    "n%100>14) ? 1 : n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);",
}
LANGUAGES = tuple(PLURALS)
FORMS = {language: int(rule[len("nplurals=")]) for language, rule in PLURALS.items()}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TEMPLATES = {".html", ".txt", ".svg", ".xml"}
NOT_WORDS = {"migrations", "locale", "__pycache__"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sd]|\{\w*\}|</?\w+")


@dataclass(frozen=True, order=True)
class Message:
    """A sentence to translate: its source, its plural and what tells it from its twin."""

    source: str
    context: str = ""
    plural: str = ""

    @property
    def key(self) -> tuple[str, str]:
        return (self.source, self.context)


def apps(root: Path) -> list[Path]:
    """Every package that may have words of its own: the rooms and the foundation's apps."""
    found = [*root.glob("umai/*/__init__.py"), *root.glob("umai/foundation/*/__init__.py")]
    return sorted(p.parent for p in found if p.parent.name != "foundation")


def path(app: Path, language: str) -> Path:
    return app / "locale" / language / "LC_MESSAGES" / "django.po"


def messages(app: Path) -> list[Message]:
    """What an app says to people, from its Python files and templates, sorted."""
    found: dict[tuple[str, str], Message] = {}
    for one in _found(app):
        known = found.get(one.key)
        # The same words with and without a plural are one entry, and the plural is what it needs.
        if known is None or not known.plural:
            found[one.key] = one
    return sorted(found.values())


def _found(app: Path) -> Iterator[Message]:
    for file in sorted(app.rglob("*")):
        if NOT_WORDS & set(file.relative_to(app).parts):
            continue
        if file.suffix == ".py":
            yield from _spoken(file.read_text())
        elif file.suffix in TEMPLATES and "templates" in file.parts:
            yield from _spoken(_as_python(file.read_text(), file.relative_to(app).as_posix()))


@cache
def _as_python(template: str, origin: str) -> str:
    if not settings.configured:
        settings.configure(USE_I18N=True)
    # Indentation of the page is not indentation of a program.
    return "\n".join(line.strip() for line in templatize(template, origin=origin).splitlines())


@cache
def _spoken(source: str) -> tuple[Message, ...]:
    """The words of a program; the same program is read once, in whatever copy it stands."""
    found = []
    rows = extract("python", BytesIO(source.encode()), KEYWORDS, options={"encoding": "utf-8"})
    for _line, words, _comments, context in rows:
        texts = [words] if isinstance(words, str) else [w for w in words if w is not None]
        if context is not None:
            texts = [w for w in texts if w != context] or [context]
        if texts and texts[0]:
            found.append(Message(texts[0], context or "", texts[1] if len(texts) > 1 else ""))
    return tuple(found)


def text(found: list[Message], old: polib.POFile | None, language: str) -> str:
    """The catalogue as it should stand: today's messages with yesterday's translations."""
    known = {(e.msgid, e.msgctxt or ""): e for e in old or [] if not e.obsolete}
    new = polib.POFile(wrapwidth=0)
    new.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    new.extend(_entry(message, known.get(message.key), language) for message in found)
    return f"{new}".rstrip("\n") + "\n"


def _entry(message: Message, known: polib.POEntry | None, language: str) -> polib.POEntry:
    entry = polib.POEntry(msgid=message.source, msgctxt=message.context or None)
    if known is not None:
        entry.flags = [flag for flag in known.flags if flag == "fuzzy"]
        entry.tcomment = known.tcomment
    if message.plural:
        before = known.msgstr_plural if known is not None else {}
        entry.msgid_plural = message.plural
        entry.msgstr_plural = {n: before.get(n, "") for n in range(FORMS[language])}
    elif known is not None:
        entry.msgstr = known.msgstr
    return entry


def translations(entry: polib.POEntry) -> list[str]:
    """What stands for an entry: one text, or one for each plural form."""
    if entry.msgid_plural:
        return [entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)]
    return [entry.msgstr]


def has_words(text: str) -> bool:
    """Whether anything is left to translate once the placeholders are gone."""
    return any(letter.isalpha() for letter in PLACEHOLDER.sub("", text))
