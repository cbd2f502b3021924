"""What every act on a case does: hold the row, add a fact, see what state the facts add up to."""

from typing import Any
from uuid import UUID

from django.db import models
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umai.cases import queries, rules, terms
from umai.cases.models import Case, Fact
from umai.foundation.kernel import clock, refusal
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.notices import commands as notices
from umai.foundation.vault import seals
from umai.foundation.vocabulary import queries as vocabulary

LEAST = 15  # signs: "why" is not a reason


class Newer(refusal.Newer):
    """Somebody saved a newer case. Nothing was written."""

    words = gettext_lazy(
        "Somebody changed this case meanwhile. Nothing is saved yet, your words are kept."
    )


def hold(
    actor: Actor,
    permission: str,
    case_id: UUID,
    version: int | None = None,
    *,
    leading: bool = False,
) -> Case:
    """The case, held until the act is over. `leading`: the permission must hold for its team.

    Raises Newer if the page showed an older version.
    """
    actor.require(permission)
    found = queries.cases(actor).select_for_update(no_key=True, of=("self",))
    case = found.filter(pk=case_id).first()
    if case is None:
        raise Http404
    if leading:
        actor.require(permission, case.team_id)
    if version is not None and case.version != version:
        raise Newer(case)
    return case


def happened(
    actor: Actor,
    case: Case,
    kind: terms.FactKind,
    *,
    subject_id: UUID | None = None,
    what: str = "",
    words: str = "",
) -> Fact:
    """Add a fact, and with it the state. Raises Refused if it may not happen now."""
    known = list(queries.facts(case).values_list("kind", flat=True))
    before = rules.standing(known)
    if not before.allows(kind):
        state = vocabulary.label("case_state", str(before.state or ""))
        words = _("This cannot be done while the case stands at “%(state)s”.")
        raise Refused(words % {"state": state})
    fact = Fact(
        organisation_id=case.organisation_id,
        case_id=case.pk,
        number=len(known) + 1,
        kind=kind,
        at=clock.now(),
        by_id=actor.person_id,
        subject_id=subject_id,
        what=what,
    )
    fact.words_sealed = seals.seal(queries.key_of(case), "cases_fact.words", fact.pk, words.strip())
    fact.save(force_insert=True)
    after = before.after(kind)
    case.state = str(after.state)
    if rules.is_open(case.state):
        case.ended_at = None
    elif case.ended_at is None:
        case.ended_at = fact.at
    return fact


def seal(case: Case, row: models.Model, column: str, said: dict[str, Any]) -> bytes | None:
    """What was said, without blanks, under the child's key, for one column of a row."""
    return seals.seal_said(queries.key_of(case), f"{row._meta.db_table}.{column}", row.pk, said)


def tell(
    actor: Actor, case: Case, people: set[UUID | None], kind: terms.Notice, *, urgent: bool = False
) -> None:
    """Leave a notice that names nothing but the code, for everybody but who acts."""
    for person_id in sorted(one for one in people if one and one != actor.person_id):
        notices.tell(actor, person_id, kind, case.code, case.pk, urgent=urgent)
