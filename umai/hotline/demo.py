"""The demonstration's contacts: the register of 2007, and a month of invented calls.

Everything is invented, and every story says so. It is told through the same commands that people
use, on the days on which it is said to have happened; the journal marks it as told.
"""

import json
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from umai.directory import queries as directory
from umai.foundation.access import actors
from umai.foundation.access import queries as access
from umai.foundation.access.models import Organisation, Person
from umai.foundation.exports import incoming
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import derived_uuid
from umai.foundation.kernel.scope import scope
from umai.hotline import commands, imports, permissions, queries, rules, terms
from umai.hotline.commands import importing

DATA = Path(__file__).parent / "data"
DAYS = 30
FRESH = 4  # days
A_DAY = {"sana": 5, "rodnik": 2, "kibhr": 2}
QUICK_SHARE = 0.3
GIVEN_SHARE = 0.4
# Days ago, service, minutes, topic, what was said.
VISITS = {
    "psychologist": (
        (19, "PS01", 50, "psychological", "(Вымышлено) Мать спрашивает, как пережить переезд."),
        (12, "PS02", 40, "bullying", "(Вымышлено) Мальчика дразнят, боится идти в школу."),
        (5, "PS04", 60, "psychological", "(Вымышлено) Ссоры дома после возвращения отца."),
    ),
    "lawyer": (
        (17, "LG01", 30, "migration_status", "(Вымышлено) Какие бумаги нужны для учёбы."),
        (9, "LG02", 45, "birth_registration", "(Вымышлено) Письменный ответ о свидетельстве."),
        (3, "LG01", 25, "recovery_of_obligations", "(Вымышлено) Как взыскать алименты."),
    ),
}
JUST_NOW = (22, 48, 95, 140)  # minutes ago, so that the board of today is never empty


def tell() -> None:
    """Import the register of 2007 and tell a month of calls for every organisation."""
    stories = json.loads((DATA / "demo_stories.json").read_text())
    for organisation in access.organisations():
        if organisation.code == "sana":
            _register(organisation)
        _month(organisation, stories)
        _visits(organisation)


def _register(organisation: Organisation) -> None:
    actor = actors.console(organisation, [permissions.IMPORT_CONTACTS])
    table = incoming.read_path(DATA / "hotline_2007.csv")
    with scope(organisation.pk):
        read = imports.read_contacts(table, organisation.time_zone, clock.now())
        team = access.teams(actor).order_by("id")[0]
        importing.import_contacts(actor, team.pk, read)


def _month(organisation: Organisation, stories: list[dict[str, Any]]) -> None:
    chance = random.Random(organisation.code)  # noqa: S311  # a story, not a secret
    operators = _operators(organisation)
    for number, moment in enumerate(_moments(chance, A_DAY.get(organisation.code, 2))):
        person, team_id = chance.choice(operators)
        with scope(organisation.pk, person.pk), clock.told_at(moment):
            actor = actors.actor_of(person)
            form_id = derived_uuid("demo contact", organisation.code, number)
            if chance.random() < QUICK_SHARE:
                _quick(actor, team_id, form_id, chance)
            else:
                _call(actor, team_id, form_id, chance, chance.choice(stories))


def _visits(organisation: Organisation) -> None:
    """Visitors whom a psychologist or a lawyer advised, and who have no case."""
    for role, visits in VISITS.items():
        for person, team_id in _staff(organisation, role)[:1]:
            for visit in visits:
                moment = clock.now() - timedelta(days=visit[0], hours=2)
                with scope(organisation.pk, person.pk), clock.told_at(moment):
                    _visit(actors.actor_of(person), team_id, visit)


def _visit(actor: Actor, team_id: UUID, visit: tuple[int, str, int, str, str]) -> None:
    _ago, service, minutes, topic, words = visit
    visit_id = derived_uuid("demo visit", actor.organisation, words)
    visitor = commands.ContactDetails(
        id=visit_id,
        team_id=team_id,
        received_at=clock.now(),
        channel="office_visit",
        contact_type="counselling",
        caller_relation="parent",
        topic=topic,
        outcome="advice_given",
        advice=words,
    )
    given = commands.ConsultationDetails(
        id=derived_uuid("demo consultation", visit_id),
        service=service,
        held_on=clock.today(actor.time_zone),
        minutes=minutes,
        mode="in_person",
        summary=words,
    )
    contact = commands.record_contact(actor, visitor)
    commands.give_consultation(actor, contact.pk, given)


def _operators(organisation: Organisation) -> list[tuple[Person, UUID]]:
    return _staff(organisation, "operator")


def _staff(organisation: Organisation, role: str) -> list[tuple[Person, UUID]]:
    actor = actors.console(organisation, [])
    with scope(organisation.pk):
        found = access.postings(actor).filter(role=role).order_by("opened_at", "id")
        people = {one.pk: one for one in access.people(actor)}
        return [(people[one.person_id], one.team_id) for one in found if one.team_id]


def _moments(chance: random.Random, a_day: int) -> Iterator[datetime]:
    """Moments of the last month, more by day than by night, none in the future."""
    now = clock.now()
    latest = [now - timedelta(minutes=ago) for ago in JUST_NOW[:a_day]]
    hours = [*range(8, 20), *range(9, 18), 21, 23, 2]
    found = []
    for back in range(DAYS, -1, -1):
        for _ in range(chance.randint(a_day - 1, a_day + 2)):
            day = now - timedelta(days=back)
            moment = day.replace(hour=chance.choice(hours), minute=chance.randrange(60))
            found.append(moment - timedelta(hours=5))
    before = [moment for moment in found if moment < latest[-1]]
    return iter(sorted([*before, *latest]))


def _quick(actor: Actor, team_id: UUID, form_id: UUID, chance: random.Random) -> None:
    kinds = [terms.Quick.SILENT, terms.Quick.HUNG_UP, terms.Quick.WRONG_NUMBER, terms.Quick.THANKS]
    commands.record_quick_contact(
        actor,
        commands.QuickContact(
            id=form_id,
            team_id=team_id,
            received_at=clock.now() - timedelta(seconds=40),
            kind=chance.choices(kinds, [6, 3, 2, 1])[0],
            duration_seconds=chance.randint(5, 40),
        ),
    )


def _call(
    actor: Actor, team_id: UUID, form_id: UUID, chance: random.Random, story: dict[str, Any]
) -> None:
    length = chance.randint(240, 1500)
    said: dict[str, Any] = {
        name: value for name, value in story.items() if name not in {"children", "lists"}
    }
    said |= {name: tuple(codes) for name, codes in story.get("lists", {}).items()}
    said["language"] = chance.choices(["kk", "ru", "uz", "tg"], [5, 5, 3, 1])[0]
    # What was promised weeks ago has been kept; only what is fresh still waits.
    days = story.get("follow_up_in") if _days_ago() <= FRESH else None
    said.pop("follow_up_in", None)
    commands.record_contact(
        actor,
        commands.ContactDetails(
            id=form_id,
            team_id=team_id,
            received_at=clock.now() - timedelta(seconds=length),
            duration_seconds=length,
            channel=chance.choices(["phone", "mobile", "whatsapp", "office_visit"], [7, 2, 2, 1])[
                0
            ],
            contact_type="counselling",
            children=tuple(_child(chance, child) for child in story["children"]),
            follow_up_on=clock.today(actor.time_zone) + timedelta(days=days) if days else None,
            satisfaction=chance.choice([None, None, 4, 5]),
            given=_given(actor, form_id, said),
            **said,
        ),
    )


def _given(
    actor: Actor, form_id: UUID, said: dict[str, Any]
) -> tuple[commands.GivenDetails, ...]:
    """Now and then somebody who helps was named: the nearest who fits and speaks the language."""
    need = rules.need_of(said["topic"])
    # Dice of its own, so that the other stories stay as they are.
    if not need or random.Random(str(form_id)).random() > GIVEN_SHARE:  # noqa: S311
        return ()
    region = queries.workplaces(actor)[0].region
    asked = directory.Asked(need=need, region=region, language=said["language"])
    found = directory.find(actor, asked, now=clock.now(), size=1).found
    return tuple(
        commands.GivenDetails(
            service_id=one.service.pk, location_id=one.location.pk if one.location else None
        )
        for one in found
    )


def _days_ago() -> int:
    """How long before the present the story now being told lies."""
    return (clock.wall() - clock.now()).days


def _child(chance: random.Random, said: dict[str, Any]) -> commands.ChildDetails:
    """A child of a story: what the story leaves open is thrown with dice."""
    low, high = said.get("ages", [3, 16])
    age = chance.randint(low, high)
    return commands.ChildDetails(
        sex=said.get("sex") or chance.choice(["male", "female"]),
        age=age,
        citizenship=said.get("citizenship")
        or chance.choices(["KAZ", "UZB", "TJK", "KGZ", "RUS", ""], [60, 20, 6, 6, 3, 5])[0],
        education=said.get("education") or ("school" if age >= 7 else "kindergarten"),
        living_situation=said.get("living_situation") or "with_family",
        family_status=chance.choices(
            ["two_parent_family", "single_parent_family", "guardianship", ""], [50, 35, 5, 10]
        )[0],
    )
