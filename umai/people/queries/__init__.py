"""What can be asked of people whom we know, cut to the actor's scope."""

from umai.people.queries.finding import Asked, Fit, find
from umai.people.queries.keys import keys_of, lookup_key, name_key

__all__ = ["Asked", "Fit", "find", "keys_of", "lookup_key", "name_key"]
