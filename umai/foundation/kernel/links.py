"""A link into another room: the database keeps it true, but nobody walks through it."""

from typing import Any

from django.db import models
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor


class ClosedDoor(ForwardManyToOneDescriptor):  # type: ignore[type-arg]  # stubs only
    """Refuses to fetch the row behind a key."""

    def __get__(self, instance: models.Model | None, cls: type | None = None) -> Any:
        if instance is None:
            return self
        name = self.field.name
        raise AttributeError(f"use {name}_id and ask the other room's queries, not .{name}")


class RoomKey(models.ForeignKey):  # type: ignore[type-arg]
    """A foreign key that stays true in the database but cannot be walked, in Python or a template.

    Between scoped tables the constraint itself is the composite one of `fences.Bound`.
    """

    forward_related_accessor_class = ClosedDoor

    def __init__(self, to: str, on_delete: Any, **options: Any) -> None:
        super().__init__(to, on_delete, **(options | {"related_name": "+"}))

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs
