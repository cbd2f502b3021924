"""Postings, resets and people as pages tell them: every code in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from umai.foundation.access import roles, rules
from umai.foundation.access.models import FactorReset, Person, Posting
from umai.foundation.access.queries.people import factors, names, programmes, region, teams
from umai.foundation.access.queries.postings import postings, reset, waiting_resets
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor


@dataclass(frozen=True)
class PostingLine:
    """A posting as pages tell it: every code in words."""

    posting: Posting
    role: str | Promise
    state: str
    person: str
    team: str
    programme: str
    region: str
    opened_by: str
    confirmed_by: str
    ended_by: str


def lines(actor: Actor, found: Iterable[Posting]) -> list[PostingLine]:
    """Postings in words, with the names of colleagues, teams and programmes."""
    held = list(found)
    called = names(
        actor,
        (x for p in held for x in (p.person_id, p.opened_by_id, p.confirmed_by_id, p.ended_by_id)),
    )
    team_names: dict[UUID | None, str] = {one.pk: one.name for one in teams(actor)}
    funds: dict[UUID | None, str] = {one.pk: one.name for one in programmes(actor)}
    return [
        PostingLine(
            posting=p,
            role=_role(p.role),
            state=_state(actor, p),
            person=called.get(p.person_id, ""),
            team=team_names.get(p.team_id, ""),
            programme=funds.get(p.programme_id, ""),
            region=_region_label(p.region),
            opened_by=called.get(p.opened_by_id, ""),
            confirmed_by=called.get(p.confirmed_by_id, ""),
            ended_by=called.get(p.ended_by_id, ""),
        )
        for p in held
    ]


def lines_of(actor: Actor, ids: Iterable[UUID]) -> dict[UUID, list[PostingLine]]:
    """The postings of several people that have not ended, newest first, by person."""
    found: dict[UUID, list[PostingLine]] = {one: [] for one in ids}
    open_ones = postings(actor).filter(person_id__in=list(found), ended_at__isnull=True)
    for line in lines(actor, open_ones):
        found[line.posting.person_id].append(line)
    return found


def _role(code: str) -> str | Promise:
    known = roles.all_roles().get(code)
    return known.label if known else code


def _region_label(code: str) -> str:
    found = region(code) if code else None
    return found.label if found else code


def _state(actor: Actor, posting: Posting) -> str:
    known = roles.all_roles().get(posting.role)
    return rules.state_of(
        ended=posting.ended_at is not None,
        waits=posting.confirmed_at is None and (known is None or known.needs_second_person),
        starts_on=posting.starts_on,
        ends_on=posting.ends_on,
        today=clock.today(actor.time_zone),
    )


@dataclass(frozen=True)
class ResetLine:
    """A reset that waits, with the names of those it concerns."""

    reset: FactorReset
    person: str
    asked_by: str


def reset_lines(actor: Actor) -> list[ResetLine]:
    """The resets that wait, in words."""
    held = list(waiting_resets(actor))
    called = names(actor, (x for one in held for x in (one.person_id, one.asked_by_id)))
    return [ResetLine(r, called.get(r.person_id, ""), called.get(r.asked_by_id, "")) for r in held]


def reset_line(actor: Actor, reset_id: UUID) -> ResetLine:
    """One reset that waits, in words, or 404."""
    wanted = reset(actor, reset_id)
    return next(line for line in reset_lines(actor) if line.reset.pk == wanted.pk)


@dataclass(frozen=True)
class Listed:
    """A person as the list shows them."""

    person: Person
    lines: list[PostingLine]
    factors: set[str]


def on_list(actor: Actor, found: Iterable[Person]) -> list[Listed]:
    """People with their open postings and second factors, in a few questions for all."""
    held = list(found)
    ids = [one.pk for one in held]
    posted, proofs = lines_of(actor, ids), factors(ids)
    return [Listed(one, posted[one.pk], proofs[one.pk]) for one in held]
