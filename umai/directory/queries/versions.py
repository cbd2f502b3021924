"""What stood in an entry before."""

from typing import Any

from django.apps import apps

from umai.directory.models import Agency, Location, Service


def past(entry: Agency | Location | Service, version: int) -> Any:
    """The entry as it was in one version; None if that version was never kept."""
    kept = apps.get_model("directory", f"{type(entry).__name__}Event")._default_manager.filter(
        organisation_id=entry.organisation_id, id=entry.pk, version=version
    )
    return kept.order_by("pgh_id").last()
