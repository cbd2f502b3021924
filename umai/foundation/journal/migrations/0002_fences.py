"""Row security, refusal of every change, and sealing inside the database."""

from django.db import migrations

from umai.foundation.kernel.fences import ReadOnly, Scoped

# The era tells transactions of this cluster from those of the one a backup was taken on: transaction
# numbers begin anew after a restore.
SEALING = """
CREATE TABLE journal_era (era integer PRIMARY KEY, began_at timestamptz NOT NULL DEFAULT now());
INSERT INTO journal_era (era) VALUES (1);
ALTER TABLE journal_entry ADD COLUMN transaction xid8, ADD COLUMN era integer;

CREATE FUNCTION journal_stamp() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
  NEW.transaction := pg_current_xact_id();
  NEW.era := (SELECT max(era) FROM journal_era);
  RETURN NEW;
END $$;
CREATE TRIGGER journal_entry_stamp BEFORE INSERT ON journal_entry
  FOR EACH ROW EXECUTE FUNCTION journal_stamp();
CREATE INDEX journal_entry_order ON journal_entry (era, transaction, id);

CREATE FUNCTION journal_seal() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE
  here integer := (SELECT max(era) FROM journal_era);
  oldest xid8 := pg_snapshot_xmin(pg_current_snapshot());
  place bigint; previous bytea; entry record; sealed bigint := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('journal_seal', 0));
  SELECT position, hash INTO place, previous FROM journal_link ORDER BY position DESC LIMIT 1;
  IF place IS NULL THEN place := 0; previous := sha256('umai journal'); END IF;
  FOR entry IN
    SELECT e.id, e.commitment FROM journal_entry e
    WHERE NOT EXISTS (SELECT 1 FROM journal_link l WHERE l.entry_id = e.id)
      AND (e.era < here OR e.transaction < oldest)
    ORDER BY e.era, e.transaction, e.id
  LOOP
    place := place + 1;
    previous := sha256(previous || entry.commitment);
    INSERT INTO journal_link (position, entry_id, hash, sealed_at)
      VALUES (place, entry.id, previous, clock_timestamp());
    sealed := sealed + 1;
  END LOOP;
  RETURN sealed;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial"), ("vault", "0002_fences")]
    operations = [
        Scoped("journal_entry"),
        ReadOnly("journal_entry"),
        ReadOnly("journal_link"),
        migrations.RunSQL(
            SEALING,
            "DROP FUNCTION journal_seal(); DROP FUNCTION journal_stamp() CASCADE;"
            "ALTER TABLE journal_entry DROP COLUMN transaction, DROP COLUMN era; DROP TABLE journal_era;",
        ),
        # Only the sealing function adds links: the application itself may not.
        migrations.RunSQL(
            "DO $$ DECLARE someone text; BEGIN FOR someone IN SELECT DISTINCT grantee FROM"
            " information_schema.role_table_grants WHERE table_name = 'journal_link' AND grantee <>"
            " current_user LOOP EXECUTE format('REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON"
            " journal_link, journal_era FROM %I', someone); END LOOP; END $$",
            migrations.RunSQL.noop,
        ),
    ]
