"""The hotline report as JSON, CSV, XLSX and PDF."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from umai.foundation.counting import tables as counting
from umai.foundation.exports import (
    cells,
    charts,
    csv_file,
    marks,
    numerals,
    pdf_file,
    xlsx_file,
)
from umai.foundation.exports.xlsx_file import Column, Kind
from umai.indicators import rules, terms

CSV_HEADER = (
    "organisation",
    "from",
    "to",
    "table",
    "title",
    "unit",
    "code",
    "label",
    "count",
    "percent",
    "base",
    "not_recorded",
    "made",
)


def report_json(report: rules.HotlineReport) -> dict[str, Any]:
    """The report in the shape that others read: keys and order are fixed, shares are text."""
    return {
        "organisation": report.organisation,
        "from": report.period.first.isoformat(),
        "to": report.period.last.isoformat(),
        "contacts": report.contacts,
        "substantive": report.substantive,
        "tables": {table.key: _table_json(table) for table in report.tables},
    }


def _table_json(table: counting.Table) -> dict[str, Any]:
    answers = {"base": table.base, "not_recorded": table.not_recorded}
    if table.key == terms.CONSULTATIONS:
        rows = [
            {"code": row.code, "count": row.count, "percent": row.percent} for row in table.rows
        ]
        return {"unit": terms.CONSULTATIONS_UNIT, **answers, "rows": rows}
    labelled = [
        {"code": row.code, "label": row.label, "count": row.count, "percent": row.percent}
        for row in table.rows
    ]
    return {**answers, "rows": labelled}


def indicators_json(report: rules.IndicatorReport) -> dict[str, Any]:
    """Indicators in the shape that others read: keys and order are fixed, nothing is rounded."""
    return {
        "organisation": report.organisation,
        "from": report.period.first.isoformat(),
        "to": report.period.last.isoformat(),
        "indicators": [vars(one) for one in report.indicators],
        # What cannot be counted yet: nothing at present.
        "pending": [],
    }


def report_csv(
    report: rules.HotlineReport, mark: marks.Mark, separator: csv_file.Separator = ","
) -> bytes:
    """All tables as one list, a line for each row; every line says who made the file and when."""
    return csv_file.csv_bytes(CSV_HEADER, _lines(report, mark), separator)


def _lines(report: rules.HotlineReport, mark: marks.Mark) -> Iterator[tuple[cells.Cell, ...]]:
    made = mark.sentence(report.language)
    said = (report.organisation, report.period.first, report.period.last)
    for table in report.tables:
        about = (table.key, table.title, table.unit)
        for row in table.rows:
            figures = (row.code, row.label, row.count, _share(row))
            yield (*said, *about, *figures, table.base, table.not_recorded, made)


def _share(row: counting.Row) -> Decimal | None:
    return None if row.percent is None else Decimal(row.percent)


def report_xlsx(report: rules.HotlineReport, mark: marks.Mark) -> bytes:
    """A workbook: what it is first, then a sheet for each table."""
    with translation.override(report.language):
        cover = xlsx_file.Cover(_("About"), str(terms.TITLE), facts(report), notes(report))
        sheets = [_sheet(table) for table in report.tables]
    return xlsx_file.xlsx_bytes(cover, sheets, mark, report.language)


def _sheet(table: counting.Table) -> xlsx_file.Sheet:
    columns = (
        Column(_("Code"), Kind.TEXT, 30),
        Column(table.title, Kind.TEXT, 48),
        Column(table.unit, Kind.WHOLE, 16),
        Column(_("Share, %"), Kind.SHARE, 12),
    )
    below: tuple[tuple[cells.Cell, ...], ...] = (
        (None, _("Base"), table.base, None),
        (None, pgettext("of a table", "Not recorded"), table.not_recorded, None),
        (None, table.sentence, None, None),
    )
    rows = [(row.code, row.label, row.count, _share(row)) for row in table.rows]
    return xlsx_file.Sheet(table.title, columns, rows, below)


def report_pdf(report: rules.HotlineReport, mark: marks.Mark) -> bytes:
    """The report for paper: every table with its bars, its base and what it counts."""
    drawn = {
        table.key: charts.bar_strip([row.count for row in table.rows]) for table in report.tables
    }
    with translation.override(report.language):
        title = str(terms.TITLE)
    # Whose and which days stand in the subtitle.
    counted = [
        (label, numerals.whole(value, report.language))
        for label, value in facts(report)
        if isinstance(value, int)
    ]
    return pdf_file.report_pdf(
        title=title,
        subtitle=f"{report.organisation_name}, {period_words(report)}",
        facts=counted,
        tables=report.tables,
        charts=drawn,
        notes=notes(report),
        language=report.language,
        marked=mark,
    )


def facts(report: rules.HotlineReport) -> list[tuple[str, str | int]]:
    """What stands at the head of a report: whose, which days, how many contacts."""
    with translation.override(report.language):
        return [
            (_("Organisation"), f"{report.organisation_name} ({report.organisation})"),
            (_("Days, both included"), period_words(report)),
            (_("Contacts received"), report.contacts),
            (_("Of these substantive"), report.substantive),
        ]


def notes(report: rules.HotlineReport) -> list[str]:
    """What must be said before anyone reads a number."""
    with translation.override(report.language):
        said = [str(terms.INSIDE_ONLY), rules.several_bases(report)]
    return [note for note in said if note]


def period_words(report: rules.HotlineReport) -> str:
    """The days of the report with the month in words."""
    locale = numerals.locale(report.language)
    days = {
        "first": format_date(report.period.first, "long", locale=locale),
        "last": format_date(report.period.last, "long", locale=locale),
    }
    with translation.override(report.language):
        return str(terms.PERIOD) % days
