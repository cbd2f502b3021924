"""How figures of a comparison are written."""

from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils.formats import number_format
from django.utils.translation import get_language

from umai.foundation.counting.differences import Unit, Verdict
from umai.indicators import rules

register = template.Library()
AGREE = (Verdict.SAME, Verdict.COARSER)


@register.filter
def figure(value: str | None, unit: Unit) -> str:
    """A figure with the decimals it was printed with; a dash where there is none."""
    if value is None:
        return "–"
    words = rules.written(value, (get_language() or "en")[:2])
    return f"{words}\xa0%" if unit is Unit.PERCENT else words


@register.filter
def differs(row: rules.Explained) -> bool:
    """Whether the published figure and ours do not agree."""
    return row.difference.verdict not in AGREE


@register.filter
def plain(one: rules.Indicator) -> str:
    """The value of an indicator that is no share: whole if it is whole, else with one decimal,
    rounded half up; a dash for nothing.
    """
    if one.value is None:
        return "–"
    whole = one.value == int(one.value)
    rounded = Decimal(str(one.value)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return str(number_format(rounded, decimal_pos=0 if whole else 1))
