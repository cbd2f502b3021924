"""A copy with boxes over what must not be seen, and nothing under them.

Every page becomes a picture, also one without a box: a scan may carry its words once more as text
that nobody sees, and pages share what they are made of. The copy is made of these pictures alone,
so that there is nothing left to find: no text, no layer, no note, no older version.
"""

import io
import math

import pikepdf
from PIL import Image

from umai.foundation.files import apart, drawing, pictures
from umai.foundation.files.apart import Told
from umai.foundation.files.rules import LONGEST_SIDE, MOST_REDACTED, WHOLE, Box, Limits, No, Unfit

BLACK = (0, 0, 0)
MORE = 2  # pixels around a box: the soft edge of a letter belongs to it
THINNEST, WIDEST = 3.0, 14_400.0  # points of a page, as PDF allows


def redacted(content: bytes, boxes: list[Box], limits: Limits) -> tuple[str, bytes, int]:
    """What the redacted copy is, the copy, how many pages it has. Raises Unfit."""
    asked = [[one.page, one.left, one.top, one.right, one.bottom] for one in boxes]
    told, copy = apart.done("redacting", content, limits, boxes=asked)
    return told["type"], copy, told["pages"]


def work(content: bytes, limits: Limits, boxes: list[list[int]]) -> tuple[Told, bytes]:
    """What the small process answers."""
    wanted = [Box(*one) for one in boxes]
    try:
        sheets = drawing.Sheets(content, limits)
        if any(one.page > sheets.count for one in wanted):
            raise Unfit(No.NO_PAGE)
        if sheets.what == "pdf":
            if sheets.count > MOST_REDACTED:
                raise Unfit(No.MANY_PAGES)
            copy = _papers(sheets, wanted)
            if len(copy) > limits.size:
                raise Unfit(No.MANY_PAGES)
            return {"type": "pdf", "pages": sheets.count}, copy
        seen = _burnt(sheets.draw(1, LONGEST_SIDE), wanted)
        return {"type": sheets.what, "pages": 0}, _picture(seen, sheets.what)
    except drawing.BROKEN:
        raise Unfit(No.BROKEN) from None


def _burnt(picture: Image.Image, boxes: list[Box]) -> Image.Image:
    wide, high = picture.size
    for one in boxes:
        picture.paste(
            BLACK,
            (
                max(math.floor(one.left * wide / WHOLE) - MORE, 0),
                max(math.floor(one.top * high / WHOLE) - MORE, 0),
                min(math.ceil(one.right * wide / WHOLE) + MORE, wide),
                min(math.ceil(one.bottom * high / WHOLE) + MORE, high),
            ),
        )
    return picture


def _picture(picture: Image.Image, what: str) -> bytes:
    if what == "jpeg":
        return drawing.as_jpeg(picture, pictures.QUALITY)
    out = io.BytesIO()
    picture.info = {}
    picture.save(out, "PNG")
    return out.getvalue()


def _papers(sheets: drawing.Sheets, boxes: list[Box]) -> bytes:
    """A PDF of pictures, one on each page."""
    with pikepdf.new() as made:
        for number in range(1, sheets.count + 1):
            seen = _burnt(
                sheets.draw(number, LONGEST_SIDE), [one for one in boxes if one.page == number]
            )
            size = [min(max(side, THINNEST), WIDEST) for side in sheets.size(number)]
            made.add_blank_page(page_size=(size[0], size[1]))
            page = made.pages[-1]
            picture = made.make_stream(drawing.as_jpeg(seen, pictures.QUALITY))
            picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
            picture.Width, picture.Height, picture.BitsPerComponent = *seen.size, 8
            picture.ColorSpace = pikepdf.Name.DeviceRGB
            picture.Filter = pikepdf.Name.DCTDecode
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture))
            page.Contents = made.make_stream(f"q {size[0]} 0 0 {size[1]} 0 0 cm /P Do Q".encode())
        out = io.BytesIO()
        made.save(out, deterministic_id=True, fix_metadata_version=False)
        return out.getvalue()


def load() -> None:
    """Load what the work needs, while files can still be opened."""
    drawing.load()
