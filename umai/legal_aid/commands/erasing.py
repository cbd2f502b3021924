"""What becomes of procedures when a record is erased. A part of acts of `people` and `cases`."""

from uuid import UUID

from umai.foundation.kernel.actor import Actor
from umai.legal_aid.models import Procedure


def erase_procedures(actor: Actor, individual_id: UUID) -> int:
    """A part of an erasure: every procedure of somebody goes, with all that happened in it."""
    here = Procedure.objects.filter(organisation_id=actor.organisation, individual_id=individual_id)
    return int(here.delete()[0])


def let_case_go(actor: Actor, case_id: UUID) -> None:
    """A part of an erasure: what was led from the case goes with it."""
    Procedure.objects.filter(organisation_id=actor.organisation, case_id=case_id).delete()
