"""Procedures with everything that happened in them."""

from umai.legal_aid.models.procedures import (
    Procedure,
    ProcedureCounter,
    ProcedureFact,
    ProcedureQuerySet,
)

__all__ = ["Procedure", "ProcedureCounter", "ProcedureFact", "ProcedureQuerySet"]
