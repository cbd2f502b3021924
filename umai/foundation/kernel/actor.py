"""Who is acting, for which organisation, and what that person may do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal
from uuid import UUID

from django.core.exceptions import PermissionDenied

# "sealed" is somebody of the house whose name stands nowhere but under a key of its own.
Kind = Literal["person", "console", "job", "sealed"]
Teams = frozenset[UUID] | None


@dataclass(frozen=True)
class Actor:
    """A person, the console or a job. Grants name teams; None means every team of the organisation.
    """

    person_id: UUID | None = None
    organisation_id: UUID | None = None
    name: str = ""
    kind: Kind = "person"
    grants: Mapping[str, Teams] = field(default_factory=dict)
    roles: frozenset[str] = frozenset()
    time_zone: str = "Asia/Almaty"

    def may(self, permission: str, team_id: UUID | None = None) -> bool:
        """Whether this actor holds the permission, for that team if one is named."""
        if permission not in self.grants:
            return False
        teams = self.grants[permission]
        return teams is None or team_id is None or team_id in teams

    def require(self, permission: str, team_id: UUID | None = None) -> None:
        """Raise PermissionDenied unless the actor may."""
        if not self.may(permission, team_id):
            raise PermissionDenied(permission)

    def teams(self, permission: str) -> Teams:
        """The teams for which the permission holds; None for all, empty for none."""
        return self.grants.get(permission, frozenset())

    @cached_property
    def shape(self) -> tuple[tuple[tuple[str, tuple[int, ...] | None], ...], list[UUID]]:
        """Permissions with the numbers of teams, and these teams: alike for all in one posting."""
        teams = sorted({one for held in self.grants.values() for one in held or ()})
        number = {one: at for at, one in enumerate(teams)}
        held = (
            (name, None if some is None else tuple(sorted(number[one] for one in some)))
            for name, some in sorted(self.grants.items())
        )
        return tuple(held), teams

    @property
    def person(self) -> UUID:
        """The person who acts; the console and jobs may not do what only a person does."""
        if self.person_id is None:
            raise PermissionDenied("no person")
        return self.person_id

    @property
    def organisation(self) -> UUID:
        """The organisation acted for; an actor without one may not touch scoped rows."""
        if self.organisation_id is None:
            raise PermissionDenied("no organisation")
        return self.organisation_id


NOBODY = Actor()
