"""The fences of a database: row security, policies, triggers, functions, keys, indexes, grants.

Grants are told by duty (application, everybody) and not by the name of a role: another server may
call the application's role otherwise.
"""

import hashlib
import re

from psycopg import sql

from umai.config import server
from umai.config.server import roles
from umai.config.server.roles import Rows

EVERYTHING = """
    SELECT 'table ' || relname, format('%s %s', relrowsecurity, relforcerowsecurity)
    FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
  UNION ALL
    SELECT format('column %s.%s', c.relname, a.attname), format('%s %s %s %s %s',
      format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated,
      pg_get_expr(d.adbin, d.adrelid))
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relkind IN ('r', 'p', 'v') AND c.relnamespace = 'public'::regnamespace
      AND a.attnum > 0 AND NOT a.attisdropped
  UNION ALL
    SELECT format('policy %s on %s', policyname, tablename),
      format('%s %s %s %s %s', permissive, roles, cmd, qual, with_check)
    FROM pg_policies WHERE schemaname = 'public'
  UNION ALL
    SELECT format('trigger %s on %s', t.tgname, c.relname),
      format('%s %s', t.tgenabled, pg_get_triggerdef(t.oid))
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace
  UNION ALL
    SELECT 'function ' || p.oid::regprocedure, pg_get_functiondef(p.oid)
    FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace AND p.prokind IN ('f', 'p') AND NOT EXISTS (
      SELECT 1 FROM pg_depend e WHERE e.objid = p.oid AND e.deptype = 'e')
  UNION ALL
    SELECT format('constraint %s on %s', conname, c.relname), pg_get_constraintdef(k.oid)
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    WHERE k.connamespace = 'public'::regnamespace
  UNION ALL
    SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL
    SELECT 'view ' || viewname, definition FROM pg_views WHERE schemaname = 'public'
      AND NOT EXISTS (SELECT 1 FROM pg_depend e WHERE e.deptype = 'e'
                      AND e.objid = format('%I', viewname)::regclass)
  UNION ALL
    SELECT 'type ' || t.typname, string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder)
    FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid
    WHERE t.typnamespace = 'public'::regnamespace GROUP BY 1
  UNION ALL
    SELECT 'extension ' || extname, '' FROM pg_extension
"""
GRANTS = """
    SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END,
      'public.' || quote_ident(c.relname), a.grantee, a.privilege_type, c.relowner
    FROM pg_class c, aclexplode(coalesce(c.relacl, acldefault(
      CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))) a
    WHERE c.relkind IN ('r', 'p', 'v', 'S')
      AND c.relnamespace = 'public'::regnamespace AND NOT EXISTS (
      SELECT 1 FROM pg_depend e WHERE e.objid = c.oid AND e.deptype = 'e')
  UNION ALL
    SELECT 'FUNCTION', p.oid::regprocedure::text, a.grantee, a.privilege_type, p.proowner
    FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    WHERE p.pronamespace = 'public'::regnamespace AND p.prokind = 'f' AND NOT EXISTS (
      SELECT 1 FROM pg_depend e WHERE e.objid = p.oid AND e.deptype = 'e')
"""
GRANTS_BY_DUTY = f"""
    SELECT kind, name, CASE WHEN grantee = 0 THEN 'everybody'
      WHEN pg_get_userbyid(grantee) = %s THEN 'application'
      ELSE 'role ' || pg_get_userbyid(grantee) END, privilege
    FROM ({GRANTS}) AS found (kind, name, grantee, privilege, owner) WHERE grantee <> owner
    ORDER BY 1, 2, 3, 4
"""  # noqa: S608 - two constants, put together
DUTIES = {"application", "everybody"}  # other roles are somebody else's
CASTS = re.compile(r"::[a-z_][a-z0-9_ ]*(\(\d+\))?(\[\])?|[()\s]")
Grant = tuple[str, str, str, str]


def found(connection: Rows) -> dict[str, str]:
    """Every fence by name, with a hash of its text."""
    rows = connection.execute(EVERYTHING.encode()).fetchall()
    texts = {name: _digest(name, text or "") for name, text in rows}
    ours = [one for one in grants(connection) if one[2] in DUTIES]
    return texts | {f"grant {' '.join(one)}": "" for one in ours}


def _digest(name: str, text: str) -> str:
    """A hash of what a fence says.

    PostgreSQL writes an expression with other casts and brackets once it has read its own dump, so
    these do not count. The body of a function is kept as it was typed.
    """
    said = text if name.startswith("function ") else CASTS.sub("", text)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def grants(connection: Rows) -> list[Grant]:
    """Who but the owner may do what: (kind, name, duty, privilege)."""
    app = server.app_dsn()
    rows = connection.execute(GRANTS_BY_DUTY.encode(), [app.user if app else ""]).fetchall()
    return [(str(a), str(b), str(c), str(d)) for a, b, c, d in rows]


def grant(connection: Rows, wanted: list[Grant]) -> None:
    """Give exactly these rights, to the roles of this server that have the duties.

    A role that this server does not have gets nothing.
    """
    has = set(grants(connection))
    for take in sorted(has - set(wanted)):
        _run(connection, "REVOKE {privilege} ON {kind} {name} FROM {who}", take)
    for give in sorted(set(wanted) - has):
        _run(connection, "GRANT {privilege} ON {kind} {name} TO {who}", give)


def _run(connection: Rows, statement: str, one: Grant) -> None:
    kind, name, duty, privilege = one
    app = server.app_dsn()
    if duty.startswith("role ") and not roles.exists(connection, duty[5:]):
        return
    who = sql.Identifier(duty[5:] if duty.startswith("role ") else app.user if app else "")
    connection.execute(
        sql.SQL(statement).format(
            privilege=sql.SQL(privilege),
            kind=sql.SQL(kind),
            name=sql.SQL(name),
            who=sql.SQL("PUBLIC") if duty == "everybody" else who,
        )
    )


def differences(before: dict[str, str], now: dict[str, str], *, texts: bool) -> list[str]:
    """Fences that fell, stand where none was, or read otherwise (if texts can be compared)."""
    return (
        [f"{name}: missing" for name in sorted(before.keys() - now.keys())]
        + [f"{name}: was not there" for name in sorted(now.keys() - before.keys())]
        + [
            f"{name}: is another"
            for name in sorted(before.keys() & now.keys())
            if texts and before[name] != now[name]
        ]
    )
