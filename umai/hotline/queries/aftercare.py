"""What waits after a call, who may do it, and what was done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from umai.foundation.access import actors, roles
from umai.foundation.access.models import Person, Posting
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import permissions, rules, terms
from umai.hotline.models import CallAttempt, Contact, EarlierContact, Emergency, Step
from umai.hotline.queries.contacts import contacts, key_of, opened

MOST_NAMED = 12


@dataclass(frozen=True)
class Colleague:
    """Somebody of the same organisation, by name and role."""

    person_id: UUID
    name: str
    roles: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name} ({', '.join(self.roles)})"


def colleagues(actor: Actor, permission: str, team_id: UUID) -> list[Colleague]:
    """Everybody who holds a permission for a team today, by name."""
    giving = {one.code: one for one in roles.all_roles().values() if permission in one.permissions}
    held = Posting.objects.filter(
        actors.in_force(),
        Q(team_id__isnull=True) | Q(team_id=team_id),
        organisation_id=actor.organisation,
        role__in=giving,
    ).values_list("person_id", "role")
    labels: dict[UUID, list[str]] = {}
    for person_id, role in held:
        labels.setdefault(person_id, []).append(str(giving[role].label))
    people = Person.objects.filter(pk__in=labels, is_active=True).order_by("name", "pk")
    return [Colleague(one.pk, one.name, tuple(sorted(set(labels[one.pk])))) for one in people]


def colleague(actor: Actor, person_id: UUID | None, team_id: UUID) -> str:
    """How a colleague is named on a page: the name and the role; empty for nobody."""
    if person_id is None:
        return ""
    found = colleagues(actor, permissions.READ_CONTACT, team_id)
    known = {one.person_id: str(one) for one in found}
    return known.get(person_id) or names([person_id]).get(person_id, "")


def names(person_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Names of staff by their ids."""
    wanted = {one for one in person_ids if one}
    return dict(Person.objects.filter(pk__in=wanted).values_list("pk", "name"))


def supervisors(actor: Actor, team_id: UUID) -> list[UUID]:
    """Who is told when an alarm finds nobody: the supervisors, else everybody who may take it."""
    found = colleagues(actor, permissions.READ_TEAM_CONTACTS, team_id)
    found = found or colleagues(actor, permissions.TAKE_EMERGENCY, team_id)
    return [one.person_id for one in found]


# What waits ---------------------------------------------------------------------------------------


def emergencies(actor: Actor) -> QuerySet[Emergency]:
    """Every emergency of the teams for which the actor may take one, ended or not."""
    found = Emergency.objects.filter(organisation_id=actor.organisation)
    teams = actor.teams(permissions.TAKE_EMERGENCY)
    return found if teams is None else found.filter(team_id__in=teams)


def emergency(actor: Actor, emergency_id: UUID) -> Emergency:
    """One emergency; the same 404 whether it is another team's or does not exist."""
    try:
        return emergencies(actor).get(pk=emergency_id)
    except Emergency.DoesNotExist:
        raise Http404 from None


def emergency_of(contact: Contact) -> Emergency | None:
    """The last emergency of a contact that the actor has already been given."""
    found = Emergency.objects.filter(organisation_id=contact.organisation_id, contact_id=contact.pk)
    return found.order_by("-raised_at", "-id").first()


def follow_ups(actor: Actor, until: date, *, mine: bool) -> QuerySet[Contact]:
    """Contacts whose follow-up was due by a day, longest overdue first."""
    waiting = contacts(actor).filter(follow_up_on__lte=until, follow_up_done_at__isnull=True)
    return _held(actor, waiting, mine).order_by("follow_up_on", "received_at", "pk")


def call_backs(actor: Actor, until: datetime, *, mine: bool) -> QuerySet[Contact]:
    """Contacts to call back that have opened or open before a moment, earliest first."""
    waiting = contacts(actor).filter(
        call_back_due_at__lt=until, attempts_left__gt=0, may_call_back=True
    )
    return _held(actor, waiting, mine).order_by("call_back_due_at", "pk")


def _held(actor: Actor, found: QuerySet[Contact], mine: bool) -> QuerySet[Contact]:
    return found.filter(holder_id=actor.person_id) if mine else found


# One contact --------------------------------------------------------------------------------------


def correcting(actor: Actor, contact: Contact) -> terms.Correcting:
    """Whether the actor may correct a contact: alone, with a reason, or not."""
    if not actor.may(permissions.CORRECT_CONTACT, contact.team_id):
        return terms.Correcting.NOT
    own = contact.taken_by_id is not None and contact.taken_by_id == actor.person_id
    span = vocabulary.span("HL.CORRECT")
    if own and rules.open_to_correction(contact.recorded_at, clock.now(), span):
        return terms.Correcting.ALONE
    late = actor.may(permissions.CORRECT_LATE, contact.team_id)
    return terms.Correcting.WITH_REASON if late else terms.Correcting.NOT


def steps(contact: Contact, *, after: int = 0) -> QuerySet[Step]:
    """What was done with a contact since a version of it, newest first."""
    return Step.objects.filter(
        organisation_id=contact.organisation_id, contact_id=contact.pk, version__gt=after
    ).order_by("-at", "-id")


def attempts(contact: Contact) -> QuerySet[CallAttempt]:
    """The attempts to call back, oldest first."""
    return CallAttempt.objects.filter(
        organisation_id=contact.organisation_id, contact_id=contact.pk
    ).order_by("at", "id")


def attempts_told(contact: Contact) -> list[tuple[CallAttempt, str]]:
    """The attempts with the names of those who made them."""
    made = list(attempts(contact))
    people = names(one.by_id for one in made)
    return [(one, people.get(one.by_id, "")) for one in made]


def attempts_used(contact: Contact) -> int:
    """How many attempts were made since the caller was last reached."""
    reached = attempts(contact).filter(result=terms.Attempt.REACHED).last()
    made = attempts(contact)
    return made.filter(at__gt=reached.at).count() if reached else made.count()


def linked(actor: Actor, contact: Contact) -> QuerySet[Contact]:
    """The other contacts of the same caller that the actor may know of, oldest first."""
    link = EarlierContact.objects.filter(organisation_id=actor.organisation)
    before = link.filter(contact_id=contact.pk, earlier_id=OuterRef("pk"))
    after = link.filter(earlier_id=contact.pk, contact_id=OuterRef("pk"))
    return contacts(actor).filter(Exists(before) | Exists(after)).order_by("received_at", "pk")


def number(contact: Contact) -> str:
    """The number in clear: for `reveal_number` and for masking, nothing else."""
    key = key_of(contact)
    return opened(contact, key, "phone") if key else ""


def masked_number(contact: Contact) -> str:
    """The number with all but the country and the last digits covered."""
    return rules.masked(number(contact))


def note(contact: Contact, step: Step) -> str:
    """The words of a step in clear."""
    key = key_of(contact)
    return seals.open_(key, "hotline_step.note", step.pk, step.note_sealed) if key else ""


def emergency_words(contact: Contact, emergency: Emergency) -> dict[str, str]:
    """What was done first and in the end, opened, for those who may read the contact."""
    key = key_of(contact)
    blobs = {"first_action": emergency.first_action_sealed, "done": emergency.done_sealed}
    if key is None:
        return dict.fromkeys(blobs, "")
    return {
        name: seals.open_(key, f"hotline_emergency.{name}", emergency.pk, blob)
        for name, blob in blobs.items()
    }


@dataclass(frozen=True)
class Possible:
    """What the actor can do with one contact now. `first` is what presses most."""

    emergency: Emergency | None
    taken_by: str
    take: bool
    call_back: bool
    call_back_waits: bool
    plan: bool
    follow_up: bool
    correct: bool
    hand_over: bool
    close: bool
    reopen: bool
    link: bool
    consult: bool
    linked: list[Contact]

    @property
    def first(self) -> str:
        """Which button is the primary one."""
        if self.emergency is not None:
            return "emergency"
        return "call_back" if self.call_back_waits else "follow_up" if self.follow_up else ""


def possible(actor: Actor, contact: Contact) -> Possible:
    """What the actor can do with a contact that is shown."""

    def may(permission: str) -> bool:
        return actor.may(permission, contact.team_id)

    emergency = emergency_of(contact)
    if emergency is not None and emergency.ended_at is not None:
        emergency = None
    closed = contact.state == terms.State.CLOSED
    holds = contact.holder_id == actor.person_id or may(permissions.READ_TEAM_CONTACTS)
    promised = contact.follow_up_on is not None and contact.follow_up_done_at is None
    calls = bool(contact.may_call_back) and contact.key_id is not None
    taker = emergency.taken_by_id if emergency is not None else None
    return Possible(
        emergency=emergency,
        taken_by=names([taker]).get(taker, "") if taker else "",
        take=may(permissions.TAKE_EMERGENCY),
        call_back=calls and may(permissions.CALL_BACK),
        call_back_waits=calls and contact.attempts_left > 0,
        plan=not calls and may(permissions.CALL_BACK),
        follow_up=promised and may(permissions.FOLLOW_UP_CONTACT),
        correct=correcting(actor, contact) != terms.Correcting.NOT,
        hand_over=holds and may(permissions.HAND_OVER_CONTACT),
        close=holds and not closed and emergency is None and may(permissions.CLOSE_CONTACT),
        reopen=closed and may(permissions.REOPEN_CONTACT),
        link=may(permissions.LINK_CONTACTS),
        consult=contact.substantive and may(permissions.GIVE_CONSULTATION),
        linked=list(linked(actor, contact)),
    )


# Leaving ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OpenWork:
    """What somebody still has in hand, by codes."""

    contacts: tuple[str, ...]
    emergencies: tuple[str, ...]
    call_backs: tuple[str, ...]

    def words(self) -> str:
        """What to hand on, in one sentence; empty when there is nothing."""
        codes = sorted({*self.contacts, *self.emergencies, *self.call_backs})
        if not codes:
            return ""
        shown, more = codes[:MOST_NAMED], len(codes) - MOST_NAMED
        words = _("Contacts still in hand: %(codes)s.") % {"codes": ", ".join(shown)}
        rest = ngettext("And %(n)d more.", "And %(n)d more.", more) % {"n": more}
        return f"{words} {rest}" if more > 0 else words


def open_work(organisation_id: UUID, person_id: UUID, team_id: UUID | None = None) -> OpenWork:
    """What a person must hand on before leaving a team (None is every team). Needs the scope."""
    mine = Contact.objects.filter(organisation_id=organisation_id, holder_id=person_id)
    taken = Emergency.objects.filter(
        organisation_id=organisation_id, taken_by_id=person_id, ended_at__isnull=True
    )
    if team_id is not None:
        mine, taken = mine.filter(team_id=team_id), taken.filter(team_id=team_id)
    waits = Q(follow_up_on__isnull=False, follow_up_done_at__isnull=True)
    held = mine.filter(Q(state__in=rules.OPEN_STATES) | waits)
    calling = mine.filter(call_back_due_at__isnull=False, attempts_left__gt=0)
    return OpenWork(
        tuple(held.order_by("code").values_list("code", flat=True)),
        tuple(taken.order_by("code").values_list("code", flat=True)),
        tuple(calling.order_by("code").values_list("code", flat=True)),
    )


def work_left(actor: Actor, posting: Posting) -> str:
    """What must be handed on before a posting ends that lets somebody read contacts; else empty."""
    role = roles.all_roles().get(posting.role)
    if role is None or permissions.READ_CONTACT not in role.permissions:
        return ""
    return open_work(actor.organisation, posting.person_id, posting.team_id).words()
