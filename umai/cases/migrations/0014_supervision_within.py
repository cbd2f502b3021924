from django.db import migrations

from umai.foundation.kernel.fences import Bound, Scoped

TRACKED = ("supervision", "fileaudit")
PEOPLE = [
    ("supervision", "supervisor_id"),
    ("supervision", "worker_id"),
    ("fileaudit", "auditor_id"),
    ("fileaudit", "worker_id"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0013_supervision"),
        ("access", "0002_fences"),
        ("vault", "0002_fences"),
    ]
    operations = [
        *(Scoped(f"cases_{name}") for name in (*TRACKED, "discussedcase")),
        *(Scoped(f"cases_{name}event", unique=False) for name in TRACKED),
        *(Bound(f"cases_{name}", column, "access_person") for name, column in PEOPLE),
        Bound("cases_supervision", "key_id", "vault_datakey"),
        Bound("cases_discussedcase", "supervision_id", "cases_supervision", on_delete="CASCADE"),
        Bound("cases_discussedcase", "case_id", "cases_case", on_delete="CASCADE"),
        Bound("cases_fileaudit", "case_id", "cases_case", on_delete="CASCADE"),
    ]
