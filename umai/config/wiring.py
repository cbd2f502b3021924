"""Everything that is joined across rooms, on one page."""

import importlib
import importlib.util
import re
from collections.abc import Iterator
from datetime import datetime
from types import ModuleType

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

ROOMS = (
    "umai.foundation.journal",
    "umai.foundation.vault",
    "umai.foundation.access",
    "umai.foundation.vocabulary",
    "umai.foundation.places",
    "umai.foundation.calendar",
    "umai.foundation.jobs",
    "umai.foundation.files",
    "umai.foundation.notices",
    "umai.foundation.exports",
    "umai.directory",
    "umai.people",
    "umai.cases",
    "umai.referrals",
    "umai.legal_aid",
    "umai.hotline",
    "umai.indicators",
    "umai.desk",
    "umai.config.backup",
)

# A day or a moment as facts keep it.
WRITTEN = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d[\d:.]*\+\d\d:\d\d)?")
# Facts of the journal whose codes stand in a list of another name.
LISTS_OF_FACTS = {
    "needs": "service",
    "type": "document_type",
    "state": "document_state",
    "kind": "relation",
    "scope": "consent_scope",
    "agreed": "consent_scope",
    "refused": "consent_scope",
    "not_asked": "consent_scope",
    "by": "consent_by",
    "need": "service",
    "outcome": "legal_outcome",
    "claim": "evidence_claim",
    "about": "topic",
}


def parts(name: str) -> Iterator[ModuleType]:
    """The file of that name (`cli`, `chores`, `events` …) of every room that has one."""
    for room in ROOMS:
        full = f"{room}.{name}"
        if importlib.util.find_spec(full) is not None:
            yield importlib.import_module(full)


def join() -> None:
    """Fill the lists that lower rooms keep open for higher ones. Called once, when Django starts.
    """
    from umai.foundation.access import queries as access
    from umai.foundation.places import queries as places

    def as_access(region: places.Region) -> access.Region:
        return access.Region(region.code, region.name(), region.prefix)

    def answer(typed: str) -> access.Region | None:
        found = places.region_for(typed)
        return as_access(found) if found else None

    access.region_answers.append(answer)
    access.region_lists.append(lambda: [as_access(one) for one in places.regions().values()])
    _join_leaving()
    _join_keeping()
    _join_referrals()
    _join_journal()
    _join_notices()
    _join_appointments()


def _join_leaving() -> None:
    """A posting ends only when the work in that person's name is handed on."""
    from umai.cases import queries as cases
    from umai.foundation.access.commands import postings
    from umai.foundation.calendar import queries as calendar
    from umai.hotline import queries as hotline
    from umai.legal_aid import queries as legal_aid

    postings.ends_only_when[:] = [
        hotline.work_left,
        cases.work_left,
        legal_aid.work_left,
        calendar.work_left,
    ]


def _join_keeping() -> None:
    """Records of people are merged, erased and kept together with what higher rooms know."""
    from umai.cases import commands as cases
    from umai.cases import queries as known_cases
    from umai.cases.commands import transferring
    from umai.foundation.calendar import commands as calendar
    from umai.hotline.commands import opening
    from umai.legal_aid import commands as legal_aid
    from umai.people.commands import consenting, erasing, merging
    from umai.people.queries import retention
    from umai.referrals import commands as referrals

    merging.also_merges[:] = [cases.merge_cases, referrals.follow_merge]
    merging.also_undoes[:] = [cases.undo_merge_of_cases]
    transferring.also_moves[:] = [legal_aid.follow_case]
    consenting.also_follows[:] = [referrals.follow_consent]
    erasing.also_erases[:] = [
        referrals.erase_referrals,
        legal_aid.erase_procedures,
        cases.erase_cases,
    ]
    cases.lets_go[:] = [opening.let_case_go, referrals.let_case_go, legal_aid.let_case_go]
    cases.forgets_code[:] = [calendar.forget_code]
    retention.last_worked[:] = [known_cases.last_work]


def _join_referrals() -> None:
    """From what referrals are made, what those that come in become, and what a case says of them.
    """
    from umai.cases import queries as cases
    from umai.cases.views import story
    from umai.hotline import queries as hotline
    from umai.hotline.commands import taking_in
    from umai.legal_aid import queries as legal_aid
    from umai.referrals import commands as referrals
    from umai.referrals import queries as known
    from umai.referrals.terms import Source

    known.origins.update(dict.fromkeys((Source.CONTACT, Source.VISIT), hotline.origin_of_contact))
    known.contact_codes[:] = [hotline.contact_of_code]
    legal_aid.contacts_known[:] = [
        lambda actor, code: hotline.contact_of_code(actor, code) is not None
    ]
    referrals.makes_contacts[:] = [taking_in.take_referral_in]
    for left in (known.left_in_case, legal_aid.left_in_case):
        if left not in cases.open_work:
            cases.open_work.append(left)
    if known.referrals_told not in story.SOURCES:
        story.SOURCES.append(known.referrals_told)


def _join_journal() -> None:
    """What acts, people and codes are called in the journal."""
    from umai.foundation.access import queries as access
    from umai.foundation.access import roles
    from umai.foundation.journal import sentences
    from umai.foundation.places import queries as places
    from umai.foundation.ui import moments
    from umai.foundation.vocabulary import queries as vocabulary

    sentences.books[:] = [part.SENTENCES for part in parts("events")]
    sentences.name_answers[:] = [lambda actor: dict(access.people(actor).values_list("pk", "name"))]

    closed_lists = _closed_lists()

    def of_a_list(fact: str, code: str) -> str | None:
        word = vocabulary.word(LISTS_OF_FACTS.get(fact, fact), code)
        return word.label() if word else None

    def of_the_house(fact: str, code: str) -> str | None:
        if fact == "role" and code in roles.all_roles():
            return str(roles.all_roles()[code].label)
        if fact == "region" and code in places.regions():
            return places.regions()[code].name()
        found = (closed for closed in closed_lists.get(fact, ()) if code in closed.values)
        return next((str(closed(code).label) for closed in found), None)

    def of_a_form(fact: str, code: str) -> str | None:
        from umai.people.forms.details import label_of

        return label_of(code) if fact == "fields" else None

    def of_a_day(fact: str, code: str) -> str | None:
        if not WRITTEN.fullmatch(code):
            return None
        at = datetime.fromisoformat(code)
        return moments.moment(at) if "T" in code else moments.day(at.date())

    sentences.code_answers[:] = [of_a_list, of_the_house, of_a_form, of_a_day]


def _closed_lists() -> dict[str, tuple[type[TextChoices], ...]]:
    """The closed lists whose codes stand in facts of the journal."""
    from umai.foundation.access import terms as signing_in
    from umai.foundation.files import terms as files
    from umai.hotline import terms as hotline
    from umai.legal_aid import terms as legal_aid
    from umai.people import terms as people
    from umai.referrals import terms as referrals

    return {
        "state": (hotline.State, legal_aid.LetterState),
        "result": (hotline.Attempt,),
        "ways": (signing_in.Way,),
        "attachment": (people.Attachment,),
        "role": (people.HouseRole,),
        "type": (files.Type, legal_aid.EvidenceKind),
        "redaction": (files.Redaction,),
        "reason": (
            people.CircleReason,
            people.HoldReason,
            referrals.RevokeReason,
            referrals.RefusalReason,
            referrals.FailureReason,
            referrals.UnmetReason,
            legal_aid.RefusalReason,
        ),
        "ground": (people.OverrideGround, people.ErasureGround, people.RefusalGround),
        "incident": (people.IncidentKind,),
        "step": (people.StepKind,),
        "asker": (people.Asker,),
        "wants": (people.Wants,),
        "proof": (people.Proof,),
        "answer": (people.Given, referrals.Usefulness),
        "evidence": (legal_aid.EvidenceState,),
        "urgency": (referrals.Urgency,),
        "way": (referrals.Way,),
        "basis": (referrals.Basis,),
        "teller": (referrals.Teller,),
        "came_by": (referrals.CameBy,),
        "shared": (people.Shareable,),
        "as": (referrals.TakenAs,),
        "withheld": (people.Withheld,),
        "matter": (legal_aid.MatterKind,),
        "about": (legal_aid.HearingKind, legal_aid.Represents),
        "stands": (legal_aid.HearingState, legal_aid.Waiver),
    }


def _join_notices() -> None:
    """What the notices of each room say and where they lead; what the signs of health count."""
    from umai.cases import queries as cases
    from umai.cases.terms import KINDS as OF_CASES
    from umai.foundation.calendar.terms import Notice as OfCalendar
    from umai.foundation.files import signs
    from umai.foundation.jobs import health
    from umai.foundation.notices import outbox
    from umai.foundation.notices.terms import Kind, kinds, letters
    from umai.hotline.queries import watching
    from umai.hotline.terms import KINDS
    from umai.legal_aid.terms import KINDS as OF_LEGAL_AID
    from umai.people.terms import KINDS as OF_PEOPLE
    from umai.referrals.terms import KINDS as OF_REFERRALS
    from umai.referrals.terms import LETTERS

    told = KINDS | OF_PEOPLE | OF_CASES | OF_REFERRALS | OF_LEGAL_AID
    kinds.update({kind.value: what for kind, what in told.items()})
    letters.update(LETTERS)
    kinds.update({one.value: Kind(one.label, "calendar:appointment") for one in OfCalendar})
    kinds["backup_failed"] = Kind(_("A backup failed"), "jobs:health")
    kinds["drill_failed"] = Kind(_("A restore drill failed"), "jobs:health")
    health.asked[:] = [
        watching.untaken_emergencies,
        outbox.sign,
        signs.sign,
        watching.overdue_follow_ups,
        cases.overdue_cases,
    ]


def _join_appointments() -> None:
    """Which codes an appointment may carry, and how people are told of it."""
    from uuid import UUID

    from umai.cases import queries as cases
    from umai.foundation.calendar import commands as calendar
    from umai.foundation.calendar import queries as appointments
    from umai.foundation.kernel.actor import Actor
    from umai.foundation.notices import commands as notices

    def tell(actor: Actor, person_id: UUID, kind: str, code: str, subject_id: UUID) -> None:
        notices.tell(actor, person_id, kind, code, subject_id, urgent=False)

    def knows(actor: Actor, code: str) -> bool:
        return bool(cases.cases(actor).filter(code=code).exists())

    calendar.tellers[:] = [tell]
    appointments.codes_known[:] = [knows]
