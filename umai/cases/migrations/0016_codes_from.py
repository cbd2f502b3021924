"""The beginning of a code is found by index."""

from django.db import migrations, models
from django.db.models.functions import Collate


class Migration(migrations.Migration):
    dependencies = [("cases", "0015_indexes")]
    operations = [
        migrations.AddIndex(
            "case",
            models.Index("organisation", Collate("code", "C"), name="case_code_from"),
        )
    ]
