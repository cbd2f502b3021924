"""What pages say of an assessment in short: a rating of 0 to 4, and the one before it."""

from typing import Any

from django import template

register = template.Library()
STEPS = (1, 2, 3, 4)


@register.inclusion_tag("cases/paper/rating.html")
def rating(said: Any, scale: str = "", before: int | None = None) -> dict[str, Any]:
    """A rating as four small boxes with its words, beside what it was."""
    now = said if isinstance(said, int) else None
    return {
        "now": now,
        "scale": scale,
        "before": before,
        "changed": before is not None and before != now,
        "boxes": [now is not None and now >= step for step in STEPS],
    }


@register.filter
def part_of(book: dict[str, Any], key: Any) -> Any:
    """What stands in a book under a key; nothing if it is not there."""
    return book.get(key, "") if book else ""
