"""What can be done with people whom we know. Each command checks, writes and journals."""

from umai.people.commands.loading import Loaded, load_people

__all__ = ["Loaded", "load_people"]
