"""Where our codes stand among the helpline categories."""

from dataclasses import dataclass

from django.db import transaction

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import events, permissions, queries
from umai.foundation.vocabulary.commands import turns
from umai.foundation.vocabulary.models import CategoryMapping


@dataclass(frozen=True, kw_only=True)
class MappingDetails:
    """The main issue and part beside a code, and articles that may be near. Blank: undecided."""

    main_issue: str
    subcategory: str
    articles: tuple[str, ...]
    note: str


@transaction.atomic
def edit_mapping(
    actor: Actor, list_code: str, code: str, version: int, details: MappingDetails
) -> CategoryMapping:
    """Say where a code stands. It is a help for counting, never a verdict on what was violated."""
    actor.require(permissions.EDIT_LISTS)
    turns._take_turn()
    mapping = queries.mapping_of(list_code, code)
    turns._same_version(mapping.version, version)
    before = [mapping.main_issue, mapping.subcategory, *mapping.articles]
    mapping.main_issue, mapping.subcategory = details.main_issue, details.subcategory
    mapping.articles, mapping.note = list(details.articles), details.note
    mapping.edited_by, mapping.edited_at = actor.person_id, clock.now()
    mapping.version += 1
    mapping.save()
    log.record(actor, events.MAPPING_EDITED, mapping, {"list": list_code, "before": before})
    return mapping
