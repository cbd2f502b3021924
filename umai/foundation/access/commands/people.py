"""People: added, corrected, closed and readmitted by a colleague; their own choices."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from umai.foundation.access import events, permissions, queries, sessions
from umai.foundation.access.models import Person
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn


@dataclass(frozen=True, kw_only=True)
class PersonDetails:
    """Somebody who is to sign in. `id` was made with the form, so that sending twice adds once."""

    id: UUID
    name: str
    email: str
    language: str = "ru"


@dataclass(frozen=True)
class NewPerson:
    """A person and the password that is shown once, to be changed at the first sign-in."""

    person: Person
    start_password: str


@transaction.atomic
def open_person(actor: Actor, details: PersonDetails) -> NewPerson:
    """Add a person who may sign in and, without a posting, do nothing yet.

    Sent twice, it adds one person; the password shown last counts. Raises Refused for an address
    that is taken, in any organisation.
    """
    actor.require(permissions.OPEN_PERSON)
    wait_for_turn(f"person {details.id}")
    known = queries.people(actor).filter(pk=details.id, last_login__isnull=True).first()
    if known is not None:
        log.record(actor, events.PASSWORD_RENEWED, known, {})
        return NewPerson(known, sessions.restart(known))
    fresh = Person(id=details.id, organisation_id=actor.organisation, opened_at=clock.now())
    _describe(fresh, details)
    fresh.set_unusable_password()
    _save(fresh, force_insert=True)
    log.record(actor, events.PERSON_OPENED, fresh, {})
    return NewPerson(fresh, sessions.restart(fresh))


@transaction.atomic
def correct_person(actor: Actor, details: PersonDetails) -> Person:
    """Correct a person's name, address or language."""
    actor.require(permissions.CORRECT_PERSON)
    person = queries.person(actor, details.id)
    _describe(person, details)
    _save(person)
    log.record(actor, events.PERSON_CORRECTED, person, {})
    return person


@transaction.atomic
def close_person(actor: Actor, person_id: UUID) -> Person:
    """Close a person's sign-in; sessions end at once, postings when the work is handed on."""
    actor.require(permissions.CLOSE_PERSON)
    person = queries.person(actor, person_id)
    if person.pk == actor.person_id:
        raise Refused(_("Nobody closes their own sign-in. Ask another administrator."))
    person.is_active = False
    person.save(update_fields=["is_active"])
    sessions.end_all(person)
    log.record(actor, events.PERSON_CLOSED, person, {})
    return person


@transaction.atomic
def readmit_person(actor: Actor, person_id: UUID) -> NewPerson:
    """Open a closed sign-in again, with a new start password.

    Postings that open files wait for a second person once more.
    """
    actor.require(permissions.READMIT_PERSON)
    person = queries.person(actor, person_id)
    if person.is_active:
        raise Refused(_("This sign-in is open already."))
    person.is_active = True
    person.save(update_fields=["is_active"])
    again = queries.guarded_postings(actor, person.pk).unconfirm()
    log.record(actor, events.PERSON_READMITTED, person, {"to_confirm_again": again})
    return NewPerson(person, sessions.restart(person))


@transaction.atomic
def renew_password(actor: Actor, person_id: UUID) -> NewPerson:
    """Give a colleague who has forgotten the password a new one to start with; sessions end.

    Without a second factor nothing but the password would tell who comes, so postings that open
    files then wait for a second person once more.
    """
    actor.require(permissions.RENEW_PASSWORD)
    person = queries.person(actor, person_id)
    if person.pk == actor.person_id:
        raise Refused(_("Change your own password on the page of your account."))
    if not person.is_active:
        raise Refused(_("This sign-in is closed. Open it again first."))
    proven = bool(queries.factors([person.pk])[person.pk])
    again = 0 if proven else queries.guarded_postings(actor, person.pk).unconfirm()
    log.record(actor, events.PASSWORD_RENEWED, person, {"to_confirm_again": again})
    return NewPerson(person, sessions.restart(person))


@transaction.atomic
def sign_out_everywhere(actor: Actor, person_id: UUID) -> Person:
    """End every session of a person: one's own, or as administrator a colleague's."""
    if person_id != actor.person_id:
        actor.require(permissions.SIGN_OUT_PERSON)
    person = queries.person(actor, person_id)
    sessions.end_all(person)
    log.record(actor, events.SIGNED_OUT_EVERYWHERE, person, {"own": person_id == actor.person_id})
    return person


@transaction.atomic
def choose_preferences(actor: Actor, *, language: str, theme: str) -> None:
    """Choose one's own language and light or dark."""
    if actor.person_id is None:
        raise Refused(_("Sign in first."))
    person = queries.person(actor, actor.person_id)
    person.language, person.theme = language, theme
    person.save(update_fields=["language", "theme"])
    log.record(actor, events.PREFERENCES_CHOSEN, None, {"language": language, "theme": theme})


def _describe(person: Person, details: PersonDetails) -> None:
    person.name, person.email = details.name.strip(), details.email.strip().lower()
    person.language = details.language
    if not person.name:
        raise Refused(_("Write a name."), "name")
    if details.language not in dict(settings.LANGUAGES):
        raise Refused(_("Choose one of the languages."), "language")


def _save(person: Person, *, force_insert: bool = False) -> None:
    try:
        with transaction.atomic():
            person.save(force_insert=force_insert)
    except IntegrityError as error:
        if "email" not in str(error):
            raise
        words = _("Somebody already signs in with %(address)s. Write another address.")
        raise Refused(words % {"address": person.email}, "email") from None
