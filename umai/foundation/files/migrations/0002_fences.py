from django.db import migrations

from umai.foundation.kernel.fences import Bound, Scoped


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("access", "0002_fences"),
        ("vault", "0002_fences"),
    ]
    operations = [
        Scoped("files_storedfile"),
        Bound("files_storedfile", "key_id", "vault_datakey"),
        Bound("files_storedfile", "kept_by_id", "access_person"),
    ]
