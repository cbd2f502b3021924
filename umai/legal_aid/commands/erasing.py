"""What becomes of procedures when a record is erased. A part of acts of `people` and `cases`."""

from uuid import UUID

from django.apps import apps
from django.db import models

from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.legal_aid.models import GuideRun, Procedure, ProcedureNote


def erase_procedures(actor: Actor, individual_id: UUID) -> int:
    """A part of an erasure: every procedure and guide run of somebody goes, with all in it."""
    return _erase(actor, models.Q(individual_id=individual_id))


def let_case_go(actor: Actor, case_id: UUID) -> None:
    """A part of an erasure: what was led from the case goes with it."""
    _erase(actor, models.Q(case_id=case_id))


def _erase(actor: Actor, which: models.Q) -> int:
    """Rows, the keys that notes have for themselves, and what rows were before every change."""
    here = {"organisation_id": actor.organisation}
    GuideRun.objects.filter(which, **here).delete()
    ids = list(Procedure.objects.filter(which, **here).values_list("pk", flat=True))
    notes = ProcedureNote.objects.filter(**here, procedure_id__in=ids)
    keys = DataKey.objects.filter(**here, pk__in=notes.values("key_id"))
    seals.destroy(keys.filter(destroyed_at__isnull=True))
    erased = int(Procedure.objects.filter(**here, pk__in=ids).delete()[0])
    for was in _histories():
        erased += int(was._base_manager.filter(**here, procedure_id__in=ids).delete()[0])
    return erased


def _histories() -> list[type[models.Model]]:
    """The tables that keep what rows of procedures were; deleting a row leaves one there too."""
    return [
        model
        for model in apps.get_app_config("legal_aid").get_models()
        if hasattr(model, "pgh_tracked_model")
        and any(key.attname == "procedure_id" for key in model._meta.concrete_fields)
    ]
