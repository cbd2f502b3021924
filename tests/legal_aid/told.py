"""Procedures for tests, told through commands."""

from datetime import date
from typing import Any

from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.legal_aid import commands
from umai.legal_aid.models import Procedure

WHY = "The office asked for it in writing and gave no paper."


def today() -> date:
    """Today, as the organisation counts it."""
    return clock.today("Asia/Almaty")


def opened(actor: Actor, case: Any, template: str, origin: date | None = None) -> Procedure:
    """A procedure that begins today."""
    details = commands.ProcedureDetails(id=uuid7(), template=template, origin=origin or today())
    return commands.open_procedure(actor, case.pk, details)


def told(what: str = "", **said: Any) -> commands.StepTold:
    """What is told of a step today."""
    return commands.StepTold(on=said.pop("on", today()), what=what, **said)


def done(actor: Actor, row: Procedure, *answers: str, obtained: bool = False) -> Procedure:
    """Steps done one after the other, with these answers."""
    for what in answers:
        said = told(what, obtained=obtained)
        row = commands.finish_step(actor, row.pk, row.version, said)
    return row
