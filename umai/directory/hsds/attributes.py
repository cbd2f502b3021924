"""What HSDS has no field for, read from attributes and their taxonomy terms, or from properties."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from umai.directory import terms
from umai.directory.hsds import fields, values
from umai.directory.hsds.fields import Kind, Said
from umai.foundation.vocabulary import queries as vocabulary

MOST_DAYS = 32_767


def read(parts: values.Parts, shape: Kind, said: Any, kept: Said) -> None:
    """Put attributes that we understand into an entry; the others are left out and counted."""
    if not isinstance(said, list):
        if said not in (None, ""):
            parts.dropped["attributes"] += 1
        return
    for one in said[: values.MOST_PARTS]:
        if not isinstance(one, Mapping) or not _take(shape, one, kept):
            parts.dropped["attributes"] += 1


def _take(shape: Kind, one: Mapping[str, Any], kept: Said) -> bool:
    term = one.get("taxonomy_term")
    term = term if isinstance(term, Mapping) else {}
    name = str(one.get("link_type") or "")
    ours = str(term.get("taxonomy") or "").partition(":")[0] == fields.TAXONOMY
    if ours and name in fields.LISTS and name in shape.extra:
        return take(shape, name, term.get("code"), kept)
    if ours and name in shape.extra:
        return take(shape, name, one.get("value"), kept)
    if "needs" in shape.extra:  # a term of somebody else's that we know by its words
        return any(take(shape, "needs", term.get(key), kept) for key in ("code", "name"))
    return False


def take(shape: Kind, name: str, said: Any, kept: Said) -> bool:
    """Put one value of our own into an entry; whether it was understood."""
    if name == "confidential":
        return _hidden(shape, said, kept)
    if name in fields.LISTS:
        return _coded(name, said, kept)
    wanted = shape.extra[name]
    if wanted is bool:
        kept[name] = values.yes(said)
    elif wanted is date:
        kept[name] = values.day(said, name)
    elif wanted is int:
        found = values.number(said, name, 0, MOST_DAYS)
        kept[name] = None if found is None else int(found)
    else:
        longest = shape.model._meta.get_field(name).max_length or values.LONGEST_TEXT
        found_text = values.text(said, name, longest)
        if name == "state" and found_text not in terms.AgencyState.values:
            return False
        kept[name] = found_text
    return True


def _hidden(shape: Kind, said: Any, kept: Said) -> bool:
    if values.yes(said):
        if not hasattr(shape.model, "confidential"):
            raise values.Wrong(_("A confidential service needs a confidential agency."))
        kept["confidential"] = True
    return True


def _coded(name: str, said: Any, kept: Said) -> bool:
    """Codes of a list of the vocabulary, by code or by one of their names."""
    many = said if isinstance(said, list) else [said]
    codes = [code for one in many if (code := _code(fields.LISTS[name], one))]
    if name == "needs":
        kept[name] = list(dict.fromkeys([*kept.get(name, ()), *codes]))
    elif codes:
        kept[name] = codes[0]
    return bool(codes)


def _code(list_code: str, said: Any) -> str:
    typed = said.strip() if isinstance(said, str) else ""
    if not typed or len(typed) > 300:
        return ""
    return vocabulary.code_for(list_code, typed) or _by_label(list_code, typed.casefold())


def _by_label(list_code: str, typed: str) -> str:
    for word in vocabulary.words(list_code):
        if typed in {label.casefold() for label in word.labels.values()}:
            return word.code
    return ""
