"""What somebody agreed to: asked by every act that gives something away, and by the page."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from umai.directory import queries as directory
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import rules, terms
from umai.people.models import Consent, Individual
from umai.people.queries.documents import known_records, one_person
from umai.people.queries.individuals import individual, key_of

Subject = tuple[str, UUID | None]
GOOD = frozenset({terms.Standing.HOLDS, terms.Standing.OVERRIDDEN})


@dataclass(frozen=True)
class Answer:
    """Whether something may be done, true or false by itself, and why."""

    standing: terms.Standing

    def __bool__(self) -> bool:
        return self.standing in GOOD


@dataclass(frozen=True)
class Agreement:
    """One scope (and agency) with where it stands today and everything noted, newest first."""

    scope: str
    agency_id: UUID | None
    agency: Any
    standing: terms.Standing
    rows: list[Consent]

    @property
    def latest(self) -> Consent:
        """What was noted last."""
        return self.rows[0]

    @property
    def holds(self) -> bool:
        """Whether it may be done."""
        return self.standing in GOOD


def consent_holds(
    actor: Actor, of: Individual, scope: str, agency: UUID | None = None
) -> Answer:
    """Whether this person agreed, today, to one thing: sharing needs the agency by name.

    Every record of a merged person counts: a no on one of them is a no.
    """
    individual(actor, of.pk)
    if scope == terms.Scope.NAMED_AGENCY and agency is None:
        return Answer(terms.Standing.NO_AGENCY)
    subject = (scope, agency if scope == terms.Scope.NAMED_AGENCY else None)
    people = one_person(of)
    return Answer(_standing(_rows(actor, people), subject, asks_asylum(actor, of), actor))


def asks_asylum(actor: Actor, of: Individual) -> bool:
    """Whether any record of this person says that asylum is asked for or given."""
    some = Individual.objects.filter(organisation_id=actor.organisation, pk__in=one_person(of))
    said = some.values_list("migration_status", "cabm_category")
    return any(rules.asks_asylum(status, category) for status, category in said)


def consents(actor: Actor, of: Individual) -> list[Agreement]:
    """Everything that was asked of somebody, in the order of the list, with where it stands.

    Rows of records that the actor may not know of are not shown, but a no on them counts.
    """
    every = _rows(actor, one_person(of))
    known = {one.pk for one in known_records(actor, of)}
    named = directory.agencies(actor).filter(pk__in={one.agency_id for one in every})
    names = {one.pk: one for one in named}
    return _agreements(actor, every, known, names, asylum=asks_asylum(actor, of))


def consent_rows(actor: Actor, people: Iterable[UUID]) -> QuerySet[Consent]:
    """Everything that these records say was asked, the first first."""
    here = Consent.objects.filter(
        organisation_id=actor.organisation, individual_id__in=list(people)
    )
    return here.order_by("given_at", "id")


def agreements(actor: Actor, of: Individual, rows: Iterable[Consent]) -> list[Agreement]:
    """What the rows of one record add up to, if no other record is one with it. Agencies are not
    named here.
    """
    asylum = rules.asks_asylum(of.migration_status, of.cabm_category)
    return _agreements(actor, list(rows), {of.pk}, {}, asylum=asylum)


def _agreements(
    actor: Actor, every: list[Consent], known: set[UUID], names: dict[UUID, Any], *, asylum: bool
) -> list[Agreement]:
    shown: dict[Subject, list[Consent]] = {}
    for row in every:
        if row.individual_id in known:
            shown.setdefault((row.scope, row.agency_id), []).append(row)
    order = {word.code: at for at, word in enumerate(vocabulary.words("consent_scope"))}
    asked = [
        Agreement(
            scope,
            agency,
            names.get(agency) if agency else None,
            _standing(every, (scope, agency), asylum, actor),
            sorted(rows, key=lambda row: row.given_at, reverse=True),
        )
        for (scope, agency), rows in shown.items()
    ]
    return sorted(asked, key=lambda one: (order.get(one.scope, 99), str(one.agency_id or "")))


def consent(actor: Actor, consent_id: UUID) -> Consent:
    """One noted consent of somebody whom the actor may know of; the same 404 otherwise."""
    found = Consent.objects.filter(organisation_id=actor.organisation, pk=consent_id).first()
    if found is None:
        raise Http404
    individual(actor, found.individual_id)
    return found


def withheld(actor: Actor, of: Individual, agency: UUID | None = None) -> set[str]:
    """What somebody wants kept from an agency, or from everybody; codes of `terms.Withheld`.

    A wish to keep something back outlives the consent with which it was noted.
    """
    individual(actor, of.pk)
    whom = {"", str(agency or "")}
    rows = _rows(actor, one_person(of))
    return {one["what"] for row in rows for one in row.withhold if one.get("from", "") in whom}


def kept_back(actor: Actor, of: Individual, agency: UUID | None = None) -> set[str]:
    """Codes of `terms.Shareable` that an agency is not told of somebody, whatever was agreed."""
    return rules.kept_back(withheld(actor, of, agency))


def kept_back_why(actor: Actor, of: Individual, agency: UUID | None = None) -> dict[str, str]:
    """The same with the reason that was noted with each wish, a code of `withhold_reason`."""
    individual(actor, of.pk)
    whom = {"", str(agency or "")}
    return {
        told: str(one.get("why", ""))
        for row in _rows(actor, one_person(of))
        for one in row.withhold
        if one.get("from", "") in whom
        for told in rules.kept_back({one["what"]})
    }


def _rows(actor: Actor, people: Iterable[UUID]) -> list[Consent]:
    return list(consent_rows(actor, people))


def _standing(
    rows: list[Consent], subject: Subject, asylum: bool, actor: Actor
) -> terms.Standing:
    decisions = [_decision(row) for row in rows if (row.scope, row.agency_id) == subject]
    forbidden = asylum and subject[0] == terms.Scope.CONSULATE
    today: date = clock.today(actor.time_zone)
    return rules.consent_standing(decisions, today, forbidden=forbidden)


def _decision(row: Consent) -> rules.Decision:
    return rules.Decision(
        row.state,
        row.given_at,
        row.valid_until,
        row.withdrawn_at,
        row.override_at,
        row.override_until,
    )


def consent_words(row: Consent, of: Individual) -> dict[str, Any]:
    """What is sealed with a consent: witness, notes, reasons. Call it from a command only."""
    text = seals.open_(key_of(of), "people_consent.words", row.pk, row.words_sealed)
    return dict(json.loads(text)) if text else {}
