from django.db import migrations

from umai.foundation.kernel.fences import Bound, Scoped

OF_A_CASE = ("attendance", "processnote", "score")
EVERY = (*OF_A_CASE, "session")
PEOPLE = [
    ("session", "recorded_by_id"),
    ("processnote", "author_id"),
    ("processnote", "supervisor_id"),
    ("score", "noted_by_id"),
    ("score", "struck_by_id"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_sessions"),
        ("access", "0002_fences"),
        ("vault", "0002_fences"),
    ]
    operations = [
        *(Scoped(f"cases_{name}") for name in EVERY),
        *(Scoped(f"cases_{name}event", unique=False) for name in EVERY),
        *(Bound(f"cases_{name}", column, "access_person") for name, column in PEOPLE),
        *(
            Bound(f"cases_{name}", "case_id", "cases_case", on_delete="CASCADE")
            for name in OF_A_CASE
        ),
        Bound("cases_attendance", "session_id", "cases_session", on_delete="CASCADE"),
        Bound("cases_attendance", "goal_id", "cases_goal"),
        Bound("cases_processnote", "attendance_id", "cases_attendance"),
        Bound("cases_processnote", "key_id", "vault_datakey"),
    ]
