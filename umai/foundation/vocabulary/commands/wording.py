"""Terms of lists: edit, add, confirm a translation. A code never changes once it was given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vocabulary import events, permissions, queries, terms
from umai.foundation.vocabulary.commands import turns
from umai.foundation.vocabulary.models import Term, TermVersion

SAID = (
    "labels",
    "also",
    "group",
    "sort",
    "active",
    "sensitive",
    "effective_from",
    "effective_to",
)
KEPT = (*SAID, "review")


@dataclass(frozen=True, kw_only=True)
class TermDetails:
    """What a term says. `also` are its other names, such as the code of another organisation."""

    labels: dict[str, str]
    also: tuple[str, ...] = ()
    group: str = ""
    sort: int = 0
    active: bool = True
    sensitive: bool = False
    effective_from: date | None = None
    effective_to: date | None = None


@transaction.atomic
def edit_term(
    actor: Actor, list_code: str, term_id: UUID, version: int, details: TermDetails
) -> Term:
    """Change what a term says. What it said before is kept.

    A label that was changed waits for a native reader again. Raises ChangedMeanwhile if somebody
    saved since `version`, and Refused if a name is taken by another term.
    """
    actor.require(permissions.EDIT_LISTS)
    turns._take_turn()
    term = queries.term(list_code, term_id)
    turns._same_version(term.version, version)
    changed = sorted(name for name in SAID if _differs(term, details, name))
    if not changed:
        return term
    _refuse_taken_names(term, details.also)
    reworded = {one for one in terms.LANGUAGES if term.labels.get(one) != details.labels.get(one)}
    _keep(actor, term)
    _say(term, details)
    term.review = _still_to_review(term.review, reworded)
    term.version += 1
    term.save()
    log.record(actor, events.TERM_EDITED, term, {"list": list_code, "changed": changed})
    return term


@transaction.atomic
def add_term(actor: Actor, list_code: str, code: str, details: TermDetails) -> Term:
    """Add a term to a list. Its code stays for ever; its translations wait for a native reader."""
    actor.require(permissions.EDIT_LISTS)
    turns._take_turn()
    queries.word_list(list_code)
    term = Term(word_list_id=list_code, code=code)
    _refuse_taken_names(term, (code,), "code")
    _refuse_taken_names(term, details.also)
    _say(term, details)
    term.review = _still_to_review([], set(terms.LANGUAGES))
    term.save(force_insert=True)
    log.record(actor, events.TERM_ADDED, term, {"list": list_code})
    return term


@transaction.atomic
def confirm_label(
    actor: Actor, list_code: str, term_id: UUID, version: int, language: str
) -> Term:
    """A native reader has read a label and found it right: it waits no longer."""
    actor.require(permissions.EDIT_LISTS)
    turns._take_turn()
    term = queries.term(list_code, term_id)
    if language not in term.review:
        return term
    turns._same_version(term.version, version)
    _keep(actor, term)
    term.review = [one for one in term.review if one != language]
    term.version += 1
    term.save(update_fields=["review", "version"])
    log.record(actor, events.LABEL_CONFIRMED, term, {"list": list_code, "language": language})
    return term


def _differs(term: Term, details: TermDetails, name: str) -> bool:
    stored, said = getattr(term, name), getattr(details, name)
    return bool(stored != (list(said) if name == "also" else said))


def _say(term: Term, details: TermDetails) -> None:
    for name in SAID:
        said: Any = getattr(details, name)
        setattr(term, name, list(said) if isinstance(said, tuple) else said)


def _still_to_review(before: list[str], reworded: set[str]) -> list[str]:
    return [one for one in terms.READ_BY_NATIVES if one in before or one in reworded]


def _keep(actor: Actor, term: Term) -> None:
    """Keep what the term says before it is changed."""
    said = model_to_dict(term, fields=KEPT)
    for name in ("effective_from", "effective_to"):
        said[name] = said[name].isoformat() if said[name] else None
    TermVersion.objects.create(
        term=term,
        version=term.version,
        said=said,
        edited_at=clock.now(),
        edited_by=actor.person_id,
    )


def _refuse_taken_names(term: Term, names: Iterable[str], field: str = "also") -> None:
    """A name stands for one term of its list, in capitals or not."""
    taken: dict[str, str] = {}
    for other in queries.terms_of(term.word_list_id).exclude(pk=term.pk):
        taken.update({name.casefold(): other.code for name in (other.code, *other.also)})
    for name in names:
        if (owner := taken.get(name.casefold())) is not None:
            raise Refused(
                _("“%(name)s” already stands for the term %(code)s. Choose another.")
                % {"name": name, "code": owner},
                field,
            )
