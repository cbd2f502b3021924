"""A page of a file as a picture: what one sees of it, and nothing else.

Letters whose font a PDF does not bring along are drawn only as far as PDFium has them itself: the
fonts of the machine are out of reach, so a page looks the same everywhere.
"""

import io
from dataclasses import dataclass
from typing import Any

import pypdfium2
from PIL import Image

from umai.foundation.files import apart, rules
from umai.foundation.files.apart import Told
from umai.foundation.files.rules import Limits, No, Unfit

POINTS = 72  # an inch of paper
DOTS = 150  # an inch of the picture
SEEN = 1400  # pixels of the longer side on a page of the house
PLAIN = 70
WHITE = (255, 255, 255)
BROKEN = (
    pypdfium2.PdfiumError, Image.DecompressionBombError, OSError, SyntaxError, ValueError,
    KeyError, IndexError, TypeError,
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One page as it is seen: a JPEG, its number from 1, how many there are."""

    picture: bytes
    number: int
    pages: int


def page(content: bytes, number: int, limits: Limits) -> Page:
    """One page of a clean copy, drawn in a process of its own. Raises Unfit."""
    told, picture = apart.done("drawing", content, limits, number=number)
    return Page(picture, told["number"], told["pages"])


class Sheets:
    """The pages of an opened file, each drawn when it is asked for."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        self.what = rules.kind(content)
        if self.what == "text":
            raise Unfit(No.UNSEEN)
        self._content, self._limits = content, limits
        self._paper = pypdfium2.PdfDocument(content) if self.what == "pdf" else None
        self.count = len(self._paper) if self._paper else 1
        if self.count > limits.pages:
            raise Unfit(No.PAGES)

    def size(self, number: int) -> tuple[float, float]:
        """Width and height of a page of paper in points, as it is turned and cut."""
        assert self._paper is not None  # noqa: S101
        width, height = self._paper[number - 1].get_size()
        return width, height

    def draw(self, number: int, longest: int) -> Image.Image:
        """A page as it is seen, without anything behind it or under it."""
        if self._paper is None:
            return self._picture(longest)
        side = max(self.size(number))
        if not 0 < side < 1_000_000:
            raise Unfit(No.BROKEN)
        scale = min(DOTS / POINTS, longest / side)
        drawn = self._paper[number - 1].render(scale=scale, rev_byteorder=True)
        seen: Image.Image = drawn.to_pil()
        return seen.convert("RGB")

    def _picture(self, longest: int) -> Image.Image:
        limit = self._limits.megapixels * 1_000_000
        Image.MAX_IMAGE_PIXELS = limit
        with Image.open(io.BytesIO(self._content), formats=[self.what.upper()]) as found:
            if found.width * found.height > limit:
                raise Unfit(No.PIXELS)
            seen = found.convert("RGBA") if found.has_transparency_data else found.convert("RGB")
        if seen.mode == "RGBA":
            ground = Image.new("RGB", seen.size, WHITE)
            ground.paste(seen, mask=seen.getchannel("A"))
            seen = ground
        seen.thumbnail((longest, longest))
        return seen


def as_jpeg(picture: Image.Image, quality: int) -> bytes:
    """A picture as JPEG, saying nothing but itself."""
    out = io.BytesIO()
    picture.info = {}
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def load() -> None:
    """Load what the work needs, while files can still be opened."""
    from umai.foundation.files import pictures

    pictures.load()
    pypdfium2.PdfDocument.new().close()


def work(content: bytes, limits: Limits, number: int, **_more: Any) -> tuple[Told, bytes]:
    """What the small process answers: the page, or the nearest that there is."""
    try:
        sheets = Sheets(content, limits)
        number = min(max(number, 1), sheets.count)
        picture = as_jpeg(sheets.draw(number, SEEN), PLAIN)
    except BROKEN:
        raise Unfit(No.BROKEN) from None
    return {"number": number, "pages": sheets.count}, picture
