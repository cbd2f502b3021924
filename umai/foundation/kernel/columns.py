"""The columns that tables share: codes, words, and the history of a row."""

from __future__ import annotations

from typing import Any

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models


def code(length: int = 32) -> models.CharField[str, str]:
    """A code of a list, or a short text; a blank means "not recorded"."""
    return models.CharField(max_length=length, blank=True, default="")


def codes(length: int = 32) -> ArrayField[list[str], list[str]]:
    """Several codes of a list."""
    return ArrayField(models.CharField(max_length=length), blank=True, default=list)


def text() -> models.TextField[str, str]:
    """Words of any length."""
    return models.TextField(blank=True, default="")


def tracked() -> Any:
    """Keep what a row was before every change. The library wants trackers of its own each time."""
    return pghistory.track(
        pghistory.UpdateEvent(row=pghistory.Old),
        pghistory.DeleteEvent(row=pghistory.Old),
        context_field=None,  # type: ignore[arg-type]  # None is how the library says "none"
        obj_field=None,
    )
