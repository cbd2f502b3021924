"""A no that people can read."""


class Refused(Exception):
    """Raised by a command when the rules of the house forbid it.

    The message is for the user, in the user's language; `field` names the form field it concerns.
    """

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field
