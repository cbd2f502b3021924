"""Procedures with everything that happened in them."""

from umai.legal_aid.models.evidence import (
    BirthRegistration,
    Evidence,
)
from umai.legal_aid.models.guiding import (
    GuideRun,
    GuideRunQuerySet,
)
from umai.legal_aid.models.letters import (
    Letter,
    LetterTemplate,
    LetterTemplateQuerySet,
)
from umai.legal_aid.models.matters import (
    ProcedureMatter,
)
from umai.legal_aid.models.notes import (
    ProcedureNote,
    ProcedureNoteQuerySet,
)
from umai.legal_aid.models.procedures import (
    Procedure,
    ProcedureCounter,
    ProcedureFact,
    ProcedureQuerySet,
)
from umai.legal_aid.models.versions import (
    TemplateVersion,
    TemplateVersionQuerySet,
)

__all__ = [
    "BirthRegistration",
    "Evidence",
    "GuideRun",
    "GuideRunQuerySet",
    "Letter",
    "LetterTemplate",
    "LetterTemplateQuerySet",
    "Procedure",
    "ProcedureCounter",
    "ProcedureFact",
    "ProcedureMatter",
    "ProcedureNote",
    "ProcedureNoteQuerySet",
    "ProcedureQuerySet",
    "TemplateVersion",
    "TemplateVersionQuerySet",
]
