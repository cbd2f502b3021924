"""What a browser sends of the forms of the directory."""

import re
from typing import Any

from django.forms import CheckboxInput

from umai.directory.forms.sheets import Sheet
from umai.foundation.kernel.ids import uuid7

EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7|add:7 }} {% debug %} ${7*7}",
    "'; DROP TABLE directory_agency; --",
    '=HYPERLINK("http://x")',
    "../../etc/passwd",
    "%(typed)s {typed} {0} %s",
]


def rows(name: str, *items: dict[str, str], begun: int = 0) -> dict[str, str]:
    """The rows of a list."""
    sent = {f"{name}-TOTAL_FORMS": str(len(items)), f"{name}-INITIAL_FORMS": str(begun)}
    for place, item in enumerate(items):
        sent |= {f"{name}-{place}-{key}": value for key, value in item.items()}
    return sent


def agency(**said: Any) -> dict[str, Any]:
    """The form of a new agency, with a name and empty lists unless said otherwise."""
    begun = {"id": str(uuid7()), "name_ru": "Юридическая помощь", "type": "LEGALAID"}
    return {**begun, **rows("phones"), **rows("contacts"), **said}


def service(**said: Any) -> dict[str, Any]:
    """The form of a new service."""
    begun = {"id": str(uuid7()), "name_ru": "Консультация юриста", "status": "active"}
    lists = {**rows("phones"), **rows("contacts"), **rows("cost_options")}
    return {**begun, **lists, **said}


def location(**said: Any) -> dict[str, Any]:
    """The form of a new place."""
    begun = {"id": str(uuid7()), "city": "Шымкент", "location_type": "physical"}
    return {**begun, **rows("phones"), **said}


def as_shown(sheet: Sheet) -> dict[str, Any]:
    """A form as it would be sent back untouched."""
    sent: dict[str, Any] = {}
    managed = [part.management_form for part in sheet.parts.values() if hasattr(part, "forms")]
    for field in [*sheet, *(one for form in managed for one in form)]:
        value = field.value()
        if isinstance(field.field.widget, CheckboxInput):
            value = "on" if value else None
        if value is not None:
            sent[field.html_name] = value
    return sent


def plain(answer: Any, path: str = "") -> str:
    """A page without what differs each time it is drawn: the token of its forms, its address."""
    words = re.sub(
        r"(csrfmiddlewaretoken\" value=\"|X-CSRFToken\": \")\w+", "", answer.content.decode()
    )
    return words.replace(path, "") if path else words
