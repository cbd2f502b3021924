"""The number of a person in a register belongs to the team: another team counts on its own."""

from django.db import migrations, models

from umai.foundation.kernel.steps import OneStep


class Migration(migrations.Migration):
    dependencies = [("people", "0008_households")]

    operations = [
        OneStep(
            migrations.RemoveConstraint("individual", "individual_reference_once"),
            migrations.AddConstraint(
                "individual",
                models.UniqueConstraint(
                    condition=models.Q(("reference", ""), _negated=True),
                    fields=["organisation", "team", "reference"],
                    name="individual_reference_once",
                ),
            ),
        ),
    ]
