"""The journal cannot be changed unnoticed."""

from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from tests import cast
from tests.journal.sealing import seal
from umai.config import server
from umai.foundation.access import actors
from umai.foundation.journal import chain, log
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ownership import as_owner
from umai.foundation.kernel.scope import scope


@pytest.fixture
def story(own_database: str) -> list[Entry]:
    """Six committed entries of one organisation, sealed; two more, not sealed."""
    sana = cast.organisation("sana", "Sana Sezim", "KZ-79", ["Shymkent"])
    actor = actors.console(sana)

    def write(number: int) -> Entry:
        with scope(sana.pk):
            return log.record(actor, "test.done", None, {"number": number})

    first = [write(number) for number in range(6)]
    seal(6)
    return [*first, write(6), write(7)]


@pytest.fixture
def superuser(own_database: str) -> Any:
    """The superuser of the cluster, with the triggers asleep."""
    dsn = server.admin_dsn()
    assert dsn
    with psycopg.connect(**{**dsn.params(), "dbname": own_database}, autocommit=True) as link:
        link.execute("SET session_replication_role = replica")
        yield link


def verdict(roots: list[tuple[int, str]] | None = None) -> chain.Verdict:
    with as_owner():
        return chain.verify(chain.roots() if roots is None else roots)


def root_now() -> list[tuple[int, str]]:
    with as_owner():
        found = chain.verify([])
    return [(found.sealed, found.root)]


def test_an_untouched_chain_holds(story: list[Entry]) -> None:
    found = verdict(root_now())
    assert (found.fault, found.sealed, found.unsealed) == (None, 6, 2)


@pytest.mark.parametrize(
    ("act", "what"),
    [
        ("UPDATE journal_entry SET event = 'test.other' WHERE id = %(third)s", "changed"),
        ("DELETE FROM journal_entry WHERE id = %(third)s", "deleted"),
        ("DELETE FROM journal_link WHERE entry_id = %(third)s", "missing"),
        (
            "UPDATE journal_link SET position = 99 WHERE position = 3;"
            "UPDATE journal_link SET position = 3 WHERE position = 4;"
            "UPDATE journal_link SET position = 4 WHERE position = 99",
            "order",
        ),
    ],
)
def test_tampering_as_superuser_is_named(
    story: list[Entry], superuser: Any, act: str, what: str
) -> None:
    """S21: edit, delete, unlink, reorder; the first bad place is named."""
    for statement in act.split(";"):
        superuser.execute(statement, {"third": story[2].pk})
    found = verdict()
    assert found.fault is not None
    assert found.fault.position == 3
    assert what in found.fault.what


def test_a_forged_entry_is_named(story: list[Entry], superuser: Any) -> None:
    """S21: an entry put in by the database's owner lacks the seal that the database cannot make."""
    superuser.execute(
        "INSERT INTO journal_entry SELECT gen_random_uuid(), organisation_id, at, told, actor_kind,"
        " actor_id, event, subject_type, subject_id, subject_code, key_id, facts_sealed, salt,"
        " commitment, mac, transaction, era FROM journal_entry LIMIT 1"
    )
    found = verdict()
    assert found.fault is not None
    assert found.fault.entry_id not in {entry.pk for entry in story}


def test_a_cut_tail_is_caught_by_the_root_outside(story: list[Entry], superuser: Any) -> None:
    """S21: the copy outside the database knows how long the chain was."""
    outside = root_now()
    superuser.execute("DELETE FROM journal_link WHERE position > 4")
    superuser.execute("DELETE FROM journal_entry WHERE id = ANY(%s)", [[e.pk for e in story[4:]]])
    assert verdict([]).fault is None
    found = verdict(outside)
    assert found.fault is not None and "tail" in found.fault.what


def test_an_old_copy_put_back_is_caught(story: list[Entry], superuser: Any) -> None:
    """S21: a chain of the same length with another history differs from the root outside."""
    position, _ = root_now()[0]
    found = verdict([(position, "00" * 32)])
    assert found.fault is not None and "outside" in found.fault.what


@pytest.mark.django_db
@pytest.mark.parametrize(
    "act", ["UPDATE journal_entry SET event = 'x'", "DELETE FROM journal_entry"]
)
def test_the_application_cannot_rewrite_the_journal(sana: Any, act: str) -> None:
    with scope(sana.pk):
        log.record(actors.console(sana), "test.done", None, {})
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(act)


@pytest.mark.django_db
def test_the_application_cannot_add_links(sana: Any) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO journal_link VALUES (1, gen_random_uuid(), '\\x00', now())")


def test_a_running_transaction_is_not_sealed_over(story: list[Entry]) -> None:
    """Nothing younger than a running transaction is sealed: it may still write before it."""
    seal(2)
    organisation_id = story[0].organisation_id
    dsn = server.app_dsn()
    assert dsn
    with psycopg.connect(**{**dsn.params(), "dbname": connection.settings_dict["NAME"]}) as other:
        other.execute("SELECT pg_current_xact_id()")
        with scope(organisation_id):
            log.record(Actor(organisation_id=organisation_id, kind="job"), "test.done", None, {})
        assert chain.seal() == 0
    assert seal(1) == 1
    assert verdict(root_now()).fault is None


def test_the_root_is_carried_outside_the_database(story: list[Entry]) -> None:
    from pathlib import Path

    lines = (Path(settings.UMAI_DATA) / chain.ROOTS).read_text().splitlines()
    assert lines[-1].startswith("6 ")
