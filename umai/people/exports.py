"""Papers that leave the house about a person: the consent form, by a code and without a name."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from umai.foundation.exports import pdf_file
from umai.foundation.exports.marks import Mark
from umai.people.commands import FormToPrint

TEXTS = Path(__file__).parent / "data" / "consent_form.json"
# Each language by its own name, for who reads it.
LANGUAGES = [
    ("kk", "Қазақша"),
    ("ru", "Русский"),
    ("en", "English"),
    ("uz", "Oʻzbekcha"),
    ("tg", "Тоҷикӣ"),
]


@cache
def texts() -> dict[str, Any]:
    """The words of the form by language."""
    return dict(json.loads(TEXTS.read_text(encoding="utf-8"))["languages"])


def consent_form(asked: FormToPrint, mark: Mark) -> bytes:
    """The form as PDF: what is asked, in boxes to tick, and lines to sign."""
    words = texts()[asked.language]
    asks = {scope: said for scope, said in words["asks"].items() if scope not in asked.without}
    data = {
        "language": asked.language,
        "author": mark.who,
        "code": asked.code,
        "organisation": asked.organisation,
        "agencies": list(asked.agencies) or ["", ""],
        "words": {**words, "asks": asks},
        # The mark is a sentence for colleagues; Uzbek and Tajik pages carry it in Russian.
        "marked": mark.sentence(asked.language if asked.language in ("kk", "en") else "ru"),
    }
    return pdf_file.document("consent_form", data, mark)
