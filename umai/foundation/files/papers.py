"""PDFs and plain texts: what acts is refused, what tells of its maker is left out."""

import codecs
import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from umai.foundation.files import pictures
from umai.foundation.files.rules import Limits, No, Unfit

MOST_OBJECTS = 200_000
DEEPEST = 60
KEPT_OF_ROOT = frozenset({"/Type", "/Pages", "/Version", "/OCProperties"})
DROPPED = ("/Metadata", "/PieceInfo", "/Thumb", "/LastModified", "/AA", "/B", "/StructParents")
ACTS = frozenset({"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/Movie"})
ATTACHED = frozenset({"/EF", "/EmbeddedFiles", "/RichMediaContent"})
CONTROLS = frozenset(range(32)) - {9, 10, 13}
LETTERS = ("utf-8-sig", "utf-16")


def load() -> None:
    """Load what comes only when it is needed otherwise: letters, and all that a page takes."""
    for one in LETTERS:
        codecs.lookup(one)
    with pikepdf.new() as sample:
        sample.add_blank_page()
        _anew(sample)


def cleaned_pdf(content: bytes, limits: Limits) -> tuple[bytes, int]:
    """The clean copy of a PDF and how many pages it has. Raises Unfit."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise Unfit(No.ENCRYPTED)
            pages = len(pdf.pages)
            if pages > limits.pages:
                raise Unfit(No.PAGES)
            if not pages:
                raise Unfit(No.BROKEN)
            _check_harmless(pdf)
            return _anew(pdf), pages
    except pikepdf.PasswordError:
        raise Unfit(No.ENCRYPTED) from None
    except MemoryError:
        raise Unfit(No.HEAVY) from None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError):
        # Some locks are opened with random numbers, which are a file and out of reach here.
        raise Unfit(No.ENCRYPTED if b"/Encrypt" in content else No.BROKEN) from None


def _check_harmless(pdf: pikepdf.Pdf) -> None:
    if len(pdf.objects) > MOST_OBJECTS:
        raise Unfit(No.HEAVY)
    for one in pdf.objects:
        for found in _inside(one, 0):
            names = set(found.keys())
            if names & ATTACHED or str(found.get("/Type", "")) == "/EmbeddedFile":
                raise Unfit(No.ATTACHED)
            if {"/JS", "/JavaScript", "/XFA"} & names or str(found.get("/S", "")) in ACTS:
                raise Unfit(No.SCRIPT)


def _inside(one: Any, depth: int) -> Iterator[Any]:
    """Every dictionary in an object, without following references: those come by themselves."""
    if depth > DEEPEST:
        raise Unfit(No.HEAVY)
    if isinstance(one, pikepdf.Array):
        for part in one:
            if not getattr(part, "is_indirect", False):
                yield from _inside(part, depth + 1)
    elif isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        yield one
        for _name, part in one.items():
            if not getattr(part, "is_indirect", False):
                yield from _inside(part, depth + 1)


def _anew(pdf: pikepdf.Pdf) -> bytes:
    if "/AcroForm" in pdf.Root:
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("print")
    for name in set(pdf.Root.keys()) - KEPT_OF_ROOT:
        del pdf.Root[name]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for page in pdf.pages:
        for name in {"/Annots", *DROPPED} & set(page.obj.keys()):
            del page.obj[name]
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream):
            _quiet(one)
    out = io.BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


def _quiet(stream: pikepdf.Stream) -> None:
    """Take from a picture or a form what it tells of its maker."""
    for name in ("/Metadata", "/PieceInfo", "/LastModified", "/OPI"):
        if name in stream:
            del stream[name]
    how, parms = _each(stream.get("/Filter")), _each(stream.get("/DecodeParms"))
    if how == [pikepdf.Name.DCTDecode]:
        asked = parms[0] if parms and isinstance(parms[0], pikepdf.Dictionary) else None
        stream.write(
            pictures.told_nothing(stream.read_raw_bytes()),
            filter=pikepdf.Name.DCTDecode,
            decode_parms=asked,
        )
    elif pikepdf.Name.DCTDecode in how:
        # A photograph packed once more: no scanner makes it, and what it tells lies under the pack.
        raise Unfit(No.PICTURE)


def _each(said: Any) -> list[Any]:
    """One value or a list of them, as PDF allows both."""
    if said is None:
        return []
    return list(said) if isinstance(said, pikepdf.Array) else [said]


def cleaned_text(content: bytes) -> bytes:
    """A plain text in UTF-8. Raises Unfit if it is not one."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = content.decode(LETTERS[marked])
    except UnicodeDecodeError:
        controls = any(one in CONTROLS for one in content[:4096])
        raise Unfit(No.UNKNOWN if controls else No.LETTERS) from None
    if any(ord(sign) in CONTROLS for sign in text):
        raise Unfit(No.UNKNOWN)
    if text.lstrip().startswith("<"):
        raise Unfit(No.MARKUP)
    return text.replace("\r\n", "\n").replace("\r", "\n").encode()
