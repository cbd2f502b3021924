from django.db import migrations

from umai.foundation.kernel.fences import Between, Bound, Fixed

BOX = "cases_handover"
SENT = ("organisation_id", "sender_id", "key_id", "code", "why", "asked_at")


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0011_handovers"),
        ("access", "0002_fences"),
        ("directory", "0002_fences"),
        ("vault", "0002_fences"),
    ]
    operations = [
        Between(BOX, "sender_id", hidden="withdrawn_at"),
        Bound(BOX, "key_id", "vault_datakey"),
        Bound(BOX, "case_id", "cases_case"),
        Bound(BOX, "answered_by_id", "access_person"),
        Fixed(BOX, *SENT),
        Bound("cases_transfer", "agency_id", "directory_agency"),
    ]
