"""Reading the journal: who did and read what, line by line, and how far it is sealed."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet
from django.utils.translation import gettext as _

from umai.foundation.journal import chain, log, sentences, terms
from umai.foundation.journal.models import Entry, Link
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import NOWHERE, scope
from umai.foundation.vault.models import DataKey


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which entries somebody wants to see. `who` is the id of a person, "console" or "job"."""

    who: str = ""
    event: str = ""
    code: str = ""
    first: date | None = None
    last: date | None = None
    told: str = ""


def entries(actor: Actor, asked: Asked | None = None) -> QuerySet[Entry]:
    """The entries of the actor's organisation that were asked for."""
    return _narrowed(Entry.objects.visible_to(actor), actor, asked or Asked())


def entries_of_the_installation(actor: Actor, asked: Asked | None = None) -> QuerySet[Entry]:
    """Acts of the whole installation: backups, strangers at the door. Needs `installation()`."""
    return _narrowed(Entry.objects.filter(organisation_id=NOWHERE), actor, asked or Asked())


@contextmanager
def installation() -> Iterator[None]:
    """A block that sees the entries of no organisation, and none of any."""
    with scope(None):
        yield


def entries_about(actor: Actor, *subjects: UUID) -> QuerySet[Entry]:
    """Everything that was done with one contact, person or list, and who looked at it."""
    return Entry.objects.visible_to(actor).filter(subject_id__in=subjects)


def _narrowed(found: QuerySet[Entry], actor: Actor, asked: Asked) -> QuerySet[Entry]:
    if asked.who in terms.Kind.values:
        found = found.filter(actor_kind=asked.who)
    elif asked.who:
        found = found.filter(actor_id=asked.who)
    if asked.event:
        found = found.filter(event=asked.event)
    if asked.code:
        found = found.filter(subject_code=asked.code)
    if asked.told:
        found = found.filter(told=asked.told == terms.Told.TOLD)
    if asked.first:
        start, _after = clock.day_bounds(asked.first, asked.first, actor.time_zone)
        found = found.filter(at__gte=start)
    if asked.last:
        _start, end = clock.day_bounds(asked.last, asked.last, actor.time_zone)
        found = found.filter(at__lt=end)
    return found


@dataclass(frozen=True)
class Line:
    """An entry as a sentence. `sound` is false if the row is not what Umai wrote; `told` are the
    facts as they were written.
    """

    entry: Entry
    who: str
    what: Any
    facts: list[tuple[Any, str]]
    erased: bool
    sound: bool
    told: Mapping[str, Any]


def lines(found: Iterable[Entry], names: Mapping[UUID, str]) -> list[Line]:
    """Entries in words. Their keys are fetched once, however many entries there are."""
    held = list(found)
    keys = {key.pk: key for key in DataKey.objects.filter(pk__in={one.key_id for one in held})}
    return [_line(one, keys, names) for one in held]


def _line(entry: Entry, keys: Mapping[UUID, DataKey], names: Mapping[UUID, str]) -> Line:
    facts = log.facts_of(entry, keys)
    erased = facts == {"erased": True}
    return Line(
        entry,
        called(entry.actor_kind, entry.actor_id, names),
        sentences.sentence(entry.event),
        [] if erased else [_fact(name, said, names) for name, said in _told(facts)],
        erased,
        chain.as_written(entry),
        facts,
    )


def _told(facts: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The facts that say something."""
    return (
        (name, said)
        for name, said in facts.items()
        if name not in terms.UNSAID and said not in ("", None, [], {})
    )


def called(kind: str, person_id: UUID | None, names: Mapping[UUID, str]) -> str:
    """Who acted, in words."""
    if kind in terms.Kind.values:
        return str(terms.Kind(kind).label)
    if person_id is None:
        return _("Somebody not signed in")
    return names.get(person_id, "") or _("Somebody of another organisation")


def _fact(name: str, said: Any, names: Mapping[UUID, str]) -> tuple[Any, str]:
    if isinstance(said, str):
        said = sentences.code_in_words(name, said)
    elif isinstance(said, list):
        said = [sentences.code_in_words(name, one) if isinstance(one, str) else one for one in said]
    return terms.FACTS.get(name, name.replace("_", " ")), _said(said, names)


def _said(said: Any, names: Mapping[UUID, str]) -> str:
    if isinstance(said, bool) or said in ("True", "False"):
        return _("yes") if said in (True, "True") else _("no")
    if isinstance(said, list):
        return ", ".join(_said(one, names) for one in said)
    if isinstance(said, dict):
        return ", ".join(f"{name} {_said(one, names)}" for name, one in said.items())
    if isinstance(said, str) and len(said) == 36:
        try:
            return names.get(UUID(said), said[:8])
        except ValueError:
            return said
    return str(said)


@dataclass(frozen=True)
class Reader:
    """Somebody who did something with one thing: how often, first and last."""

    who: str
    count: int
    first: datetime
    last: datetime


def readers(found: QuerySet[Entry], names: Mapping[UUID, str]) -> list[Reader]:
    """Who did something with one thing, most recent first."""
    told = (
        found.order_by()
        .values("actor_kind", "actor_id")
        .annotate(count=Count("id"), first=Min("at"), last=Max("at"), code=Max("subject_code"))
        .order_by("-last")
    )
    return [
        Reader(
            called(one["actor_kind"], one["actor_id"], names),
            one["count"],
            one["first"],
            one["last"],
        )
        for one in told
    ]


@dataclass(frozen=True)
class Sealed:
    """How far the chain is sealed, and what the last verification on this machine found."""

    position: int
    root: str
    at: datetime | None
    verified: chain.Verified | None

    @property
    def groups(self) -> list[str]:
        """The root in groups of eight signs, to be copied by hand."""
        return [self.root[start : start + 8] for start in range(0, len(self.root), 8)]


def sealed() -> Sealed:
    """The state of the chain, which is one for the whole installation."""
    last = Link.objects.order_by("-position").first()
    verified = chain.last_verification()
    if last is None:
        return Sealed(0, "", None, verified)
    return Sealed(last.position, bytes(last.hash).hex(), last.sealed_at, verified)
