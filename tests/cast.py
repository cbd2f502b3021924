"""The small cast of the tests, made without pages."""

from datetime import timedelta
from itertools import count
from uuid import UUID

from django.test import Client

from umai.foundation.access.models import Office, Organisation, Person, Posting, Team
from umai.foundation.kernel import clock
from umai.foundation.kernel.scope import scope

_numbers = count(1)
_teams: dict[tuple[UUID, str], Team] = {}
PROOFS = "account_authentication_methods"
PASSWORD = "a long word for tests only"
YESTERDAY = timedelta(days=1)  # what is told of an hour ago is told of yesterday after midnight


def organisation(code: str, name: str, region: str, teams: list[str]) -> Organisation:
    """An organisation with one office and its teams."""
    made = Organisation.objects.create(code=code, name=name, region=region, opened_at=clock.now())
    with scope(made.pk):
        prefix = f"T{next(_numbers) % 1000:03d}"
        office = Office.objects.create(organisation=made, prefix=prefix, name=name, region=region)
        for team_name in teams:
            Team.objects.create(organisation=made, office_id=office.pk, name=team_name)
    return made


def team(of: Organisation, name: str) -> Team:
    """A team by its name. Each test has organisations of its own, so it is asked for once."""
    if (of.pk, name) not in _teams:
        with scope(of.pk):
            _teams[of.pk, name] = Team.objects.get(organisation=of, name=name)
    return _teams[of.pk, name]


def person(of: Organisation, role: str, team_name: str | None) -> Person:
    """A person with one posting, confirmed by somebody else."""
    moment = clock.now()
    number = next(_numbers)
    who = Person(organisation=of, name=f"{role} {number}", email=f"p{number}@test.invalid")
    who.opened_at = moment
    who.set_unusable_password()
    who.save()
    other = Person.objects.create(
        organisation=of, name="second person", email=f"s{number}@test.invalid", opened_at=moment
    )
    with scope(of.pk):
        Posting.objects.create(
            organisation=of,
            person=who,
            role=role,
            team_id=team(of, team_name).pk if team_name else None,
            starts_on=clock.today("Asia/Almaty") - YESTERDAY,
            opened_at=moment,
            confirmed_by_id=other.pk,
            confirmed_at=moment,
        )
    return who


def signed_in(who: Person) -> Client:
    """A browser with a session of this person, as it is after password and second factor."""
    proof = {"method": "password", "at": clock.wall().timestamp(), "reauthenticated": True}
    client = Client()
    client.force_login(who, "allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    moment = int(clock.now().timestamp())
    session.update(
        {"epoch": str(who.epoch), "began": moment, "seen": moment, "second_factor": True}
    )
    session.update({PROOFS: [proof], f"{PROOFS}_user": str(who.pk)})
    session.save()
    return client


def prove_of_old(client: Client, minutes: int = 6) -> Client:
    """The same browser, as it is when nobody proved for some minutes who sits there."""
    session = client.session
    session[PROOFS] = [one | {"at": one["at"] - minutes * 60} for one in session[PROOFS]]
    session.save()
    return client
