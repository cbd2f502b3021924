"""What happens in a house of its own: small stories, told in a process that belongs to it.

`python -m tests.config.stories NAME JSON` prints the answer as JSON.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

Answer = Any


def open_house() -> Answer:
    """An organisation with an operator, an administrator and a data protection officer."""
    from tests import cast

    sana = cast.organisation("sana", "Sana Sezim", "KZ-79", ["Shymkent"])
    people = {
        role: str(cast.person(sana, role, "Shymkent" if role == "operator" else None).pk)
        for role in ("operator", "administrator", "data_protection_officer")
    }
    return {"organisation": str(sana.pk), **people}


def record(operator: str, count: int, words: str = "Қыз жылап тұр") -> Answer:
    """Write down contacts; their ids, each printed once it is acknowledged."""
    return list(_recorded(operator, count, words))


def record_for_ever(operator: str) -> Answer:
    """Write down contacts until we are killed; each id is printed after its transaction."""
    for one in _recorded(operator, 10**9, "until the light goes out"):
        print(one, flush=True)


def read(operator: str, contact: str) -> Answer:
    """The story of one contact, opened with the keys of this house."""
    from umai.foundation.kernel.scope import scope
    from umai.foundation.vault import seals
    from umai.foundation.vault.models import DataKey
    from umai.hotline.models import Contact

    actor = _actor(operator)
    with scope(actor.organisation):
        found = Contact.objects.get(pk=contact)
        key = DataKey.objects.get(pk=found.key_id)
        try:
            told = seals.open_(key, "hotline_contact.narrative", found.pk, found.narrative_sealed)
        except seals.Broken:
            return None
    return told


def look_up(operator: str, contact: str) -> Answer:
    """The operator opens a contact; nothing is written but that."""
    from umai.foundation.kernel.scope import scope
    from umai.hotline.commands import recording

    actor = _actor(operator)
    with scope(actor.organisation, actor.person_id):
        return recording.read_contact(actor, UUID(contact)).code


def erase(contact: str, organisation: str) -> Answer:
    """Destroy the key of one contact."""
    from umai.foundation.kernel.scope import scope
    from umai.foundation.vault import seals
    from umai.foundation.vault.models import DataKey
    from umai.hotline.models import Contact

    with scope(UUID(organisation)):
        key = Contact.objects.get(pk=contact).key_id
        seals.destroy(DataKey.objects.filter(pk=key))
    return str(key)


def keep_file(organisation: str, words: str) -> Answer:
    """Keep a text as a file under a key of its own; the ids of file and key."""
    from umai.foundation.files import commands
    from umai.foundation.kernel.actor import Actor
    from umai.foundation.kernel.ids import uuid7
    from umai.foundation.kernel.scope import scope
    from umai.foundation.vault import seals

    actor = Actor(organisation_id=UUID(organisation), kind="console")
    with scope(actor.organisation):
        key = seals.new_key(actor.organisation, "individual")
        owner = commands.Owner("people.individual", uuid7())
        file = commands.keep_file(actor, owner, key, "document", words.encode(), "a.txt")
    return {"file": str(file.pk), "key": str(key.pk)}


def read_file(organisation: str, file: str) -> Answer:
    """What a file says; None if its key is gone, "missing" if the disk has it no more."""
    from umai.foundation.files import queries, store
    from umai.foundation.files.models import StoredFile
    from umai.foundation.kernel.scope import scope
    from umai.foundation.vault import seals

    with scope(UUID(organisation)):
        found = StoredFile.objects.get(pk=file)
        try:
            return queries.content_of(found, queries.key_of(found), queries.ORIGINAL).decode()
        except seals.Broken:
            return None
        except store.Missing:
            return "missing"


def destroy_key(organisation: str, key: str) -> Answer:
    """Destroy one key."""
    from umai.foundation.kernel.scope import scope
    from umai.foundation.vault import seals
    from umai.foundation.vault.models import DataKey

    with scope(UUID(organisation)):
        seals.destroy(DataKey.objects.filter(pk=key))


def erased_since(file: str, lists: list[str]) -> Answer:
    """The keys that this house would destroy again if it restored a file."""
    from umai.config.backup import restoring

    found = restoring.erased_since(Path(file), [Path(one) for one in lists])
    return [str(key) for key in found]


def do_chore(which: str) -> Answer:
    """Do one chore of the backups as the worker does it."""
    from umai.config.backup import chores

    getattr(chores, which)(timestamp=0)


def altered(file: str, to: str, **facts: Any) -> Answer:
    """Write a backup anew, under the right key, that tells other facts of itself."""
    from umai.config.backup import envelope, verifying
    from umai.foundation.vault import ring

    with verifying.opened(Path(file)) as reader, open(to, "wb") as out:
        rows = reader.facts["rows"] | facts.pop("rows", {})
        writer = envelope.Writer(out, ring.derived("backup"))
        writer.facts(reader.facts | {"rows": rows} | facts)
        for some in reader.data():
            writer.data(some)
        writer.end()
    return to


def sign_in(person: str) -> Answer:
    """Somebody signs in; how many sessions there are."""
    from django.contrib.sessions.models import Session

    from tests import cast
    from umai.foundation.access.models import Person

    cast.signed_in(Person.objects.get(pk=person))
    return Session.objects.count()


def _actor(person: str) -> Any:
    from umai.foundation.access import actors
    from umai.foundation.access.models import Person

    return actors.actor_of(Person.objects.get(pk=person))


def _recorded(operator: str, count: int, words: str) -> Iterator[str]:
    from umai.foundation.access.models import Team
    from umai.foundation.kernel import clock
    from umai.foundation.kernel.ids import uuid7
    from umai.foundation.kernel.scope import scope
    from umai.hotline.commands import recording

    actor = _actor(operator)
    with scope(actor.organisation):
        team = Team.objects.get(organisation_id=actor.organisation)
    for _ in range(count):
        with scope(actor.organisation, actor.person_id):
            details = recording.ContactDetails(
                id=uuid7(),
                team_id=team.pk,
                received_at=clock.now(),
                channel="phone",
                narrative=words,
                outcome="advice_given",
            )
            contact = recording.record_contact(actor, details)
        yield str(contact.pk)


def main(name: str, words: str) -> None:
    story: Callable[..., Answer] = globals()[name]
    print(json.dumps(story(**json.loads(words))))


if __name__ == "__main__":
    import django

    django.setup()
    main(*sys.argv[1:])
