"""The directory as files for others: documents and tables of HSDS 3, and a 5W workbook."""

import csv
import io
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from umai.directory import commands, queries
from umai.directory.hsds import fields, fivew, gathering, outgoing, tables
from umai.directory.hsds.fields import Said
from umai.directory.queries import publishing
from umai.foundation.exports import cells, marks, xlsx_file
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused

AT_ONCE = 1000
MARKER = ".umai-hsds"  # says that we wrote the folder, and may write it anew
MANIFEST = "datapackage.json"


def documents(actor: Actor, *, inner: bool = True) -> Iterator[tuple[str, Said]]:
    """Every open entry as a flat document, agencies first; services name their places."""
    for agencies in _pages(queries.open_agencies(actor)):
        around = publishing.around_agencies(actor, agencies)
        for agency in agencies:
            yield fields.ORGANIZATIONS, gathering.flat_agency(agency, around, inner=inner)
    for spots in _pages(queries.open_locations(actor)):
        above = publishing.Belongings(agencies=publishing.names_of(actor, spots))
        for spot in spots:
            yield fields.LOCATIONS, gathering.place(spot, above, inner=inner)
    for services in _pages(queries.open_services(actor)):
        around = publishing.around_services(actor, services)
        for row in services:
            said = gathering.flat_service(row, around, inner=inner)
            yield fields.SERVICES, said
            for link in around.links.get(row.pk, ()):
                spot = outgoing.id_of(around.locations[link.location_id])
                at = outgoing.service_at_location(link, said["id"], spot, inner=inner)
                yield fields.LINKS, at


def _pages(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    """Rows in the order of their ids, some at a time."""
    some = list(rows.order_by("pk")[:AT_ONCE])
    while some:
        yield some
        some = list(rows.filter(pk__gt=some[-1].pk).order_by("pk")[:AT_ONCE])


# HSDS ---------------------------------------------------------------------------------------------


def write_hsds(actor: Actor, folder: Path) -> dict[str, int]:
    """Write documents and tables into a folder that is new, empty or ours; the counts.

    The folder is written beside its place first: nobody meets half of it.
    """
    folder = folder.absolute()
    _check_folder(folder)
    counts = commands.export_directory(actor, "hsds")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".export-", dir=folder.parent))
        try:
            for name, content in hsds_files(actor):
                (beside / name).write_bytes(content)
            (beside / MARKER).write_text(f"{fields.VERSION}\n")
            _put_in_place(beside, folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        raise Refused(
            _("The folder cannot be written: %(why)s") % {"why": error.strerror}
        ) from None
    return counts


def _check_folder(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Refused(_("“%(name)s” is not a folder.") % {"name": folder.name})
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise Refused(_("The folder “%(name)s” is not empty.") % {"name": folder.name})


def _put_in_place(beside: Path, folder: Path) -> None:
    """Move finished files where they belong; what an older export left there goes first."""
    if folder.is_dir():
        ours = {MANIFEST, *(f"{name}.json" for name in fields.OF)}
        ours |= {f"{name}.csv" for name in tables.columns()}
        for name in ours:
            (folder / name).unlink(missing_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    for one in sorted(beside.iterdir()):
        os.replace(one, folder / one.name)


def hsds_zip(actor: Actor) -> bytes:
    """The same files as one zip, to be downloaded."""
    commands.export_directory(actor, "hsds")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in hsds_files(actor):
            out.writestr(name, content)
    return packed.getvalue()


def hsds_files(actor: Actor) -> Iterator[tuple[str, bytes]]:
    """Names and contents: a JSON file for each kind of entry, the tables, and their manifest."""
    found: dict[str, list[Said]] = {kind: [] for kind in fields.OF}
    for kind, said in documents(actor):
        found[kind].append(said)
    for kind, many in found.items():
        yield f"{kind}.json", json.dumps(many, ensure_ascii=False, indent=1).encode()
    rows = tables.cut((kind, said) for kind, many in found.items() for said in many)
    columns = tables.columns()
    for name, table in rows.items():
        yield f"{name}.csv", _csv(columns[name], table)
    yield MANIFEST, json.dumps(_manifest(rows, columns), indent=1).encode()


def _csv(columns: list[str], rows: Iterable[dict[str, str]]) -> bytes:
    """A table whose cells do not run as formulas; the import takes the apostrophes off again."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([cells.neutral(row.get(name, "")) for name in columns])
    return stream.getvalue().encode()


def _manifest(rows: dict[str, Any], columns: dict[str, list[str]]) -> Said:
    resources = [
        {
            "name": name,
            "path": f"{name}.csv",
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "fields": [{"name": one, "type": _type_of(one)} for one in columns[name]],
                "primaryKey": "id",
            },
        }
        for name in rows
    ]
    return {
        "name": "directory",
        "profile": "tabular-data-package",
        "hsds_version": fields.VERSION,
        "created": clock.now().isoformat(),
        "resources": resources,
    }


def _type_of(column: str) -> str:
    kinds = fields.OF.values()
    numbers = {one for kind in kinds for one in kind.numbers}
    parts = [part for kind in kinds for _ours, part in kind.parts.values()]
    inside = {one for part in parts for one in part.numbers}
    return "number" if column in numbers | inside else "string"


# 5W -----------------------------------------------------------------------------------------------


def write_5w(actor: Actor, target: Path, language: str) -> int:
    """Write the 5W table to a file; the number of its rows."""
    rows = list(_five_rows(actor, language))
    with translation.override(language):
        try:
            xlsx_file.write_xlsx(target, *_workbook(actor, rows), _mark(actor), language)
        except OSError as error:
            raise Refused(
                _("The file cannot be written: %(why)s") % {"why": error.strerror}
            ) from None
    return len(rows)


def five_xlsx(actor: Actor, language: str) -> bytes:
    """The 5W table as bytes."""
    rows = list(_five_rows(actor, language))
    with translation.override(language):
        return xlsx_file.xlsx_bytes(*_workbook(actor, rows), _mark(actor), language)


def _five_rows(actor: Actor, language: str) -> Iterator[tuple[cells.Cell, ...]]:
    commands.export_directory(actor, "5w")
    with translation.override(language):
        for services in _pages(queries.open_services(actor)):
            yield from fivew.rows(services, publishing.around_services(actor, services))


def _workbook(
    actor: Actor, rows: list[tuple[cells.Cell, ...]]
) -> tuple[xlsx_file.Cover, list[xlsx_file.Sheet]]:
    title = _("Who does what, where, when and for whom")
    facts: list[tuple[str, cells.Cell]] = [(_("Rows"), len(rows))]
    notes = [_("Confidential entries and addresses are not in this file.")]
    cover = xlsx_file.Cover(_("About"), title, facts, notes)
    return cover, [xlsx_file.Sheet("5W", fivew.columns(), rows)]


def _mark(actor: Actor) -> marks.Mark:
    return marks.Mark(actor.name, clock.now().astimezone(ZoneInfo(actor.time_zone)))
