import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import umai.foundation.kernel.ids
from umai.foundation.kernel.fences import Bound, Fixed, Scoped

TABLE = "legal_aid_templateversion"
# Running procedures read what was approved: it is never rewritten, not even by us.
APPROVED_STAYS = f"""
    CREATE FUNCTION {TABLE}_approved() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION '{TABLE}: what was approved stays as it is'; END $$;
    CREATE TRIGGER {TABLE}_approved_stays BEFORE UPDATE ON {TABLE}
      FOR EACH ROW WHEN (
        OLD.enabled_from IS NOT NULL AND (
          NEW.content IS DISTINCT FROM OLD.content
          OR NEW.enabled_from IS DISTINCT FROM OLD.enabled_from
        )
      ) EXECUTE FUNCTION {TABLE}_approved();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0004_resets_within'),
        ('legal_aid', '0004_guide'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='procedurefact',
            name='kind',
            field=models.CharField(choices=[('opened', 'Opened'), ('begun', 'Step begun'), ('submitted', 'Papers handed in'), ('done', 'Step done'), ('refused', 'Authority refused'), ('appealed', 'Refusal appealed'), ('skipped', 'Step left out'), ('extended', 'Time limit extended'), ('paused', 'Procedure paused'), ('resumed', 'Procedure resumed'), ('closed', 'Procedure closed'), ('moved', 'Moved to another version')], max_length=12),
        ),
        migrations.CreateModel(
            name='TemplateVersion',
            fields=[
                ('id', models.UUIDField(default=umai.foundation.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=8)),
                ('number', models.PositiveIntegerField()),
                ('content', models.JSONField()),
                ('based_on', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('proposed', 'Proposed'), ('approved', 'Approved'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], max_length=10)),
                ('hands', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None)),
                ('begun_at', models.DateTimeField()),
                ('why', models.TextField(blank=True, default='')),
                ('proposed_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('reason', models.TextField(blank=True, default='')),
                ('enabled_from', models.DateField(null=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'code', 'number'), name='template_version_once')],
            },
        ),
        Scoped(TABLE),
        Bound(TABLE, "author_id", "access_person"),
        Bound(TABLE, "decided_by_id", "access_person"),
        Fixed(TABLE, "organisation_id", "code", "number", "author_id"),
        migrations.RunSQL(APPROVED_STAYS, f"DROP FUNCTION {TABLE}_approved() CASCADE;"),
    ]
