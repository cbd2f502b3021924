"""What templates of lists and rules say in short."""

from collections.abc import Mapping
from typing import Any

from django import template

from umai.foundation.vocabulary import labels, terms
from umai.foundation.vocabulary.models import Rule

register = template.Library()


@register.filter
def at(book: Mapping[Any, Any], key: Any) -> Any:
    """What stands in a book under a key; nothing if it is not there."""
    return book.get(key)


register.filter("phrase", labels.phrase)


@register.filter
def measured(rule: Rule) -> str:
    """The value of a rule with its unit: "10 working days"."""
    return terms.measured(rule.value, rule.unit)
