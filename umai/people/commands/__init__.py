"""What can be done with people whom we know. Each command checks, writes and journals."""

from umai.people.commands.circle import break_glass, name_in_circle, shut_out, take_out_of_circle
from umai.people.commands.loading import Loaded, load_people
from umai.people.commands.merging import (
    compare_people,
    merge_people,
    propose_pairs,
    reveal_pair,
    say_not_same,
    undo_merge,
)
from umai.people.commands.registering import (
    LIKELY,
    Identity,
    IndividualDetails,
    Likely,
    read_individual,
    register_child,
    reveal_identity,
)
from umai.people.commands.searching import Searched, find_people

__all__ = [
    "LIKELY",
    "Identity",
    "IndividualDetails",
    "Likely",
    "Loaded",
    "Searched",
    "break_glass",
    "compare_people",
    "find_people",
    "load_people",
    "merge_people",
    "name_in_circle",
    "propose_pairs",
    "read_individual",
    "register_child",
    "reveal_identity",
    "reveal_pair",
    "say_not_same",
    "shut_out",
    "take_out_of_circle",
    "undo_merge",
]
