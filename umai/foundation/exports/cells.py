"""What may stand in a cell, and how text is kept from running as a formula (S25)."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

Cell = str | int | bool | Decimal | date | datetime | None

_TRIGGERS = frozenset("=+-@")
# Control characters that no spreadsheet file may hold, and halves of characters that no UTF-8 can.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def neutral(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would take it for a formula.

    That is a text whose first visible character is = + - @ in any width, or that begins with a tab
    or a line break. What cannot be written at all becomes the replacement character.
    """
    clean = _UNWRITABLE.sub("\ufffd", text)
    return "'" + clean if _looks_like_formula(clean) else clean


def _looks_like_formula(text: str) -> bool:
    if text[:1] in {"\t", "\r", "\n"}:
        return True
    visible = next((one for one in text if unicodedata.category(one)[0] not in "ZC"), "")
    return unicodedata.normalize("NFKC", visible)[:1] in _TRIGGERS


def as_text(cell: Cell) -> str:
    """A cell as neutral text: days and moments in ISO 8601, yes or no, nothing for None."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, (date, datetime)):
        return cell.isoformat()
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return neutral(cell)
