"""Room for "stateless" and "undetermined", which are no country and longer than its code."""

import django.contrib.postgres.fields
from django.db import migrations, models

from umai.foundation.kernel.steps import OneStep


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_retention'),
    ]

    operations = [
        OneStep(
            migrations.AlterField(
                model_name='individual',
                name='citizenships',
                field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), blank=True, default=list, size=None),
            ),
            migrations.AlterField(
                model_name='individualevent',
                name='citizenships',
                field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), blank=True, default=list, size=None),
            ),
            migrations.AlterField(
                model_name='relation',
                name='country',
                field=models.CharField(blank=True, default='', max_length=16),
            ),
            migrations.AlterField(
                model_name='relationevent',
                name='country',
                field=models.CharField(blank=True, default='', max_length=16),
            ),
        ),
    ]
