"""R2, S36: an act is written whole or not at all; no fault hides behind a good answer."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from tests import cast
from umai.foundation.access import actors
from umai.foundation.access.models import Organisation, Person
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.foundation.notices.models import Mail, Notice
from umai.foundation.vault.models import DataKey
from umai.hotline import commands
from umai.hotline.models import AnotherChild, Contact, Counter, Emergency

TABLES = (Contact, AnotherChild, Counter, Emergency, Entry, Notice, Mail, DataKey)


class Cut(Exception):
    """The moment at which the power goes."""


def details(team_id: Any) -> commands.ContactDetails:
    return commands.ContactDetails(
        id=uuid7(),
        team_id=team_id,
        received_at=clock.now(),
        channel="phone",
        danger_now=True,
        narrative="a story",
        first_action="rang",
        children=(commands.ChildDetails(age=9), commands.ChildDetails(age=1)),
    )


def rows(organisation: Organisation) -> dict[str, int]:
    with scope(organisation.pk):
        return {table.__name__: table.objects.count() for table in TABLES}


def writes(action: Callable[[], object]) -> int:
    """How many writing statements an act makes."""
    seen = 0

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        seen += sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE"))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        action()
    return seen


def cut_at(number: int) -> Any:
    """Cut the power before the given writing statement."""
    seen = 0

    def cut(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal seen
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            seen += 1
            if seen == number:
                raise Cut
        return execute(sql, params, many, context)

    return connection.execute_wrapper(cut)


def test_a_crash_between_any_two_writes_leaves_nothing(own_database: str) -> None:
    """R2: for every statement of the richest act there is (danger, two children, sealed words)."""
    sana = cast.organisation("sana", "Sana Sezim", "KZ-79", ["Shymkent"])
    amina = cast.person(sana, "operator", "Shymkent")
    team_id = cast.team(sana, "Shymkent").pk
    actor = actors.actor_of(amina)

    def act() -> None:
        with scope(sana.pk, amina.pk):
            commands.record_contact(actor, details(team_id))

    act()  # the first act of a year also makes the journal's key
    number = writes(act)
    before = rows(sana)
    assert number >= 6
    for place in range(1, number + 1):
        with pytest.raises(Cut), cut_at(place):
            act()
        assert rows(sana) == before, f"after a cut before write {place}"
    act()
    assert rows(sana)["Contact"] == before["Contact"] + 1


@pytest.mark.django_db
def test_a_lost_database_answers_500_without_a_trace(
    amina: Person, as_person: Callable[[Person], Client]
) -> None:
    """S36: no stack trace, no answer that looks like success."""
    browser = as_person(amina)
    browser.raise_request_exception = False

    def lost(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        raise DatabaseError("the server closed the connection")

    with connection.execute_wrapper(lost):
        answer = browser.get("/hotline/")
    assert answer.status_code >= 500
    assert b"Traceback" not in answer.content
    assert b"closed the connection" not in answer.content
