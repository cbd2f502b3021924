"""Letters of procedures, and the versions of their templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from umai.directory import queries as directory
from umai.directory.terms import AgencyState
from umai.foundation.files import apart
from umai.foundation.files.rules import Limits
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary
from umai.legal_aid import terms
from umai.legal_aid.letters import reading, shipped
from umai.legal_aid.models import Letter, LetterTemplate, LetterTemplateQuerySet, Procedure
from umai.legal_aid.queries import procedures

LIMITS = Limits(megabytes=5, memory=512, seconds=10)
DOCX = "legal_aid_letter.docx"
TEMPLATE = "legal_aid_lettertemplate.docx"


@dataclass(frozen=True)
class Offered:
    """A letter that can be written in a language: which version is in use, 0 for the shipped."""

    letter: shipped.Letter
    language: str
    version: int = 0

    @property
    def title(self) -> str:
        """What it is called in the language of the page."""
        return letter_title(self.letter.code)


def letter_title(code: str) -> str:
    """What a letter is called in the language of the page; its code if it is no longer shipped."""
    one = shipped.letters().get(code)
    return vocabulary.in_language(dict(one.title)) if one else code


def letters_of(row: Procedure) -> QuerySet[Letter]:
    """The letters kept with a procedure, the latest first."""
    here = Letter.objects.filter(organisation_id=row.organisation_id, procedure_id=row.pk)
    return here.defer("docx_sealed").order_by("-number")


def letter(actor: Actor, letter_id: UUID) -> tuple[Letter, Procedure]:
    """A kept letter and its procedure; the same 404 whether hidden or not there."""
    found = Letter.objects.filter(organisation_id=actor.organisation, pk=letter_id).first()
    if found is None:
        raise Http404
    return found, procedures.procedure(actor, found.procedure_id)


def letter_templates(actor: Actor) -> LetterTemplateQuerySet:
    """The organisation's own versions, the newest first."""
    found = LetterTemplate.objects.visible_to(actor).defer("docx_sealed")
    return found.order_by("code", "language", "-version")


def letter_template(actor: Actor, template_id: UUID) -> LetterTemplate:
    """One own version; 404 if it is not there."""
    found = letter_templates(actor).filter(pk=template_id).first()
    if found is None:
        raise Http404
    return found


def in_use(actor: Actor) -> dict[tuple[str, str], int]:
    """The version in use of each letter and language: the newest approved one, or the shipped."""
    versions = {
        (one.code, language): 0
        for one in shipped.letters().values()
        for language in one.languages
    }
    own = letter_templates(actor).filter(state=terms.LetterState.APPROVED).order_by("version")
    versions |= {
        (code, language): version
        for code, language, version in own.values_list("code", "language", "version")
        if code in shipped.letters()
    }
    return versions


def offered(actor: Actor, row: Procedure) -> tuple[list[Offered], list[Offered]]:
    """The letters that can be written: those that the step asks for, and all others."""
    first: list[Offered] = []
    others: list[Offered] = []
    for (code, language), version in in_use(actor).items():
        one = shipped.letters()[code]
        found = first if one.proposed(row.template, row.step, row.phase) else others
        found.append(Offered(one, language, version))
    return first, others


def template_docx(actor: Actor, code: str, language: str, version: int) -> bytes:
    """One version of a template as Word opens it. Raises 404 if there is none."""
    if version == 0:
        try:
            return shipped.docx(code, language)
        except KeyError:
            raise Http404 from None
    one = _own(actor, code, language, version)
    key = DataKey.objects.get(organisation_id=one.organisation_id, pk=one.key_id)
    return seals.open_bytes(key, TEMPLATE, one.pk, one.docx_sealed)


def template_fields(actor: Actor, code: str, language: str, version: int) -> frozenset[str]:
    """What one version of a template asks for."""
    if version == 0:
        return shipped.used(code, language)
    return frozenset(_own(actor, code, language, version).fields)


def _own(actor: Actor, code: str, language: str, version: int) -> LetterTemplate:
    here = LetterTemplate.objects.visible_to(actor)
    one = here.filter(code=code, language=language, version=version).first()
    if one is None:
        raise Http404
    return one


def blocks_of(content: bytes) -> list[reading.Block]:
    """The paragraphs and tables of a DOCX, read in the small process. Raises Unfit."""
    told, _nothing = apart.done(reading, content, LIMITS)
    return list(told["blocks"])


def lines_of(blocks: Iterable[reading.Block]) -> list[str]:
    """The same as plain lines, to compare two versions."""
    found: list[str] = []
    for one in blocks:
        found += (
            [" | ".join(row) for row in one["rows"]] if one["kind"] == "table" else [one["text"]]
        )
    return found


def receivers(actor: Actor, language: str) -> list[tuple[Any, list[tuple[str, str]]]]:
    """The agencies of the directory that work, by kind and name, to address a letter to."""
    kinds: dict[str, list[tuple[str, str]]] = {}
    for one in directory.agencies(actor).filter(state=AgencyState.ACTIVE):
        kinds.setdefault(one.type, []).append((str(one.pk), directory.name_of(one, language)))
    named = [
        (vocabulary.label("agency_type", kind), sorted(found, key=lambda one: one[1]))
        for kind, found in kinds.items()
    ]
    return sorted(named, key=lambda one: one[0])
