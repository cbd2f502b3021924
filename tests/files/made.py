"""Files for tests, harmless and otherwise, each made here from its own bytes."""

import io
import zipfile
import zlib
from typing import Any

import pikepdf
from PIL import Image
from PIL.PngImagePlugin import PngInfo

CANARY = "Kanareyka-Нодира-7741"
LATITUDE = (42.0, 18.0, 57.0)


def jpeg(width: int = 64, height: int = 40, *, orientation: int = 1) -> bytes:
    """A picture with where it was taken, by whom, a comment; its left half is red."""
    picture = Image.new("RGB", (width, height), "white")
    picture.paste("red", (0, 0, width // 2, height))
    exif = Image.Exif()
    exif[0x013B] = CANARY  # artist
    exif[0x0112] = orientation
    exif.get_ifd(0x8825).update({1: "N", 2: LATITUDE, 29: "2026:11:22"})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=CANARY.encode(), quality=90)
    return out.getvalue()


def png(width: int = 64, height: int = 40, *, chunk: bytes = b"") -> bytes:
    """A picture with words in it that nobody sees; `chunk` is put in as it is."""
    out = io.BytesIO()
    told = PngInfo()
    told.add_itxt("Author", CANARY)
    Image.new("RGBA", (width, height), (0, 0, 255, 128)).save(out, "PNG", pnginfo=told)
    made = out.getvalue()
    return made[:33] + chunk + made[33:]


def png_chunk(name: bytes, data: bytes) -> bytes:
    """One chunk of a PNG."""
    return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)


def png_bomb() -> bytes:
    """A few hundred bytes that say they are 60,000 by 60,000 dots."""
    head = (60_000).to_bytes(4) + (60_000).to_bytes(4) + b"\x08\x02\x00\x00\x00"
    body = zlib.compress(b"\x00" * 1_000_000)
    chunks = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(*one) for one in chunks)


def pdf(pages: int = 1, *, words: str = "", change: Any = None, **save: Any) -> bytes:
    """A PDF with an author and a subject; `change` is called with it before it is saved."""
    made = pikepdf.new()
    for number in range(pages):
        made.add_blank_page(page_size=(595, 842))
        made.pages[number].Contents = made.make_stream(
            f"BT /F1 12 Tf 50 700 Td (page {number}) Tj ET".encode()
        )
    made.docinfo["/Author"] = words or CANARY
    with made.open_metadata() as told:
        told["dc:title"] = CANARY
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out, **save)
    return out.getvalue()


def pdf_of_picture(how: Any = pikepdf.Name.DCTDecode) -> bytes:
    """A PDF whose only page is a telephone's picture, with everything the picture tells.

    `how` is the filter as the PDF names it: scanners write a name or a list of one.
    """

    def put_in(made: pikepdf.Pdf) -> None:
        twice = isinstance(how, list) and len(how) > 1
        picture = made.make_stream(zlib.compress(jpeg()) if twice else jpeg())
        picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        picture.Width, picture.Height, picture.BitsPerComponent = 64, 40, 8
        picture.ColorSpace = pikepdf.Name.DeviceRGB
        picture.Filter = pikepdf.Array(how) if isinstance(how, list) else how
        made.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im=picture))
        made.pages[0].Contents = made.make_stream(b"q 500 0 0 300 40 400 cm /Im Do Q")

    return pdf(change=put_in)


def script(made: pikepdf.Pdf) -> None:
    """A program that runs when the PDF is opened."""
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def script_of_page(made: pikepdf.Pdf) -> None:
    """A program hidden at a page."""
    act = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    made.pages[0].AA = made.make_indirect(pikepdf.Dictionary(O=act))


def launch(made: pikepdf.Pdf) -> None:
    """A link that starts a program."""
    act = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=act
    )
    made.pages[0].Annots = pikepdf.Array([made.make_indirect(link)])


def attached(made: pikepdf.Pdf) -> None:
    """Another file inside."""
    made.attachments["names.txt"] = CANARY.encode()


def linked(made: pikepdf.Pdf) -> None:
    """A link to a page of the web, with a comment and its author."""
    act = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org/" + "tracker")
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 9, 9],
        A=act,
        T=CANARY,
        Contents=CANARY,
    )
    made.pages[0].Annots = pikepdf.Array([made.make_indirect(link)])


def pdf_bomb() -> bytes:
    """Half a megabyte whose list of objects unpacks to gigabytes as soon as it is opened."""
    packer, parts = zlib.compressobj(9), []
    for _ in range(600):
        parts.append(packer.compress(b"\x00" * 5_000_000))
    parts.append(packer.flush())
    body = b"".join(parts)
    head = b"%PDF-1.5\n"
    xref = (
        b"1 0 obj\n<</Type/XRef/Size 2/W[1 2 2]/Root 2 0 R/Filter/FlateDecode/Length %d>>\nstream\n"
        % len(body)
    )
    return head + xref + body + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % len(head)


def archive(name: str = "a.txt") -> bytes:
    """A ZIP."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(name, "words")
    return out.getvalue()
