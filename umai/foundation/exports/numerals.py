"""Numbers as people write them in Kazakh, Russian, English, Uzbek and Tajik."""

from decimal import Decimal

from babel.numbers import format_decimal

NOTHING = "–"


def locale(language: str) -> str:
    """The locale whose days and numbers we write: English as it is written in Europe and Asia."""
    return "en_GB" if language == "en" else language


def whole(number: int, language: str) -> str:
    """A whole number with the language's grouping: 12 345."""
    return str(format_decimal(number, locale=locale(language)))


def share(percent: str | None, language: str, decimals: int = 2) -> str:
    """A percentage given as text ("51.98"), with the language's decimal sign; a dash for None."""
    if percent is None:
        return NOTHING
    pattern = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    return str(format_decimal(Decimal(percent), format=pattern, locale=locale(language)))
