"""Pictures are decoded and encoded anew: nothing is left but what one sees."""

import io

from PIL import Image, ImageOps

from umai.foundation.files.rules import LONGEST_SIDE, Limits, No, Unfit

QUALITY = 85
ORIENTATION = 0x0112
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})  # markers of JPEG without a length
TOLD = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})  # EXIF, XMP, thumbnails, comments; not Adobe's


def load() -> None:
    """Load what comes only when it is needed otherwise, by cleaning a sample of each kind."""
    sample = Image.new("RGBA", (2, 2))
    for what, told in (("jpeg", sample.convert("RGB")), ("png", sample)):
        out, exif = io.BytesIO(), Image.Exif()
        exif[ORIENTATION] = 6
        told.save(out, what.upper(), exif=exif)
        cleaned(out.getvalue(), what, Limits())


def cleaned(content: bytes, what: str, limits: Limits) -> tuple[bytes, int]:
    """The clean copy of a picture and its number of pixels. Raises Unfit.

    The size is known from the header, before anything is unpacked.
    """
    limit = limits.megapixels * 1_000_000
    Image.MAX_IMAGE_PIXELS = limit
    try:
        with Image.open(io.BytesIO(content), formats=[what.upper()]) as found:
            pixels = found.width * found.height
            if pixels > limit:
                raise Unfit(No.PIXELS)
            return _anew(found, what), pixels
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Unfit(No.PIXELS) from None
    except MemoryError:
        raise Unfit(No.HEAVY) from None
    except (OSError, SyntaxError, ValueError, KeyError, IndexError):
        raise Unfit(No.BROKEN) from None


def _anew(found: Image.Image, what: str) -> bytes:
    if what == "jpeg":
        found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    found.load()
    upright = ImageOps.exif_transpose(found) or found
    seen = upright.convert("RGBA" if what == "png" and upright.has_transparency_data else "RGB")
    seen.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    seen.info = {}
    out = io.BytesIO()
    if what == "jpeg":
        seen.save(out, "JPEG", quality=QUALITY, optimize=True)
    else:
        seen.save(out, "PNG", optimize=False)
    return out.getvalue()


def end(content: bytes, what: str) -> int:
    """Where a picture ends; what follows is not a part of it. Raises Unfit if it has no end."""
    return _jpeg_end(content) if what == "jpeg" else _png_end(content)


def _png_end(content: bytes) -> int:
    at = 8
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4])
        name, at = content[at + 4 : at + 8], at + 12 + length
        if name == b"IEND":
            return at
    raise Unfit(No.BROKEN)


def _jpeg_end(content: bytes) -> int:
    at = 2
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        mark = content[at + 1]
        if mark == 0xD9:
            return at + 2
        if mark in ALONE or mark in {0x00, 0xFF}:
            at += 1 if mark == 0xFF else 2
        else:
            at += 2 + int.from_bytes(content[at + 2 : at + 4])
    raise Unfit(No.BROKEN)


def told_nothing(content: bytes) -> bytes:
    """A JPEG as it is but without what it tells of itself: for pictures inside a PDF."""
    at, kept = 2, bytearray(content[:2])
    while at + 4 <= len(content) and content[at] == 0xFF:
        mark = content[at + 1]
        if mark in {0xDA, 0xD9}:  # from here on the picture itself
            break
        length = 2 if mark in ALONE else 2 + int.from_bytes(content[at + 2 : at + 4])
        if mark not in TOLD:
            kept += content[at : at + length]
        at += length
    try:
        return bytes(kept + content[at : _jpeg_end(content)])
    except Unfit:
        return bytes(kept + content[at:])
