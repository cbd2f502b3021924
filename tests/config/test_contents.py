"""What is compared after a restore: one row, one right or one fence less is found."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from tests import cast
from umai.config.backup import contents, databases

CHANGES = {
    "INSERT INTO umai_probe VALUES (3)": "umai_probe: 3 rows instead of 2",
    "DELETE FROM umai_probe WHERE id = 1": "umai_probe: 1 rows instead of 2",
    "UPDATE umai_probe SET id = 7 WHERE id = 1": "umai_probe: 2 rows, but not the same",
    "UPDATE access_organisation SET name = 'Сана сезім'": "access_organisation: 1 rows, but not",
    "DROP TABLE umai_probe": "table umai_probe: missing",
    "ALTER TABLE hotline_contact DISABLE ROW LEVEL SECURITY": "table hotline_contact: is another",
    "DROP POLICY scope ON hotline_contact": "policy scope on hotline_contact: missing",
    "ALTER POLICY scope ON hotline_contact USING (true)": "hotline_contact: is another",
    "DROP TRIGGER journal_entry_no_change ON journal_entry": "on journal_entry: missing",
    "ALTER TABLE journal_entry DISABLE TRIGGER journal_entry_no_change": "entry: is another",
    "CREATE OR REPLACE FUNCTION journal_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN RETURN NEW; END $$": "function journal_entry_refuse(): is another",
    "GRANT UPDATE ON journal_link TO umai_app": "application UPDATE: was not there",
    "REVOKE INSERT ON hotline_contact FROM umai_app": "application INSERT: missing",
    "GRANT SELECT ON hotline_contact TO PUBLIC": "everybody SELECT: was not there",
    "ALTER TABLE hotline_contact DROP CONSTRAINT contact_code_once": "contact_code_once",
    "DROP INDEX contact_by_time": "index contact_by_time: missing",
    "ALTER TABLE hotline_contact ALTER COLUMN code DROP NOT NULL": "column hotline_contact.code",
}


@pytest.fixture
def owner(own_database: str) -> Iterator[psycopg.Connection[Any]]:
    """The owner of the tables, in a database with an organisation and a small table."""
    cast.organisation("sana", "Sana Sezim", "KZ-79", ["Shymkent"])
    dsn = databases.owner(databases.live())
    with psycopg.connect(**dsn.params(), autocommit=True) as connection:
        connection.execute("CREATE TABLE umai_probe (id int)")
        connection.execute("INSERT INTO umai_probe VALUES (1), (2)")
        yield connection


def test_every_change_is_found_and_none_is_invented(owner: psycopg.Connection[Any]) -> None:
    """R18: what a restore must prove, tried one by one."""
    held = contents.told(contents.describe(owner).facts())
    assert contents.differences(held, owner) == []
    for statement, words in CHANGES.items():
        owner.execute("BEGIN")
        owner.execute(statement.encode())
        found = contents.differences(held, owner)
        assert any(words in one for one in found), (statement, found)
        owner.execute("ROLLBACK")
    assert contents.differences(held, owner) == []
