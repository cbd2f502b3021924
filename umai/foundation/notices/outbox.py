"""The post: mails that say the same to everybody and nothing to whoever reads along.

A mail is marked only after it was handed over: a worker that dies in between sends it again, and
none is lost. While the post is closed everything stays in the outbox, where it is counted.
"""

from collections.abc import Iterable
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.core import mail
from django.utils import translation
from django.utils.translation import gettext as _

from umai.foundation.access.models import Person
from umai.foundation.jobs import health
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import scope
from umai.foundation.notices import permissions, queries, rules
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
    # All of one person's mails say the same, so one is enough.
    together = list(waiting.filter(person_id=first.person_id))
    person = Person.objects.get(pk=first.person_id)
    if not person.is_active:
        _keep(together, given_up_at=clock.now())
        return False
    try:
        post.open()
        post.send_messages([_letter(person)])
    except SMTPRecipientsRefused:
        _put_off(together)
        return False
    except OSError:  # every other trouble of the post, from a closed port to a refused password
        _put_off(together)
        return None
    _keep(together, sent_at=clock.now())
    return True


def _letter(person: Person) -> mail.EmailMessage:
    """The same words for everything that can wait for somebody."""
    with translation.override(person.language):
        body = _("Something is waiting for you in Umai. Sign in to see it.")
    headers = {"Auto-Submitted": "auto-generated"}
    return mail.EmailMessage(SUBJECT, f"{body}\n", to=[person.email], headers=headers)


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
