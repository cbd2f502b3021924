from django.db import migrations

from umai.foundation.kernel.fences import Bound


class Migration(migrations.Migration):
    dependencies = [("access", "0003_second_person")]
    operations = [
        Bound("access_factorreset", "person_id", "access_person"),
        Bound("access_factorreset", "asked_by_id", "access_person"),
        Bound("access_factorreset", "confirmed_by_id", "access_person"),
    ]
