"""What can be asked of people whom we know, cut to the actor's scope."""

from umai.people.queries.alike import alike
from umai.people.queries.finding import Asked, Fit, Found, find, found
from umai.people.queries.individuals import (
    PIECES,
    circle,
    circle_place,
    individual,
    individuals,
    key_of,
    of_code,
    piece,
    search,
)
from umai.people.queries.joined import Joined, joined, pairs, pairs_of
from umai.people.queries.keys import keys_of, lookup_key, name_key

__all__ = [
    "PIECES",
    "Asked",
    "Fit",
    "Found",
    "Joined",
    "alike",
    "circle",
    "circle_place",
    "find",
    "found",
    "individual",
    "individuals",
    "joined",
    "key_of",
    "keys_of",
    "lookup_key",
    "name_key",
    "of_code",
    "pairs",
    "pairs_of",
    "piece",
    "search",
]
