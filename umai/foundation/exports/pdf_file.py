"""Documents for paper: a Typst template of ours, filled with data, never with spliced text."""

import json
import tempfile
from collections.abc import Mapping, Sequence
from datetime import UTC
from pathlib import Path
from typing import Any

import typst
from django.utils import translation
from django.utils.translation import gettext as _

from umai.foundation.counting import tables as counting
from umai.foundation.exports import marks, numerals

TEMPLATES = Path(__file__).parent / "data"


def document(template: str, data: Mapping[str, Any], mark: marks.Mark) -> bytes:
    """Set a template of this package (its name without ending) with data; returns a tagged PDF.

    The template sees only its own folder, the letters built into Typst, and the data as JSON.
    Packages are looked for in an empty folder, and no template asks for one.
    """
    source = TEMPLATES / f"{template}.typ"
    with tempfile.TemporaryDirectory(prefix="export-") as empty:
        return typst.compile(
            source,
            root=TEMPLATES,
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            package_path=Path(empty),
            package_cache_path=Path(empty),
            pdf_standards=["ua-1"],
            timestamp=mark.at.astimezone(UTC),
        )


def report_pdf(
    title: str,
    subtitle: str,
    facts: Sequence[tuple[str, str]],
    tables: Sequence[counting.Table],
    charts: Mapping[str, str],
    notes: Sequence[str],
    language: str,
    marked: marks.Mark,
) -> bytes:
    """A report: facts, notes, then each table with its sentence, bars (SVG by key), base, blanks.

    Pages are numbered n of m; rows are never cut in two; numbers are written as in the language.
    """
    with translation.override(language):
        sections = [_section(table, charts.get(table.key, ""), language) for table in tables]
        page_of = _("Page {page} of {pages}")
    data = {
        "language": language,
        "title": title,
        "subtitle": subtitle,
        "author": marked.who,
        "marked": marked.sentence(language),
        "facts": [list(fact) for fact in facts],
        "notes": list(notes),
        "sections": sections,
        "words": {"page-of": page_of},
    }
    return document("report", data, marked)


def _section(table: counting.Table, strip: str, language: str) -> dict[str, Any]:
    return {
        "title": table.title,
        "sentence": table.sentence,
        "base": base_line(table, language),
        "headings": [_("Answer"), table.unit, _("Share, %")],
        "rows": [
            [row.label, numerals.whole(row.count, language), numerals.share(row.percent, language)]
            for row in table.rows
        ],
        "strip": strip or None,
    }


def base_line(table: counting.Table, language: str) -> str:
    """What the shares of a table stand on and how many gave no answer, in the language given."""
    said = {
        "base": numerals.whole(table.base, language),
        "asked": numerals.whole(table.asked, language),
        "coverage": numerals.share(_coverage(table), language, 1),
        "blank": numerals.whole(table.not_recorded, language),
    }
    with translation.override(language):
        if table.not_recorded:
            line = _("Base: %(base)s of %(asked)s (%(coverage)s %%). Not recorded: %(blank)s.")
        else:
            line = _("Base: %(base)s. Not recorded: %(blank)s.")
        return line % said


def _coverage(table: counting.Table) -> str | None:
    return counting.percent(table.base, table.asked, 1)
