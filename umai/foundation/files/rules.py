"""What a file may be, as pure functions: limits, kinds by content, reasons for a no, safe names.

Nothing here knows Django: the small process that opens strangers' files reads it too.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1024 * 1024
LONGEST_SIDE = 3200  # pixels of the clean copy: A4 at 270 dots an inch, still read on a slow line
LONGEST_NAME = 120
WHOLE = 1000  # a page is so many parts wide and high: a box is told in per mille of what is seen
MOST_REDACTED = 40  # pages that become pictures while somebody waits
MOST_BOXES = 100


class No(StrEnum):
    """Why a file is not taken."""

    EMPTY = "empty"
    LARGE = "large"
    PIXELS = "pixels"
    PAGES = "pages"
    HEIC = "heic"
    PICTURE = "picture"
    OFFICE = "office"
    ARCHIVE = "archive"
    MARKUP = "markup"
    PROGRAM = "program"
    TWO_FACES = "two_faces"
    ENCRYPTED = "encrypted"
    SCRIPT = "script"
    ATTACHED = "attached"
    BROKEN = "broken"
    HEAVY = "heavy"
    LETTERS = "letters"
    UNKNOWN = "unknown"
    UNSEEN = "unseen"
    NO_PAGE = "no_page"
    MANY_PAGES = "many_pages"


class Unfit(Exception):
    """A file that is not taken; `no` says why."""

    def __init__(self, no: No) -> None:
        super().__init__(no.value)
        self.no = no


@dataclass(frozen=True)
class Limits:
    """How large a file may be, packed and unpacked."""

    megabytes: int = 20  # a telephone's picture has 3 to 12, a scan of thirty pages about 10
    megapixels: int = 60  # telephones make up to 50
    pages: int = 100  # a court's ruling with its annexes
    memory: int = 1024  # megabytes that opening a file may take
    seconds: int = 20  # of work on it

    @property
    def size(self) -> int:
        """The largest file, in bytes."""
        return self.megabytes * MEGABYTE


@dataclass(frozen=True)
class Box:
    """What must not be seen: on which page, from 1, and from where to where in per mille of it."""

    page: int
    left: int
    top: int
    right: int
    bottom: int

    def __post_init__(self) -> None:
        upright = 0 <= self.left < self.right <= WHOLE and 0 <= self.top < self.bottom <= WHOLE
        if not upright or self.page < 1:
            raise ValueError("a box lies within its page and covers something")


ENDINGS = {"jpeg": ".jpg", "png": ".png", "pdf": ".pdf", "text": ".txt"}
MIME = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "pdf": "application/pdf",
    "text": "text/plain; charset=utf-8",
}
OURS = (b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"), (b"%PDF-", "pdf")
OTHERS = (
    (b"PK", No.ARCHIVE), (b"Rar!", No.ARCHIVE), (b"7z\xbc\xaf", No.ARCHIVE),
    (b"\x1f\x8b", No.ARCHIVE), (b"BZh", No.ARCHIVE), (b"\xfd7zXZ", No.ARCHIVE),
    (b"\xd0\xcf\x11\xe0", No.OFFICE), (b"{\\rtf", No.OFFICE),
    (b"MZ", No.PROGRAM), (b"\x7fELF", No.PROGRAM), (b"#!", No.PROGRAM), (b"%!", No.PROGRAM),
    (b"@echo", No.PROGRAM), (b"GIF8", No.PICTURE), (b"BM", No.PICTURE), (b"RIFF", No.PICTURE),
    (b"II*\x00", No.PICTURE), (b"MM\x00*", No.PICTURE),
)  # fmt: skip
MARKUP = (b"<script", b"<html", b"<svg", b"<?php", b"<!doctype", b"<iframe", b"<body", b"<?xml")
# Long enough that a picture never holds them by chance.
SURELY = (b"<script", b"<!doctype", b"<iframe", b"<?php")
OFFICE_PARTS = (b"[Content_Types].xml", b"word/", b"xl/", b"ppt/", b"mimetypeapplication/vnd.oasis")
HEIC = frozenset({b"heic", b"heix", b"hevc", b"mif1"})
ZIP_END, ZIP_TAIL = b"PK\x05\x06", 66_000
HEAD = 4096
_UNSAFE = re.compile(r"[^\w.\- ]+")


def kind(content: bytes) -> str:
    """`jpeg`, `png`, `pdf` or `text`, by content alone. Raises Unfit for everything else."""
    if not content:
        raise Unfit(No.EMPTY)
    for sign, one in OURS:
        if content.startswith(sign):
            return one
    head = content[:HEAD]
    if no := _another(head):
        raise Unfit(no)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(b"<") or _marked(head):
        raise Unfit(No.MARKUP)
    return "text"


def _another(head: bytes) -> No | None:
    """What it is that we do not take."""
    if head[4:8] == b"ftyp":
        return No.HEIC if head[8:12] in HEIC else No.UNKNOWN
    if head.startswith(b"PK") and any(part in head for part in OFFICE_PARTS):
        return No.OFFICE
    for sign, no in OTHERS:
        if head.lower().startswith(sign.lower()) and not _plain(sign, head):
            return no
    return None


def _plain(sign: bytes, head: bytes) -> bool:
    """Whether a sign of two letters only begins a text: `BMW`, `PKK`, `mzungu`."""
    return len(sign) == 2 and sign.isalpha() and head.isascii() and b"\x00" not in head


def _marked(some: bytes) -> bool:
    return any(word in some.lower() for word in MARKUP)


def check_one_face(content: bytes, what: str, end: int) -> None:
    """Refuse a file that some other program would read as something else. `end`: of the picture."""
    after = content[end:]
    if ZIP_END in content[-ZIP_TAIL:] or _marked(content[: 1024 if what == "pdf" else HEAD]):
        raise Unfit(No.TWO_FACES)
    if what == "pdf":
        return
    lower = content.lower()
    if b"%PDF-" in content[:HEAD] or any(word in lower for word in SURELY):
        raise Unfit(No.TWO_FACES)
    if b"%PDF-" in after or _marked(after[:HEAD]) or _starts_another(after):
        raise Unfit(No.TWO_FACES)


def _starts_another(after: bytes) -> bool:
    return any(after.startswith(sign) for sign, _no in OTHERS)


def safe_name(given: str) -> str:
    """What somebody called a file, without paths, controls and tricks of direction."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", given))[-1]
    plain = "".join(one for one in last if unicodedata.category(one)[0] != "C")
    return _UNSAFE.sub("_", plain).strip(" .")[:LONGEST_NAME]


def ascii_name(name: str) -> str:
    """The same in the letters that every program knows."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "replace").decode()
    return re.sub(r"[^A-Za-z0-9._-]+", "_", plain).strip("._-") or "file"
