"""What comes in is told by its content, and nothing but what one sees goes on (S27)."""

import io
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.files import made
from umai.foundation.files import apart, cleaning, pictures, rules
from umai.foundation.files.rules import Limits, No, Unfit

DCT = pikepdf.Name.DCTDecode
LIMITS = Limits()
CANARIES = [made.CANARY.encode(), made.CANARY.encode("utf-16-be"), b"Kanareyka"]


def no_of(content: bytes, limits: Limits = LIMITS) -> No:
    with pytest.raises(Unfit) as refused:
        cleaning.cleaned(content, limits)
    return refused.value.no


def test_a_picture_is_made_anew_and_tells_nothing() -> None:
    """S27: EXIF, place, author and comment are gone; it stands upright."""
    clean = cleaning.cleaned(made.jpeg(64, 40, orientation=6), LIMITS)
    assert (clean.type, clean.pixels) == ("jpeg", 64 * 40)
    assert not any(canary in clean.copy for canary in CANARIES)
    with Image.open(io.BytesIO(clean.copy)) as seen:
        assert seen.size == (40, 64)
        assert not seen.getexif() and "comment" not in seen.info
        red = seen.getpixel((20, 5))
        assert red[0] > 200 and red[1] < 60  # turned: red is above


def test_a_png_keeps_what_one_sees_through_and_loses_its_words() -> None:
    """S27: texts in a PNG are gone."""
    clean = cleaning.cleaned(made.png(), LIMITS)
    assert not any(canary in clean.copy for canary in CANARIES)
    with Image.open(io.BytesIO(clean.copy)) as seen:
        assert seen.mode == "RGBA" and not seen.info and not seen.text


def test_a_large_picture_becomes_small_enough_for_a_slow_line() -> None:
    clean = cleaning.cleaned(made.jpeg(8000, 6000), LIMITS)
    with Image.open(io.BytesIO(clean.copy)) as seen:
        assert max(seen.size) == rules.LONGEST_SIDE


def test_a_pdf_keeps_its_pages_and_loses_its_maker() -> None:
    """S27: author, title, links, comments and what follows from them are gone."""
    clean = cleaning.cleaned(made.pdf(3, change=made.linked), LIMITS)
    assert (clean.type, clean.pages) == ("pdf", 3)
    with pikepdf.open(io.BytesIO(clean.copy)) as seen:
        assert len(seen.pages) == 3 and "/Metadata" not in seen.Root
        assert "/Info" not in seen.trailer
        assert not any("/Annots" in page for page in seen.pages)
        assert b"page 2" in seen.pages[2].Contents.read_bytes()
        for one in seen.objects:
            assert made.CANARY not in str(one) and "example.org" not in str(one)


@pytest.mark.parametrize("how", [DCT, [DCT]], ids=["a name", "a list"])
def test_a_picture_inside_a_pdf_tells_nothing_either(how: Any) -> None:
    """S27: a telephone's scan program leaves the place in the picture."""
    content = made.pdf_of_picture(how)
    assert b"Kanareyka" in content
    clean = cleaning.cleaned(content, LIMITS)
    assert b"Kanareyka" not in clean.copy and b"Exif" not in clean.copy
    with pikepdf.open(io.BytesIO(clean.copy)) as seen:
        picture = pikepdf.PdfImage(seen.pages[0].Resources.XObject.Im).as_pil_image()
        assert picture.size == (64, 40)


def test_a_picture_that_is_packed_once_more_inside_a_pdf_is_refused() -> None:
    """S27: what it tells would lie under the second pack."""
    assert no_of(made.pdf_of_picture([pikepdf.Name.FlateDecode, DCT])) == No.PICTURE


def test_a_form_that_was_filled_in_keeps_its_answers_as_print() -> None:
    def form(pdf: pikepdf.Pdf) -> None:
        look = pdf.make_stream(b"BT (yes) Tj ET")
        look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        look.BBox = [0, 0, 90, 20]
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T="agreed",
            V="yes",
            F=4,
            Rect=[50, 50, 140, 70],
            AP=pikepdf.Dictionary(N=look),
        )
        fields = pikepdf.Array([pdf.make_indirect(field)])
        pdf.pages[0].Annots = fields
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=fields)

    clean = cleaning.cleaned(made.pdf(change=form), LIMITS)
    with pikepdf.open(io.BytesIO(clean.copy)) as seen:
        assert "/AcroForm" not in seen.Root
        assert len(seen.pages[0].Resources.XObject) == 1


def test_a_text_is_a_text_in_utf_8() -> None:
    clean = cleaning.cleaned("\ufeffҚыз Нодира\r\nүйде".encode(), LIMITS)
    assert clean.type == "text" and clean.copy.decode() == "Қыз Нодира\nүйде"
    assert cleaning.cleaned("Қыз".encode("utf-16"), LIMITS).copy.decode() == "Қыз"


REFUSED = {
    "nothing": (b"", No.EMPTY),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", No.MARKUP),
    "xml before svg": (b"\xef\xbb\xbf <?xml version='1.0'?><svg/>", No.MARKUP),
    "html": (b"<!DOCTYPE html><script>alert(1)</script>", No.MARKUP),
    "html behind words": (b"hello <ScRiPt src=x>", No.MARKUP),
    "svg in utf-16": ("<svg/>".encode("utf-16"), No.MARKUP),
    "shell": (b"#!/bin/sh\nrm -rf /", No.PROGRAM),
    "exe": (b"MZ\x90\x00\x03", No.PROGRAM),
    "elf": (b"\x7fELF\x02", No.PROGRAM),
    "postscript": (b"%!PS-Adobe", No.PROGRAM),
    "zip": (made.archive(), No.ARCHIVE),
    "docx": (made.archive("word/vbaProject.bin"), No.OFFICE),
    "doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", No.OFFICE),
    "rtf": (b"{\\rtf1 hello}", No.OFFICE),
    "gif": (b"GIF89a<script>", No.PICTURE),
    "webp": (b"RIFF\x10\x00\x00\x00WEBPVP8 ", No.PICTURE),
    "tiff": (b"II*\x00\x08\x00\x00\x00", No.PICTURE),
    "heic": (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", No.HEIC),
    "film": (b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00", No.UNKNOWN),
    "noise": (bytes(range(1, 255)), No.UNKNOWN),
    "text with NUL": (b"abc\x00def", No.UNKNOWN),
    "old cyrillic": ("Девочка плачет".encode("cp1251"), No.LETTERS),
    "picture and zip": (made.jpeg() + made.archive(), No.TWO_FACES),
    "picture and pdf": (made.jpeg() + made.pdf(), No.TWO_FACES),
    "picture and page": (made.png() + b"<html><body>x", No.TWO_FACES),
    "picture and program": (made.png() + b"MZ\x90\x00", No.TWO_FACES),
    "page in a comment": (
        made.png(chunk=made.png_chunk(b"tEXt", b"a\x00<script>alert(1)</script>")),
        No.TWO_FACES,
    ),
    "pdf and zip": (made.pdf() + made.archive(), No.TWO_FACES),
    "pdf and page": (b"%PDF-1.4 <html><script>" + made.pdf(), No.TWO_FACES),
    "cut picture": (made.jpeg(900, 900)[:-400], No.BROKEN),
    "cut png": (made.png()[:-20], No.BROKEN),
    "head of a picture": (b"\xff\xd8\xff", No.BROKEN),
    "cut pdf": (b"%PDF-1.7\n1 0 obj", No.BROKEN),
    "locked pdf": (
        made.pdf(encryption=pikepdf.Encryption(owner="a", user="b")),
        No.ENCRYPTED,
    ),
    "half locked pdf": (
        made.pdf(encryption=pikepdf.Encryption(owner="a", user="")),
        No.ENCRYPTED,
    ),
    "pdf with a program": (made.pdf(change=made.script), No.SCRIPT),
    "pdf with a hidden program": (made.pdf(change=made.script_of_page), No.SCRIPT),
    "pdf that starts a program": (made.pdf(change=made.launch), No.SCRIPT),
    "pdf with a file": (made.pdf(change=made.attached), No.ATTACHED),
}  # fmt: skip


@pytest.mark.parametrize("which", REFUSED)
def test_what_could_do_harm_is_refused_with_its_reason(which: str) -> None:
    """S27: type by content; polyglots, SVG, scripts, archives and locked files are refused."""
    content, no = REFUSED[which]
    assert no_of(content) == no


def test_limits_of_size_dots_and_pages() -> None:
    """S27: each limit is told apart."""
    assert no_of(b"\xff\xd8\xff" * 400_000, Limits(megabytes=1)) == No.LARGE
    assert no_of(made.jpeg(2000, 1000), Limits(megapixels=1)) == No.PIXELS
    assert no_of(made.pdf(3), Limits(pages=2)) == No.PAGES


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    """S27: dots are counted in the header; a PDF that unpacks without end meets a wall."""
    assert no_of(made.png_bomb()) == No.PIXELS
    assert no_of(made.pdf_bomb(), Limits(memory=700)) in {No.HEAVY, No.BROKEN}


def test_a_chunk_that_unpacks_to_much_is_refused_too() -> None:
    much = b"k\x00\x00" + zlib.compress(b"a" * 80_000_000, 9)
    assert no_of(made.png(chunk=made.png_chunk(b"zTXt", much))) in {No.BROKEN, No.HEAVY}


def inside(line: str) -> str:
    """What a line of Python prints in the small process, once it is shut in."""
    root = Path(rules.__file__).parents[3]
    begun = "import os, socket, subprocess, sys, umai.foundation.files.apart as a;" + "".join(
        f"import umai.foundation.files.{work} as w; w.load();" for work in sorted(apart.WORKS)
    )
    told = subprocess.run(
        [sys.executable, "-c", f"{begun}a.shut_in(a.Limits());{line}"],
        env={"PYTHONPATH": str(root)}, capture_output=True, text=True,
    )  # fmt: skip
    return (told.stdout + told.stderr).strip()


def test_the_small_process_holds_no_key_and_knows_no_settings() -> None:
    """What opens strangers' files has nothing worth taking."""
    ours = "n.startswith(('django', 'psycopg', 'umai.config'))"
    assert inside(f"print([n for n in sys.modules if {ours}])") == "[]"


@pytest.mark.parametrize(
    "line",
    ["open('/etc/passwd')", "os.open('/', os.O_RDONLY)", "socket.socket()", "os.pipe()",
     "subprocess.run(['/bin/true'])"],
)  # fmt: skip
def test_the_small_process_can_open_nothing(line: str) -> None:
    """S27: no file, no connection, no other program, whatever takes it over."""
    assert "Too many open files" in inside(line)


def test_the_small_process_starts_nothing() -> None:
    """S27: root alone is not held by the number of processes; but it never opens files here."""
    asked = "import resource; print(resource.getrlimit(resource.RLIMIT_NPROC))"
    assert inside(asked) == "(0, 0)"


def test_what_follows_a_picture_is_left_out() -> None:
    """A telephone's moving picture is a picture with a film behind it: the film stays sealed."""
    film = b"\x00\x00\x00\x18ftypisom" + b"film" * 99
    clean = cleaning.cleaned(made.jpeg() + film, LIMITS)
    assert b"film" not in clean.copy


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=3000))
def test_the_kind_of_anything_is_told_or_refused(content: bytes) -> None:
    """R28: no bytes make the first look break."""
    try:
        assert rules.kind(content) in rules.ENDINGS
    except Unfit as unfit:
        assert unfit.no in No


@pytest.mark.filterwarnings("ignore::UserWarning")
@settings(max_examples=200, deadline=None)
@given(st.integers(2, 1500), st.integers(0, 255))
def test_a_picture_spoiled_anywhere_is_shown_or_refused(at: int, byte: int) -> None:
    """R28: one byte changed is no way to break the work itself."""
    whole = bytearray(made.jpeg(48, 48))
    whole[at % len(whole)] = byte
    pictures.told_nothing(bytes(whole))
    try:
        cleaning.opened(bytes(whole), LIMITS)
    except Unfit as unfit:
        assert unfit.no in No


@pytest.mark.parametrize(
    "given,safe",
    [
        ("C:\\Users\\a\\Паспорт Нодира.pdf", "Паспорт Нодира.pdf"),
        ("../../etc/passwd", "passwd"),
        ("a\u202egpj.exe", "agpj.exe"),
        ('x"; filename=evil.html', "x_ filename_evil.html"),
        ("a\r\nSet-Cookie: b", "aSet-Cookie_ b"),
        ("\u200b", ""),
    ],
)
def test_names_are_made_safe(given: str, safe: str) -> None:
    """S27: a name cannot leave its folder, turn around or add a header."""
    assert rules.safe_name(given) == safe
