"""The post: mails that say the same to everybody and nothing to whoever reads along.

A mail is marked only after it was handed over: a worker that dies in between sends it again, and
none is lost. While the post is closed everything stays in the outbox, where it is counted.
"""

from collections.abc import Iterable
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core import mail
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from umai.foundation.access.models import Person
from umai.foundation.jobs import health
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import scope
from umai.foundation.notices import permissions, queries, rules, terms
from umai.foundation.notices.models import Mail
from umai.foundation.vocabulary import queries as vocabulary

SUBJECT = "Umai"
A_ROUND = 500  # mails; the next minute goes on


def send_waiting(actor: Actor) -> int:
    """Send what is due, each receiver in a transaction of its own. Returns how many were sent."""
    post, sent = mail.get_connection(), 0
    try:
        for _number in range(A_ROUND):
            with scope(actor.organisation):
                went = _send_next(actor, post)
            if went is None:
                break
            sent += went
    finally:
        post.close()
    return sent


def _send_next(actor: Actor, post: Any) -> bool | None:
    """Send one receiver's mail: True if it left, False if not; None when it is time to stop."""
    waiting = queries.waiting_mail(actor.organisation).select_for_update(skip_locked=True)
    first = (
        waiting.filter(next_try_at__lte=clock.now())
        .order_by("-urgent", "queued_at", "pk")
        .first()
    )
    if first is None:
        return None
    # All mails to one receiver say the same, so one is enough.
    together = list(
        waiting.filter(Q(person_id=first.person_id), address=first.address, kind=first.kind)
    )
    letter = _to_agency(first) if first.person_id is None else _to_person(first.person_id)
    if letter is None:
        _keep(together, given_up_at=clock.now())
        return False
    try:
        post.open()
        post.send_messages([letter])
    except SMTPRecipientsRefused:
        _put_off(together)
        return False
    except OSError:  # every other trouble of the post, from a closed port to a refused password
        _put_off(together)
        return None
    _keep(together, sent_at=clock.now())
    return True


def _to_person(person_id: Any) -> mail.EmailMessage | None:
    """The same words for everything that can wait for somebody; none for who has left."""
    person = Person.objects.get(pk=person_id)
    if not person.is_active:
        return None
    with translation.override(person.language):
        body = _("Something is waiting for you in Umai. Sign in to see it.")
    return _letter(body, person.email)


def _to_agency(one: Mail) -> mail.EmailMessage | None:
    """A fixed text with the address of a door: no code, no token, nobody's name.

    Nobody knows who opens the box: after its own language it speaks both languages of the state.
    """
    known = terms.letters.get(one.kind)
    if known is None:
        return None
    said = []
    for language in dict.fromkeys((one.language or "kk", "kk", "ru")):
        with translation.override(language):
            said.append(str(known.words))
    address = f"{settings.UMAI_ADDRESS}{reverse(known.page)}"
    return _letter("\n\n".join([*said, address]), one.address)


def _letter(body: str, address: str) -> mail.EmailMessage:
    headers = {"Auto-Submitted": "auto-generated"}
    return mail.EmailMessage(SUBJECT, f"{body}\n", to=[address], headers=headers)


def _put_off(together: Iterable[Mail]) -> None:
    most = vocabulary.amount("OP.MAIL_TRIES")
    moment = clock.now()
    for one in together:
        one.attempts += 1
        one.next_try_at = moment + rules.next_try(one.attempts)
        one.given_up_at = moment if one.attempts >= most else None
        one.save(update_fields=["attempts", "next_try_at", "given_up_at"])


def _keep(together: Iterable[Mail], **what: Any) -> None:
    for one in together:
        for name, value in what.items():
            setattr(one, name, value)
        one.save(update_fields=list(what))


def sign(actor: Actor) -> health.Sign:
    """The mail that has not left, as a sign of health."""
    return health.waiting(
        "mail",
        _("Mail that has not left"),
        *queries.backlog(actor),
        "OP.MAIL",
        _("See that the mail server answers, then have it sent again. The notices in Umai stay."),
        page="notices:outbox",
        permission=permissions.RETRY_MAIL,
    )
