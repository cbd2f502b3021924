"""The roles of the house, read from the one page that `settings.ROLES` names."""

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Role:
    """What a role is called, what it may do, and whether it opens files of people."""

    code: str
    label: str | Promise
    permissions: frozenset[str]
    opens_files: bool = False
    not_with: frozenset[str] = frozenset()


@lru_cache
def all_roles() -> dict[str, Role]:
    """Every role by its code, in the order of the policy page."""
    return {role.code: role for role in import_string(settings.ROLES)}
