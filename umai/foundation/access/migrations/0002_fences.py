from django.db import migrations

from umai.foundation.kernel.fences import Bound, Paired, Scoped


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [
        # A person signs in before there is a scope, and belongs to one organisation all the same.
        Paired("access_person"),
        Scoped("access_office"),
        Scoped("access_team"),
        Scoped("access_programme"),
        Scoped("access_posting", own="person_id"),
        Bound("access_team", "office_id", "access_office"),
        Bound("access_posting", "team_id", "access_team"),
        Bound("access_posting", "programme_id", "access_programme"),
        *(
            Bound("access_posting", f"{name}_id", "access_person")
            for name in ("person", "opened_by", "confirmed_by", "ended_by")
        ),
    ]
