from django.db import migrations

from umai.foundation.kernel.fences import Bound, Scoped

KEYS = ("namekey", "lookupkey")


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("access", "0002_fences"),
        ("vault", "0002_fences"),
    ]
    operations = [
        Scoped("people_individual"),
        Scoped("people_individualevent", unique=False),
        *(Scoped(f"people_{name}", unique=False) for name in KEYS),
        Scoped("people_codecounter"),
        Bound("people_individual", "office_id", "access_office"),
        Bound("people_individual", "team_id", "access_team"),
        Bound("people_individual", "key_id", "vault_datakey"),
        Bound("people_individual", "registered_by_id", "access_person"),
        *(
            Bound(f"people_{name}", "individual_id", "people_individual", on_delete="CASCADE")
            for name in KEYS
        ),
        Bound("people_codecounter", "office_id", "access_office"),
    ]
