"""A case is opened, screened out or registered, and read."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _

from umai.cases import events, permissions, queries, terms
from umai.cases.commands import clocks, holding
from umai.cases.commands.holding import LEAST
from umai.cases.commands.leading import add_member
from umai.cases.commands.rating import rate
from umai.cases.commands.worrying import write_concern
from umai.cases.models import Case
from umai.foundation.access import queries as access
from umai.foundation.journal import log
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import wait_for_turn
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import queries as people


@dataclass(frozen=True, kw_only=True)
class CaseDetails:
    """What must be known of a child before anybody decides: concerns, source, place.

    `main` is one of `concerns`. `risk` may be rated later. `words` are sealed: worry,
    source_words. `contact` is the code of the call that it began with, for the journal.
    """

    id: UUID
    individual_id: UUID
    team_id: UUID
    source: str
    concerns: tuple[str, ...]
    main: str
    region: str = ""
    since_on: date | None = None
    risk: str = ""
    triggers: tuple[str, ...] = ()
    why_risk: str = ""
    words: dict[str, str] = field(default_factory=dict)
    contact: str = ""


@transaction.atomic
def open_case(actor: Actor, details: CaseDetails) -> Case:
    """Open the case of a child whom we know. Sending twice opens once; a child has one case."""
    actor.require(permissions.OPEN_CASE, details.team_id)
    child = people.individual(actor, details.individual_id)
    wait_for_turn(f"case {child.merged_into_id or child.pk}")
    here = Case.objects.filter(organisation_id=actor.organisation)
    if known := here.filter(pk=details.id).first():
        return queries.case(actor, known.pk)
    if here.filter(individual_id=child.pk).exists():
        raise Refused(_("This child has a case already. Ask its team to let you in, or reopen it."))
    _check(details)
    if not access.teams(actor).filter(pk=details.team_id).exists():
        raise Http404
    key = people.key_of(child)
    case = Case(
        id=details.id,
        organisation_id=actor.organisation,
        individual_id=child.pk,
        key_id=key.pk,
        code=child.code,
        team_id=details.team_id,
        source=details.source,
        region=details.region or child.region,
        opened_at=clock.now(),
        opened_by_id=actor.person_id,
    )
    case.words_sealed = holding.seal(case, case, "words", dict(details.words))
    case.save(force_insert=True)
    holding.happened(actor, case, terms.FactKind.OPENED, what=details.source)
    if actor.person_id is not None:
        add_member(actor, case, child, actor.person, terms.CaseRole.OTHER)
    for concern in details.concerns:
        main = concern == details.main
        write_concern(actor, case, concern, main=main, since_on=details.since_on)
    clocks.start(actor, case, terms.ClockKind.SCREEN)
    if details.risk:
        rate(actor, case, child, details.risk, details.triggers, details.why_risk)
    case.save()
    facts = {"source": case.source, "concerns": len(details.concerns), "risk": case.risk}
    if details.contact:
        facts["contact"] = details.contact
    log.record(actor, events.CASE_OPENED, case, facts)
    return case


def read_case(actor: Actor, case_id: UUID) -> Case:
    """Look into a case. That somebody did is written down, in the transaction of the page."""
    actor.require(permissions.READ_CASE)
    case = queries.case(actor, case_id)
    log.record(actor, events.CASE_READ, case)
    return case


@transaction.atomic
def screen_out_case(actor: Actor, case_id: UUID, version: int, reason: str, told: str) -> Case:
    """Decide that no case is needed, why, and what was told to whoever brought the child."""
    case = holding.hold(actor, permissions.SCREEN_OUT_CASE, case_id, version, leading=True)
    if len(reason.strip()) < LEAST:
        raise Refused(_("Write why, in a sentence."), "reason")
    if not told.strip():
        raise Refused(_("Write what was told to whoever brought the child."), "told")
    words = f"{reason.strip()}\n\n{told.strip()}"
    holding.happened(actor, case, terms.FactKind.SCREENED_OUT, words=words)
    clocks.meet(case, terms.ClockKind.SCREEN)
    clocks.stop(case)
    case.version += 1
    case.save()
    log.record(actor, events.CASE_SCREENED_OUT, case)
    return case


@transaction.atomic
def register_case(actor: Actor, case_id: UUID, version: int) -> Case:
    """Register: consent is noted or overridden, no likely double waits, the risk is rated.

    Who registers, and works in the team, leads the case until a supervisor gives it to another.
    """
    case = holding.hold(actor, permissions.REGISTER_CASE, case_id, version)
    child = people.individual(actor, case.individual_id)
    missing = queries.missing_for_registration(actor, case, child)
    if missing:
        raise Refused(" ".join(str(one.label) for one in missing))
    holding.happened(actor, case, terms.FactKind.REGISTERED)
    case.registered_at = clock.now()
    clocks.meet(case, terms.ClockKind.SCREEN)
    clocks.meet(case, terms.ClockKind.REGISTER)
    for kind in (terms.ClockKind.ASSESS, terms.ClockKind.PLAN):
        clocks.start(actor, case, kind)
    if case.owner_id is None:
        clocks.start(actor, case, terms.ClockKind.ASSIGN)
    case.version += 1
    case.save()
    log.record(actor, events.CASE_REGISTERED, case, {"risk": case.risk})
    return case


def _check(details: CaseDetails) -> None:
    if details.source not in terms.Source.values:
        raise Refused(_("Say how the child came to us."), "source")
    if not details.concerns:
        words = _("Choose at least one concern. Without a worry there is no case.")
        raise Refused(words, "concerns")
    for concern in details.concerns:
        vocabulary.check_word("protection_concern", concern, "concerns")
    if details.main not in details.concerns:
        raise Refused(_("Say which of the concerns is the main one."), "main")
    if not details.words.get("worry", "").strip():
        raise Refused(_("Write what one worries about."), "worry")
