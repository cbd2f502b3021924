"""Migration operations for many changes of tables in one step: a first start takes seconds."""

from itertools import pairwise
from typing import Any

from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class OneStep(Operation):
    """Several changes of tables between two pictures of the models.

    Django draws every model anew after each change, and nearly all of a first start went into that.
    Here each change sees the picture before and the picture after all of them. So a table that is
    made in a step has its fields, indexes and constraints in `CreateModel`, and no field is changed
    twice; what does otherwise is refused by the database or by Django.
    """

    def __init__(self, *operations: Operation) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Note all changes; the picture is drawn when somebody looks at it."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Make the changes, one after the other."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Take the changes back, the last one first, as if each had been a step of its own."""
        states = [to_state]
        for operation in self.operations:
            states.append(states[-1].clone())
            operation.state_forwards(app_label, states[-1])
        taken = zip(self.operations, pairwise(states), strict=True)
        for operation, (before, after) in reversed(list(taken)):
            operation.database_backwards(app_label, schema_editor, after, before)

    def describe(self) -> str:
        """What is changed."""
        return "; ".join(operation.describe() for operation in self.operations)
