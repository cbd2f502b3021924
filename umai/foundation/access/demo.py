"""The demonstration's organisations and people. All of them are invented."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib.auth.hashers import make_password

from umai.foundation.access import actors, commands, permissions, queries
from umai.foundation.access.models import Organisation, Person
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import derived_uuid
from umai.foundation.kernel.scope import scope

PASSWORD = "umai demonstration only"  # noqa: S105  # printed at every start
GRANTS = (permissions.OPEN_TEAM, permissions.OPEN_PERSON, permissions.OPEN_POSTING)


@dataclass(frozen=True)
class Cast:
    """One invented person: role, team ("" for the whole organisation), address, language."""

    name: str
    role: str
    team: str
    address: str
    language: str = "ru"


ORGANISATIONS = (
    ("sana", "Sana Sezim", "KZ-79", "Shymkent", (("Turkistan", "KZ-61"),)),
    ("rodnik", "Rodnik", "KZ-75", "Almaty", ()),
    ("kibhr", "KIBHR", "KZ-71", "Astana", ()),
)
PEOPLE = {
    "sana": (
        Cast("Aigul Demo", "operator", "Shymkent", "operator@sana.example", "kk"),
        Cast("Dana Demo", "operator", "Turkistan", "operator2@sana.example"),
        Cast("Saule Demo", "supervisor", "", "supervisor@sana.example"),
        Cast("Marat Demo", "psychologist", "Shymkent", "psychologist@sana.example"),
        Cast("Timur Demo", "lawyer", "Shymkent", "lawyer@sana.example"),
        Cast("Zhanar Demo", "social_worker", "Shymkent", "social@sana.example", "kk"),
        Cast("Botagoz Demo", "social_worker", "Shymkent", "social2@sana.example"),
        Cast("Rustam Demo", "social_worker", "Turkistan", "social3@sana.example"),
        Cast("Olga Demo", "data_protection_officer", "", "officer@sana.example"),
        Cast("Roza Demo", "custodian", "", "custodian@sana.example", "kk"),
        Cast("Ivan Demo", "administrator", "", "administrator@sana.example"),
        Cast("Aliya Demo", "programme_manager", "", "manager@sana.example", "en"),
        Cast("Erlan Demo", "ombudsperson_office", "", "ombudsperson@sana.example"),
        Cast("Karina Demo", "partner", "", "partner@sana.example"),
    ),
    "rodnik": (
        Cast("Vera Demo", "operator", "Almaty", "operator@rodnik.example"),
        Cast("Nina Demo", "supervisor", "", "supervisor@rodnik.example"),
    ),
    "kibhr": (
        Cast("Asel Demo", "operator", "Astana", "operator@kibhr.example"),
        Cast("Daulet Demo", "supervisor", "", "supervisor@kibhr.example"),
    ),
}


def tell() -> None:
    """Open the organisations, their teams and their people."""
    known = make_password(PASSWORD)
    for code, name, region, place, further in ORGANISATIONS:
        details = commands.OrganisationDetails(code=code, name=name, region=region, place=place)
        with scope(None):
            made = commands.open_organisation(actors.console(), details)
        actor = actors.console(made, GRANTS)
        with scope(made.pk):
            for office_name, office_region in further:
                office = commands.open_office(actor, office_name, office_region)
                commands.open_team(actor, office.pk, office_name)
            teams = {team.name: team.pk for team in queries.teams(actor)}
            for one in PEOPLE[code]:
                _add(made, one, teams, known)


def _add(made: Organisation, one: Cast, teams: dict[str, UUID], known: str) -> None:
    actor = actors.console(made, GRANTS)
    person_id = derived_uuid("demo", one.address)
    details = commands.PersonDetails(
        id=person_id, name=one.name, email=one.address, language=one.language
    )
    person = commands.open_person(actor, details).person
    _know_the_password(person, known)
    posting = commands.PostingDetails(
        id=derived_uuid("demo posting", one.address),
        person_id=person_id,
        role=one.role,
        starts_on=clock.today(made.time_zone) - timedelta(days=400),
        team_id=teams[one.team] if one.team else None,
    )
    commands.open_posting(actor, posting)


def _know_the_password(person: Person, known: str) -> None:
    """Everybody in the demonstration has the same printed password, so that it can be tried."""
    person.password = known
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
