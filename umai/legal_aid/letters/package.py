"""The package of a DOCX: only what a letter needs, nothing that acts, reaches out or unpacks large.

Works in the small process only.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from umai.foundation.files.rules import MEGABYTE, No, Unfit
from umai.legal_aid.letters.grammar import OPENED, Wrong

MOST_PARTS = 200
MOST_BYTES = 30 * MEGABYTE
MOST_XML = 5 * MEGABYTE
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TYPES = "[Content_Types].xml"
BODY = "word/document.xml"
START = "_rels/.rels"
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
# The parts in which fields are filled in.
SPOKEN = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
WORD = re.compile(
    r"word/(document|styles|stylesWithEffects|settings|webSettings|fontTable|numbering|footnotes"
    r"|endnotes|header\d*|footer\d*|theme/theme\d*)\.xml"
)
PLAIN = re.compile(
    r"\[Content_Types\]\.xml|(word/|customXml/)?_rels/[\w.]*\.rels"
    r"|docProps/(core|app|custom)\.xml|docProps/thumbnail\.(jpe?g|png)"
    r"|customXml/item(Props)?\d+\.xml|word/media/[\w-]+\.(png|jpe?g)"
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONS = frozenset(
    {"officeDocument", "core-properties", "extended-properties", "custom-properties", "thumbnail",
     "styles", "stylesWithEffects", "settings", "webSettings", "fontTable", "theme", "numbering",
     "footnotes", "endnotes", "header", "footer", "image", "customXml", "customXmlProps"}
)  # fmt: skip
# What acts, fetches or hides, wherever it stands.
ACTIVE = frozenset(
    {"altChunk", "object", "OLEObject", "control", "subDoc", "attachedTemplate", "mailMerge",
     "movie", "embedRegular", "embedBold", "embedItalic", "embedBoldItalic", "ink", "contentPart",
     "dataBinding", "hdrShapeDefaultsLink"}
)  # fmt: skip
CHANGES = frozenset({"ins", "del", "moveFrom", "moveTo", "delText"})
CALM = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})  # fields of Word that only count pages
AWAY = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:?//|(?:file|data|mailto|javascript):|\\\\|//)", re.I)
OURS = ("http://schemas.openxmlformats.org/", "http://schemas.microsoft.com/", "urn:schemas-")


def opened(content: bytes) -> tuple[dict[str, bytes], list[Wrong]]:
    """The parts of a package, and what may not be among them. Raises Unfit."""
    if not content.startswith(b"PK\x03\x04"):
        raise Unfit(No.BROKEN)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _parts(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        raise Unfit(No.BROKEN) from None


def _parts(archive: zipfile.ZipFile) -> tuple[dict[str, bytes], list[Wrong]]:
    entries = [one for one in archive.infolist() if not one.is_dir()]
    names = [one.filename for one in entries]
    if len(entries) > MOST_PARTS or sum(one.file_size for one in entries) > MOST_BYTES:
        raise Unfit(No.HEAVY)
    if len({name.lower() for name in names}) < len(names) or BODY not in names:
        raise Unfit(No.BROKEN)
    parts, left = {}, MOST_BYTES
    for one in entries:
        with archive.open(one) as part:
            told = part.read(left + 1)
        left -= len(told)
        if left < 0:
            raise Unfit(No.HEAVY)
        parts[one.filename] = told
    strange = [name for name in names if not (WORD.fullmatch(name) or PLAIN.fullmatch(name))]
    drawn = (name for name in names if name.startswith("word/media/") and name not in strange)
    others = [name for name in drawn if not parts[name].startswith(PICTURES)]
    found = [Wrong(_what(name), name[:120]) for name in strange]
    return parts, [*found, *(Wrong("picture", name) for name in others)]


def _what(name: str) -> str:
    low = name.lower()
    if "vba" in low or low.endswith(".bin"):
        return "macro"
    if "comments" in low or "people" in low:
        return "remarks"
    return "part"


def trees(parts: dict[str, bytes]) -> Iterator[tuple[str, Any]]:
    """Each part that is XML, read without entities. Raises Unfit for what is no plain XML."""
    from lxml import etree

    for name, told in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        if len(told) > MOST_XML:
            raise Unfit(No.HEAVY)
        head = told[:200].lower()
        if b"\x00" in head or b"<!doctype" in told.lower() or b"<!entity" in told.lower():
            raise Unfit(No.MARKUP)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(told, parser)
        except (etree.XMLSyntaxError, ValueError):
            raise Unfit(No.BROKEN) from None
        if (root.getroottree().docinfo.encoding or "UTF-8").upper() not in {"UTF-8", "US-ASCII"}:
            raise Unfit(No.BROKEN)
        yield name, root


def wrongs(name: str, root: Any) -> list[Wrong]:
    """What may not stand in one part."""
    if name == TYPES:
        return _types(root)
    if name.endswith(".rels"):
        return _relations(name, root)
    found = [*_elements(name, root), *_fields(name, root)]
    return list(dict.fromkeys(found))


def _types(root: Any) -> list[Wrong]:
    said = {one.get("PartName"): one.get("ContentType", "") for one in root}
    if said.get(f"/{BODY}") != MAIN:
        return [Wrong("macro" if "macro" in str(said.get(f"/{BODY}")) else "kind", TYPES)]
    return [
        Wrong("macro", part or TYPES)
        for part, kind in said.items()
        if "macro" in kind.lower() or "vba" in kind.lower()
    ]


def _relations(name: str, root: Any) -> list[Wrong]:
    found = []
    for one in root:
        what, target = one.get("Type", "").rpartition("/")[2], one.get("Target", "")
        if one.get("TargetMode", "").lower() == "external" or AWAY.match(target):
            found.append(Wrong("outside", name, target[:80], what))
        elif name == START and what == "officeDocument" and target.lstrip("/") != BODY:
            found.append(Wrong("part", name, target[:80], what))
        elif what not in RELATIONS:
            found.append(Wrong("macro" if "vba" in what.lower() else "part", name, "", what))
    return found


def _elements(name: str, root: Any) -> Iterator[Wrong]:
    """What acts, what was changed but not accepted, addresses elsewhere, braces out of the text."""
    shown = bool(WORD.fullmatch(name))
    for one in root.iter():
        if isinstance(one.tag, str):
            local = one.tag.rpartition("}")[2]
            if local in ACTIVE:
                yield Wrong("active", name, "", local)
            elif local in CHANGES and one.tag.startswith(W):
                yield Wrong("changes", name)
            for value in one.attrib.values():
                if why := _of_value(value, shown=shown):
                    yield Wrong(why, name, value[:80])
        read = one.tag == f"{W}t" and SPOKEN.fullmatch(name)
        text = "" if read else (one.text or "")
        if OPENED.search(f"{text} {one.tail or ''}") or (shown and re.search("[{}]", text)):
            yield Wrong("hidden", name, text.strip()[:80])


def _of_value(value: str, *, shown: bool) -> str:
    """Why a value of an attribute is refused; blank if it is not."""
    if OPENED.search(value):
        return "hidden"
    return "outside" if shown and AWAY.match(value) and not value.startswith(OURS) else ""


def _fields(name: str, root: Any) -> Iterator[Wrong]:
    """Fields of Word that do more than count pages; their words may be cut into pieces."""
    said = ""
    for one in root.iter(f"{W}instrText", f"{W}fldChar", f"{W}fldSimple"):
        if one.tag == f"{W}instrText":
            said += one.text or ""
            continue
        simple = one.get(f"{W}instr", "") if one.tag == f"{W}fldSimple" else ""
        for words in filter(None, (said.strip(), simple.strip())):
            if words.split()[0].upper() not in CALM:
                yield Wrong("active", name, "", words[:80])
        said = ""
    if said.strip() and said.split()[0].upper() not in CALM:
        yield Wrong("active", name, "", said.strip()[:80])
