"""Contacts, drafts, emergencies and workplaces, cut to the actor's scope."""

import json
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from umai.foundation.access.models import Office, Team
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vault import seals
from umai.foundation.vault.models import DataKey
from umai.hotline import permissions
from umai.hotline.models import AnotherChild, Contact, ContactQuerySet, Draft, Emergency

STORY = ("narrative", "advice", "caller_name", "safe_time", "referred_to")


def contacts(actor: Actor) -> ContactQuerySet:
    """The contacts that the actor may know of."""
    return Contact.objects.visible_to(actor)


def contact(actor: Actor, contact_id: UUID) -> Contact:
    """One contact; the same 404 whether it is hidden from the actor or does not exist."""
    try:
        return contacts(actor).get(pk=contact_id)
    except Contact.DoesNotExist:
        raise Http404 from None


def other_children(contact: Contact) -> QuerySet[AnotherChild]:
    """The further children of a contact that the actor has already been given."""
    return AnotherChild.objects.filter(
        organisation_id=contact.organisation_id, contact_id=contact.pk, until_version__isnull=True
    ).order_by("position")


def key_of(contact: Contact) -> DataKey | None:
    """The data key under which this contact's words are sealed; None for an imported row."""
    if contact.key_id is None:
        return None
    return DataKey.objects.get(organisation_id=contact.organisation_id, pk=contact.key_id)


def story(contact: Contact) -> dict[str, str]:
    """What was told, advised and agreed, opened. The number stays covered: see `reveal_number`."""
    key = key_of(contact)
    if key is None:
        return dict.fromkeys(STORY, "")
    return {name: opened(contact, key, name) for name in STORY}


def opened(contact: Contact, key: DataKey, name: str) -> str:
    """One sealed field of a contact in clear."""
    blob = getattr(contact, f"{name}_sealed")
    return seals.open_(key, f"hotline_contact.{name}", contact.pk, blob)


def drafts(actor: Actor) -> QuerySet[Draft]:
    """The actor's own drafts that have not expired."""
    own = Q(organisation_id=actor.organisation, person_id=actor.person_id)
    return Draft.objects.filter(own, expires_at__gt=clock.now())


def draft_words(actor: Actor, draft_id: UUID) -> dict[str, list[str]]:
    """What was typed into one of the actor's own drafts; the same 404 for anybody else's."""
    draft = drafts(actor).filter(pk=draft_id).first()
    if draft is None:
        raise Http404
    key = DataKey.objects.get(organisation_id=actor.organisation, pk=draft.key_id)
    words = seals.open_bytes(key, "hotline_draft.content", draft.pk, draft.content_sealed)
    typed: dict[str, list[str]] = json.loads(words)
    return typed


def open_emergencies(actor: Actor) -> QuerySet[Emergency]:
    """The emergencies of the actor's teams that nobody has ended, oldest first."""
    found = Emergency.objects.filter(organisation_id=actor.organisation, ended_at__isnull=True)
    teams = actor.teams(permissions.TAKE_EMERGENCY)
    if teams is not None:
        found = found.filter(team_id__in=teams)
    return found.order_by("raised_at", "id")


@dataclass(frozen=True)
class Workplace:
    """A team in which the actor may act, and the region of its office."""

    team_id: UUID
    name: str
    region: str


def workplaces(actor: Actor, permission: str = permissions.RECORD_CONTACT) -> list[Workplace]:
    """The teams for which the actor holds a permission, with their regions, in the order of names.
    """
    teams = Team.objects.visible_to(actor)
    if (own := actor.teams(permission)) is not None:
        teams = teams.filter(pk__in=own)
    offices = {office.pk: office.region for office in Office.objects.visible_to(actor)}
    return [
        Workplace(team.pk, team.name, offices.get(team.office_id, ""))
        for team in teams.order_by("name", "pk")
    ]
