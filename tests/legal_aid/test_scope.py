"""S2: every address of legal aid, asked for a procedure that one may not know of."""

import re
from typing import Any

import pytest
from django.test import Client

from tests import cast
from tests.legal_aid.told import opened
from tools.fences import walk
from umai.foundation.access.models import Person
from umai.foundation.kernel import gate
from umai.foundation.kernel.ids import uuid7
from umai.people import commands as people

pytestmark = [pytest.mark.usefixtures("here"), pytest.mark.urls("tests.permissions.plain")]
OURS = re.compile(r"<uuid:(procedure_id|case_id|individual_id)>")
OTHER = {"uuid": str(uuid7()), "int": "1", "str": "none", "path": "none", "slug": "done"}


def addresses(ids: dict[str, Any]) -> list[str]:
    """Every address of the room that names a procedure, a case or a child of ours."""
    found = []
    for route, name, declared, _fresh in walk.addresses():
        if name.startswith("legal_aid:") and OURS.search(route) and declared != gate.EVERYONE:
            path = OURS.sub(lambda part: str(ids[part[1]]), route)
            found.append("/" + re.sub(r"<(\w+):\w+>", lambda part: OTHER[part[1]], path))
    return found


def let_in(browser: Client, paths: list[str]) -> list[str]:
    """Those that answer this browser as if there were something, asked and sent."""
    codes = {
        path: (browser.get(path).status_code, browser.post(path).status_code) for path in paths
    }
    return [path for path, got in codes.items() if set(got) - {403, 404, 405}]


@pytest.fixture
def paths(malika: Any, case: Any) -> list[str]:
    """The addresses of a procedure that runs for Nodira."""
    row = opened(malika, case, "LP-01")
    ids = {"procedure_id": row.pk, "case_id": case.pk, "individual_id": case.individual_id}
    return addresses(ids)


def test_who_may_know_of_it_is_let_in(as_person, malika, paths):
    browser = as_person(Person.objects.get(pk=malika.person))
    assert len(paths) >= 5
    assert len(let_in(browser, paths)) >= 4, "or the tests below would hold for anything"


def test_nobody_else_learns_that_it_is_there(as_person, person, rodnik, paths):
    """S2: a colleague of another team and everybody of another organisation, by guessing ids."""
    strangers = [person("lawyer", "Turkistan"), person("social_worker", "Turkistan")]
    strangers += [cast.person(rodnik, role, None) for role in ("lawyer", "supervisor")]
    for who in strangers:
        assert let_in(as_person(who), paths) == []


def test_who_is_shut_out_is_not_let_in_again_by_the_room(as_person, malika, zhanar, child, paths):
    """S2, S4: the circle is asked at every address."""
    people.shut_out(zhanar, child.pk, malika.person, "They are related to each other.")
    browser = as_person(Person.objects.get(pk=malika.person))
    assert let_in(browser, paths) == []
