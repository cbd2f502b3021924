"""Concerns: alleged, assessed, confirmed, resolved. Every change stays in the history."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.cases import events, permissions, queries
from umai.cases.commands import holding
from umai.cases.models import Case, Concern
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vocabulary import queries as vocabulary

ALLEGED = "ALLEGED"


@transaction.atomic
def note_concern(
    actor: Actor,
    case_id: UUID,
    concern: str,
    *,
    concern_id: UUID,
    words: str = "",
    since_on: date | None = None,
    main: bool = False,
) -> Concern:
    """Write down one more concern. Sending twice notes it once; each stands once in a case."""
    case = holding.hold(actor, permissions.NOTE_CONCERN, case_id)
    here = Concern.objects.filter(organisation_id=actor.organisation, case_id=case.pk)
    if known := here.filter(pk=concern_id).first():
        return known
    vocabulary.check_word("protection_concern", concern, "concern")
    if here.filter(concern=concern).exclude(status="RESOLVED").exists():
        raise Refused(_("This concern is noted already. Change its state instead."), "concern")
    if since_on and since_on > clock.today(actor.time_zone):
        raise Refused(_("This day has not come yet."), "since_on")
    if main:
        here.filter(main=True).update(main=False)
    row = write_concern(
        actor, case, concern, main=main, since_on=since_on, words=words, row_id=concern_id
    )
    log.record(actor, events.CONCERN_NOTED, case, {} if row.restricted else {"concern": concern})
    return row


@transaction.atomic
def change_concern(
    actor: Actor, concern_id: UUID, version: int, status: str, why: str, *, main: bool = False
) -> Concern:
    """Say how far a concern is known to be true, and why."""
    actor.require(permissions.NOTE_CONCERN)
    _found, case = queries.concern(actor, concern_id)
    holding.hold(actor, permissions.NOTE_CONCERN, case.pk)
    here = Concern.objects.filter(organisation_id=actor.organisation, case_id=case.pk)
    row = here.select_for_update(no_key=True).get(pk=concern_id)
    if row.version != version:
        raise holding.Newer(row)
    vocabulary.check_word("concern_status", status, "status")
    if not why.strip():
        raise Refused(_("Write what shows it."), "why")
    if main and not row.main:
        here.filter(main=True).update(main=False)
        row.main = True
    said = queries.opened(row, "words", queries.key_of(case))
    row.words_sealed = holding.seal(case, row, "words", {**said, "why": why.strip()})
    row.status, row.version = status, row.version + 1
    row.changed_at, row.changed_by_id = clock.now(), actor.person_id
    row.save()
    facts = {"status": status} if row.restricted else {"status": status, "concern": row.concern}
    log.record(actor, events.CONCERN_CHANGED, case, facts)
    return row


def write_concern(
    actor: Actor,
    case: Case,
    concern: str,
    *,
    main: bool,
    since_on: date | None,
    words: str = "",
    row_id: UUID | None = None,
) -> Concern:
    """A part of opening a case and of noting a concern: the row itself."""
    word = vocabulary.word("protection_concern", concern)
    row = Concern(
        **({"id": row_id} if row_id else {}),
        organisation_id=case.organisation_id,
        case_id=case.pk,
        concern=concern,
        status=ALLEGED,
        main=main,
        restricted=bool(word and word.sensitive),
        since_on=since_on,
        noted_at=clock.now(),
        noted_by_id=actor.person_id,
    )
    row.words_sealed = holding.seal(case, row, "words", {"words": words.strip()})
    row.save(force_insert=True)
    return row
