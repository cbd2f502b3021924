"""Organisations and people from the console: the way into an empty installation."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from umai.config import verbs
from umai.foundation.access import commands, events, queries
from umai.foundation.access.models import Organisation, Person
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import scope

Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def umai(db: None, capsys: pytest.CaptureFixture[str]) -> Said:
    """Say a verb as at the console; the exit, the answer and what went to stderr."""

    def say(*words: str) -> tuple[int, str, str]:
        code = verbs.run(verbs.parser().parse_args(list(words)))
        told = capsys.readouterr()
        return code, told.out, told.err

    return say


def opened(umai: Said, code: str = "sana", region: str = "KZ-79") -> Organisation:
    assert umai("organisation", "open", code, "--name", "Sana Sezim", "--region", region)[0] == 0
    found = queries.organisation(code)
    assert found
    return found


@pytest.mark.parametrize("region", ["KZ-79", "79", "kz-79"])
def test_an_organisation_is_opened_with_an_office_and_a_team(
    umai: Said, told: Any, region: str
) -> None:
    """S22: the console is journaled as such."""
    sana = opened(umai, region=region)
    assert (sana.region, sana.time_zone) == ("KZ-79", "Asia/Almaty")
    with scope(sana.pk):
        actor = Actor(organisation_id=sana.pk)
        assert queries.offices(actor).get().prefix == "SHM"
        assert queries.teams(actor).count() == 1
    (entry,) = told(sana, events.ORGANISATION_OPENED)
    assert (entry["kind"], entry["who"]) == ("console", None)


def test_two_organisations_of_one_region_have_codes_of_their_own(umai: Said) -> None:
    first, second = opened(umai, "sana"), opened(umai, "rodnik")
    prefixes = []
    for one in (first, second):
        with scope(one.pk):
            prefixes.append(queries.offices(Actor(organisation_id=one.pk)).get().prefix)
    assert prefixes[0] == "SHM"
    assert len(set(prefixes)) == 2


@pytest.mark.parametrize(
    ("code", "region", "zone"),
    [
        ("SANA", "KZ-79", "Asia/Almaty"),
        ("two words", "KZ-79", "Asia/Almaty"),
        ("x", "KZ-79", "Asia/Almaty"),
        ("rodnik", "Mars", "Asia/Almaty"),
        ("rodnik", "KZ-75", "Almaty"),
        ("rodnik", "KZ-75", "../../etc/passwd"),
    ],
)
def test_what_is_wrong_is_refused_with_a_reason(
    umai: Said, code: str, region: str, zone: str
) -> None:
    """Exit 1, the reason on stderr, nothing on stdout, nothing made."""
    opened(umai)
    words = ("organisation", "open", code, "--name", "N", "--region", region, "--time-zone", zone)
    exit_code, out, err = umai(*words)
    assert (exit_code, out) == (1, "")
    assert err.strip()
    assert Organisation.objects.count() == 1


def test_the_list_is_json_and_nothing_else(umai: Said) -> None:
    opened(umai)
    _code, out, _err = umai("organisation", "list", "--format", "json")
    (one,) = json.loads(out)
    assert (one["code"], one["name"], one["region"]) == ("sana", "Sana Sezim", "KZ-79")
    assert umai("organisation", "list")[1].startswith("sana\tSana Sezim\t")


def test_a_fresh_installation_gets_its_first_people(umai: Said, told: Any, acting: Any) -> None:
    """S30: what the console opens the console has confirmed, and it is written down."""
    sana = opened(umai)
    words = ("--name", "Saule S", "--role", "supervisor")
    code, out, err = umai("person", "open", "SANA", "Saule@test.invalid", *words)
    assert (code, err) == (0, "")
    saule = Person.objects.get(email="saule@test.invalid")
    assert saule.check_password(out.strip())
    assert saule.must_change_password
    assert acting(saule).may("access.confirm_posting")
    assert told(sana, events.POSTING_OPENED)[0]["kind"] == "console"
    assert told(sana, events.PERSON_OPENED)[0]["kind"] == "console"
    assert out.strip() not in umai("person", "list", "sana", "--format", "json")[1]


def test_a_person_is_put_into_a_team_that_exists(umai: Said, acting: Any) -> None:
    sana = opened(umai)
    umai("team", "open", "sana", "--name", "Night")
    words = ("--name", "Amina O", "--role", "operator", "--team")
    code, _out, err = umai("person", "open", "sana", "a@test.invalid", *words, "Day")
    assert code == 1
    assert "Night" in err
    assert not Person.objects.exists()
    assert umai("person", "open", "sana", "a@test.invalid", *words, "night")[0] == 0
    amina = Person.objects.get()
    with scope(sana.pk):
        team = queries.teams(Actor(organisation_id=sana.pk)).get(name="Night")
    assert acting(amina).teams("hotline.record_contact") == {team.pk}


def test_who_is_locked_out_for_good_is_let_in_from_the_console(
    umai: Said, told: Any, as_person: Callable[[Person], Client]
) -> None:
    """A lost telephone of the only administrator."""
    sana = opened(umai)
    umai("person", "open", "sana", "d@test.invalid", "--name", "Dana", "--role", "administrator")
    dana = Person.objects.get()
    desk = as_person(dana)
    code, out, _err = umai("person", "recover", "sana", "D@test.invalid")
    assert code == 0
    dana.refresh_from_db()
    assert dana.check_password(out.strip())
    assert desk.get("/people/me/").status_code == 302
    assert told(sana, events.ACCESS_RECOVERED)[0]["kind"] == "console"
    assert umai("person", "recover", "sana", "nobody@test.invalid")[0] == 1


def test_nobody_opens_an_organisation_from_a_page(umai: Said, acting: Any) -> None:
    """S2: the console alone."""
    sana = opened(umai)
    details = commands.OrganisationDetails(code="more", name="More", region="KZ-75")
    with pytest.raises(PermissionDenied):
        commands.open_organisation(Actor(organisation_id=sana.pk), details)
