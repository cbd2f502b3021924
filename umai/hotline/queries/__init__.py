"""What can be asked of the hotline. Every answer is already cut to the actor's scope."""

from umai.hotline.queries.contacts import (
    STORY,
    Workplace,
    contact,
    contacts,
    draft_words,
    drafts,
    key_of,
    open_emergencies,
    opened,
    other_children,
    story,
    workplaces,
)

__all__ = [
    "STORY",
    "Workplace",
    "contact",
    "contacts",
    "draft_words",
    "drafts",
    "key_of",
    "open_emergencies",
    "opened",
    "other_children",
    "story",
    "workplaces",
]
