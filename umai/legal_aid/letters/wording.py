"""How values are said in a letter: dates that are known in part, names, what is not known.

Pure functions: what was opened comes in, words in the letter's language go out.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from babel.dates import format_date

from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid.letters import shipped
from umai.legal_aid.letters.catalogue import HAND_LINE

LOCALES = {"kk": "kk_KZ", "ru": "ru_RU", "uz": "uz_UZ", "tg": "tg_TJ"}
NAMES = ("family_name", "given_name", "patronymic")


def said(language: str, what: str) -> str:
    """A small word of letters."""
    return str(shipped.words()[language][what])


def word(language: str, list_code: str, code: str) -> str:
    """A word of a list in the letter's language, by the letters' own words if they have it."""
    own = shipped.words()[language]["lists"].get(f"{list_code} {code}")
    return own or vocabulary.label(list_code, code, language)


def day(language: str, on: date | None) -> str:
    """A day with its month in words; a blank for none."""
    if on is None:
        return ""
    return format_date(on, said(language, "day"), locale=LOCALES[language])


def full_name(identity: Mapping[str, Any]) -> str:
    """Family name, name and patronymic, as far as they are known."""
    return " ".join(str(identity[one]) for one in NAMES if identity.get(one))


def name_or_line(language: str, name: str, unnamed: str = "") -> str:
    """A name, or a line to write it on, saying why: a newborn has none yet."""
    if name:
        return name
    return f"{HAND_LINE} {said(language, 'no_name')}" if unnamed == "newborn" else HAND_LINE


def born(language: str, told: str, precision: str) -> str:
    """A day of birth as exactly as it is known."""
    if not told:
        return said(language, "not_known")
    year = told[:4]
    if precision == "estimated":
        return said(language, "born_about").format(year=year)
    if precision == "year" or len(told) == 4:
        return said(language, "born_year").format(year=year)
    try:
        on = date.fromisoformat(told if len(told) > 7 else f"{told}-01")
    except ValueError:
        return said(language, "born_year").format(year=year)
    if precision == "month" or len(told) == 7:
        month = shipped.words()[language]["months"][on.month - 1]
        return said(language, "born_month").format(month=month, year=year)
    return day(language, on)

