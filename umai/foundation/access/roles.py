"""The roles of the house, read from the one page that `settings.ROLES` names."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from umai.foundation.access import permissions

# Who confirms others could let a stranger in, so a role that confirms is itself confirmed.
CONFIRMS = frozenset({permissions.CONFIRM_POSTING, permissions.CONFIRM_RESET})
APPOINTS = frozenset({permissions.OPEN_PERSON, permissions.OPEN_POSTING, permissions.ASK_RESET})


@dataclass(frozen=True)
class Role:
    """What a role is called, what it may do, and whether it opens files of people."""

    code: str
    label: str | Promise
    permissions: frozenset[str]
    opens_files: bool = False
    not_with: frozenset[str] = frozenset()

    @property
    def needs_second_person(self) -> bool:
        """Whether a posting in this role waits until somebody else has confirmed it."""
        return self.opens_files or bool(self.permissions & CONFIRMS)

    @property
    def needs_second_factor(self) -> bool:
        """Whether nobody works in this role with a password alone."""
        return self.needs_second_person or bool(self.permissions & APPOINTS)


@lru_cache
def all_roles() -> dict[str, Role]:
    """Every role by its code, in the order of the policy page."""
    return {role.code: role for role in import_string(settings.ROLES)}
