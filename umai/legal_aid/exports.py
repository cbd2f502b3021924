"""What leaves the house: how long authorities keep us waiting, and time limits by code."""

from collections.abc import Iterable, Sequence

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from umai.foundation.exports import cells, csv_file, xlsx_file
from umai.foundation.exports.marks import Mark
from umai.foundation.exports.xlsx_file import Column, Kind
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import derived_uuid
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import calendars, terms
from umai.legal_aid.models import Procedure
from umai.legal_aid.queries import Authority


def authority_name(one: Authority) -> str:
    """What an authority is called: by the directory, or by its kind if none was named."""
    if one.name:
        return one.name
    kind = vocabulary.label("agency_type", one.kind) if one.kind else ""
    return _("%(kind)s, not named") % {"kind": kind} if kind else _("No authority was named")


def waiting_csv(found: Sequence[Authority], mark: Mark, language: str) -> bytes:
    """The table as a list; every line says who made the file and when."""
    with translation.override(language):
        heads = [*(one.heading for one in _columns()), pgettext("file", "Made")]
        made = mark.sentence(language)
        return csv_file.csv_bytes(heads, ((*line, made) for line in _lines(found)))


def waiting_xlsx(found: Sequence[Authority], mark: Mark, language: str) -> bytes:
    """The table as a workbook: what it is first, then the figures."""
    with translation.override(language):
        title = _("Authorities that keep us waiting")
        cover = xlsx_file.Cover(_("About"), title, [(_("Authorities"), len(found))])
        sheet = xlsx_file.Sheet(title, _columns(), list(_lines(found)))
        return xlsx_file.xlsx_bytes(cover, [sheet], mark, language)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Authority"), Kind.TEXT, 48),
        Column(pgettext("authority", "Waiting"), Kind.WHOLE),
        Column(_("Longest, days"), Kind.WHOLE),
        Column(_("Middle, days"), Kind.WHOLE),
        Column(_("Over the limit"), Kind.WHOLE),
        Column(_("Refused in 12 months"), Kind.WHOLE),
        Column(_("Why it refused"), Kind.TEXT, 60),
    )


def _lines(found: Iterable[Authority]) -> Iterable[tuple[cells.Cell, ...]]:
    reasons = dict(terms.RefusalReason.choices)
    for one in found:
        why = "; ".join(f"{reasons.get(code, code)}: {many}" for code, many in one.refused.items())
        middle = None if one.middle is None else round(one.middle)
        figures = (one.waiting, one.longest, middle, one.late, one.refusals)
        yield (authority_name(one), *figures, why)


def deadlines_ics(rows: Iterable[Procedure], zone: str, language: str) -> bytes:
    """Time limits for a calendar outside: codes and days, no child, no authority."""
    with translation.override(language):
        word = _("deadline")
    found = (
        calendars.Deadline(
            derived_uuid("deadline", row.pk),
            row.code,
            row.due_at,
            quiet=row.state == terms.State.PAUSED,
        )
        for row in rows
        if row.due_at is not None
    )
    near = vocabulary.span("LG.REMIND")
    return calendars.calendar(found, zone=zone, near=near, now=clock.now(), word=word)
