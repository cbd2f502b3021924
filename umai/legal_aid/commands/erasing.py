"""What becomes of procedures when a record is erased. A part of acts of `people` and `cases`."""

from uuid import UUID

from umai.foundation.kernel.actor import Actor
from umai.legal_aid.models import GuideRun, Procedure


def erase_procedures(actor: Actor, individual_id: UUID) -> int:
    """A part of an erasure: every procedure and guide run of somebody goes with all in it."""
    GuideRun.objects.filter(
        organisation_id=actor.organisation, individual_id=individual_id
    ).delete()
    here = Procedure.objects.filter(organisation_id=actor.organisation, individual_id=individual_id)
    return int(here.delete()[0])


def let_case_go(actor: Actor, case_id: UUID) -> None:
    """A part of an erasure: what was led from the case goes with it."""
    for kind in (GuideRun, Procedure):
        kind.objects.filter(organisation_id=actor.organisation, case_id=case_id).delete()
