"""What leaves the house about a referral: in words for the provider's page, and as a letter."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from umai.foundation.ui import moments
from umai.foundation.vocabulary import queries as vocabulary
from umai.people.terms import Shareable

# Which list says what a code means.
CODES = {Shareable.SEX: "sex", Shareable.LEGAL: "migration_status"}
NAMES = ("family_name", "given_name", "patronymic")


def told_lines(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a referral tells, line by line, in the language that is active: for the provider's page,
    for the preview before sending, and for the letter.
    """
    lines = ((one, _said(one, told[one.value])) for one in Shareable if told.get(one.value))
    return [(str(one.label), words) for one, words in lines if words]


def _said(one: Shareable, said: Any) -> str:
    if one in CODES:
        return vocabulary.label(CODES[one], str(said))
    if one is Shareable.NAME:
        return " ".join(str(said[part]) for part in NAMES if said.get(part))
    if one is Shareable.LANGUAGE:
        return _languages(said)
    if one is Shareable.BORN and len(str(said)) == 10:
        return moments.day(date.fromisoformat(str(said)))
    return str(said).replace("-", "\N{EN DASH}") if one is Shareable.AGE else str(said)


def _languages(said: Mapping[str, Any]) -> str:
    words = [vocabulary.label("language", code) for code in said.get("languages", ())]
    if said.get("interpret"):
        words.append(_("an interpreter is needed"))
    return ", ".join(words)
