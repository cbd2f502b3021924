"""The paragraphs and tables of a DOCX, for a page, for paper and to compare two versions.

Works in the small process only. A block is {"kind": "text" or "item", "align", "bold", "text"} or
{"kind": "table", "rows"}; align is left, indent, center, right, both, or block: a column to the
right.
"""

from collections.abc import Iterator
from typing import Any

from umai.foundation.files.apart import Told
from umai.foundation.files.rules import Limits
from umai.legal_aid.letters import package
from umai.legal_aid.letters.package import W

Block = dict[str, Any]
ALIGNS = {"center": "center", "right": "right", "end": "right", "both": "both"}
RIGHT_COLUMN = 3000  # twentieths of a point: more than 5 cm from the left is a column on the right
MOST_BLOCKS = 2000


def load() -> None:
    """Load what the work needs, while files can still be opened."""
    from umai.legal_aid.letters import building

    blocks(building.docx([("", "a")], "ru"))


def work(content: bytes, limits: Limits) -> tuple[Told, bytes]:
    """What the small process answers."""
    return {"blocks": blocks(content)}, b""


def blocks(content: bytes) -> list[Block]:
    """What stands in the document, headers first, footnotes and footers last."""
    parts, _wrongs = package.opened(content)
    trees = dict(package.trees(parts))
    styles = _styles(trees.get("word/styles.xml"))
    names = sorted(name for name in trees if name.startswith("word/header"))
    names += [package.BODY, "word/footnotes.xml"]
    names += sorted(name for name in trees if name.startswith("word/footer"))
    found = [
        one for name in names if name in trees for one in _inside(trees[name], styles)
    ]
    return found[:MOST_BLOCKS]


def _styles(root: Any) -> dict[str, str]:
    """How each style places its paragraphs, and whether it numbers them."""
    if root is None:
        return {}
    told = {}
    for one in root.iter(f"{W}style"):
        numbered = one.find(f"{W}pPr/{W}numPr") is not None
        told[one.get(f"{W}styleId", "")] = "item" if numbered else _align(one.find(f"{W}pPr"))
    return told


def _inside(root: Any, styles: dict[str, str]) -> Iterator[Block]:
    for one in root:
        if one.tag == f"{W}p":
            yield from _paragraph(one, styles)
        elif one.tag == f"{W}tbl":
            yield {"kind": "table", "rows": [_row(row) for row in one.iter(f"{W}tr")]}
        elif isinstance(one.tag, str) and one.tag != f"{W}sectPr":
            yield from _inside(one, styles)


def _row(row: Any) -> list[str]:
    return [
        "\n".join(_said(one) for one in cell.iter(f"{W}p")) for cell in row.findall(f"{W}tc")
    ]


def _paragraph(one: Any, styles: dict[str, str]) -> Iterator[Block]:
    about = one.find(f"{W}pPr")
    style = about.find(f"{W}pStyle") if about is not None else None
    of_style = styles.get(style.get(f"{W}val", ""), "") if style is not None else ""
    numbered = about is not None and about.find(f"{W}numPr") is not None
    text = _said(one)
    if text.strip():
        yield {
            "kind": "item" if numbered or of_style == "item" else "text",
            "align": _align(about) or of_style.replace("item", "") or "left",
            "bold": _is_bold(one),
            "text": text.strip("\n"),
        }
    for box in one.iter(f"{W}txbxContent"):
        yield from _inside(box, styles)


def _align(about: Any) -> str:
    if about is None:
        return ""
    indent, placed = about.find(f"{W}ind"), about.find(f"{W}jc")
    left = indent.get(f"{W}left", indent.get(f"{W}start", "0")) if indent is not None else "0"
    if left.isdecimal() and int(left) > RIGHT_COLUMN:
        return "block"
    told = ALIGNS.get(placed.get(f"{W}val", ""), "") if placed is not None else ""
    first = indent is not None and indent.get(f"{W}firstLine", "0") != "0"
    return told or ("indent" if first else "")


def _is_bold(one: Any) -> bool:
    runs = [run for run in one.findall(f"{W}r") if run.find(f"{W}t") is not None]
    marks = [run.find(f"{W}rPr/{W}b") for run in runs]
    return bool(runs) and all(
        one is not None and one.get(f"{W}val", "1") not in {"0", "false"} for one in marks
    )


def _said(element: Any) -> str:
    words = ""
    for one in element:
        if one.tag == f"{W}t":
            words += one.text or ""
        elif one.tag == f"{W}tab":
            words += "\t"
        elif one.tag in {f"{W}br", f"{W}cr"}:
            words += "\n"
        elif one.tag not in {f"{W}pPr", f"{W}rPr", f"{W}txbxContent"} and isinstance(one.tag, str):
            words += _said(one)
    return words
