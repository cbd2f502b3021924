import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import umai.foundation.kernel.ids
from umai.foundation.kernel.steps import OneStep


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0004_resets_within'),
        ('cases', '0010_closures_within'),
        ('directory', '0003_listing_reach'),
        ('vault', '0002_fences'),
    ]

    operations = [
        OneStep(
            migrations.CreateModel(
                name='Handover',
                fields=[
                    ('id', models.UUIDField(default=umai.foundation.kernel.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                    ('code', models.CharField(max_length=16)),
                    ('age_band', models.CharField(blank=True, default='', max_length=8)),
                    ('risk', models.CharField(blank=True, default='', max_length=8)),
                    ('region', models.CharField(blank=True, default='', max_length=8)),
                    ('why', models.CharField(choices=[('moved', 'The family moves to your region'), ('service', 'You have the help that the child needs'), ('asked', 'The family asks for it'), ('conflict', 'Somebody of ours is too close to the family'), ('capacity', 'We cannot go on with this work')], max_length=12)),
                    ('meeting_on', models.DateField()),
                    ('asked_at', models.DateTimeField()),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('accepted', models.BooleanField(null=True)),
                    ('withdrawn_at', models.DateTimeField(null=True)),
                    ('new_code', models.CharField(blank=True, default='', max_length=16)),
                    ('words_sealed', models.BinaryField(null=True)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.person')),
                    ('case', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='cases.case')),
                    ('key', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.datakey')),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                    ('sender', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('answered_at__isnull', True), ('withdrawn_at__isnull', True)), fields=['organisation', 'asked_at'], name='handover_waiting'), models.Index(fields=['sender'], name='handover_sent')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('organisation', models.F('sender')), _negated=True), name='handover_to_another')],
                },
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='review',
                name='update_update',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='review',
                name='delete_delete',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='transfer',
                name='update_update',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='transfer',
                name='delete_delete',
            ),
            migrations.AddField(
                model_name='review',
                name='child_present',
                field=models.BooleanField(null=True),
            ),
            migrations.AddField(
                model_name='reviewevent',
                name='child_present',
                field=models.BooleanField(null=True),
            ),
            migrations.AddField(
                model_name='transfer',
                name='agency',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.agency'),
            ),
            migrations.AddField(
                model_name='transfer',
                name='to_organisation',
                field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.organisation'),
            ),
            migrations.AddField(
                model_name='transfer',
                name='why',
                field=models.CharField(blank=True, choices=[('moved', 'The family moves to your region'), ('service', 'You have the help that the child needs'), ('asked', 'The family asks for it'), ('conflict', 'Somebody of ours is too close to the family'), ('capacity', 'We cannot go on with this work')], default='', max_length=12),
            ),
            migrations.AddField(
                model_name='transferevent',
                name='agency',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='directory.agency'),
            ),
            migrations.AddField(
                model_name='transferevent',
                name='to_organisation',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='access.organisation'),
            ),
            migrations.AddField(
                model_name='transferevent',
                name='why',
                field=models.CharField(blank=True, choices=[('moved', 'The family moves to your region'), ('service', 'You have the help that the child needs'), ('asked', 'The family asks for it'), ('conflict', 'Somebody of ours is too close to the family'), ('capacity', 'We cannot go on with this work')], default='', max_length=12),
            ),
            migrations.AlterField(
                model_name='case',
                name='source',
                field=models.CharField(choices=[('contact', 'Hotline contact'), ('visit', 'Visit to our office'), ('outreach', 'Met at the border or on the street'), ('referral', 'Referred by an agency'), ('relative', 'The child or the family asked'), ('direct', 'We saw it ourselves'), ('handover', 'Handed over by another organisation')], max_length=12),
            ),
            migrations.AlterField(
                model_name='caseevent',
                name='source',
                field=models.CharField(choices=[('contact', 'Hotline contact'), ('visit', 'Visit to our office'), ('outreach', 'Met at the border or on the street'), ('referral', 'Referred by an agency'), ('relative', 'The child or the family asked'), ('direct', 'We saw it ourselves'), ('handover', 'Handed over by another organisation')], max_length=12),
            ),
            migrations.AlterField(
                model_name='fact',
                name='kind',
                field=models.CharField(choices=[('opened', 'Opened'), ('screened_out', 'No case is needed'), ('registered', 'Registered'), ('assigned', 'Given to a caseworker'), ('assessment_begun', 'Assessment begun'), ('assessment_approved', 'Assessment approved'), ('meeting_called', 'Meeting called'), ('meeting_held', 'Meeting held'), ('plan_begun', 'Plan begun'), ('plan_approved', 'Plan approved'), ('service_given', 'First help given'), ('review_begun', 'Review begun'), ('review_ended', 'Review ended'), ('closure_asked', 'Closure asked for'), ('closure_refused', 'Closure refused'), ('closed', 'Closed'), ('transfer_asked', 'Transfer asked for'), ('transfer_accepted', 'Taken over'), ('transfer_refused', 'Transfer refused'), ('transfer_withdrawn', 'Offer taken back'), ('transferred', 'Handed over to another organisation'), ('held', 'Put on hold'), ('released', 'Taken up again'), ('reopened', 'Reopened'), ('merged', 'Merged into another case'), ('unmerged', 'Merge undone')], max_length=24),
            ),
            migrations.AlterField(
                model_name='transfer',
                name='to_team',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.team'),
            ),
            migrations.AlterField(
                model_name='transferevent',
                name='to_team',
                field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='access.team'),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='review',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_reviewevent" ("begun_at", "begun_by_id", "case_id", "cause", "child_present", "ended_at", "ended_by_id", "id", "new_plan_id", "next_on", "organisation_id", "outcome", "pgh_created_at", "pgh_label", "plan_id", "version", "words_sealed") VALUES (OLD."begun_at", OLD."begun_by_id", OLD."case_id", OLD."cause", OLD."child_present", OLD."ended_at", OLD."ended_by_id", OLD."id", OLD."new_plan_id", OLD."next_on", OLD."organisation_id", OLD."outcome", NOW(), \'update\', OLD."plan_id", OLD."version", OLD."words_sealed"); RETURN NULL;', hash='fc331cc024017e1c584fa0fda700fb2cbc0e9022', operation='UPDATE', pgid='pgtrigger_update_update_533d1', table='cases_review', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='review',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_reviewevent" ("begun_at", "begun_by_id", "case_id", "cause", "child_present", "ended_at", "ended_by_id", "id", "new_plan_id", "next_on", "organisation_id", "outcome", "pgh_created_at", "pgh_label", "plan_id", "version", "words_sealed") VALUES (OLD."begun_at", OLD."begun_by_id", OLD."case_id", OLD."cause", OLD."child_present", OLD."ended_at", OLD."ended_by_id", OLD."id", OLD."new_plan_id", OLD."next_on", OLD."organisation_id", OLD."outcome", NOW(), \'delete\', OLD."plan_id", OLD."version", OLD."words_sealed"); RETURN NULL;', hash='14bd232a6bb46154be590226764c533be2591f21', operation='DELETE', pgid='pgtrigger_delete_delete_b9242', table='cases_review', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='transfer',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "cases_transferevent" ("accepted", "agency_id", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "case_id", "from_team_id", "id", "meeting_on", "organisation_id", "pgh_created_at", "pgh_label", "risk", "to_organisation_id", "to_team_id", "version", "why", "words_sealed") VALUES (OLD."accepted", OLD."agency_id", OLD."answered_at", OLD."answered_by_id", OLD."asked_at", OLD."asked_by_id", OLD."case_id", OLD."from_team_id", OLD."id", OLD."meeting_on", OLD."organisation_id", NOW(), \'update\', OLD."risk", OLD."to_organisation_id", OLD."to_team_id", OLD."version", OLD."why", OLD."words_sealed"); RETURN NULL;', hash='65bf524007b90911baf14070fcddd7bcda362860', operation='UPDATE', pgid='pgtrigger_update_update_7955f', table='cases_transfer', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='transfer',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "cases_transferevent" ("accepted", "agency_id", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "case_id", "from_team_id", "id", "meeting_on", "organisation_id", "pgh_created_at", "pgh_label", "risk", "to_organisation_id", "to_team_id", "version", "why", "words_sealed") VALUES (OLD."accepted", OLD."agency_id", OLD."answered_at", OLD."answered_by_id", OLD."asked_at", OLD."asked_by_id", OLD."case_id", OLD."from_team_id", OLD."id", OLD."meeting_on", OLD."organisation_id", NOW(), \'delete\', OLD."risk", OLD."to_organisation_id", OLD."to_team_id", OLD."version", OLD."why", OLD."words_sealed"); RETURN NULL;', hash='0f8b26bc2c9d120f8f6aecd8ad0882a548ab1d3e', operation='DELETE', pgid='pgtrigger_delete_delete_a169f', table='cases_transfer', when='AFTER')),
            ),
            migrations.AddConstraint(
                model_name='transfer',
                constraint=models.CheckConstraint(condition=models.Q(('to_team__isnull', True), ('to_organisation__isnull', True), _connector='XOR'), name='transfer_to_one'),
            ),
        ),
    ]
