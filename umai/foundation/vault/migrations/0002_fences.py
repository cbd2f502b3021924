from django.db import migrations

from umai.foundation.kernel.fences import Scoped


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]
    operations = [Scoped("vault_datakey")]
