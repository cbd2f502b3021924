"""One referral and what belongs to it, cut to the actor's scope."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import ngettext

from umai.cases import queries as cases
from umai.directory import permissions as directory_permissions
from umai.directory import queries as directory
from umai.foundation.access import actors
from umai.foundation.access import queries as access
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.people import queries as people
from umai.people.terms import Scope, Shareable, Standing
from umai.referrals import permissions, rules, terms
from umai.referrals.models import Fact, Referral, ReferralQuerySet, UnmetNeed


@dataclass(frozen=True, kw_only=True)
class Origin:
    """From what a referral is made: a case, or a contact that the room above hands in.

    `key_id` is the key of the contact's words, if it has one; a case brings that of the child.
    """

    source: str
    id: UUID
    code: str
    team_id: UUID
    case_id: UUID | None = None
    individual_id: UUID | None = None
    key_id: UUID | None = None
    sex: str = ""
    age_band: str = ""
    region: str = ""


def origin_of_case(actor: Actor, case_id: UUID) -> Origin:
    """What a referral from a case begins with; 404 for who may not know of it."""
    case = cases.case(actor, case_id)
    child = people.individual(actor, case.individual_id)
    return Origin(
        source=terms.Source.CASE,
        id=case.pk,
        code=case.code,
        team_id=case.team_id,
        case_id=case.pk,
        individual_id=child.pk,
        key_id=case.key_id,
        sex=child.sex,
        age_band=cases.age_band(child),
        region=case.region,
    )


def referrals(actor: Actor) -> ReferralQuerySet:
    """Those that the actor may know of."""
    return Referral.objects.visible_to(actor)


def referral(actor: Actor, referral_id: UUID) -> Referral:
    """One of them; the same 404 whether hidden or not there."""
    found = referrals(actor).filter(pk=referral_id).first()
    if found is None:
        raise Http404
    return found


def referrals_of_case(actor: Actor, case_id: UUID) -> ReferralQuerySet:
    """The referrals made from a case, the latest first; none for who may not know of the case."""
    return referrals(actor).filter(case_id=case_id).order_by("-drafted_at", "-id")


def referrals_from(actor: Actor, source_id: UUID) -> ReferralQuerySet:
    """The referrals made from a case, a contact or a visit, the latest first."""
    return referrals(actor).filter(source_id=source_id).order_by("-drafted_at", "-id")


def facts(referral: Referral) -> QuerySet[Fact]:
    """Everything that happened to a referral, oldest first."""
    here = Fact.objects.filter(organisation_id=referral.organisation_id, referral_id=referral.pk)
    return here.order_by("number")


def standing(referral: Referral) -> rules.Standing:
    """Where a referral stands, from its facts."""
    return rules.standing(facts(referral).values_list("kind", flat=True))


def key_of(referral: Referral) -> DataKey:
    """The key of a referral's words: that of the child, of the contact, or its own."""
    return DataKey.objects.get(organisation_id=referral.organisation_id, pk=referral.key_id)


def share_key_of(referral: Referral) -> DataKey:
    """The key of what went out, as long as it is there."""
    here = DataKey.objects.filter(organisation_id=referral.organisation_id)
    return here.filter(pk__in=[referral.share_key_id]).get()


def service_of(actor: Actor, referral: Referral) -> Any:
    """The service of the directory that is asked for, if one was chosen and still is there."""
    return directory.services(actor).filter(pk__in=[referral.service_id]).first()


def words_of(fact: Fact, key: DataKey) -> str:
    """What was said with a fact. Call it from a command only."""
    return seals.open_(key, "referrals_fact.words", fact.pk, fact.words_sealed)


def basis(actor: Actor, referral: Referral) -> terms.Basis | None:
    """On what sharing with this agency rests today; None if on nothing."""
    if referral.individual_id is None:
        return terms.Basis.CALLER if referral.caller_agreed else None
    child = people.individual(actor, referral.individual_id)
    answer = people.consent_holds(actor, child, Scope.NAMED_AGENCY, referral.agency_id)
    if not answer:
        return None
    overridden = answer.standing == Standing.OVERRIDDEN
    return terms.Basis.OVERRIDE if overridden else terms.Basis.CONSENT


def may_be_shared(actor: Actor, individual_id: UUID | None, agency_id: UUID) -> dict[str, bool]:
    """What may be told of somebody to an agency, by `people.terms.Shareable`; false: kept back."""
    if individual_id is None:
        return {one: one in rules.OF_NOBODY for one in Shareable.values}
    child = people.individual(actor, individual_id)
    back = people.kept_back(actor, child, agency_id)
    return {one: one not in back for one in Shareable.values}


def answering_for(referral: Referral) -> set[UUID]:
    """Who answers for a referral: who leads the case, else who made it; the supervisors of the
    team when that colleague has left.
    """
    here = house(referral.organisation_id)
    case = cases.cases(here).filter(pk__in=[referral.case_id]).first()
    owner_id = case.owner_id if case is not None and case.owner_id else referral.owner_id
    if access.people(here).filter(pk=owner_id, is_active=True).exists():
        return {owner_id}
    return access.holders(here, permissions.READ_TEAM_REFERRALS, {referral.team_id})


def left_in_case(actor: Actor, case: Any) -> list[cases.Left]:
    """What stands in the way of closing a case: referrals that are not at their end."""
    number = open_referrals(actor, case.pk).count()
    if not number:
        return []
    words = ngettext("%(n)d referral is open", "%(n)d referrals are open", number)
    return [cases.Left(words % {"n": number}, reverse("cases:case", args=[case.pk]))]


def house(organisation_id: UUID) -> Actor:
    """The organisation itself, for what must be asked while somebody else acts: a provider whose
    entry is confidential knows its own name.
    """
    here = access.organisations().get(pk=organisation_id)
    return actors.job(here, [directory_permissions.READ_CONFIDENTIAL])


def addressee(actor: Actor, referral: Referral) -> str:
    """Where a mail to the provider goes: of the service, else of the agency, else nowhere."""
    if referral.service_id:
        found = directory.services(actor).filter(pk=referral.service_id).first()
        if found is not None and found.email:
            return str(found.email)
    agency = directory.agencies(actor).filter(pk=referral.agency_id).first()
    return str(agency.email) if agency is not None else ""


def open_referrals(actor: Actor, case_id: UUID) -> QuerySet[Referral]:
    """What is still waited for in a case, whoever may see it: to be counted only."""
    here = Referral.objects.filter(organisation_id=actor.organisation, case_id=case_id)
    return here.exclude(state__in=[one.value for one in rules.ENDED])


def overdue_referrals(actor: Actor) -> ReferralQuerySet:
    """Those that are out and whose time is over, the oldest first."""
    out = [one.value for one in rules.OUT]
    found = referrals(actor).filter(state__in=out, due_at__lt=clock.now(), begun_at__isnull=True)
    return found.order_by("due_at", "id")


def unmet_needs(actor: Actor) -> QuerySet[UnmetNeed]:
    """Needs that nobody meets, noted in the organisation, the latest first; no word about whom."""
    return UnmetNeed.objects.filter(organisation_id=actor.organisation).order_by(
        "-noted_at", "-id"
    )
