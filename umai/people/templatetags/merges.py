"""What the page of a person says of merges and of records that may be the same."""

from typing import Any

from django import template

from umai.people import permissions, queries

register = template.Library()


@register.simple_tag(takes_context=True)
def merges_of(context: dict[str, Any], one: Any) -> dict[str, Any]:
    """The record that stands for this one, those that lead here, those that may be the same."""
    actor = context["request"].actor
    joined = queries.joined(actor, one)
    may_merge = actor.may(permissions.MERGE_PEOPLE)
    return {
        "stays": joined.stays,
        "gone": joined.gone,
        "pairs": queries.pairs_of(actor, one) if may_merge else [],
        "may_merge": may_merge,
        "may_keep": actor.may(permissions.KEEP_RETENTION),
    }
