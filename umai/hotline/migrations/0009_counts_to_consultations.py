"""The numbers noted on contacts become consultations, and the columns go: one source."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

from umai.foundation.kernel.steps import OneStep

# As many rows as each version had. The n-th consultation of a kind stands in the versions that had at
# least n; where it was taken away and came back, it is another row. Which service it was, how long
# and how was never asked, and is not invented.
CARRY = """
    WITH had AS (
        SELECT DISTINCT ON (past.id, past.version) past.organisation_id, past.id, past.version,
               past.received_at, past.taken_by_id, past.psychological_consultations AS psy,
               past.legal_consultations AS leg, past.social_supports AS soc
        FROM hotline_contactevent past
        JOIN hotline_contact contact ON contact.id = past.id AND contact.version > past.version
        ORDER BY past.id, past.version, past.pgh_id DESC
    ), versions AS (
        SELECT * FROM had
        UNION ALL
        SELECT organisation_id, id, version, received_at, taken_by_id,
               psychological_consultations, legal_consultations, social_supports
        FROM hotline_contact
    ), each AS (
        SELECT versions.*, kind.discipline, place, house.time_zone,
               row_number() OVER (
                   PARTITION BY versions.id, kind.discipline, place ORDER BY version
               ) AS turn
        FROM versions
        JOIN access_organisation house ON house.id = versions.organisation_id
        CROSS JOIN LATERAL (VALUES ('PSY', psy), ('LEG', leg), ('SOC', soc))
              AS kind(discipline, number)
        CROSS JOIN LATERAL generate_series(1, kind.number) AS place
    ), stood AS (
        SELECT id AS contact_id, organisation_id, discipline, place, min(version) AS since,
               max(version) AS until, min(taken_by_id::text)::uuid AS taken_by_id,
               (array_agg(received_at ORDER BY version DESC))[1] AS received_at, time_zone
        FROM each
        GROUP BY id, organisation_id, discipline, place, version - turn, time_zone
    )
    INSERT INTO hotline_consultation (
        id, organisation_id, contact_id, discipline, service, held_on, mode, given_by_id,
        recorded_at, source, reference, from_version, until_version, version
    )
    SELECT gen_random_uuid(), stood.organisation_id, stood.contact_id, stood.discipline, '',
           (stood.received_at AT TIME ZONE stood.time_zone)::date, '', stood.taken_by_id,
           contact.recorded_at, 'carried', '', stood.since,
           CASE WHEN stood.until < contact.version THEN stood.until END, 1
    FROM stood JOIN hotline_contact contact ON contact.id = stood.contact_id
"""


class Migration(migrations.Migration):

    dependencies = [('hotline', '0008_consultations')]

    operations = [
        migrations.RunSQL(CARRY),
        OneStep(
            pgtrigger.migrations.RemoveTrigger(
                model_name='contact',
                name='update_update',
            ),
            pgtrigger.migrations.RemoveTrigger(
                model_name='contact',
                name='delete_delete',
            ),
            migrations.RemoveField(
                model_name='contact',
                name='legal_consultations',
            ),
            migrations.RemoveField(
                model_name='contact',
                name='psychological_consultations',
            ),
            migrations.RemoveField(
                model_name='contact',
                name='social_supports',
            ),
            migrations.RemoveField(
                model_name='contactevent',
                name='legal_consultations',
            ),
            migrations.RemoveField(
                model_name='contactevent',
                name='psychological_consultations',
            ),
            migrations.RemoveField(
                model_name='contactevent',
                name='social_supports',
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='contact',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "hotline_contactevent" ("advice_sealed", "anonymous", "attempts_left", "booked", "call_back_due_at", "call_back_until", "caller_code_hash", "caller_name_sealed", "caller_relation", "caller_sex", "case_id", "channel", "child_age", "child_citizenship", "child_education", "child_ethnicity", "child_family_status", "child_living_situation", "child_sex", "code", "contact_type", "danger_now", "duration_seconds", "family_flags", "follow_up_done_at", "follow_up_on", "holder_id", "id", "import_digest", "key_id", "language", "materials", "may_call_back", "may_say_who", "narrative_sealed", "not_attending_reason", "organisation_id", "other_topics", "outcome", "pgh_created_at", "pgh_label", "phone_sealed", "received_at", "recorded_at", "reference", "referred_to_sealed", "region", "safe_time_sealed", "satisfaction", "second_axis", "source", "state", "substantive", "taken_by_id", "team_id", "topic", "version") VALUES (OLD."advice_sealed", OLD."anonymous", OLD."attempts_left", OLD."booked", OLD."call_back_due_at", OLD."call_back_until", OLD."caller_code_hash", OLD."caller_name_sealed", OLD."caller_relation", OLD."caller_sex", OLD."case_id", OLD."channel", OLD."child_age", OLD."child_citizenship", OLD."child_education", OLD."child_ethnicity", OLD."child_family_status", OLD."child_living_situation", OLD."child_sex", OLD."code", OLD."contact_type", OLD."danger_now", OLD."duration_seconds", OLD."family_flags", OLD."follow_up_done_at", OLD."follow_up_on", OLD."holder_id", OLD."id", OLD."import_digest", OLD."key_id", OLD."language", OLD."materials", OLD."may_call_back", OLD."may_say_who", OLD."narrative_sealed", OLD."not_attending_reason", OLD."organisation_id", OLD."other_topics", OLD."outcome", NOW(), \'update\', OLD."phone_sealed", OLD."received_at", OLD."recorded_at", OLD."reference", OLD."referred_to_sealed", OLD."region", OLD."safe_time_sealed", OLD."satisfaction", OLD."second_axis", OLD."source", OLD."state", OLD."substantive", OLD."taken_by_id", OLD."team_id", OLD."topic", OLD."version"); RETURN NULL;', hash='24f87e05680c7b661d642a511b4bb634576307f8', operation='UPDATE', pgid='pgtrigger_update_update_afac7', table='hotline_contact', when='AFTER')),
            ),
            pgtrigger.migrations.AddTrigger(
                model_name='contact',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "hotline_contactevent" ("advice_sealed", "anonymous", "attempts_left", "booked", "call_back_due_at", "call_back_until", "caller_code_hash", "caller_name_sealed", "caller_relation", "caller_sex", "case_id", "channel", "child_age", "child_citizenship", "child_education", "child_ethnicity", "child_family_status", "child_living_situation", "child_sex", "code", "contact_type", "danger_now", "duration_seconds", "family_flags", "follow_up_done_at", "follow_up_on", "holder_id", "id", "import_digest", "key_id", "language", "materials", "may_call_back", "may_say_who", "narrative_sealed", "not_attending_reason", "organisation_id", "other_topics", "outcome", "pgh_created_at", "pgh_label", "phone_sealed", "received_at", "recorded_at", "reference", "referred_to_sealed", "region", "safe_time_sealed", "satisfaction", "second_axis", "source", "state", "substantive", "taken_by_id", "team_id", "topic", "version") VALUES (OLD."advice_sealed", OLD."anonymous", OLD."attempts_left", OLD."booked", OLD."call_back_due_at", OLD."call_back_until", OLD."caller_code_hash", OLD."caller_name_sealed", OLD."caller_relation", OLD."caller_sex", OLD."case_id", OLD."channel", OLD."child_age", OLD."child_citizenship", OLD."child_education", OLD."child_ethnicity", OLD."child_family_status", OLD."child_living_situation", OLD."child_sex", OLD."code", OLD."contact_type", OLD."danger_now", OLD."duration_seconds", OLD."family_flags", OLD."follow_up_done_at", OLD."follow_up_on", OLD."holder_id", OLD."id", OLD."import_digest", OLD."key_id", OLD."language", OLD."materials", OLD."may_call_back", OLD."may_say_who", OLD."narrative_sealed", OLD."not_attending_reason", OLD."organisation_id", OLD."other_topics", OLD."outcome", NOW(), \'delete\', OLD."phone_sealed", OLD."received_at", OLD."recorded_at", OLD."reference", OLD."referred_to_sealed", OLD."region", OLD."safe_time_sealed", OLD."satisfaction", OLD."second_axis", OLD."source", OLD."state", OLD."substantive", OLD."taken_by_id", OLD."team_id", OLD."topic", OLD."version"); RETURN NULL;', hash='daff386a91a993c9768c8890f5a614454bb845f2', operation='DELETE', pgid='pgtrigger_delete_delete_09e38', table='hotline_contact', when='AFTER')),
            ),
        ),
    ]
