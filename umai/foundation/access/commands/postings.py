"""Postings: proposed by one, confirmed by another, ended when the work is handed on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from umai.foundation.access import events, permissions, queries, roles, rules, sessions
from umai.foundation.access.models import Person, Posting
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn

# Rooms above keep work in somebody's name. Each check answers in words for the page what is still
# open under a posting, or an empty text; config/wiring.py fills the list.
ends_only_when: list[Callable[[Actor, Posting], str]] = []


@dataclass(frozen=True, kw_only=True)
class PostingDetails:
    """A person in a role. No team means the whole organisation; days are those of the organisation.

    `id` was made with the form, so that sending twice proposes once.
    """

    id: UUID
    person_id: UUID
    role: str
    starts_on: date
    ends_on: date | None = None
    team_id: UUID | None = None
    programme_id: UUID | None = None
    region: str = ""


@transaction.atomic
def open_posting(actor: Actor, details: PostingDetails) -> Posting:
    """Propose a posting. It takes effect at once, or when a second person has confirmed it.

    What the console opens the console has confirmed. Raises Refused at the field that is wrong.
    """
    actor.require(permissions.OPEN_POSTING)
    wait_for_turn(f"postings of {details.person_id}")
    if known := queries.postings(actor).filter(pk=details.id).first():
        return known
    person = queries.person(actor, details.person_id)
    _check(actor, person, details)
    fresh = Posting(id=details.id, organisation_id=actor.organisation, person=person)
    fresh.role, fresh.region = details.role, details.region
    fresh.team_id, fresh.programme_id = details.team_id, details.programme_id
    fresh.starts_on, fresh.ends_on = details.starts_on, details.ends_on
    fresh.opened_by_id, fresh.opened_at = actor.person_id, clock.now()
    if actor.kind == "console":
        fresh.confirmed_at = clock.now()
    fresh.save(force_insert=True)
    waits = fresh.confirmed_at is None and roles.all_roles()[fresh.role].needs_second_person
    if not waits:
        sessions.end_all(person)
    log.record(actor, events.POSTING_OPENED, fresh, _facts(fresh) | {"waits": waits})
    return fresh


@transaction.atomic
def confirm_posting(actor: Actor, posting_id: UUID, version: int) -> Posting:
    """Confirm, as a second person, that a colleague works in this role. Sessions end."""
    actor.require(permissions.CONFIRM_POSTING)
    posting = _held(actor, posting_id, version)
    person = queries.person(actor, posting.person_id)
    if no := _why_not_confirm(actor, posting, person):
        raise Refused(no)
    posting.confirmed_by_id, posting.confirmed_at = actor.person_id, clock.now()
    posting.version = version + 1
    posting.save(update_fields=["confirmed_by", "confirmed_at", "version"])
    sessions.end_all(person)
    log.record(actor, events.POSTING_CONFIRMED, posting, _facts(posting))
    return posting


@transaction.atomic
def end_posting(actor: Actor, posting_id: UUID, version: int) -> Posting:
    """End a posting, once nothing is left open under it. Sessions end at once."""
    actor.require(permissions.END_POSTING)
    posting = _held(actor, posting_id, version)
    if posting.person_id == actor.person_id:
        raise Refused(_("Nobody ends their own posting. Ask another administrator."))
    left = [words for check in ends_only_when if (words := check(actor, posting))]
    if left:
        raise Refused(" ".join([*left, _("Hand this on first, then end the posting.")]))
    posting.ended_by_id, posting.ended_at = actor.person_id, clock.now()
    posting.version = version + 1
    posting.save(update_fields=["ended_by", "ended_at", "version"])
    sessions.end_all(queries.person(actor, posting.person_id))
    log.record(actor, events.POSTING_ENDED, posting, _facts(posting))
    return posting


def _check(actor: Actor, person: Person, details: PostingDetails) -> None:
    known = roles.all_roles()
    if details.role not in known:
        raise Refused(_("Choose a role."), "role")
    if not person.is_active:
        raise Refused(_("This sign-in is closed. Open it again first."), "role")
    if details.ends_on and details.ends_on < details.starts_on:
        raise Refused(_("The last day lies before the first. Choose a later day."), "ends_on")
    if details.team_id and not queries.teams(actor).filter(pk=details.team_id).exists():
        raise Refused(_("Choose one of your teams."), "team")
    if details.programme_id and not queries.programmes(actor).filter(pk=details.programme_id):
        raise Refused(_("Choose one of your programmes."), "programme")
    day = min(details.starts_on, clock.today(actor.time_zone))
    held = queries.postings(actor).filter(person=person, ended_at__isnull=True)
    held = held.exclude(ends_on__lt=day)
    clashing = rules.clashes(known, details.role, held.values_list("role", flat=True))
    if clashing:
        words = _("This cannot be held together with %(other)s. End that posting first.")
        raise Refused(words % {"other": ", ".join(str(one.label) for one in clashing)}, "role")
    if any((one.role, one.team_id) == (details.role, details.team_id) for one in held):
        raise Refused(_("This person has the same posting already."), "role")


def _held(actor: Actor, posting_id: UUID, version: int) -> Posting:
    """The posting, held until the end of the transaction, as the page showed it."""
    queries.posting(actor, posting_id)
    posting = queries.postings(actor).select_for_update().get(pk=posting_id)
    if posting.ended_at is not None:
        raise Refused(_("This posting has ended in the meantime. Nothing was changed."))
    if posting.version != version:
        raise Refused(
            _("A colleague has changed this posting in the meantime. It is shown as it is now.")
        )
    return posting


def _why_not_confirm(actor: Actor, posting: Posting, person: Person) -> str:
    return rules.first_obstacle(
        [
            (lambda: posting.confirmed_at is not None, _("This posting is confirmed already.")),
            (lambda: posting.person_id == actor.person_id, rules.NOT_ONESELF),
            (
                lambda: actor.person_id is not None and posting.opened_by_id == actor.person_id,
                rules.NOT_PROPOSER,
            ),
            (lambda: _appoints(actor), rules.NOT_ADMINISTRATOR),
            (lambda: not queries.reaches(actor, posting), rules.NOT_YOUR_TEAM),
            (lambda: not person.is_active, _("This sign-in is closed. Open it again first.")),
            (
                lambda: person.must_change_password and not settings.UMAI_DEMO,
                _(
                    "This person has not chosen a password yet: whoever knows the start password"
                    " could come in instead. Confirm after the first sign-in."
                ),
            ),
        ]
    )


def _appoints(actor: Actor) -> bool:
    return actor.kind == "person" and actor.may(permissions.OPEN_POSTING)


def _facts(posting: Posting) -> dict[str, object]:
    return {
        "person": posting.person_id,
        "role": posting.role,
        "team": posting.team_id,
        "region": posting.region,
        "from": posting.starts_on,
        "until": posting.ends_on,
    }
