"""A referral is begun, written on, waits for consent; or the help is not to be had at all."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from umai.directory import queries as directory
from umai.directory.terms import AgencyState
from umai.foundation.access import queries as access
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import commands as people
from umai.people import queries as known_people
from umai.people.terms import Shareable
from umai.referrals import events, permissions, queries, rules, terms
from umai.referrals.commands import holding
from umai.referrals.commands.numbering import next_code
from umai.referrals.models import Referral, UnmetNeed


@dataclass(frozen=True, kw_only=True)
class ReferralDetails:
    """To whom, for what, how soon, how it goes out, and what is told: `terms.Shareable` of people.

    `need` is a code of the list `service`; `need_words` is for the provider, `note` for us alone.
    `to_organisation_id`: that agency works in Umai. `answers_id`: the arrival that this answers.
    """

    id: UUID
    need: str
    agency_id: UUID
    service_id: UUID | None = None
    to_organisation_id: UUID | None = None
    answers_id: UUID | None = None
    urgency: str = terms.Urgency.ROUTINE
    way: str = terms.Way.LETTER
    language: str = "ru"
    shared: tuple[str, ...] = (Shareable.AGE, Shareable.SEX, Shareable.LANGUAGE)
    caller_agreed: bool = False
    need_words: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class UnmetDetails:
    """A service that is needed and not to be had, and why."""

    id: UUID
    need: str
    reason: str
    region: str = ""
    district: str = ""


@transaction.atomic
def draft_referral(actor: Actor, origin: queries.Origin, details: ReferralDetails) -> Referral:
    """Begin a referral from a case or a contact. Nothing leaves the house. Twice begins one."""
    actor.require(permissions.MAKE_REFERRAL, origin.team_id)
    if known := queries.referrals(actor).filter(pk=details.id).first():
        return known
    row = Referral(
        id=details.id,
        organisation_id=actor.organisation,
        team_id=origin.team_id,
        owner_id=actor.person,
        code=next_code(actor, origin.team_id),
        source=origin.source,
        source_id=origin.id,
        source_code=origin.code,
        case_id=origin.case_id,
        individual_id=origin.individual_id,
        key_id=origin.key_id or seals.new_key(actor.organisation, "referral words").pk,
        sex=origin.sex,
        age_band=origin.age_band,
        region=origin.region,
        state=terms.State.DRAFT,
        drafted_at=clock.now(),
    )
    _fill(actor, row, details)
    row.save(force_insert=True)
    holding.happened(actor, row, terms.FactKind.DRAFTED)
    facts = {"need": row.need, "urgency": row.urgency, "way": row.way}
    log.record(actor, events.REFERRAL_DRAFTED, row, {**facts, "from": row.source_code})
    return row


@transaction.atomic
def write_referral(
    actor: Actor, referral_id: UUID, version: int, details: ReferralDetails
) -> Referral:
    """Change a referral that was not sent yet."""
    row = holding.hold(actor, permissions.MAKE_REFERRAL, referral_id, version)
    if row.state not in rules.BEFORE:
        raise Refused(_("This referral was sent already. Take it back and make another."))
    _fill(actor, row, details)
    log.record(actor, events.REFERRAL_WRITTEN, row, {"need": row.need, "shared": len(row.shared)})
    return holding.saved(row)


@transaction.atomic
def await_consent(actor: Actor, referral_id: UUID, version: int) -> Referral:
    """Lay a referral aside until the family has said whether it may be told."""
    row = holding.hold(actor, permissions.MAKE_REFERRAL, referral_id, version)
    holding.happened(actor, row, terms.FactKind.CONSENT_AWAITED)
    log.record(actor, events.CONSENT_AWAITED, row)
    return holding.saved(row)


@transaction.atomic
def record_unmet_need(actor: Actor, origin: queries.Origin, details: UnmetDetails) -> UnmetNeed:
    """Note that a service is needed and nobody gives it: it is counted, nothing is sent."""
    actor.require(permissions.MAKE_REFERRAL, origin.team_id)
    here = UnmetNeed.objects.filter(organisation_id=actor.organisation)
    if known := here.filter(pk=details.id).first():
        return known
    vocabulary.check_word("service", details.need, "need")
    holding.check_choice(terms.UnmetReason.values, details.reason, "reason")
    row = UnmetNeed.objects.create(
        id=details.id,
        organisation_id=actor.organisation,
        team_id=origin.team_id,
        source=origin.source,
        source_id=origin.id,
        case_id=origin.case_id,
        need=details.need,
        reason=details.reason,
        region=details.region or origin.region,
        district=details.district,
        sex=origin.sex,
        age_band=origin.age_band,
        noted_at=clock.now(),
        noted_by_id=actor.person,
    )
    facts = {"need": row.need, "reason": row.reason, "region": row.region}
    log.record(actor, events.UNMET_NEED_RECORDED, row, {**facts, "from": origin.code})
    return row


def check_told(actor: Actor, row: Referral, said: str) -> None:
    """A part of writing and of sending: nothing goes that is to be kept back from this agency."""
    if row.individual_id is None:
        if set(row.shared) - rules.OF_NOBODY:
            words = _("Nobody is registered here. Only need, age, sex and language can be told.")
            raise Refused(words, "shared")
        return
    child = known_people.individual(actor, row.individual_id)
    people.check_shareable(actor, child, row.agency_id, row.shared)
    if said and Shareable.NAME not in row.shared and rules.says(said, people.names_of(child)):
        words = _("These words name the child, and the name is not to be told. Take it out.")
        raise Refused(words, "need_words")


def _fill(actor: Actor, row: Referral, details: ReferralDetails) -> None:
    _check(actor, details)
    agency = directory.agency(actor, details.agency_id)
    if agency.state != AgencyState.ACTIVE:
        raise Refused(_("This agency is closed. Choose another one."), "agency")
    row.need, row.urgency, row.way = details.need, details.urgency, details.way
    row.language, row.caller_agreed = details.language, details.caller_agreed
    row.agency_id, row.service_id = agency.pk, details.service_id
    row.to_organisation_id, row.answers_id = details.to_organisation_id, details.answers_id
    row.region, row.district = agency.region or row.region, agency.district
    row.shared = [one for one in Shareable.values if one in details.shared]
    said = details.need_words.strip()
    if said and Shareable.NEED not in row.shared:
        row.shared = [Shareable.NEED.value, *row.shared]
    check_told(actor, row, said)
    key = DataKey.objects.get(organisation_id=row.organisation_id, pk=row.key_id)
    words = {"need": said, "note": details.note.strip()}
    row.words_sealed = holding.seal(row, "words", key, words)


def _check(actor: Actor, details: ReferralDetails) -> None:
    vocabulary.check_word("service", details.need, "need")
    holding.check_choice(terms.Urgency.values, details.urgency, "urgency")
    holding.check_choice(terms.Way.values, details.way, "way")
    holding.check_choice(("kk", "ru", "en"), details.language, "language")
    for one in details.shared:
        holding.check_choice(Shareable.values, one, "shared")
    if details.service_id is not None:
        service = directory.service(actor, details.service_id)
        if service.agency_id != details.agency_id:
            raise Refused(_("This service is of another agency."), "service")
    if (details.way == terms.Way.INSIDE) != (details.to_organisation_id is not None):
        raise Refused(_("Say which organisation that works in Umai this agency is."), "way")
    if details.to_organisation_id is not None:
        others = access.organisations().exclude(pk=actor.organisation)
        if not others.filter(pk=details.to_organisation_id).exists():
            raise Refused(_("Choose another organisation."), "organisation")
    if details.answers_id is not None:
        queries.arrival(actor, details.answers_id)
