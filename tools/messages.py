"""The catalogues of words: `update` them from the source, `check` them, `compile` them."""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib

from tools import catalogue

ROOT = Path(__file__).resolve().parents[1]
SAME = "tools/messages_same.txt"


def update(root: Path, only: list[Path] | None = None) -> list[str]:
    """Write every catalogue anew: new messages empty, translations kept, the unused dropped."""
    told = []
    for app in only or catalogue.apps(root):
        found = catalogue.messages(app)
        for language in catalogue.LANGUAGES:
            file = catalogue.path(app, language)
            if not found and not file.exists():
                continue
            text = catalogue.text(found, _read(file), language)
            if not file.exists() or file.read_text() != text:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text)
                told.append(str(file.relative_to(root)))
    return told


def compile_(root: Path) -> list[str]:
    """Write the binary beside every catalogue that changed since; the same bytes every time."""
    told = []
    for app in catalogue.apps(root):
        for file in sorted(app.glob("locale/*/LC_MESSAGES/django.po")):
            binary = file.with_suffix(".mo")
            if binary.exists() and binary.stat().st_mtime_ns >= file.stat().st_mtime_ns:
                continue
            binary.write_bytes(polib.pofile(str(file)).to_binary())
            told.append(str(binary.relative_to(root)))
    return told


def check(root: Path) -> list[str]:
    """Everything that keeps the words from being complete, one line each."""
    same = _same(root)
    used: set[tuple[str, str]] = set()
    said: dict[tuple[str, str, str], dict[str, list[str]]] = {}
    wrong: list[str] = []
    for app in catalogue.apps(root):
        home = ".".join(app.relative_to(root).parts)
        found = catalogue.messages(app)
        files = {one: catalogue.path(app, one) for one in catalogue.LANGUAGES}
        books = {one: _read(file) for one, file in files.items()}
        for language, book in books.items():
            if found and book is None:
                wrong.append(f"{home} {language}: no catalogue; run make messages")
            if book is None:
                continue
            if files[language].read_text() != catalogue.text(found, book, language):
                wrong.append(f"{home} {language}: stale; run make messages")
            for entry in book:
                wrong += [f"{home} {language}: {line}" for line in _entry(entry, same, used)]
                key = (language, entry.msgid, entry.msgctxt or "")
                said.setdefault(key, {})[home] = catalogue.translations(entry)
        wrong += [f"{home}: {line}" for line in _alike(books, same, used)]
    wrong += _quarrels(said)
    return wrong + [f"{SAME}: no longer needed: {kind} {words}" for kind, words in same - used]


def _read(file: Path) -> polib.POFile | None:
    return polib.pofile(str(file), wrapwidth=0) if file.exists() else None


def _same(root: Path) -> set[tuple[str, str]]:
    """The listed exceptions: `source <words>` or `kk=ru <words>`, one a line."""
    file = root / SAME
    lines = file.read_text().splitlines() if file.exists() else []
    pairs = (line.split(" ", 1) for line in lines if line.strip() and not line.startswith("#"))
    return {(kind, words.replace("\\n", "\n")) for kind, words in pairs}


def _entry(
    entry: polib.POEntry, same: set[tuple[str, str]], used: set[tuple[str, str]]
) -> Iterator[str]:
    """What is wrong with one translation."""
    texts = catalogue.translations(entry)
    if not all(texts):
        yield f"missing: {entry.msgid!r}"
        return
    if entry.fuzzy:
        yield f"fuzzy: {entry.msgid!r}"
    if catalogue.has_words(entry.msgid) and {entry.msgid, entry.msgid_plural} & set(texts):
        used.add(("source", entry.msgid))
        if ("source", entry.msgid) not in same:
            yield f"equal to its source: {entry.msgid!r}"
    # Russian says "21 call" with its first form, so every form carries what the plural carries.
    wanted = _placeholders(entry.msgid_plural or entry.msgid)
    for text in texts:
        if _placeholders(text) != wanted:
            yield f"other placeholders: {entry.msgid!r} -> {text!r}"


def _placeholders(text: str) -> Counter[str]:
    return Counter(catalogue.PLACEHOLDER.findall(text))


def _alike(
    books: dict[str, polib.POFile | None],
    same: set[tuple[str, str]],
    used: set[tuple[str, str]],
) -> Iterator[str]:
    """Kazakh that is only Russian."""
    kazakh, russian = (
        {(e.msgid, e.msgctxt): catalogue.translations(e) for e in books[one] or []}
        for one in ("kk", "ru")
    )
    for key, texts in kazakh.items():
        shared = {t for t in texts if catalogue.has_words(t)} & set(russian.get(key, []))
        if not shared or key[0] in shared:
            continue
        used.add(("kk=ru", key[0]))
        if ("kk=ru", key[0]) not in same:
            yield f"Kazakh equal to Russian: {key[0]!r}"


def _quarrels(said: dict[tuple[str, str, str], dict[str, list[str]]]) -> Iterator[str]:
    """One sentence translated in two ways: people would see either, whichever app comes first."""
    for (language, source, _context), homes in sorted(said.items()):
        if len({tuple(texts) for texts in homes.values() if all(texts)}) > 1:
            yield f"{language}: {source!r} differs in {', '.join(sorted(homes))}"


def main(words: list[str]) -> int:
    doing = {"update": update, "compile": compile_, "check": check}
    only = [ROOT / word for word in words if "/" in word]
    verbs = [word for word in words if "/" not in word]
    if not verbs or set(verbs) - set(doing) or not all(app.is_dir() for app in only):
        print(f"usage: messages [{'|'.join(doing)}] ... [umai/ROOM]", file=sys.stderr)
        return 2
    for verb in verbs:
        lines = update(ROOT, only) if verb == "update" else doing[verb](ROOT)
        for line in lines:
            print(line)
        if verb == "check" and lines:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
