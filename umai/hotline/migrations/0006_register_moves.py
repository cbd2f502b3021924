"""Registers that come in are kept by the foundation now (`exports.IncomingRegister`).

A register is kept for an hour only, so those that wait in this table are not carried over: their
rows go and their keys are destroyed, as when they expire. Whoever had one chooses it once more.
"""

from django.db import migrations

DESTROY = """
    UPDATE vault_datakey SET wrapped = NULL, destroyed_at = statement_timestamp()
    WHERE destroyed_at IS NULL AND id IN (SELECT key_id FROM hotline_incomingregister)
"""


class Migration(migrations.Migration):
    dependencies = [("exports", "0001_initial"), ("hotline", "0005_given_service")]

    operations = [
        migrations.RunSQL(DESTROY, migrations.RunSQL.noop),
        migrations.DeleteModel(name="IncomingRegister"),
    ]
