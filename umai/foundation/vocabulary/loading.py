"""Load the shipped lists and rules. What was edited on pages is never overwritten."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from umai.foundation.vocabulary import mapping
from umai.foundation.vocabulary.models import (
    CategoryMapping,
    Edition,
    Rule,
    SharedPhone,
    Term,
    WordList,
)
from umai.foundation.vocabulary.queries import forget

DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "ru", "kk")
RULE_WORDS = ("starts_from", "authority", "legal_basis", "source", "note")


@transaction.atomic
def load() -> int:
    """Add what the database does not know yet. Returns how many rows."""
    names = sorted(path.name for path in (DATA / "lists").glob("*.json"))
    added = sum(_load_list(_read(name, "lists")) for name in names)
    added += _load_rules(_read("rules.json")["rules"])
    added += _load_mappings(mapping.shipped()["mapping"])
    added += _load_phones(_read("shared_phones.json")["phones"])
    if added:
        edition, _ = Edition.objects.get_or_create(pk=1, defaults={"number": 0})
        Edition.objects.filter(pk=edition.pk).update(number=edition.number + 1)
    forget()
    return added


def _read(name: str, folder: str = "") -> dict[str, Any]:
    return dict(json.loads((DATA / folder / name).read_text()))


def _load_list(said: dict[str, Any]) -> int:
    WordList.objects.get_or_create(
        code=said["list"],
        defaults={
            "titles": said["title"],
            "source": said.get("source", "")[:200],
            "sensitive": said.get("sensitive", False),
        },
    )
    known = set(Term.objects.filter(word_list_id=said["list"]).values_list("code", flat=True))
    fresh = [_term(said["list"], term, place) for place, term in enumerate(said["terms"])]
    new = [term for term in fresh if term.code not in known]
    Term.objects.bulk_create(new)
    return len(new)


def _term(list_code: str, said: dict[str, Any], place: int) -> Term:
    return Term(
        word_list_id=list_code,
        code=said["code"],
        also=said.get("also", []),
        labels={language: said[language] for language in LANGUAGES if said.get(language)},
        review=said.get("review", []),
        group=said.get("group") or "",
        sort=said.get("sort", (place + 1) * 10),
        sensitive=said.get("sensitive", False),
        more=said.get("more", {}),
    )


def _load_rules(rules: list[dict[str, Any]]) -> int:
    known = set(Rule.objects.values_list("code", flat=True))
    new = [_rule(said) for said in rules if said["code"] not in known]
    Rule.objects.bulk_create(new)
    return len(new)


def _rule(said: dict[str, Any]) -> Rule:
    value = said.get("value")
    return Rule(
        code=said["code"],
        titles=said["title"],
        value="" if value is None else str(value),
        unit=said.get("unit") or "",
        confidence=said["confidence"],
        status=said["status"],
        enabled=said.get("enabled", False),
        **{name: said.get(name) or "" for name in RULE_WORDS},
    )


def _load_mappings(said: dict[str, Any]) -> int:
    known = set(CategoryMapping.objects.values_list("word_list_id", "code"))
    new = [
        CategoryMapping(
            word_list_id=list_code,
            code=code,
            main_issue=one["main_issue"] or "",
            subcategory=one["subcategory"] or "",
            articles=one["articles"],
            note=one["note"],
        )
        for list_code, codes in said.items()
        if isinstance(codes, dict)
        for code, one in codes.items()
        if (list_code, code) not in known
    ]
    CategoryMapping.objects.bulk_create(new)
    return len(new)


def _load_phones(phones: list[dict[str, Any]]) -> int:
    known = set(SharedPhone.objects.values_list("code", flat=True))
    new = [
        SharedPhone(
            code=said["code"],
            number=said["number"],
            labels={language: said[language] for language in LANGUAGES},
            review=said["review"],
            sort=(place + 1) * 10,
            confidence=said["confidence"],
            source=said["source"],
            note=said["note"],
        )
        for place, said in enumerate(phones)
        if said["code"] not in known
    ]
    SharedPhone.objects.bulk_create(new)
    return len(new)
