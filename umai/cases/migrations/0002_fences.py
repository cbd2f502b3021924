from django.db import migrations

from umai.foundation.kernel.fences import Bound, Scoped

TRACKED = ("case", "concern")
OF_A_CASE = ("fact", "casemember", "concern", "riskrating", "clock", "approval")
PEOPLE = [
    ("case", "owner_id"),
    ("case", "opened_by_id"),
    ("fact", "by_id"),
    ("casemember", "person_id"),
    ("casemember", "added_by_id"),
    ("concern", "noted_by_id"),
    ("concern", "changed_by_id"),
    ("riskrating", "by_id"),
    ("approval", "asked_by_id"),
    ("approval", "decided_by_id"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
        ("access", "0002_fences"),
        ("vault", "0002_fences"),
        ("people", "0002_fences"),
    ]
    operations = [
        *(Scoped(f"cases_{name}") for name in ("case", *OF_A_CASE)),
        *(Scoped(f"cases_{name}event", unique=False) for name in TRACKED),
        Bound("cases_case", "individual_id", "people_individual"),
        Bound("cases_case", "team_id", "access_team"),
        Bound("cases_case", "key_id", "vault_datakey"),
        *(Bound(f"cases_{name}", column, "access_person") for name, column in PEOPLE),
        *(
            Bound(f"cases_{name}", "case_id", "cases_case", on_delete="CASCADE")
            for name in OF_A_CASE
        ),
    ]
