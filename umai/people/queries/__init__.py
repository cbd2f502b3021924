"""What can be asked of people whom we know, cut to the actor's scope."""

from umai.people.queries.alike import alike
from umai.people.queries.finding import Asked, Fit, Found, find, found
from umai.people.queries.individuals import (
    PIECES,
    circle,
    individual,
    individuals,
    key_of,
    of_code,
    piece,
    search,
)
from umai.people.queries.keys import keys_of, lookup_key, name_key

__all__ = [
    "PIECES",
    "Asked",
    "Fit",
    "Found",
    "alike",
    "circle",
    "find",
    "found",
    "individual",
    "individuals",
    "key_of",
    "keys_of",
    "lookup_key",
    "name_key",
    "of_code",
    "piece",
    "search",
]
