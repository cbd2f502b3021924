"""The list of a whole organisation, codes and the indicators are found by index."""

from django.db import migrations, models
from django.db.models import Q

from umai.foundation.kernel.steps import OneStep

LIVES = [
    "opened", "reopened", "unmerged", "screened_out", "closed", "transferred", "merged",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_supervision_within")]
    operations = [
        OneStep(
            migrations.AddIndex(
                "case", models.Index(fields=["organisation", "code"], name="case_code")
            ),
            migrations.AddIndex(
                "case",
                models.Index(
                    fields=["organisation", "next_due_at", "id"],
                    include=["team", "owner", "risk", "individual"],
                    condition=Q(ended_at__isnull=True),
                    name="case_open_due",
                ),
            ),
            migrations.AddIndex(
                "case",
                models.Index(
                    fields=["organisation", "ended_at", "id"],
                    condition=Q(ended_at__isnull=False),
                    name="case_ended",
                ),
            ),
            migrations.AddIndex(
                "fact", models.Index(fields=["organisation", "kind", "at"], name="fact_of_kind")
            ),
            migrations.AddIndex(
                "fact",
                models.Index(
                    fields=["organisation", "case", "number"],
                    include=["kind", "at"],
                    condition=Q(kind__in=LIVES),
                    name="fact_lives",
                ),
            ),
            migrations.AddIndex(
                "clock", models.Index(fields=["organisation", "kind", "due_at"], name="clock_of_kind")
            ),
            migrations.AddIndex(
                "approval",
                models.Index(
                    fields=["organisation", "asked_at", "id"],
                    condition=Q(state="asked"),
                    name="approval_waiting",
                ),
            ),
        ),
    ]
