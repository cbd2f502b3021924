"""Load the shipped lists and rules. What was edited on pages is never overwritten."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from umai.foundation.vocabulary.models import Edition, Rule, Term, WordList
from umai.foundation.vocabulary.queries import forget

DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "ru", "kk")
RULE_WORDS = ("starts_from", "authority", "legal_basis", "source", "note")


@transaction.atomic
def load() -> int:
    """Add lists, terms and rules that the database does not know yet. Returns how many rows."""
    added = sum(_load_list(json.loads(path.read_text())) for path in sorted((DATA / "lists").glob("*.json")))
    added += _load_rules(json.loads((DATA / "rules.json").read_text())["rules"])
    if added:
        edition, _ = Edition.objects.get_or_create(pk=1, defaults={"number": 0})
        Edition.objects.filter(pk=edition.pk).update(number=edition.number + 1)
    forget()
    return added


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
