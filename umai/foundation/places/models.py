"""The districts of the regions, as an installation loaded them. The same for everybody."""

from django.db import models


class District(models.Model):
    """A district or a city of a region, by its KATO code, with its names by language."""

    code = models.CharField(max_length=16, primary_key=True)
    region = models.CharField(max_length=8)
    names = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["region", "code"], name="district_of_region")]

    def __str__(self) -> str:
        return self.code
