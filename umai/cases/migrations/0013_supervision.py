import django.db.models.deletion
import django.db.models.expressions
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import umai.foundation.kernel.ids
from umai.foundation.kernel.steps import OneStep


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0004_resets_within'),
        ('cases', '0012_handovers_within'),
        ('vault', '0002_fences'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        OneStep(
            migrations.CreateModel(
                name='FileAuditEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=umai.foundation.kernel.ids.uuid7, editable=False, serialize=False)),
                    ('edition', models.PositiveIntegerField()),
                    ('points', models.PositiveIntegerField()),
                    ('applied', models.PositiveSmallIntegerField()),
                    ('audited_on', models.DateField()),
                    ('audited_at', models.DateTimeField()),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('words_sealed', models.BinaryField()),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('auditor', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
                    ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='access.organisation')),
                    ('worker', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='Supervision',
                fields=[
                    ('id', models.UUIDField(default=umai.foundation.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('kind', models.CharField(choices=[('individual', 'Individual session'), ('discussion', 'Case discussion'), ('shadowing', 'Shadowing: they watch a colleague'), ('observation', 'Observation: you watch their work'), ('wellbeing', 'Capacity and wellbeing note')], max_length=12)),
                    ('held_on', models.DateField()),
                    ('minutes', models.PositiveSmallIntegerField(null=True)),
                    ('next_on', models.DateField(null=True)),
                    ('due_on', models.DateField(null=True)),
                    ('rule_version', models.PositiveIntegerField(null=True)),
                    ('written_at', models.DateTimeField()),
                    ('read_at', models.DateTimeField(null=True)),
                    ('words_sealed', models.BinaryField(null=True)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('key', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                    ('supervisor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['organisation', 'worker', 'held_on'], name='supervision_of'), models.Index(fields=['organisation', 'supervisor', 'held_on'], name='supervision_by')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('supervisor', models.F('worker')), _negated=True), name='supervision_by_another')],
                },
            ),
            migrations.CreateModel(
                name='DiscussedCase',
                fields=[
                    ('id', models.UUIDField(default=umai.foundation.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                    ('supervision', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.supervision')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('organisation', 'supervision', 'case'), name='discussed_once')],
                },
            ),
            migrations.CreateModel(
                name='SupervisionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.UUIDField(default=umai.foundation.kernel.ids.uuid7, editable=False, serialize=False)),
                    ('kind', models.CharField(choices=[('individual', 'Individual session'), ('discussion', 'Case discussion'), ('shadowing', 'Shadowing: they watch a colleague'), ('observation', 'Observation: you watch their work'), ('wellbeing', 'Capacity and wellbeing note')], max_length=12)),
                    ('held_on', models.DateField()),
                    ('minutes', models.PositiveSmallIntegerField(null=True)),
                    ('next_on', models.DateField(null=True)),
                    ('due_on', models.DateField(null=True)),
                    ('rule_version', models.PositiveIntegerField(null=True)),
                    ('written_at', models.DateTimeField()),
                    ('read_at', models.DateTimeField(null=True)),
                    ('words_sealed', models.BinaryField(null=True)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('key', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='vault.datakey')),
                    ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='access.organisation')),
                    ('supervisor', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('worker', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                },
            ),
            migrations.CreateModel(
                name='FileAudit',
                fields=[
                    ('id', models.UUIDField(default=umai.foundation.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('edition', models.PositiveIntegerField()),
                    ('points', models.PositiveIntegerField()),
                    ('applied', models.PositiveSmallIntegerField()),
                    ('audited_on', models.DateField()),
                    ('audited_at', models.DateTimeField()),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('words_sealed', models.BinaryField()),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('auditor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cases.case')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                    ('worker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'indexes': [models.Index(fields=['organisation', 'case', 'audited_on'], name='audit_of_case'), models.Index(fields=['organisation', 'worker', 'audited_on'], name='audit_of_worker')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('auditor', models.F('worker')), _negated=True), name='audit_by_another'), models.CheckConstraint(condition=models.Q(('points__lte', django.db.models.expressions.CombinedExpression(models.F('applied'), '*', models.Value(100)))), name='audit_at_most_all')],
                },
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='fileaudit',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_fileauditevent" ("answered_at", "applied", "audited_at", "audited_on", "auditor_id", "case_id", "edition", "id", "organisation_id", "pgh_created_at", "pgh_label", "points", "version", "words_sealed", "worker_id") VALUES (OLD."answered_at", OLD."applied", OLD."audited_at", OLD."audited_on", OLD."auditor_id", OLD."case_id", OLD."edition", OLD."id", OLD."organisation_id", NOW(), \'update\', OLD."points", OLD."version", OLD."words_sealed", OLD."worker_id"); RETURN NULL;', hash='07f2a5bef5c48e24dac6da6e69564a4cf0d5ad82', operation='UPDATE', pgid='pgtrigger_update_update_4c831', table='cases_fileaudit', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='fileaudit',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_fileauditevent" ("answered_at", "applied", "audited_at", "audited_on", "auditor_id", "case_id", "edition", "id", "organisation_id", "pgh_created_at", "pgh_label", "points", "version", "words_sealed", "worker_id") VALUES (OLD."answered_at", OLD."applied", OLD."audited_at", OLD."audited_on", OLD."auditor_id", OLD."case_id", OLD."edition", OLD."id", OLD."organisation_id", NOW(), \'delete\', OLD."points", OLD."version", OLD."words_sealed", OLD."worker_id"); RETURN NULL;', hash='233e94a00331c32a7b6650a8001d6c4beedff4be', operation='DELETE', pgid='pgtrigger_delete_delete_30af7', table='cases_fileaudit', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='supervision',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_supervisionevent" ("due_on", "held_on", "id", "key_id", "kind", "minutes", "next_on", "organisation_id", "pgh_created_at", "pgh_label", "read_at", "rule_version", "supervisor_id", "version", "words_sealed", "worker_id", "written_at") VALUES (OLD."due_on", OLD."held_on", OLD."id", OLD."key_id", OLD."kind", OLD."minutes", OLD."next_on", OLD."organisation_id", NOW(), \'update\', OLD."read_at", OLD."rule_version", OLD."supervisor_id", OLD."version", OLD."words_sealed", OLD."worker_id", OLD."written_at"); RETURN NULL;', hash='f3dd70e1ca25fbd33fb8ea999cca873534a2dd40', operation='UPDATE', pgid='pgtrigger_update_update_6930c', table='cases_supervision', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='supervision',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_supervisionevent" ("due_on", "held_on", "id", "key_id", "kind", "minutes", "next_on", "organisation_id", "pgh_created_at", "pgh_label", "read_at", "rule_version", "supervisor_id", "version", "words_sealed", "worker_id", "written_at") VALUES (OLD."due_on", OLD."held_on", OLD."id", OLD."key_id", OLD."kind", OLD."minutes", OLD."next_on", OLD."organisation_id", NOW(), \'delete\', OLD."read_at", OLD."rule_version", OLD."supervisor_id", OLD."version", OLD."words_sealed", OLD."worker_id", OLD."written_at"); RETURN NULL;', hash='71191e24084c7be13975f4c8eccef928ca8e8f00', operation='DELETE', pgid='pgtrigger_delete_delete_79a30', table='cases_supervision', when='AFTER')),
            ),
        ),
    ]
