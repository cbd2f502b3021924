"""What can be done with notices and the roster; `tell` and `ring` are parts of other acts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from umai.foundation.access import queries as access
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.notices import events, permissions, queries, rules
from umai.foundation.notices.models import Mail, Notice, RosterPlace
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary


@dataclass(frozen=True, kw_only=True)
class PlaceDetails:
    """Who is put on a roster. `id` was made with the form, so that sending twice puts once."""

    id: UUID
    team_id: UUID
    person_id: UUID
    phone: str
    starts_at: datetime
    ends_at: datetime | None = None


def tell(
    actor: Actor, person_id: UUID, kind: str, code: str, subject_id: UUID | None, *, urgent: bool
) -> None:
    """Leave a notice for a person and queue a mail that says nothing but "sign in"."""
    moment = clock.now()
    Notice.objects.create(
        organisation_id=actor.organisation,
        person_id=person_id,
        kind=kind,
        code=code,
        subject_id=subject_id,
        at=moment,
    )
    Mail.objects.create(
        organisation_id=actor.organisation,
        person_id=person_id,
        urgent=urgent,
        queued_at=moment,
        next_try_at=moment,
    )


def write_out(actor: Actor, address: str, kind: str, language: str) -> None:
    """Queue one of the fixed mails to an agency: nothing in it tells of whom or of what."""
    moment = clock.now()
    Mail.objects.create(
        organisation_id=actor.organisation,
        address=address,
        kind=kind,
        language=language,
        queued_at=moment,
        next_try_at=moment,
    )


def ring(actor: Actor, team_id: UUID, kind: str, code: str, subject_id: UUID, rung: int) -> bool:
    """Tell the person at one place of the roster (1 is first). False if the roster is shorter."""
    places = list(queries.places_now(actor, team_id))
    if not 1 <= rung <= len(places):
        return False
    tell(actor, places[rung - 1].person_id, kind, code, subject_id, urgent=True)
    return True


@transaction.atomic
def read_notice(actor: Actor, notice_id: UUID) -> Notice:
    """Mark one of one's own notices as read; opening it again changes nothing."""
    actor.require(permissions.READ_NOTICES)
    notice = queries.notice(actor, notice_id)
    if notice.read_at is None:
        notice.read_at = clock.now()
        notice.save(update_fields=["read_at"])
        log.record(actor, events.NOTICE_READ, notice, {"kind": notice.kind})
    return notice


@transaction.atomic
def read_all_notices(actor: Actor) -> int:
    """Mark all of one's own notices as read. Returns how many were not."""
    actor.require(permissions.READ_NOTICES)
    count = queries.unread(actor).order_by().update(read_at=clock.now())
    if count:
        log.record(actor, events.NOTICES_READ, None, {"count": count})
    return count


@transaction.atomic
def retry_mail(actor: Actor) -> int:
    """Let the mail that waits or was given up lately leave at the next minute. Returns how many."""
    actor.require(permissions.RETRY_MAIL)
    count = queries.stuck_mail(actor).update(
        next_try_at=clock.now(), attempts=0, given_up_at=None
    )
    if count:
        log.record(actor, events.MAIL_RETRIED, None, {"count": count})
    return count


@transaction.atomic
def put_on_roster(actor: Actor, details: PlaceDetails) -> RosterPlace:
    """Put a colleague at the end of a team's roster, with a number to ring.

    Raises Refused for a person who is not here, a number nobody could ring, or a time that is over.
    """
    actor.require(permissions.KEEP_ROSTER, details.team_id)
    wait_for_turn(f"roster {details.team_id}")
    known = RosterPlace.objects.filter(organisation_id=actor.organisation, pk=details.id).first()
    if known is not None:
        return known
    phone = _checked(actor, details)
    key = seals.new_key(actor.organisation, "roster")
    place = RosterPlace(id=details.id, organisation_id=actor.organisation, key_id=key.pk)
    place.team_id, place.person_id = details.team_id, details.person_id
    place.starts_at, place.ends_at = details.starts_at, details.ends_at
    place.position = 1 + max((p.position for p in _order(actor, details.team_id)), default=0)
    place.phone_sealed = seals.seal(key, "notices_rosterplace.phone", place.pk, phone)
    place.save(force_insert=True)
    log.record(actor, events.PUT_ON_ROSTER, place, _facts(place))
    return place


@transaction.atomic
def take_off_roster(actor: Actor, place_id: UUID, version: int) -> RosterPlace:
    """End somebody's place on a roster and destroy the number.

    Raises Refused if the roster was changed since it was shown.
    """
    place = _turn(actor, place_id, version)
    place.ends_at = clock.now()
    place.starts_at = min(place.starts_at, place.ends_at)
    place.phone_sealed = None
    place.version += 1
    place.save(update_fields=["starts_at", "ends_at", "phone_sealed", "version"])
    _destroy(actor, [place])
    log.record(actor, events.TAKEN_OFF_ROSTER, place, _facts(place))
    return place


@transaction.atomic
def move_on_roster(actor: Actor, place_id: UUID, version: int, *, up: bool) -> RosterPlace:
    """Let somebody be rung one place earlier or later. At the end of the list nothing changes.

    Raises Refused if the roster was changed since it was shown.
    """
    place = _turn(actor, place_id, version)
    order = _order(actor, place.team_id)
    at = [one.pk for one in order].index(place.pk)
    to = at - 1 if up else at + 1
    if 0 <= to < len(order):
        order[at], order[to] = order[to], order[at]
        for position, one in enumerate(order, start=1):
            if one.position != position:
                one.position, one.version = position, one.version + 1
                one.save(update_fields=["position", "version"])
        log.record(actor, events.MOVED_ON_ROSTER, place, {**_facts(place), "to": to + 1})
    return place


@transaction.atomic
def clear_away(actor: Actor) -> int:
    """Delete read notices, mail that left and ended places after their time. Returns how many."""
    actor.require(permissions.READ_NOTICES)
    before = clock.now() - vocabulary.span("OP.NOTICE_KEEP")
    here = {"organisation_id": actor.organisation}
    ended = list(RosterPlace.objects.filter(**here, ends_at__lt=before))
    counts = {
        "notices": Notice.objects.filter(**here, read_at__lt=before).delete()[0],
        "mail": Mail.objects.filter(
            Q(sent_at__lt=before) | Q(given_up_at__lt=before), **here
        ).delete()[0],
        "places": RosterPlace.objects.filter(**here, pk__in=[p.pk for p in ended]).delete()[0],
    }
    _destroy(actor, ended)
    if any(counts.values()):
        log.record(actor, events.CLEARED_AWAY, None, counts)
    return sum(counts.values())


def _checked(actor: Actor, details: PlaceDetails) -> str:
    """The number in the form in which it is kept. Raises Refused if a detail cannot be."""
    if not access.teams(actor).filter(pk=details.team_id).exists():
        raise Refused(_("Choose a team of your organisation."), "team")
    if not access.people(actor).filter(pk=details.person_id, is_active=True).exists():
        raise Refused(_("Choose a colleague who can sign in."), "person")
    phone = rules.telephone(details.phone)
    if phone is None:
        raise Refused(
            _("Write a number that can be dialled, such as +7 701 234 56 78 or 1105."), "phone"
        )
    if details.ends_at is not None:
        if details.ends_at <= details.starts_at:
            raise Refused(_("The end must be later than the beginning."), "ends_at")
        if details.ends_at <= clock.now():
            raise Refused(_("This time is over already. Choose a later end."), "ends_at")
    return phone


def _turn(actor: Actor, place_id: UUID, version: int) -> RosterPlace:
    """A place that nobody else changes until this act is over."""
    actor.require(permissions.KEEP_ROSTER)
    wait_for_turn(f"roster {queries.place(actor, place_id).team_id}")
    place = queries.place(actor, place_id)
    if place.version != version:
        raise Refused(_("Somebody changed the roster meanwhile. Look at the order and try again."))
    return place


def _order(actor: Actor, team_id: UUID) -> list[RosterPlace]:
    return list(queries.places(actor, [team_id]))


def _destroy(actor: Actor, places: Iterable[RosterPlace]) -> None:
    ids = [place.key_id for place in places]
    seals.destroy(DataKey.objects.filter(organisation_id=actor.organisation, pk__in=ids))


def _facts(place: RosterPlace) -> dict[str, object]:
    return {"team": place.team_id, "person": place.person_id, "position": place.position}
