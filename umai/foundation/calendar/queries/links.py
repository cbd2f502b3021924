"""Links to one's own calendar, and the busy times that lie behind one."""

import hmac
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from umai.foundation.access import actors
from umai.foundation.access import queries as access
from umai.foundation.access.models import Person
from umai.foundation.calendar import permissions, rules
from umai.foundation.calendar.models import CalendarLink
from umai.foundation.calendar.queries.appointments import taken_between
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import derived_uuid
from umai.foundation.kernel.scope import scope
from umai.foundation.vault import seals

BEFORE, AHEAD = timedelta(days=7), timedelta(days=90)
BUSY = "busy"
STAMP = "%Y%m%dT%H%M%SZ"


def open_link(actor: Actor, of: str = BUSY) -> CalendarLink | None:
    """The actor's own link, if there is one that still opens."""
    return CalendarLink.objects.filter(
        organisation_id=actor.organisation, person_id=actor.person, of=of, ended_at__isnull=True
    ).first()


def hashed(organisation_id: UUID, token: str) -> bytes:
    """What is kept of the secret part of a link."""
    return seals.hashed("calendar link", f"{organisation_id}|{token}")


@contextmanager
def behind_link(organisation_id: UUID, token: str, of: str) -> Iterator[tuple[Actor, str] | None]:
    """Whose times lie behind a link, and their language; None if it opens nothing.

    It opens the scope of that organisation for itself. Who has no posting any more has no times.
    """
    if not access.organisations().filter(pk=organisation_id).exists():
        yield None
        return
    with scope(organisation_id):
        yield _behind(organisation_id, token, of)


def _behind(organisation_id: UUID, token: str, of: str) -> tuple[Actor, str] | None:
    wanted = hashed(organisation_id, token)
    link = CalendarLink.objects.filter(
        organisation_id=organisation_id, token_hash=wanted, of=of, ended_at__isnull=True
    ).first()
    if link is None or not hmac.compare_digest(bytes(link.token_hash), wanted):
        return None
    person = Person.objects.filter(pk=link.person_id, is_active=True).first()
    actor = actors.actor_of(person, organisation_id) if person else None
    if actor is None or person is None or not actor.may(permissions.KEEP_APPOINTMENTS):
        return None
    return actor, person.language


def busy_of(organisation_id: UUID, token: str) -> str | None:
    """The busy times behind a link as a calendar file; None if it opens nothing."""
    with behind_link(organisation_id, token, BUSY) as found:
        return None if found is None else _file(_busy(found[0]), found[1])


def _busy(actor: Actor) -> list[tuple[UUID, rules.Span]]:
    moment = clock.now()
    own = taken_between(actor, moment - BEFORE, moment + AHEAD).filter(person_id=actor.person)
    return [
        (derived_uuid("busy", row.pk), rules.Span(row.starts_at, row.ends_at)) for row in own
    ]


def _file(busy: Sequence[tuple[UUID, rules.Span]], language: str) -> str:
    """A calendar (RFC 5545) in which every time says "busy" and nothing says why."""
    with translation.override(language):
        word = _("Busy")
    stamp = clock.now().strftime(STAMP)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Umai//Busy//EN", "METHOD:PUBLISH"]
    for uid, span in busy:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{uid}",
            f"DTSTAMP:{stamp}",
            f"DTSTART:{span.starts_at.strftime(STAMP)}",
            f"DTEND:{span.ends_at.strftime(STAMP)}",
            f"SUMMARY:{word}",
            "CLASS:PRIVATE",
            "END:VEVENT",
        ]
    return "".join(f"{line}\r\n" for line in [*lines, "END:VCALENDAR"])
