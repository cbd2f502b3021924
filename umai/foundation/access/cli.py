"""`umai organisation`, `umai office`, `umai team`, `umai programme` and `umai person`."""

import argparse
import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from umai.foundation.access import actors, commands, permissions, queries, roles
from umai.foundation.access.queries import known
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.output import answer
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope

GRANTS = (
    permissions.READ_PEOPLE,
    permissions.OPEN_PERSON,
    permissions.CLOSE_PERSON,
    permissions.OPEN_POSTING,
    permissions.OPEN_TEAM,
)


def verbs(add: Callable[..., argparse.ArgumentParser]) -> None:
    """Add this room's verbs."""
    _organisations(add)
    _people(add)


def _organisations(add: Callable[..., argparse.ArgumentParser]) -> None:
    opening = add("organisation open", help="let one more organisation share the installation")
    opening.add_argument("code", metavar="CODE")
    opening.add_argument("--name", required=True)
    opening.add_argument("--region", required=True, help="its ISO (KZ-79) or KATO (79) code")
    opening.add_argument("--time-zone", default="Asia/Almaty")
    opening.set_defaults(run=_open_organisation)
    listing = add("organisation list", help="the organisations of this installation")
    listing.add_argument("--format", choices=["text", "json"], default="text")
    listing.set_defaults(run=_list_organisations)
    office = _of(add, "office open", "open an office of an organisation")
    office.add_argument("--name", required=True)
    office.add_argument("--region", required=True)
    office.add_argument("--prefix", default="", help="beginning of its codes, up to four letters")
    office.set_defaults(run=_here(_open_office))
    team = _of(add, "team open", "open a team in an office")
    team.add_argument("--name", required=True)
    team.add_argument("--office", default="", help="prefix of the office; needed if there are two")
    team.set_defaults(run=_here(_open_team))
    programme = _of(add, "programme open", "add a programme or donor")
    programme.add_argument("programme", metavar="PROGRAMME")
    programme.add_argument("--name", required=True)
    programme.set_defaults(run=_here(_open_programme))


def _people(add: Callable[..., argparse.ArgumentParser]) -> None:
    opening = _of(add, "person open", "add a person; prints the start password, once")
    opening.add_argument("email", metavar="EMAIL")
    opening.add_argument("--name", required=True)
    opening.add_argument("--role", choices=sorted(roles.all_roles()))
    opening.add_argument("--team", help="name of the team; without it the whole organisation")
    opening.add_argument(
        "--speaks", choices=[code for code, _name in settings.LANGUAGES], default="ru"
    )
    opening.set_defaults(run=_here(_open_person))
    recovering = _of(
        add, "person recover", "new start password, second factors taken away; prints the password"
    )
    recovering.add_argument("email", metavar="EMAIL")
    recovering.set_defaults(run=_here(_recover))
    listing = _of(add, "person list", "the people of an organisation")
    listing.add_argument("--format", choices=["text", "json"], default="text")
    listing.set_defaults(run=_here(_list_people))


def _of(
    add: Callable[..., argparse.ArgumentParser], verb: str, words: str
) -> argparse.ArgumentParser:
    parser = add(verb, help=words)
    parser.add_argument("code", metavar="CODE", help="code of the organisation")
    return parser


def _here(run: Callable[[argparse.Namespace, Actor], None]) -> Callable[[argparse.Namespace], int]:
    """Run a verb inside the organisation it names, as the console."""

    def ran(chosen: argparse.Namespace) -> int:
        organisation = known.organisation_named(chosen.code)
        with scope(organisation.pk):
            run(chosen, actors.console(organisation, GRANTS))
        return 0

    return ran


def _open_organisation(chosen: argparse.Namespace) -> int:
    details = commands.OrganisationDetails(
        code=chosen.code, name=chosen.name, region=chosen.region, time_zone=chosen.time_zone
    )
    print(commands.open_organisation(actors.console(), details).code)
    return 0


def _list_organisations(chosen: argparse.Namespace) -> int:
    told = [
        {
            "code": one.code,
            "name": one.name,
            "region": one.region,
            "time_zone": one.time_zone,
            "opened_at": one.opened_at.isoformat(),
        }
        for one in queries.organisations()
    ]
    _tell(chosen, told)
    return 0


def _open_office(chosen: argparse.Namespace, console: Actor) -> None:
    print(commands.open_office(console, chosen.name, chosen.region, chosen.prefix).prefix)


def _open_team(chosen: argparse.Namespace, console: Actor) -> None:
    found = [
        one
        for one in queries.offices(console)
        if not chosen.office or one.prefix.casefold() == chosen.office.casefold()
    ]
    if len(found) != 1:
        raise Refused(_("Name one of your offices by its prefix."))
    print(commands.open_team(console, found[0].pk, chosen.name).name)


def _open_programme(chosen: argparse.Namespace, console: Actor) -> None:
    print(commands.open_programme(console, chosen.programme, chosen.name).code)


def _open_person(chosen: argparse.Namespace, console: Actor) -> None:
    team_id = _team(console, chosen.team) if chosen.team else None
    details = commands.PersonDetails(
        id=uuid7(), name=chosen.name, email=chosen.email, language=chosen.speaks
    )
    new = commands.open_person(console, details)
    if chosen.role:
        posting = commands.PostingDetails(
            id=uuid7(),
            person_id=new.person.pk,
            role=chosen.role,
            team_id=team_id,
            starts_on=clock.today(console.time_zone),
        )
        commands.open_posting(console, posting)
    print(new.start_password)


def _team(console: Actor, name: str) -> Any:
    found = queries.teams(console).filter(name__iexact=name.strip()).first()
    if found is None:
        words = _("There is no team %(name)s. Teams: %(teams)s.")
        known = ", ".join(one.name for one in queries.teams(console))
        raise Refused(words % {"name": name, "teams": known})
    return found.pk


def _recover(chosen: argparse.Namespace, console: Actor) -> None:
    found = queries.people(console).filter(email=chosen.email.strip().lower()).first()
    if found is None:
        words = _("Nobody signs in with %(address)s in this organisation.")
        raise Refused(words % {"address": chosen.email})
    print(commands.recover_access(console, found.pk).start_password)


def _list_people(chosen: argparse.Namespace, console: Actor) -> None:
    listed = queries.on_list(console, queries.people(console).order_by("name", "id"))
    told = [
        {
            "email": one.person.email,
            "name": one.person.name,
            "open": one.person.is_active,
            "roles": [f"{line.posting.role} ({line.state})" for line in one.lines],
            "second_factors": sorted(one.factors),
        }
        for one in listed
    ]
    _tell(chosen, told)


def _tell(chosen: argparse.Namespace, rows: list[dict[str, Any]]) -> None:
    """The answer as JSON, or a line for each row with its parts between tabs."""
    if chosen.format == "json":
        answer(rows)
        return
    for row in rows:
        parts = (", ".join(part) if isinstance(part, list) else str(part) for part in row.values())
        sys.stdout.write("\t".join(parts) + "\n")
