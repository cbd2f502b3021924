"""What can be asked of people whom we know, cut to the actor's scope."""

from umai.people.queries.finding import Asked, Fit, find
from umai.people.queries.individuals import (
    PIECES,
    circle,
    individual,
    individuals,
    key_of,
    piece,
    search,
)
from umai.people.queries.keys import keys_of, lookup_key, name_key

__all__ = [
    "PIECES",
    "Asked",
    "Fit",
    "circle",
    "find",
    "individual",
    "individuals",
    "key_of",
    "keys_of",
    "lookup_key",
    "name_key",
    "piece",
    "search",
]
