"""The house rules that stand in the database: row security and keys within one organisation."""

from collections.abc import Iterable
from typing import Any

Key = tuple[str, str, str]
# Tables without row security, each with its reason. Whatever is not listed must have it.
OPEN: dict[str, str] = {
    "django_migrations": "which migrations ran; no person in it",
    "django_content_type": "names of models",
    "django_session": "read before anybody is known; holds a random key and an id, no names",
    "umai_cache": "counters of the throttle, keyed by hashes; read before anybody is known",
    "auth_group": "of Django's own sign-in, unused and empty",
    "auth_group_permissions": "of Django's own sign-in, unused and empty",
    "auth_permission": "names of models, unused",
    "account_emailaddress": "of the sign-in, empty: addresses stand at the person",
    "account_emailconfirmation": "of the sign-in, unused and empty",
    "access_organisation": "their names are no secret, and the scope begins with one of them",
    "access_person": "the sign-in looks for an address before the scope is known",
    "journal_link": "one chain of hashes for the whole installation; no words",
    "journal_era": "a number for each restore",
    "pghistory_context": "of the history's library; no middleware writes it",
    "places_district": "districts of the country: the same for everybody, no person in it",
    "mfa_authenticator": "second factors, needed before the scope is known; secrets are sealed",
}
PREFIXES: dict[str, str] = {
    "procrastinate_": "the queue: names of chores and ids, read by workers of no organisation",
    "vocabulary_": "code lists, rules, categories and shared numbers are the same for everybody",
}

ALL = """
    SELECT c.relname, c.relrowsecurity,
           EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid),
           EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid
                   AND a.attname = 'organisation_id' AND NOT a.attisdropped)
    FROM pg_class c WHERE c.relkind IN ('r', 'p')
      AND c.relnamespace = current_schema()::regnamespace AND NOT c.relispartition
    ORDER BY 1
"""
# Keys between tables that know their organisation: those of one column, and those bound within it.
KEYS = """
    WITH scoped AS (
      SELECT c.oid, c.relname, a.attnum FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
      WHERE a.attname = 'organisation_id' AND NOT a.attisdropped AND c.relkind IN ('r', 'p')
        AND c.relnamespace = current_schema()::regnamespace)
    SELECT here.relname, a.attname, there.relname, here.attnum = ANY (k.conkey)
    FROM pg_constraint k
    JOIN scoped here ON here.oid = k.conrelid JOIN scoped there ON there.oid = k.confrelid
    JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
    WHERE k.contype = 'f' AND a.attname <> 'organisation_id'
"""
OWNED = """
    SELECT relname FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'S', 'm')
      AND relnamespace = current_schema()::regnamespace AND pg_get_userbyid(relowner) = %s
"""
STRONG = "SELECT rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles WHERE rolname = %s"


def row_security(cursor: Any) -> list[str]:
    """A table of the schema without row security that is not on the list."""
    wrong = []
    for table, on, policy, _knows in _rows(cursor, ALL):
        excused = table in OPEN or table.startswith(tuple(PREFIXES))
        if not excused and not (on and policy):
            wrong.append(f"{table}: no row security")
    return wrong


def stale_exceptions(cursor: Any) -> list[str]:
    """A name on the list of exceptions that no table has."""
    names = [row[0] for row in _rows(cursor, ALL)]
    wrong = [f"{one}: on the list, but there is no such table" for one in OPEN if one not in names]
    return wrong + [
        f"{one}: on the list, but there is no such table"
        for one in PREFIXES
        if not any(name.startswith(one) for name in names)
    ]


def keys_within(cursor: Any, declared: Iterable[Key] = ()) -> list[str]:
    """A key between scoped tables that could point at another organisation's row.

    `declared` adds the keys that models have and the database does not: (table, column, target).
    """
    scoped = {table for table, _on, _policy, knows in _rows(cursor, ALL) if knows}
    found = [((here, column, there), within) for here, column, there, within in _rows(cursor, KEYS)]
    bound = {key for key, within in found if within}
    loose = {key for key, within in found if not within}
    loose |= {key for key in declared if key[0] in scoped and key[2] in scoped}
    return [
        f"{here}.{column} -> {there}: may point out of the organisation; add Bound"
        for here, column, there in sorted(loose - bound)
    ]


def weak_application(cursor: Any, role: str) -> list[str]:
    """An application role that owns a table or may go around row security."""
    wrong = [f"{name}: owned by {role}" for (name,) in _rows(cursor, OWNED, [role])]
    if any(strong for (strong,) in _rows(cursor, STRONG, [role])):
        wrong.append(f"{role}: may go around row security")
    return wrong


def _rows(cursor: Any, sql: str, values: list[Any] | None = None) -> list[Any]:
    cursor.execute(sql, values)
    return list(cursor.fetchall())
