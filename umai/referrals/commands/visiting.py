"""What a provider does at the door: answers what the page showed, once, and leaves."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.referrals import events, permissions, queries, terms
from umai.referrals.commands import holding, noting
from umai.referrals.commands.noting import Said
from umai.referrals.models import DoorCode, Referral

Kind = terms.FactKind


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer to a page that showed this version of a referral; with an appointment also where
    to come and whom to ask for.
    """

    said: Said
    version: int
    place: str = ""
    ask_for: str = ""

    @property
    def whole(self) -> Said:
        """What was said, its words as the sender reads them: where and to whom to come first."""
        lines = []
        if self.place:
            lines.append(_("Place: %(place)s") % {"place": self.place})
        if self.ask_for:
            lines.append(_("Ask for: %(name)s") % {"name": self.ask_for})
        words = "\n".join(one for one in (*lines, self.said.words) if one)
        return replace(self.said, words=words, teller=terms.Teller.PROVIDER)


@transaction.atomic
def answer_at_door(actor: Actor, referral_id: UUID, answer: Answer) -> Referral:
    """Take one answer of a visitor. The same answer sent twice is one; if something else happened
    meanwhile nothing is written. Raises Newer.
    """
    actor.require(permissions.ANSWER_REFERRAL, referral_id)
    here = Referral.objects.filter(organisation_id=actor.organisation, pk=referral_id)
    row = here.select_for_update(no_key=True).first()
    if row is None:
        raise Http404
    if row.version != answer.version:
        if _said_before(row, answer.whole):
            return row
        raise holding.Newer(row)
    return noting.act(actor, row.pk, answer.whole)


@transaction.atomic
def leave_door(actor: Actor, code_id: UUID) -> None:
    """A visitor closes the page: the code that opened it opens nothing any more."""
    code = DoorCode.objects.filter(organisation_id=actor.organisation, pk=code_id).first()
    if code is None:
        raise Http404
    actor.require(permissions.ANSWER_REFERRAL, code.referral_id)
    if code.ended_at is None:
        code.ended_at = clock.now()
        code.save(update_fields=["ended_at"])
        row = Referral.objects.get(organisation_id=actor.organisation, pk=code.referral_id)
        log.record(actor, events.DOOR_LEFT, row)


def _said_before(row: Referral, said: Said) -> bool:
    """Whether the last thing of this kind that a visitor said is this very answer."""
    here = queries.facts(row).filter(teller=terms.Teller.PROVIDER, by_id__isnull=True)
    last = here.filter(kind=said.kind).last()
    if last is None or last.what != said.what:
        return False
    if said.kind == Kind.APPOINTED and last.moment != said.appointment_at:
        return False
    return queries.words_of(last, queries.key_of(row)) == said.words
