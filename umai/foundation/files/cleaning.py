"""The clean copy of a file: what it is by its content, and nothing but what one sees of it."""

from dataclasses import dataclass

from umai.foundation.files import apart, rules
from umai.foundation.files.apart import Told
from umai.foundation.files.rules import Limits, No, Unfit


@dataclass(frozen=True)
class Clean:
    """What a file is, and its clean copy. `pages` of a PDF, `pixels` of a picture, else 0."""

    type: str
    copy: bytes
    pages: int = 0
    pixels: int = 0


def cleaned(content: bytes, limits: Limits) -> Clean:
    """The clean copy of a file, made in a process of its own. Raises Unfit."""
    if not content:
        raise Unfit(No.EMPTY)
    if len(content) > limits.size:
        raise Unfit(No.LARGE)
    rules.kind(content)
    told, copy = apart.done("cleaning", content, limits)
    return Clean(copy=copy, **told)


def opened(content: bytes, limits: Limits) -> Clean:
    """The work itself. Called in the small process only."""
    from umai.foundation.files import papers, pictures

    what = rules.kind(content)
    if what == "text":
        return Clean(what, papers.cleaned_text(content))
    if what == "pdf":
        rules.check_one_face(content, what, len(content))
        copy, pages = papers.cleaned_pdf(content, limits)
        return Clean(what, copy, pages=pages)
    copy, pixels = pictures.cleaned(content, what, limits)
    rules.check_one_face(content, what, pictures.end(content, what))
    return Clean(what, copy, pixels=pixels)


def load() -> None:
    """Load what the work needs, while files can still be opened."""
    from umai.foundation.files import papers, pictures

    papers.load()
    pictures.load()


def work(content: bytes, limits: Limits) -> tuple[Told, bytes]:
    """What the small process answers."""
    clean = opened(content, limits)
    return {"type": clean.type, "pages": clean.pages, "pixels": clean.pixels}, clean.copy
