"""What the page of a person shows of documents, family and consent."""

from typing import Any

from umai.foundation.access import queries as access
from umai.foundation.kernel.actor import Actor
from umai.people import permissions, queries
from umai.people.models import Individual


def sections(actor: Actor, one: Individual) -> dict[str, Any]:
    """What the page of a person says of documents, family and consent. Call it after an opening."""
    papers = queries.documents(actor, one)
    return {
        "documents": papers,
        "seers": access.names(actor, [paper.seen_by_id for paper in papers.rows]),
        "family": queries.family(actor, one),
        "home": queries.home_of(actor, one),
        "consents": queries.consents(actor, one),
        "asks_asylum": queries.asks_asylum(actor, one),
        "may_note_papers": actor.may(permissions.CORRECT_INDIVIDUAL),
        "may_note_consent": actor.may(permissions.NOTE_CONSENT),
        "may_override": actor.may(permissions.OVERRIDE_CONSENT),
        "may_reveal_papers": actor.may(permissions.REVEAL_IDENTITY),
    }
