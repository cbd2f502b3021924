"""Published figures that come in: shipped with us, loaded from a file, or typed."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from umai.foundation.counting.differences import Published, Unit
from umai.indicators import rules, terms

DATA = Path(__file__).parent / "data"
LARGEST_FILE = 65_536
_MOST_FIGURES = 500
_LONGEST_QUOTE = 40
_KEY = re.compile(r"([a-z_]+)_(percent|count)")
_CODE = re.compile(r"[A-Za-z0-9_+-]{1,60}")
_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,4})?")
_OTHER_NAMES = {"service": terms.CONSULTATIONS}


class FiguresRefused(Exception):
    """Figures that cannot be read; `errors` says by field ("topic.health", or "") what to do."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors = dict(errors)


@dataclass
class _Reading:
    """Figures and errors gathered on the way, by table and code."""

    units: dict[str, Unit] = field(default_factory=dict)
    figures: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def published_2007(language: str | None = None) -> rules.PublishedFigures:
    """The figures of the hotline as printed in 2007, with what is known about their differences."""
    language = language or get_language() or "en"
    notes = json.loads((DATA / "published_2007_notes.json").read_text("utf-8"))
    figures = loaded_figures((DATA / "published_2007.json").read_bytes())
    return rules.PublishedFigures(
        source=_in(notes["source"], language),
        contacts=figures.contacts,
        tables=figures.tables,
        notes={
            note["about"]: rules.Note(_in(note, language), note.get("base"), note.get("count"))
            for note in notes["notes"]
        },
    )


def _in(words: Mapping[str, str], language: str) -> str:
    return words.get(language.partition("-")[0], words["en"])


def loaded_figures(content: bytes) -> rules.PublishedFigures:
    """Figures from a JSON file: keys like `citizenship_percent`, `topic_count`, each code: number.

    `source` and `contacts` are read too; what else stands in the file is left alone.
    """
    content_of = _parsed(content)
    reading = _Reading()
    for key, figures in content_of.items():
        matched = _KEY.fullmatch(key)
        if matched is None:
            continue
        table = _OTHER_NAMES.get(matched[1], matched[1])
        if not isinstance(figures, dict):
            reading.errors[table] = _("Write the figures as code and number, in braces.")
            continue
        reading.units[table] = Unit(matched[2])
        for code, figure in figures.items():
            _read(reading, table, code, "" if figure is None else str(figure))
    contacts = _whole(reading, "contacts", str(content_of.get("contacts") or ""))
    return _finished(reading, str(content_of.get("source") or ""), contacts)


def _parsed(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST_FILE:
        raise FiguresRefused({"": _("The file is larger than 64 kB. Published figures are small.")})
    try:
        # Numbers stay text, so that the decimals that were printed are kept.
        parsed = json.loads(
            content.decode("utf-8-sig"), parse_float=str, parse_int=str, parse_constant=str
        )
    except (ValueError, RecursionError) as failure:
        raise FiguresRefused({"": _("This is not a JSON file in UTF-8.")}) from failure
    if not isinstance(parsed, dict):
        raise FiguresRefused({"": _("Begin the file with a brace: one key for each table.")})
    return parsed


def typed_figures(typed: Mapping[str, str], source: str = "") -> rules.PublishedFigures:
    """Figures as typed in a form: `citizenship.KAZ`: "96,3"; `citizenship.unit`: percent or count.

    A field left empty was not printed. The unit is count when not given. `contacts` is the total.
    """
    reading = _Reading()
    for name, text in typed.items():
        table, dot, code = name.partition(".")
        if dot and code == "unit":
            reading.units[table] = _unit(reading, name, text)
    for name, text in typed.items():
        table, dot, code = name.partition(".")
        if dot and code != "unit":
            reading.units.setdefault(table, Unit.COUNT)
            _read(reading, table, code, text)
    contacts = _whole(reading, "contacts", typed.get("contacts", ""))
    return _finished(reading, source.strip(), contacts)


def _unit(reading: _Reading, name: str, text: str) -> Unit:
    try:
        return Unit(text.strip() or Unit.COUNT)
    except ValueError:
        reading.errors[name] = _("Choose percent or count. You wrote %(typed)s.") % {
            "typed": _cited(text)
        }
        return Unit.COUNT


def _read(reading: _Reading, table: str, code: str, text: str) -> None:
    name, unit = f"{table}.{code}", reading.units[table]
    if table not in {question.key for question in terms.QUESTIONS}:
        reading.errors[table] = _("The report has no table %(table)s.") % {"table": _cited(table)}
        return
    if not _CODE.fullmatch(code):
        reading.errors[table] = _("%(typed)s is not a code.") % {"typed": _cited(code)}
        return
    bare = re.sub(r"[\s%]", "", text)
    if not bare:
        return
    figure = _figure(bare)
    if figure is None:
        words = _("Write a number such as 96.3 or 485. You wrote %(typed)s.")
    elif unit is Unit.COUNT and figure != figure.to_integral_value():
        words = _("Write a whole number, or choose percent. You wrote %(typed)s.")
    elif unit is Unit.PERCENT and figure > 100:
        words = _("Write a share of 100 or less, or choose count. You wrote %(typed)s.")
    else:
        reading.figures.setdefault(table, {})[code] = figure
        return
    reading.errors[name] = words % {"typed": _cited(text)}


def _cited(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "…"


def _figure(bare: str) -> Decimal | None:
    if not _NUMBER.fullmatch(bare):
        return None
    try:
        return Decimal(bare.replace(",", "."))
    except InvalidOperation:
        return None


def _whole(reading: _Reading, name: str, text: str) -> int | None:
    bare = re.sub(r"\s", "", text)
    if not bare:
        return None
    figure = _figure(bare)
    if figure is None or figure != figure.to_integral_value():
        words = _("Write a whole number such as 504. You wrote %(typed)s.")
        reading.errors[name] = words % {"typed": _cited(text)}
        return None
    return int(figure)


def _finished(reading: _Reading, source: str, contacts: int | None) -> rules.PublishedFigures:
    if not reading.errors and not reading.figures:
        reading.errors[""] = _("Give at least one published figure.")
    if sum(map(len, reading.figures.values())) > _MOST_FIGURES:
        reading.errors[""] = _("These are more figures than the report has rows.")
    if reading.errors:
        raise FiguresRefused(reading.errors)
    return rules.PublishedFigures(
        source=source,
        contacts=contacts,
        tables=tuple(
            Published(
                table, reading.units[table], _decimals(reading.units[table], figures), figures
            )
            for table, figures in reading.figures.items()
        ),
        notes={},
    )


def _decimals(unit: Unit, figures: Mapping[str, Decimal]) -> int:
    """The decimals a table was printed with: the most that any of its figures has."""
    if unit is Unit.COUNT:
        return 0
    return max(max(0, -int(figure.as_tuple().exponent)) for figure in figures.values())
