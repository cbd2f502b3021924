"""Under a box there is nothing, and beside it everything is as it was (S27)."""

import io
import math
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from tests.files import made
from umai.foundation.files import cleaning, drawing, redacting
from umai.foundation.files.rules import MOST_REDACTED, Box, Limits, No, Unfit

LIMITS = Limits()
SECRET = "Nodira Karimova 87011234567"
FONT = pikepdf.Dictionary(
    Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
)
LETTER = 0.02  # how much of a dot JPEG may change beside a sharp edge, as a mean
DARK = 16  # of 255: JPEG draws black beside white not quite evenly


def page_of(pdf: pikepdf.Pdf, number: int, words: str, **more: Any) -> None:
    """A page that says the secret above and other words below, with a hidden layer of text."""
    page = pdf.pages[number]
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=FONT))
    page.Contents = pdf.make_stream(
        f"BT /F1 20 Tf 60 700 Td ({SECRET}) Tj 0 -400 Td ({words}) Tj ET"
        f" BT 3 Tr /F1 8 Tf 60 690 Td (under: {SECRET}) Tj ET".encode()
    )
    for name, value in more.items():
        page[f"/{name}"] = value


def paper(pages: int = 1, **more: Any) -> bytes:
    """A PDF whose pages say the secret, twice each."""

    def fill(pdf: pikepdf.Pdf) -> None:
        for number in range(pages):
            page_of(pdf, number, f"neighbour {number}", **more)

    return cleaning.cleaned(made.pdf(pages, change=fill), LIMITS).copy


def sized(pdf: pikepdf.Pdf, side: int) -> None:
    pdf.pages[0].MediaBox = pikepdf.Array([0, 0, side, side])


def worked(content: bytes, *boxes: Box) -> bytes:
    """The copy, made in this process: the same work without the walls."""
    asked = [[one.page, one.left, one.top, one.right, one.bottom] for one in boxes]
    return redacting.work(content, LIMITS, asked)[1]


def drawn(content: bytes, number: int = 1) -> Image.Image:
    return drawing.Sheets(content, LIMITS).draw(number, 3200)


def text_of(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as found:
        return " ".join(page.get_textpage().get_text_bounded() for page in found)


def everything_in(content: bytes) -> Iterator[str]:
    """All words and streams of a PDF, unpacked."""
    with pikepdf.open(io.BytesIO(content)) as found:
        for one in found.objects:
            yield str(one)
            if isinstance(one, pikepdf.Stream):
                how = one.get("/Filter")
                yield (one.read_raw_bytes() if how == "/DCTDecode" else one.read_bytes()).decode(
                    "latin-1"
                )


def pixels(picture: Image.Image, box: Box) -> tuple[int, int, int, int]:
    wide, high = picture.size
    return (math.floor(box.left * wide / 1000), math.floor(box.top * high / 1000),
            math.ceil(box.right * wide / 1000), math.ceil(box.bottom * high / 1000))  # fmt: skip


def darkness(picture: Image.Image) -> int:
    """The brightest dot of a picture."""
    return max(high for _low, high in picture.getextrema())


def unlike(one: Image.Image, other: Image.Image, but: list[Box]) -> float:
    """How much two pictures differ outside some boxes, as a mean from 0 to 1."""
    seen, was = one.copy(), other.copy()
    for box in but:
        left, top, right, bottom = pixels(seen, box)
        for picture in (seen, was):
            picture.paste((0, 0, 0), (left - 12, top - 12, right + 12, bottom + 12))
    difference = ImageChops.difference(seen, was).convert("L").histogram()
    return sum(n * count for n, count in enumerate(difference)) / (255 * sum(difference))


TOP = Box(1, 80, 140, 700, 190)  # over the secret of an upright A4 page


def test_the_secret_is_there_before() -> None:
    """The tests below look in the right way: they find what is not covered."""
    before = paper()
    assert text_of(before).count(SECRET) == 2
    assert any(SECRET in one for one in everything_in(before))
    assert darkness(drawn(before).crop(pixels(drawn(before), TOP))) == 255


def test_under_a_box_is_nothing() -> None:
    """S27: no text, seen or hidden, no layer, no note, no maker, no older version."""
    kind, copy, pages = redacting.redacted(paper(), [TOP], LIMITS)
    assert (kind, pages) == ("pdf", 1)
    assert text_of(copy).strip() == ""
    told = list(everything_in(copy))
    for word in (*SECRET.split(), made.CANARY, "under", "neighbour"):
        assert not any(word in one for one in told), word
    assert copy.count(b"%%EOF") == copy.count(b"startxref") == 1
    with pikepdf.open(io.BytesIO(copy)) as found:
        assert "/Info" not in found.trailer and "/Metadata" not in found.Root
        assert set(found.Root.keys()) == {"/Type", "/Pages"}
        assert set(found.pages[0].obj.keys()) <= {
            "/Type", "/Parent", "/MediaBox", "/Resources", "/Contents",
        }  # fmt: skip
        assert len(found.pages[0].Resources.XObject) == 1
    seen = drawn(copy)
    assert darkness(seen.crop(pixels(seen, TOP))) < DARK
    assert unlike(seen, drawn(paper()), [TOP]) < LETTER


def test_other_pages_keep_what_one_sees_and_lose_what_one_does_not() -> None:
    """S27: pages without a box read as before, as pictures: hidden text is gone there too."""
    before = paper(3)
    copy = worked(before, Box(2, 80, 140, 700, 190))
    assert text_of(copy).strip() == ""
    for number in (1, 3):
        assert unlike(drawn(copy, number), drawn(before, number), []) < LETTER
    second = drawn(copy, 2)
    assert darkness(second.crop(pixels(second, TOP))) < DARK
    assert not any(SECRET in one for one in everything_in(copy))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_covered_where_one_sees_it(turn: int) -> None:
    """S27: boxes are told by what is seen, not by how the paper lies in the file."""
    before = paper(Rotate=turn)
    seen = drawn(before)
    dark = ImageChops.invert(seen.convert("L")).getbbox()
    assert dark and (seen.width > seen.height) == (turn in {90, 270})
    everything = Box(1, 0, 0, 1000, 1000)
    assert darkness(drawn(worked(before, everything))) < DARK
    half = {90: Box(1, 500, 0, 1000, 1000), 180: Box(1, 0, 500, 1000, 1000),
            270: Box(1, 0, 0, 500, 1000)}[turn]  # fmt: skip
    after = drawn(worked(before, half))
    assert after.size == seen.size
    assert darkness(after.crop(pixels(after, half))) < DARK
    assert unlike(after, seen, [half]) < LETTER
    below = after.crop(pixels(after, Box(1, *{90: (0, 0, 480, 1000), 180: (0, 0, 1000, 480),
                                              270: (520, 0, 1000, 1000)}[turn])))  # fmt: skip
    assert below.convert("L").getextrema()[0] < 100  # the neighbour's words still stand there


def test_a_cropped_page_shows_no_more_than_before() -> None:
    """S27: what was cut off is not in the copy, and boxes count from the cut."""
    before = paper(CropBox=pikepdf.Array([0, 200, 595, 500]))
    seen = drawn(before)
    assert seen.width / seen.height == pytest.approx(595 / 300, rel=0.02)
    copy = worked(before, Box(1, 0, 0, 1000, 500))
    with pikepdf.open(io.BytesIO(copy)) as found:
        assert [round(float(side)) for side in found.pages[0].MediaBox] == [0, 0, 595, 300]
    after = drawn(copy)
    assert darkness(after.crop((0, 0, after.width, after.height // 2 - 2))) < DARK
    assert after.crop((0, after.height // 2 + 8, *after.size)).getextrema()[0][1] == 255


def test_a_picture_under_a_box_is_gone_from_a_pdf() -> None:
    """S27: the scan itself is not carried along."""
    before = cleaning.cleaned(made.pdf_of_picture(), LIMITS).copy
    with pikepdf.open(io.BytesIO(before)) as found:
        scan = found.pages[0].Resources.XObject.Im.read_raw_bytes()
    copy = worked(before, Box(1, 0, 0, 1000, 1000))
    assert scan not in copy and darkness(drawn(copy)) < DARK


@pytest.mark.parametrize("what", ["jpeg", "png"])
def test_a_photograph_is_covered(what: str) -> None:
    """S27: dots under the box are black in the file itself; the rest is as it was."""
    content = made.jpeg(400, 300) if what == "jpeg" else made.png(400, 300)
    before = cleaning.cleaned(content, LIMITS).copy
    box = Box(1, 100, 100, 400, 500)
    kind, copy, pages = redacting.redacted(before, [box], LIMITS)
    assert (kind, pages) == (what, 0)
    with Image.open(io.BytesIO(copy)) as after:
        assert after.format == what.upper() and after.mode == "RGB" and not after.getexif()
        assert darkness(after.convert("RGB").crop(pixels(after, box))) < DARK
        assert unlike(after.convert("RGB"), drawn(before), [box]) < LETTER


def test_what_shines_through_is_not_kept_under_a_box() -> None:
    """S27: the dots of a PNG that one sees through still have a colour: it is not in the copy."""
    shown = Image.new("RGBA", (100, 100), (255, 255, 255, 255))
    shown.paste((200, 10, 10, 0), (20, 20, 60, 60))
    out = io.BytesIO()
    shown.save(out, "PNG")
    copy = worked(out.getvalue(), Box(1, 700, 700, 900, 900))
    with Image.open(io.BytesIO(copy)) as after:
        assert after.mode == "RGB" and after.getpixel((30, 30)) == (255, 255, 255)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_boxes_cover_all_of_themselves_and_little_more(data: st.DataObject) -> None:
    """S27 for any boxes: every dot that a box touches is black, those far from it are untouched."""
    edges = st.integers(0, 1000)
    boxes = []
    for _number in range(data.draw(st.integers(1, 5))):
        left, right = sorted(data.draw(st.lists(edges, min_size=2, max_size=2, unique=True)))
        top, bottom = sorted(data.draw(st.lists(edges, min_size=2, max_size=2, unique=True)))
        boxes.append(Box(1, left, top, right, bottom))
    before = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").resize((181, 127)).save(before, "PNG")
    with Image.open(io.BytesIO(worked(before.getvalue(), *boxes))) as found:
        after = found.convert("RGB")
    with Image.open(before) as found:
        was = found.convert("RGB")
    for box in boxes:
        assert darkness(after.crop(pixels(after, box))) == 0
    assert unlike(after, was, boxes) == 0


def test_what_cannot_be_redacted_says_why() -> None:
    with pytest.raises(Unfit) as no:
        redacting.redacted("мәтін".encode(), [TOP], LIMITS)
    assert no.value.no == No.UNSEEN
    with pytest.raises(Unfit) as no:
        redacting.redacted(paper(), [Box(2, 0, 0, 10, 10)], LIMITS)
    assert no.value.no == No.NO_PAGE
    with pytest.raises(Unfit) as no:
        redacting.redacted(made.pdf(MOST_REDACTED + 1), [TOP], LIMITS)
    assert no.value.no == No.MANY_PAGES
    with pytest.raises(Unfit) as no:
        redacting.redacted(b"%PDF-1.7 nothing", [TOP], LIMITS)
    assert no.value.no == No.BROKEN


@pytest.mark.parametrize(
    "sides", [(0, 0, 0, 5), (5, 0, 4, 9), (0, 0, 1001, 5), (-1, 0, 5, 5), (0, 9, 5, 9)]
)
def test_a_box_covers_something_within_its_page(sides: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError):
        Box(1, *sides)
    with pytest.raises(ValueError):
        Box(0, 0, 0, 10, 10)


def test_a_page_is_drawn_for_the_eye() -> None:
    """The nearest page there is, no larger than a screen, and a sheet of any size."""
    shown = drawing.page(paper(2), 9, LIMITS)
    assert (shown.number, shown.pages) == (2, 2)
    with Image.open(io.BytesIO(shown.picture)) as seen:
        assert max(seen.size) <= drawing.SEEN and not seen.getexif()
    for side in (3, 14_400):
        sheet = made.pdf(change=lambda pdf, at=side: sized(pdf, at))
        assert worked(sheet, Box(1, 0, 0, 500, 500)).startswith(b"%PDF-")
        assert drawing.page(sheet, 1, LIMITS).picture
