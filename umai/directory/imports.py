"""Directories that come in as files: documents and tables of HSDS 3, and plain spreadsheets.

Nothing is unpacked onto the disk, no address leads out of its folder, and nothing is read beyond
the sizes below, so that a hostile package costs a refusal and no more.
"""

import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from umai.directory.commands.importing import Read
from umai.directory.hsds import fields, sheets, tables
from umai.directory.hsds.incoming import Reader
from umai.foundation.exports import incoming
from umai.foundation.exports.cells import neutral
from umai.foundation.kernel.refusal import Refused

# A country's directory of 50,000 services is about 60 MB of documents; Python needs some ten times
# as much to read them.
LARGEST = 100 * 1024 * 1024
LARGEST_TOGETHER = 200 * 1024 * 1024
MOST_FILES = 10_000
MANIFEST = "datapackage.json"
BLANK = b"\xef\xbb\xbf \r\n\t"
# What a broken or hostile zip may raise.
UNREADABLE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, zlib.error)
# Keys that only this kind of document has, the surest first.
SIGNS = (
    (fields.LINKS, {"service_id", "location_id"}),
    (fields.LINKS, {"service", "location"}),
    (fields.SERVICES, {"status"}),
    (fields.SERVICES, {"service_at_locations"}),
    (fields.LOCATIONS, {"location_type"}),
    (fields.LOCATIONS, {"addresses"}),
    (fields.LOCATIONS, {"latitude"}),
    (fields.ORGANIZATIONS, {"organization_identifiers"}),
    (fields.ORGANIZATIONS, {"website"}),
    (fields.SERVICES, {"organization_id", "name"}),
    (fields.SERVICES, {"organization"}),
)


@dataclass(frozen=True)
class Piece:
    """A file of a package: its name without folders, and how it is read."""

    name: str
    read: Callable[[], bytes]

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return PurePosixPath(self.name).stem

    def ends(self, *endings: str) -> bool:
        """Whether the name ends like this."""
        return self.name.casefold().endswith(endings)


def read_path(path: Path) -> Read:
    """What a file or a folder holds. Raises Refused for what cannot be read as a whole."""
    try:
        if path.is_dir():
            return read_pieces(_in_folder(path))
        size = path.stat().st_size
        if size > LARGEST:
            _too_large()
        return read_file(path.read_bytes(), path.name)
    except OSError as error:
        raise Refused(_("The file cannot be read: %(why)s") % {"why": error.strerror}) from None


def read_file(content: bytes, name: str) -> Read:
    """What one file holds: a document, a table, a workbook, or a package as a zip."""
    if len(content) > LARGEST:
        _too_large()
    if content[:4] == b"PK\x03\x04" and (pieces := _in_zip(content)) is not None:
        return read_pieces(pieces)
    return read_pieces([Piece(name, lambda: content)])


def read_pieces(pieces: list[Piece]) -> Read:
    """What the files of a package hold together. Documents are read before tables."""
    reader = Reader()
    documents = [one for one in pieces if _is_document(one)]
    try:
        if documents:
            for piece in documents:
                _take_document(reader, piece)
        elif any(_is_table(one) for one in pieces) or any(one.name == MANIFEST for one in pieces):
            _take_tables(reader, pieces)
        else:
            _take_sheets(reader, pieces)
        read = reader.done()
    except RecursionError:
        raise Refused(_("The file is nested too deeply.")) from None
    if not (read.agencies or read.services or read.locations or read.links or read.rejected):
        raise Refused(_("There are no organizations, services or locations in it."))
    return read


def _is_document(piece: Piece) -> bool:
    if piece.name == MANIFEST or piece.ends(".csv", ".xlsx"):
        return False
    return piece.ends(".json") or piece.read()[:64].lstrip(BLANK)[:1] in (b"{", b"[")


def _is_table(piece: Piece) -> bool:
    if not piece.ends(".csv") or not tables.table_named(piece.stem):
        return False
    head = piece.read()[:4096].split(b"\n", 1)[0].lstrip(b"\xef\xbb\xbf")
    names = {cell.strip(b' "\r') for cell in head.replace(b";", b",").split(b",")}
    return b"id" in names and not {b"organization", b"service"} <= names  # that is a spreadsheet


# Where files lie ----------------------------------------------------------------------------------


def _in_folder(folder: Path) -> list[Piece]:
    """The files of a folder and of those below it; links are not followed."""
    found: list[Piece] = []
    together = 0
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file() or path.name.startswith("."):
            continue
        if path.suffix.casefold() not in {".json", ".csv", ".xlsx"}:
            continue
        size = path.stat().st_size
        together += size
        if size > LARGEST or together > LARGEST_TOGETHER or len(found) >= MOST_FILES:
            _too_large()
        found.append(Piece(path.name, path.read_bytes))
    if not found:
        raise Refused(_("The folder holds no JSON, CSV or XLSX file."))
    return found


def _in_zip(content: bytes) -> list[Piece] | None:
    """The files of a package; None if the zip is a workbook."""
    try:
        packed = zipfile.ZipFile(BytesIO(content))
        parts = packed.infolist()
    except UNREADABLE:
        raise Refused(_("The zip file cannot be read. Pack it again.")) from None
    if any(part.filename == "[Content_Types].xml" for part in parts):
        return None
    parts = [one for one in parts if not one.is_dir() and _is_wanted(one.filename)]
    declared = sum(part.file_size for part in parts)
    if declared > LARGEST_TOGETHER or len(parts) > MOST_FILES:
        _too_large()
    return [Piece(PurePosixPath(one.filename).name, _unpacker(packed, one)) for one in parts]


def _is_wanted(name: str) -> bool:
    """Whether it is one of ours. Raises Refused for a name that leads out of the package."""
    path = PurePosixPath(name.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or "\x00" in name:
        raise Refused(_("The zip file holds a name that leads out of it."))
    hidden = any(part.startswith((".", "__MACOSX")) for part in path.parts)
    return not hidden and path.suffix.casefold() in {".json", ".csv"}


def _unpacker(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        # The library gives no more than the size that the package declares.
        if part.file_size > LARGEST:
            _too_large()
        try:
            return packed.read(part)
        except UNREADABLE:
            raise Refused(_("The zip file cannot be read. Pack it again.")) from None

    return read


def _too_large() -> NoReturn:
    words = _("The file is larger than %(n)s MB. Cut it into parts.")
    raise Refused(words % {"n": LARGEST >> 20})


# Documents ----------------------------------------------------------------------------------------


def _take_document(reader: Reader, piece: Piece) -> None:
    whole = _parsed(piece)
    hint = tables.table_named(piece.stem)
    if isinstance(whole, dict) and isinstance(whole.get("contents"), list):
        whole = whole["contents"]  # a page of the interface of HSDS
    kinds = _kinds(whole) if isinstance(whole, dict) else []
    for kind in kinds:
        if not isinstance(whole[kind], list):
            raise Refused(_("%(field)s must be a list of objects.") % {"field": kind})
        for one in whole[kind]:
            reader.take(kind, one)
    if kinds or (isinstance(whole, dict) and not {"id", "name"} & set(whole)):
        return
    for one in whole if isinstance(whole, list) else [whole]:
        reader.take(_kind_of(one, hint), one)


def _kinds(whole: dict[str, Any]) -> list[str]:
    """The arrays of a file that holds several kinds; an entry has an id of its own instead."""
    if {"id", "name"} & set(whole) and fields.ORGANIZATIONS not in whole:
        return []
    return [kind for kind in fields.OF if kind in whole]


def _kind_of(said: Any, hint: str) -> str:
    if hint in fields.OF:
        return hint
    keys = set(said) if isinstance(said, dict) else set()
    return next((kind for kind, signs in SIGNS if signs <= keys), fields.ORGANIZATIONS)


def _parsed(piece: Piece) -> Any:
    content = piece.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_("%(name)s is not in UTF-8.") % {"name": piece.name[:100]}) from None
    try:
        return json.loads(text, parse_constant=_no_constant)
    except RecursionError:
        raise Refused(_("The file is nested too deeply.")) from None
    except ValueError as error:  # a number of thousands of digits, too
        said = str(error)[:200]
        raise Refused(
            _("%(name)s is not JSON: %(why)s") % {"name": piece.name[:100], "why": said}
        ) from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


# Tables -------------------------------------------------------------------------------------------


def _take_tables(reader: Reader, pieces: list[Piece]) -> None:
    found = dict(_named(pieces))
    rows = {name: list(_rows(piece)) for name, piece in found.items()}
    for kind, said in tables.joined(rows):
        reader.take(kind, said)


def _named(pieces: list[Piece]) -> Iterator[tuple[str, Piece]]:
    """The tables of a package. Raises Refused when its manifest names a file that is missing."""
    here = {one.name: one for one in pieces}
    manifest = here.get(MANIFEST)
    said = _parsed(manifest) if manifest else {}
    resources = said.get("resources") if isinstance(said, dict) else None
    for one in resources if isinstance(resources, list) else ():
        path = one.get("path") if isinstance(one, dict) else None
        if not isinstance(path, str) or not tables.table_named(PurePosixPath(path).stem):
            continue
        if PurePosixPath(path).name not in here:
            words = _("%(name)s is named in datapackage.json and missing.")
            raise Refused(words % {"name": path[:100]})
    for piece in pieces:
        name = tables.table_named(piece.stem)
        if name and piece.ends(".csv"):
            yield name, piece


def _rows(piece: Piece) -> Iterator[tables.Row]:
    table = incoming.read_table(piece.read(), piece.name)
    for cells in table.rows:
        if any(cells):
            yield {name: _own(cell) for name, cell in zip(table.headings, cells, strict=False)}


def _own(cell: str) -> str:
    """A cell without the apostrophe that keeps it from running as a formula."""
    return cell[1:] if cell[:1] == "'" and neutral(cell[1:]) == cell else cell


def _take_sheets(reader: Reader, pieces: list[Piece]) -> None:
    for piece in pieces:
        table = incoming.read_table(piece.read(), piece.name)
        for row, kind, said in sheets.documents(table):
            before = len(reader.read.rejected)
            reader.take(kind, said)
            for one in reader.read.rejected[before:]:
                one["row"] = str(row)
