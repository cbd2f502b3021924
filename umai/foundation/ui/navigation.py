"""What a door in the navigation is; `settings.NAVIGATION` names the list of them."""

from dataclasses import dataclass

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class Door:
    """One way into the work, shown to those who may go through it.

    `permission` empty means everyone who is signed in. `match` is the beginning of the view names
    that make this door the current one (`"hotline:"`), one or several; empty means only `url_name`.
    `place` says where it stands: "side" (the rooms), "foot" (below them), "bar" (a button above),
    "search" (the address that the search field asks), "notices" (the bell), "account" (the menu of
    the person) or "leave" (sign out, sent as POST). `key` is the letter that opens it.
    """

    url_name: str
    icon: str
    label: Words
    permission: str = ""
    match: str | tuple[str, ...] = ()
    place: str = "side"
    key: str = ""

    def nearness(self, view_name: str) -> int:
        """How much of a view's name this door names; 0 if the view does not lie behind it."""
        beginnings = (self.match,) if isinstance(self.match, str) else self.match
        if view_name == self.url_name:
            return len(view_name)
        return max((len(one) for one in beginnings if view_name.startswith(one)), default=0)
