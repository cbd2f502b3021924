"""How acts and people are called. The journal lies below both; config/wiring.py fills it."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.utils.functional import Promise

from umai.foundation.kernel.actor import Actor

Words = str | Promise
# The sentences of every room, the names of the actor's colleagues by id, and the words for codes.
books: list[Mapping[str, Words]] = []
name_answers: list[Callable[[Actor], Mapping[UUID, str]]] = []
code_answers: list[Callable[[str, str], Words | None]] = []


def sentence(event: str) -> Words:
    """What was done, as the end of a sentence that begins with who; the event if no room says."""
    return next((book[event] for book in books if event in book), event)


def all_of_them() -> dict[str, Words]:
    """Every event that a room can journal, with its sentence."""
    return {event: words for book in books for event, words in book.items()}


def names(actor: Actor) -> dict[UUID, str]:
    """The people of the actor's organisation, in the order of their names."""
    found = {one: name for ask in name_answers for one, name in ask(actor).items()}
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))


def code_in_words(fact: str, code: str) -> str:
    """What the code of a fact is called, such as the channel "phone"; the code if nobody knows."""
    known = (ask(fact, code) for ask in code_answers)
    return str(next((words for words in known if words), code))
