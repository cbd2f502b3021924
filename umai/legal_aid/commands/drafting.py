"""An own version of a template is begun and edited, one step at a time."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.utils.translation import gettext as _

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.legal_aid import events, permissions, queries, versions
from umai.legal_aid.commands.holding import Newer
from umai.legal_aid.models import TemplateVersion
from umai.legal_aid.terms import Draft


@dataclass(frozen=True, kw_only=True)
class TemplateHead:
    """What is said of the whole: title by language, first step, paper at its end, source."""

    title: Mapping[str, str]
    begin: str
    result: str
    source: str


@dataclass(frozen=True, kw_only=True)
class StepDetails:
    """What is said of a step; `next`: a step, or a question with its answers."""

    title: Mapping[str, str]
    who: str
    authority: str
    documents: list[str]
    gives: str
    rule: str
    counts: str
    confidence: str
    legal_basis: str
    source: str
    next: str | Mapping[str, Any]


@transaction.atomic
def draft_template(actor: Actor, code: str, based_on: int) -> TemplateVersion:
    """Begin an own version of a procedure from one that is there, in whatever state. Sent twice, or
    while nobody wrote in the first, it begins one.
    """
    actor.require(permissions.EDIT_TEMPLATES)
    wait_for_turn(f"template {actor.organisation} {code}")
    one, before = queries.any_version(actor, code, based_on)
    mine = queries.template_versions(actor).filter(code=code)
    untouched = mine.filter(author_id=actor.person, based_on=based_on, state=Draft.DRAFT, version=1)
    if known := untouched.first():
        return known
    last = mine.aggregate(last=Max("number"))["last"] or versions.OWN
    row = TemplateVersion(
        organisation_id=actor.organisation,
        code=one.code,
        number=last + 1,
        content=dict(before.content if before else queries.content_of(code, based_on)),
        based_on=based_on,
        state=Draft.DRAFT,
        author_id=actor.person,
        hands=[actor.person],
        begun_at=clock.now(),
    )
    row.content |= {"version": row.number, "review": {"lawyer": None, "ru": None, "kk": None}}
    row.save(force_insert=True)
    facts = {"procedure": code, "version": row.number, "based_on": based_on}
    log.record(actor, events.TEMPLATE_DRAFTED, row, facts)
    return row


@transaction.atomic
def edit_template(
    actor: Actor, code: str, number: int, version: int, head: TemplateHead
) -> TemplateVersion:
    """Say anew what is said of the whole."""
    row = hold_draft(actor, code, number, version, Draft.DRAFT)
    return _edited(actor, row, "", lambda told: versions.with_head(told, **vars(head)))


@transaction.atomic
def edit_template_step(
    actor: Actor, code: str, number: int, version: int, step: str, told: StepDetails
) -> TemplateVersion:
    """Say a step of a draft anew."""
    row = hold_draft(actor, code, number, version, Draft.DRAFT)
    _check_there(row, step)
    return _edited(actor, row, step, lambda was: versions.with_step(was, step, asdict(told)))


@transaction.atomic
def add_template_step(
    actor: Actor, code: str, number: int, version: int, after: str
) -> tuple[TemplateVersion, str]:
    """Put a blank step after another one; answers with its code."""
    row = hold_draft(actor, code, number, version, Draft.DRAFT)
    _check_there(row, after)
    content, step = versions.with_added(row.content, after, row.number)
    return _edited(actor, row, step, lambda _was: content), step


@transaction.atomic
def remove_template_step(
    actor: Actor, code: str, number: int, version: int, step: str
) -> TemplateVersion:
    """Take a step out of a draft. What protects a child stays."""
    row = hold_draft(actor, code, number, version, Draft.DRAFT)
    _check_there(row, step)
    if versions.protects(queries.parsed(row).steps[step]):
        raise Refused(_("This step protects the child: it cannot be left out."))
    return _edited(actor, row, step, lambda told: versions.without(told, step))


@transaction.atomic
def shift_template_step(
    actor: Actor, code: str, number: int, version: int, step: str, by: int
) -> TemplateVersion:
    """List a step one place higher (-1) or lower (1)."""
    row = hold_draft(actor, code, number, version, Draft.DRAFT)
    _check_there(row, step)
    return _edited(actor, row, step, lambda told: versions.shifted(told, step, by))


def hold_draft(
    actor: Actor, code: str, number: int, version: int, *states: Draft
) -> TemplateVersion:
    """An own version in one of these states, held until the act is over. Raises Newer for an older
    version of it.
    """
    actor.require(permissions.EDIT_TEMPLATES)
    found = queries.template_versions(actor).select_for_update(no_key=True, of=("self",))
    row = found.filter(code=code, number=number).first()
    if row is None:
        raise Http404
    if row.state not in states:
        raise Refused(_("This version is not open for that any more. Look at where it stands."))
    if row.version != version:
        raise Newer(row)
    return row


def _check_there(row: TemplateVersion, step: str) -> None:
    if step not in queries.parsed(row).steps:
        raise Http404


def _edited(
    actor: Actor,
    row: TemplateVersion,
    step: str,
    told: Callable[[dict[str, Any]], dict[str, Any]],
) -> TemplateVersion:
    row.content = told(row.content)
    if actor.person not in row.hands:
        row.hands = [*row.hands, actor.person]
    row.version += 1
    row.save()
    facts = {"procedure": row.code, "version": row.number, "step": step}
    log.record(actor, events.TEMPLATE_EDITED, row, facts)
    return row
