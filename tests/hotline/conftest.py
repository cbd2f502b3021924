"""Contacts of the small cast, told through commands."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests import cast
from umai.foundation.access import actors
from umai.foundation.access.models import Organisation, Person
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.hotline import commands
from umai.hotline.models import Contact

PHONE = "+7 701 555 12 34"


@pytest.fixture
def by() -> Callable[..., Any]:
    """A block in which somebody acts, at a moment of the story: `with by(amina) as actor: …`."""

    @contextmanager
    def acts(who: Person, at: datetime | None = None) -> Iterator[Any]:
        with clock.told_at(at or clock.now()):
            actor = actors.actor_of(who)
            with scope(who.organisation_id, who.pk), clock.told_at(at or clock.now()):
                yield actor

    return acts


@pytest.fixture
def taken(sana: Organisation, by: Callable[..., Any]) -> Callable[..., Contact]:
    """Somebody takes a call: `taken(amina, topic="health")`."""

    def take(
        who: Person, at: datetime | None = None, team: str = "Shymkent", **told: Any
    ) -> Contact:
        with by(who, at) as actor:
            words = {
                "channel": "phone",
                "contact_type": "counselling",
                "caller_relation": "parent",
                "topic": "education",
                "outcome": "advice_given",
                "narrative": "Школа не приняла",
                "advice": "Подать заявление",
                "children": (commands.ChildDetails(sex="female", age=9),),
            }
            details = commands.ContactDetails(
                id=uuid7(),
                team_id=cast.team(sana, team).pk,
                received_at=at or clock.now(),
                **(words | told),
            )
            return commands.record_contact(actor, details)

    return take


@pytest.fixture
def to_call(taken: Callable[..., Contact]) -> Callable[..., Contact]:
    """A contact to call back, from a moment until another (three hours later unless said)."""

    def take(who: Person, due: datetime, until: datetime | None = None, **told: Any) -> Contact:
        words = {
            "may_call_back": True,
            "may_say_who": False,
            "phone": PHONE,
            "safe_time": "после трёх",
            "call_back_due_at": due,
            "call_back_until": until or due + timedelta(hours=3),
        }
        return taken(who, **(words | told))

    return take


@pytest.fixture
def entries(sana: Organisation) -> Callable[[], list[str]]:
    """The events in the journal of Sana Sezim, oldest first."""

    def told() -> list[str]:
        with scope(sana.pk):
            return list(Entry.objects.order_by("at", "id").values_list("event", flat=True))

    return told


@pytest.fixture
def again(sana: Organisation) -> Callable[[Contact], Contact]:
    """The contact as it stands in the database now."""

    def look(contact: Contact) -> Contact:
        with scope(sana.pk):
            return Contact.objects.get(pk=contact.pk)

    return look
