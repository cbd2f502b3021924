"""Migration operations for row security: the fences of the database, written next to the tables."""

from django.db.migrations import RunSQL

HERE = "organisation_id = (SELECT current_setting('umai.organisation')::uuid)"


def Scoped(table: str, *, own: str | None = None, unique: bool = True) -> RunSQL:
    """Cut a table to one organisation.

    A connection without a scope that touches it gets an error, not an empty answer. `own` names a
    column of persons who see their own rows whatever the organisation. `unique` adds the pair
    (organisation, id) that composite keys of other tables point to.
    """
    seen = f"({HERE} OR {own} = (SELECT current_setting('umai.person')::uuid))" if own else HERE
    pair = f"ALTER TABLE {table} ADD CONSTRAINT {table}_in_org UNIQUE (organisation_id, id);"
    return RunSQL(
        (pair if unique else "")
        + f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        + f"CREATE POLICY scope ON {table} USING ({seen}) WITH CHECK ({HERE});",
        f"DROP POLICY scope ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"
        + (f"ALTER TABLE {table} DROP CONSTRAINT {table}_in_org;" if unique else ""),
    )


def Between(table: str, other: str, *, hidden: str) -> RunSQL:
    """Cut a table to two organisations: whose row it is, and the one that the column `other` names.

    Whose row it is sees it only while the moment in `hidden` is blank.
    """
    theirs = f"{other} = (SELECT current_setting('umai.organisation')::uuid)"
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_in_org UNIQUE (organisation_id, id);"
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;"
        f"CREATE POLICY scope ON {table} USING (({HERE} AND {hidden} IS NULL) OR {theirs})"
        f" WITH CHECK ({HERE} OR {theirs});",
        f"DROP POLICY scope ON {table}; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_in_org;",
    )


def Paired(table: str) -> RunSQL:
    """Only the pair (organisation, id), for a table that must be readable before there is a scope.
    """
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_in_org UNIQUE (organisation_id, id);",
        f"ALTER TABLE {table} DROP CONSTRAINT {table}_in_org;",
    )


def Bound(table: str, column: str, target: str, *, on_delete: str = "NO ACTION") -> RunSQL:
    """Tie a column to a row of the same organisation: a key can never point at a hidden row."""
    name = f"{table}_{column}_in_org"
    return RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (organisation_id, {column})"
        f" REFERENCES {target} (organisation_id, id) ON DELETE {on_delete}"
        " DEFERRABLE INITIALLY DEFERRED;",
        f"ALTER TABLE {table} DROP CONSTRAINT {name};",
    )


def ReadOnly(table: str) -> RunSQL:
    """Let the application read and add, never change or remove."""
    refuse = f"""
        CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
        CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
          FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
        CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
          FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();
    """
    return RunSQL(refuse, f"DROP FUNCTION {table}_refuse() CASCADE;")


def Fixed(table: str, *columns: str) -> RunSQL:
    """Let these columns be written once: a limit that runs is never counted anew."""
    differ = " OR ".join(f"NEW.{one} IS DISTINCT FROM OLD.{one}" for one in columns)
    refuse = f"""
        CREATE OR REPLACE FUNCTION {table}_fixed() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN RAISE EXCEPTION '{table}: {", ".join(columns)} stay as they are'; END $$;
        CREATE TRIGGER {table}_stays BEFORE UPDATE ON {table}
          FOR EACH ROW WHEN ({differ}) EXECUTE FUNCTION {table}_fixed();
    """
    return RunSQL(refuse, f"DROP FUNCTION {table}_fixed() CASCADE;")
