from django.db import migrations

from umai.foundation.kernel.fences import Bound, Scoped

CHILDREN = ("anotherchild", "emergency", "callattempt", "earliercontact")


class Migration(migrations.Migration):
    dependencies = [
        ("hotline", "0001_initial"),
        ("access", "0002_fences"),
        ("vault", "0002_fences"),
    ]
    operations = [
        Scoped("hotline_contact"),
        Scoped("hotline_contactevent", unique=False),
        Scoped("hotline_counter"),
        Scoped("hotline_draft"),
        *(Scoped(f"hotline_{name}") for name in CHILDREN),
        Bound("hotline_contact", "team_id", "access_team"),
        Bound("hotline_contact", "key_id", "vault_datakey"),
        Bound("hotline_contact", "taken_by_id", "access_person"),
        Bound("hotline_contact", "holder_id", "access_person"),
        Bound("hotline_draft", "key_id", "vault_datakey"),
        Bound("hotline_draft", "person_id", "access_person"),
        Bound("hotline_emergency", "taken_by_id", "access_person"),
        Bound("hotline_callattempt", "by_id", "access_person"),
        Bound("hotline_emergency", "team_id", "access_team"),
        *(
            Bound(f"hotline_{name}", "contact_id", "hotline_contact", on_delete="CASCADE")
            for name in CHILDREN
        ),
        Bound("hotline_earliercontact", "earlier_id", "hotline_contact", on_delete="CASCADE"),
    ]
