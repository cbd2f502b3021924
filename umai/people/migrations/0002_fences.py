from django.db import migrations

from umai.foundation.kernel.fences import Bound, Scoped

TRACKED = ("individual", "document", "relation", "consent")
KEYS = ("namekey", "lookupkey")
PLAIN = ("circleplace", "codecounter", "pair", "merge", "search")
OF_SOMEBODY = ("document", "relation", "consent", "circleplace", *KEYS)
PEOPLE = [
    ("individual", "registered_by_id"),
    ("search", "person_id"),
    ("circleplace", "person_id"),
    ("circleplace", "opened_by_id"),
    ("document", "seen_by_id"),
    ("consent", "override_by_id"),
    ("consent", "noted_by_id"),
    ("pair", "decided_by_id"),
    ("merge", "merged_by_id"),
    ("merge", "undone_by_id"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("access", "0002_fences"),
        ("vault", "0002_fences"),
        ("directory", "0002_fences"),
    ]
    operations = [
        *(Scoped(f"people_{name}") for name in (*TRACKED, *PLAIN)),
        *(Scoped(f"people_{name}event", unique=False) for name in TRACKED),
        *(Scoped(f"people_{name}", unique=False) for name in KEYS),
        Bound("people_individual", "office_id", "access_office"),
        Bound("people_individual", "team_id", "access_team"),
        Bound("people_individual", "key_id", "vault_datakey"),
        Bound("people_individual", "merged_into_id", "people_individual"),
        Bound("people_circleplace", "team_id", "access_team"),
        Bound("people_codecounter", "office_id", "access_office"),
        Bound("people_consent", "agency_id", "directory_agency"),
        *(Bound(f"people_{name}", column, "access_person") for name, column in PEOPLE),
        *(
            Bound(f"people_{name}", "individual_id", "people_individual", on_delete="CASCADE")
            for name in OF_SOMEBODY
        ),
        *(
            Bound(f"people_{name}", column, "people_individual", on_delete="CASCADE")
            for name, columns in (
                ("relation", ("other_id",)),
                ("pair", ("one_id", "other_id")),
                ("merge", ("gone_id", "stays_id")),
            )
            for column in columns
        ),
    ]
