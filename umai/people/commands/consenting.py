"""Consent: noted by scope and agency, taken back at once, overridden only by another person."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from umai.directory import queries as directory
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.notices import commands as notices
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import events, permissions, queries, rules, terms
from umai.people.commands.circle import to_tell
from umai.people.commands.holding import changed, hold, hold_person, seal
from umai.people.models import Consent, Individual

COLUMN = "people_consent.words"
OWN_AGE = "AGE.CONSENT_OWN"
CHILD, CARERS = "CHILD", frozenset({"PARENT", "GUARDIAN"})
State = terms.ConsentState
# What higher rooms do as soon as somebody answered or took an answer back: they stop sharing what
# is of this person, or say that they may go on. Filled in config/wiring.py.
also_follows: list[Callable[[Actor, Individual], None]] = []


@dataclass(frozen=True, kw_only=True)
class ConsentDetails:
    """What somebody was asked, and the answers by scope. `agency_id` is for the named agency.

    `withhold` are pairs of what (`terms.Withheld`) and why (list `withhold_reason`), from
    `withhold_from` or, if that is None, from everybody. `words` are sealed: witness, note,
    why_withheld, why_no_carer, why_not_sought.
    """

    id: UUID
    individual_id: UUID
    given: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    not_sought: tuple[str, ...] = ()
    agency_id: UUID | None = None
    given_by: str = ""
    assent: bool | None = None
    language: str = ""
    explained_how: str = ""
    limits_explained: bool = False
    given_at: datetime | None = None
    valid_until: date | None = None
    withhold: tuple[tuple[str, str], ...] = ()
    withhold_from: UUID | None = None
    words: dict[str, str] = field(default_factory=dict)

    @property
    def answers(self) -> list[tuple[str, State]]:
        """Scope and state of every answer."""
        return (
            [(one, State.GIVEN) for one in self.given]
            + [(one, State.REFUSED) for one in self.refused]
            + [(one, State.NOT_SOUGHT) for one in self.not_sought]
        )


@dataclass(frozen=True, kw_only=True)
class Override:
    """Why something is done without consent, until which day, and whether the child was told."""

    ground: str
    reason: str
    until: date | None = None
    child_told: bool = False
    why_not_told: str = ""


@transaction.atomic
def note_consent(actor: Actor, details: ConsentDetails) -> list[Consent]:
    """Write down what somebody agreed to and refused, one row for each scope. Twice notes once."""
    actor.require(permissions.NOTE_CONSENT)
    of = _turn(actor, details.individual_id)
    ids = [uuid5(details.id, scope) for scope, _state in details.answers]
    here = Consent.objects.filter(organisation_id=actor.organisation, individual_id=of.pk)
    if known := list(here.filter(pk__in=ids)):
        return known
    _check(actor, of, details)
    rows = [
        _row(actor, of, details, scope, state, row_id)
        for row_id, (scope, state) in zip(ids, details.answers, strict=True)
    ]
    for row in rows:
        row.save(force_insert=True)
    facts = {
        "agreed": list(details.given),
        "refused": list(details.refused),
        "not_asked": list(details.not_sought),
        "agency": str(details.agency_id or ""),
        "by": details.given_by,
        "withheld": len(details.withhold),
    }
    log.record(actor, events.CONSENT_NOTED, of, facts)
    _follow(actor, of)
    return rows


@transaction.atomic
def withdraw_consent(actor: Actor, consent_id: UUID, reason: str = "") -> Consent:
    """Take back what was agreed to: everything given or overridden for this scope stops at once."""
    actor.require(permissions.NOTE_CONSENT)
    _turn(actor, queries.consent(actor, consent_id).individual_id)
    row, of = hold(actor, Consent, consent_id)
    same = Consent.objects.select_for_update(no_key=True).filter(
        organisation_id=actor.organisation,
        individual_id__in=queries.one_person(of),
        scope=row.scope,
    )
    standing = [
        one
        for one in same
        if one.agency_id == row.agency_id and (one.state == State.GIVEN or _overridden(one))
    ]
    if row.withdrawn_at is None and not standing:
        raise Refused(_("There is no consent to take back."))
    for one in standing:
        one.state = State.WITHDRAWN if one.state == State.GIVEN else one.state
        one.withdrawn_at, one.withdrawn_by_id = clock.now(), actor.person
        if one.pk == row.pk:
            said = {**_said(one, of), "why_withdrawn": reason}
            one.words_sealed = seal(of, COLUMN, one.pk, said)
        one.version += 1
        one.save()
    if standing:
        agency = str(row.agency_id or "")
        facts = {"scope": row.scope, "agency": agency, **changed(*standing)}
        log.record(actor, events.CONSENT_WITHDRAWN, of, facts)
        for person_id in to_tell(actor, of):
            notices.tell(
                actor, person_id, terms.Notice.CONSENT_WITHDRAWN, of.code, of.pk, urgent=True
            )
        _follow(actor, of)
    row.refresh_from_db()
    return row


@transaction.atomic
def override_consent(actor: Actor, consent_id: UUID, said: Override) -> Consent:
    """Let something be done without consent: another person than who noted it, with a legal ground.
    """
    actor.require(permissions.OVERRIDE_CONSENT)
    _turn(actor, queries.consent(actor, consent_id).individual_id)
    row, of = hold(actor, Consent, consent_id)
    if actor.person in {row.noted_by_id, row.withdrawn_by_id}:
        raise Refused(_("Who noted the answer cannot override it. Ask another supervisor."))
    if queries.consent_holds(actor, of, row.scope, row.agency_id):
        raise Refused(_("It may be done already. There is nothing to override."))
    _check_override(actor, said)
    row.override_ground, row.override_by_id = said.ground, actor.person
    row.override_at, row.override_until = clock.now(), said.until
    told = {"child_told": said.child_told, "why_not_told": said.why_not_told}
    words = {**_said(row, of), "why_overridden": said.reason.strip(), **told}
    row.words_sealed = seal(of, COLUMN, row.pk, words)
    row.version += 1
    row.save()
    facts = {"scope": row.scope, "agency": str(row.agency_id or ""), "ground": said.ground}
    told_facts = {"until": str(said.until), "child_told": said.child_told, **changed(row)}
    log.record(actor, events.CONSENT_OVERRIDDEN, of, {**facts, **told_facts})
    _follow(actor, of)
    return row


def _turn(actor: Actor, individual_id: UUID) -> Individual:
    """The person; acts on the consents of one person run one after the other."""
    of = hold_person(actor, individual_id)
    wait_for_turn(f"consents {of.merged_into_id or of.pk}")
    return of


def _follow(actor: Actor, of: Individual) -> None:
    for follow in also_follows:
        follow(actor, of)


def _overridden(row: Consent) -> bool:
    """Whether an override stands: none was taken back since."""
    return row.override_at is not None and (
        row.withdrawn_at is None or row.override_at > row.withdrawn_at
    )


def _said(row: Consent, of: Individual) -> dict[str, Any]:
    return queries.consent_words(row, of)


def _row(
    actor: Actor, of: Individual, details: ConsentDetails, scope: str, state: State, row_id: UUID
) -> Consent:
    named = scope == terms.Scope.NAMED_AGENCY
    whom = str(details.withhold_from or "")
    return Consent(
        id=row_id,
        organisation_id=actor.organisation,
        individual_id=of.pk,
        scope=scope,
        agency_id=details.agency_id if named else None,
        state=state,
        given_by=details.given_by,
        assent=details.assent,
        language=details.language,
        explained_how=details.explained_how,
        limits_explained=details.limits_explained,
        withhold=[{"what": what, "from": whom, "why": why} for what, why in details.withhold],
        given_at=details.given_at or clock.now(),
        valid_until=details.valid_until if state == State.GIVEN else None,
        noted_by_id=actor.person,
        words_sealed=seal(of, COLUMN, row_id, dict(details.words)),
    )


def _check(actor: Actor, of: Individual, details: ConsentDetails) -> None:
    scopes = [scope for scope, _state in details.answers]
    if not scopes:
        raise Refused(_("Choose what was asked."), "given")
    for scope in scopes:
        vocabulary.check_word("consent_scope", scope, "given")
    if len(scopes) != len(set(scopes)):
        raise Refused(_("Each thing has one answer: given, refused or not asked."), "refused")
    _check_agency(actor, scopes, details)
    _check_days_and_words(actor, details)
    if details.given:
        _check_given(actor, of, details, clock.today(actor.time_zone))


def _check_days_and_words(actor: Actor, details: ConsentDetails) -> None:
    if details.given_at and details.given_at > clock.now():
        raise Refused(_("This moment has not come yet."), "given_at")
    if details.valid_until and details.valid_until < clock.today(actor.time_zone):
        raise Refused(_("This day is over."), "valid_until")
    for what, why in details.withhold:
        if what not in terms.Withheld.values:
            raise Refused(_("Choose among the answers shown. One is not among them."), "withhold")
        vocabulary.check_word("withhold_reason", why, "withhold_reason")
    if details.not_sought and not details.words.get("why_not_sought", "").strip():
        raise Refused(_("Write why it was not asked."), "why_not_sought")


def _check_agency(actor: Actor, scopes: list[str], details: ConsentDetails) -> None:
    named = terms.Scope.NAMED_AGENCY in scopes
    if named and details.agency_id is None:
        raise Refused(_("Name the agency: consent to share is for one agency."), "agency")
    for agency_id in (details.agency_id, details.withhold_from):
        if agency_id is not None:
            directory.agency(actor, agency_id)


def _check_given(actor: Actor, of: Individual, details: ConsentDetails, today: date) -> None:
    """Consent that was not explained, or that nobody could give, is none."""
    if details.given_by not in {CHILD, *CARERS}:
        words = _("Only the child, a parent or a guardian agrees. Else a supervisor overrides.")
        raise Refused(words, "given_by")
    if details.given_by in CARERS and details.assent is False:
        words = _("The child does not want it. Note it as refused; a supervisor may override.")
        raise Refused(words, "assent")
    vocabulary.check_word("language", details.language, "language")
    if details.explained_how not in terms.Explained.values:
        raise Refused(_("Say how it was explained."), "explained_how")
    if not details.limits_explained:
        words = _("Explain first when we must tell others, then note the consent.")
        raise Refused(words, "limits_explained")
    if terms.Scope.CONSULATE in details.given and queries.asks_asylum(actor, of):
        words = _("Who asks for asylum is not made known to the consulate. Take this answer out.")
        raise Refused(words, "given")
    young = rules.surely_younger(of.birth_year, vocabulary.amount(OWN_AGE), today)
    alone = details.given_by == CHILD and not details.words.get("why_no_carer", "").strip()
    if young and alone:
        age = vocabulary.amount(OWN_AGE)
        words = _("Under %(age)d a carer agrees too. Write why no carer can be asked.")
        raise Refused(words % {"age": age}, "why_no_carer")


def _check_override(actor: Actor, said: Override) -> None:
    if said.ground not in terms.OverrideGround.values:
        raise Refused(_("Choose the legal ground."), "ground")
    if len(said.reason.strip()) < rules.LEAST_REASON:
        raise Refused(_("Write what is at stake, in a sentence."), "reason")
    if said.until is None:
        raise Refused(_("Say until which day it holds."), "until")
    if said.until < clock.today(actor.time_zone):
        raise Refused(_("This day is over."), "until")
    if not said.child_told and not said.why_not_told.strip():
        raise Refused(_("Tell the child, or write why that is not safe."), "why_not_told")
