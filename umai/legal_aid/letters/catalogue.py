"""What a letter can say: the closed list of fields and lists, and which of them tell who it is.

Nothing here knows Django: the small process that opens templates reads it too.
"""

from collections.abc import Collection, Mapping
from typing import Any

# A field's name, and whether it tells who somebody is.
FIELDS: Mapping[str, bool] = {
    "child_code": False,
    "child_name": True,
    "child_family": True,
    "child_given": True,
    "child_patronymic": True,
    "child_latin": True,
    "child_born": True,
    "child_sex": False,
    "child_birthplace": True,
    "child_citizenship": False,
    "child_iin": True,
    "mother_name": True,
    "mother_born": True,
    "father_name": True,
    "father_born": True,
    "carer_name": True,
    "carer_relation": False,
    "representative_name": True,
    "applicant_name": True,
    "procedure_code": False,
    "procedure_title": False,
    "step_title": False,
    "authority_name": False,
    "authority_address": False,
    "origin_day": False,
    "due_day": False,
    "organisation_name": False,
    "office_name": False,
    "lawyer_name": False,
    "today": False,
    "facts": False,
    "request": False,
}
# A list's name, and what each of its lines holds.
LISTS: Mapping[str, Mapping[str, bool]] = {
    "documents": {
        "type": False, "number": True, "issuer": True, "issued_on": False, "valid_until": False,
    },
    "lacking": {"type": False},
    "citizenships": {"name": False},
    "refusals": {"day": False, "authority": False, "reason": False, "words": False},
    "legal_bases": {"words": False},
}  # fmt: skip
# Typed by who writes the letter.
TYPED = ("facts", "request")
HAND_LINE = "_" * 30


def identifying(used: Collection[str]) -> set[str]:
    """Those of the used fields (`child_name`, `documents.number`) that tell who somebody is."""
    told = {name for name, tells in FIELDS.items() if tells}
    told |= {
        f"{name}.{item}"
        for name, items in LISTS.items()
        for item, tells in items.items()
        if tells
    }
    return told & set(used)


def samples() -> dict[str, Any]:
    """Values for a trial, each as bad as a value can be."""
    odd = "Ғұ <&>{{ 7*7 }}\n{% raw %}\""
    values: dict[str, Any] = dict.fromkeys(FIELDS, odd)
    for name, items in LISTS.items():
        values[name] = [dict.fromkeys(items, odd), dict.fromkeys(items, "")]
    return values
