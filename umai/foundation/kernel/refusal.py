"""A no that people can read."""

from typing import Any


class Refused(Exception):
    """Raised by a command when the rules of the house forbid it.

    The message is for the user, in the user's language; `field` names the form field it concerns.
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class Newer(Refused):
    """Somebody saved a newer version since the page was opened. Nothing was written.

    Each room has its own, with its own `words`; `current` is the row as it stands now.
    """

    words: Any

    def __init__(self, current: Any) -> None:
        super().__init__(str(self.words))
        self.current = current
