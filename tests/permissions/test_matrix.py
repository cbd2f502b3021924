"""Every address for every role: who passes the gate, who is refused, who is shown the door."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from tools.fences import walk
from umai.foundation.access import roles
from umai.foundation.access.models import Person
from umai.foundation.kernel import gate
from umai.foundation.kernel.ids import uuid7

# A walk over the whole house, without the pages that say no: their looks are tested elsewhere.
pytestmark = [pytest.mark.slow, pytest.mark.urls("tests.permissions.plain")]

DUMMIES = {"uuid": str(uuid7()), "int": "1", "str": "none", "path": "none", "slug": "none"}
# Views of the sign-in library answer a stranger with a redirect of their own.
LIBRARY = ("account_", "mfa_", "set_language")


def addresses() -> Iterator[tuple[str, str, str]]:
    """Name, path with invented parts, and gate of every address."""
    for route, name, declared, _fresh in walk.addresses():
        path = re.sub(r"<(\w+):\w+>", lambda part: DUMMIES[part[1]], route)
        yield name, f"/{path}", declared


ALL = list(addresses())


def test_there_are_addresses() -> None:
    """S1: every one of them declares who may pass."""
    assert len(ALL) > 25
    assert [name for name, _, declared in ALL if not declared] == []


@pytest.mark.django_db
def test_a_stranger_is_shown_the_door() -> None:
    """S1, S2: nobody gets in unnamed."""
    door = reverse("account_login")
    let_in = []
    for name, path, declared in ALL:
        answer = Client().get(path) if declared != gate.EVERYONE else None
        if answer and not (answer.status_code == 302 and answer["Location"].startswith(door)):
            let_in.append(name)
    assert let_in == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(roles.all_roles()))
def test_each_role_passes_only_its_own_gates(
    person: Callable[..., Person], as_person: Callable[[Person], Client], role: str
) -> None:
    """S2: for every address the gate says 403 exactly to those who lack the permission."""
    browser = as_person(person(role))
    held = roles.all_roles()[role].permissions
    wrong = []
    for name, path, declared in ALL:
        if declared in {gate.EVERYONE, gate.SIGNED_IN} or name.startswith(LIBRARY):
            continue
        refused = browser.get(path).status_code == 403
        if refused == (declared in held):
            wrong.append((name, declared, "refused" if refused else "let in"))
    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["administrator", "data_protection_officer", "supervisor"])
def test_somebody_whose_posting_has_ended_passes_no_gate(
    person: Callable[..., Person], as_person: Callable[[Person], Client], role: str, sana: Any
) -> None:
    """S2: an ex-member is signed in at most, and may do nothing."""
    from umai.foundation.access.models import Posting
    from umai.foundation.kernel import clock
    from umai.foundation.kernel.scope import scope

    who = person(role)
    with scope(sana.pk):
        Posting.objects.filter(person=who).update(ended_at=clock.now())
    browser = as_person(who)
    let_in = [
        name
        for name, path, declared in ALL
        if declared not in {gate.EVERYONE, gate.SIGNED_IN} and browser.get(path).status_code != 403
    ]
    assert let_in == []


def test_the_administrator_reads_nothing_of_children() -> None:
    """S30: neither the hotline nor its numbers, its exports or its journal."""
    held = roles.all_roles()["administrator"].permissions
    rooms = ("hotline.", "indicators.", "journal.", "exports.")
    assert not [one for one in held if one.startswith(rooms)]


def test_the_ring_is_outside_the_database() -> None:
    """S30: what opens a child's words lies in a folder that only its owner may enter."""
    from pathlib import Path

    folder = Path(django_settings.UMAI_KEYS)
    assert oct(folder.stat().st_mode)[-3:] == "700"
    assert {oct(one.stat().st_mode)[-3:] for one in folder.iterdir() if one.is_file()} == {"600"}
