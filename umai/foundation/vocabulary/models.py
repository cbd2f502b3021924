"""Words and rules. They belong to the installation, not to one organisation: all count alike."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from umai.foundation.kernel.ids import uuid7
from umai.foundation.vocabulary import terms


class WordList(models.Model):
    """An open code list, such as the topics of a call."""

    code = models.CharField(primary_key=True, max_length=40)
    titles: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField()
    source = models.CharField(max_length=200, blank=True)
    sensitive = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.code


class Term(models.Model):
    """A word of a list. A used code is never deleted, only made inactive."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    word_list = models.ForeignKey(WordList, models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    also = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    labels: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField()
    review = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    group = models.CharField(max_length=40, blank=True)
    sort = models.PositiveIntegerField(default=0)
    sensitive = models.BooleanField(default=False)
    active = models.BooleanField(default=True)
    effective_from = models.DateField(null=True, blank=True)
    effective_to = models.DateField(null=True, blank=True)
    more: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word_list", "code"], name="term_code_once")]

    def __str__(self) -> str:
        return self.code


class TermVersion(models.Model):
    """What a term said before it was edited, and who edited it when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    term = models.ForeignKey(Term, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()
    said: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()
    edited_at = models.DateTimeField()
    edited_by = models.UUIDField(null=True)

    def __str__(self) -> str:
        return f"version {self.version}"


class Rule(models.Model):
    """A time limit, age threshold or document rule, with its source and how sure we are of it.

    A later version is a new row with its own dates: a deadline keeps the row it was made under.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=40)
    titles: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField()
    value = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=24, blank=True)
    starts_from = models.CharField(max_length=200, blank=True)
    authority = models.CharField(max_length=200, blank=True)
    legal_basis = models.TextField(blank=True)
    source = models.TextField(blank=True)
    confidence = models.CharField(max_length=1, choices=terms.Confidence)
    status = models.CharField(max_length=16, choices=terms.Standing)
    enabled = models.BooleanField(default=False)
    effective_from = models.DateField(null=True, blank=True)
    effective_to = models.DateField(null=True, blank=True)
    verified_on = models.DateField(null=True, blank=True)
    verified_by = models.CharField(max_length=120, blank=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    edited_by = models.UUIDField(null=True)
    edited_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="rule_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class CategoryMapping(models.Model):
    """Where a code of ours stands among the helpline categories: data, never a verdict."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    word_list = models.ForeignKey(WordList, models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    main_issue = models.CharField(max_length=40, blank=True)
    subcategory = models.CharField(max_length=60, blank=True)
    articles = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    note = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    edited_by = models.UUIDField(null=True)
    edited_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["word_list", "code"], name="mapping_code_once")
        ]

    def __str__(self) -> str:
        return self.code


class SharedPhone(models.Model):
    """A number that many organisations share. Shown as certain only after somebody dialled it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=40, unique=True)
    number = models.CharField(max_length=24)
    labels: models.JSONField[dict[str, str], dict[str, str]] = models.JSONField()
    review = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    sort = models.PositiveIntegerField(default=0)
    confidence = models.CharField(max_length=1, choices=terms.Confidence)
    source = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.number


class Edition(models.Model):
    """One row whose number rises with every edit, so that a process knows when to read anew."""

    number = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.number)
