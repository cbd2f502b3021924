from django.db import migrations

from umai.foundation.kernel.fences import Bound, Scoped

TRACKED = ("closure", "transfer")
OF_A_CASE = (*TRACKED, "attempt")
PEOPLE = [
    ("closure", "asked_by_id"),
    ("closure", "decided_by_id"),
    ("attempt", "noted_by_id"),
    ("transfer", "asked_by_id"),
    ("transfer", "answered_by_id"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0009_closures"),
        ("access", "0002_fences"),
    ]
    operations = [
        *(Scoped(f"cases_{name}") for name in OF_A_CASE),
        *(Scoped(f"cases_{name}event", unique=False) for name in TRACKED),
        *(Bound(f"cases_{name}", column, "access_person") for name, column in PEOPLE),
        *(
            Bound(f"cases_{name}", "case_id", "cases_case", on_delete="CASCADE")
            for name in OF_A_CASE
        ),
        Bound("cases_transfer", "from_team_id", "access_team"),
        Bound("cases_transfer", "to_team_id", "access_team"),
    ]
