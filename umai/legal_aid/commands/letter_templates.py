"""Own versions of letters: brought from Word, checked, approved by a second person, withdrawn."""

from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from umai.foundation.files import apart
from umai.foundation.files.rules import Unfit
from umai.foundation.files.terms import WHY
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.vault import seals
from umai.legal_aid import events, permissions, queries, terms
from umai.legal_aid.letters import checking, shipped
from umai.legal_aid.letters.grammar import Wrong
from umai.legal_aid.models import LetterTemplate

State = terms.LetterState
KEY = "letter_templates"


class NotThis(Refused):
    """A template holds what it may not hold: each place with the words around it."""

    def __init__(self, wrongs: list[Wrong]) -> None:
        words = _("The template is not taken: something in it is more than a letter needs.")
        super().__init__(words, "file")
        self.wrongs = wrongs


@transaction.atomic
def upload_letter_template(
    actor: Actor, code: str, language: str, content: bytes, changed: str
) -> LetterTemplate:
    """Bring a new version of a letter; it waits for a second person. Raises NotThis, Refused."""
    actor.require(permissions.KEEP_PROCEDURE)
    one = shipped.letters().get(code)
    if one is None or language not in one.languages:
        raise Http404
    used = _checked(content)
    wait_for_turn(f"letter template {actor.organisation} {code} {language}")
    here = queries.letter_templates(actor).filter(code=code, language=language)
    last = here.values_list("version", flat=True).first() or 0
    key = seals.labelled_key(actor.organisation, KEY, KEY)
    row = LetterTemplate(
        id=uuid7(),
        organisation_id=actor.organisation,
        code=code,
        language=language,
        version=last + 1,
        state=State.PROPOSED,
        changed=changed,
        fields=used,
        author_id=actor.person,
        uploaded_at=clock.now(),
        key_id=key.pk,
    )
    row.docx_sealed = seals.seal_bytes(key, queries.TEMPLATE, row.pk, content)
    row.save(force_insert=True)
    log.record(actor, events.LETTER_TEMPLATE_UPLOADED, row, _facts(row))
    return row


@transaction.atomic
def approve_letter_template(actor: Actor, template_id: UUID) -> LetterTemplate:
    """Let a version be used from now on; by somebody else than who brought it."""
    actor.require(permissions.KEEP_PROCEDURE)
    row = _hold(actor, template_id)
    if row.state != State.PROPOSED:
        raise Refused(_("This version does not wait for an approval any more."))
    if row.author_id == actor.person:
        raise Refused(_("Somebody else approves it: two people look at every letter."))
    row.state, row.approved_by_id, row.approved_at = State.APPROVED, actor.person, clock.now()
    row.save(update_fields=["state", "approved_by", "approved_at"])
    log.record(actor, events.LETTER_TEMPLATE_APPROVED, row, _facts(row))
    return row


@transaction.atomic
def withdraw_letter_template(actor: Actor, template_id: UUID) -> LetterTemplate:
    """Take a version out of use; the one before it is used again. Letters that were kept stay."""
    actor.require(permissions.KEEP_PROCEDURE)
    row = _hold(actor, template_id)
    if row.state == State.WITHDRAWN:
        raise Refused(_("This version was withdrawn already."))
    row.state, row.withdrawn_at = State.WITHDRAWN, clock.now()
    row.save(update_fields=["state", "withdrawn_at"])
    log.record(actor, events.LETTER_TEMPLATE_WITHDRAWN, row, _facts(row))
    return row


def _hold(actor: Actor, template_id: UUID) -> LetterTemplate:
    found = LetterTemplate.objects.visible_to(actor).select_for_update(no_key=True, of=("self",))
    row = found.filter(pk=template_id).first()
    if row is None:
        raise Http404
    return row


def _checked(content: bytes) -> list[str]:
    """The fields that a template asks for, if it is one. Raises NotThis, Refused."""
    if len(content) > queries.LIMITS.size:
        raise Refused(_("The file is larger than 5 MB. Make its pictures smaller."), "file")
    try:
        told, _nothing = apart.done(checking, content, queries.LIMITS)
    except Unfit as unfit:
        words = {
            "broken": _("This is not a document of Word (.docx), or it is damaged."),
            "heavy": _("The document unpacks to too much, or takes too long to read."),
            "markup": _("The document holds definitions that no letter needs. Save it anew."),
        }
        raise Refused(str(words.get(unfit.no.value, WHY[unfit.no])), "file") from None
    if told["wrongs"]:
        raise NotThis([Wrong(**one) for one in told["wrongs"]])
    return list(told["used"])


def _facts(row: LetterTemplate) -> dict[str, object]:
    facts = {"letter": row.code, "language": row.language, "version": row.version}
    return {**facts, "state": row.state}
