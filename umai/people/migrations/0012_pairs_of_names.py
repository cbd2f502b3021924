"""Two words of a name together become a key, and the words are found by near years."""

from django.db import migrations, models

# As `queries.keys.pair_keys` makes them: from the keys of the words, which tell nothing more.
PAIRS = """
    INSERT INTO people_namekey (organisation_id, individual_id, key, birth_year, fold_version)
    SELECT DISTINCT one.organisation_id, one.individual_id,
           substring(sha256(one.key || other.key) FOR 16), one.birth_year, one.fold_version
    FROM people_namekey one JOIN people_namekey other
      ON other.organisation_id = one.organisation_id
     AND other.individual_id = one.individual_id AND other.key > one.key
"""


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0004_resets_within'),
        ('people', '0011_registers'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='namekey',
            name='namekey_covering',
        ),
        migrations.AddIndex(
            model_name='namekey',
            index=models.Index(fields=['organisation', 'key', 'birth_year'], include=('individual',), name='namekey_years'),
        ),
        # On the way back they stay: a key that nobody asks for does no harm.
        migrations.RunSQL(PAIRS, migrations.RunSQL.noop),
    ]
