from django.db import migrations

from umai.foundation.kernel.fences import Bound, Scoped


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0001_initial"),
        ("access", "0002_fences"),
        ("vault", "0002_fences"),
    ]
    operations = [
        Scoped("notices_notice"),
        Scoped("notices_mail"),
        Scoped("notices_rosterplace"),
        *(
            Bound(f"notices_{table}", "person_id", "access_person")
            for table in ("notice", "mail", "rosterplace")
        ),
        Bound("notices_rosterplace", "team_id", "access_team"),
        Bound("notices_rosterplace", "key_id", "vault_datakey"),
    ]
