from django.db import migrations

from umai.foundation.kernel.fences import Bound, Scoped


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [
        Scoped("access_office"),
        Scoped("access_team"),
        Scoped("access_programme"),
        Scoped("access_posting", own="person_id"),
        Bound("access_team", "office_id", "access_office"),
        Bound("access_posting", "team_id", "access_team"),
        Bound("access_posting", "programme_id", "access_programme"),
    ]
