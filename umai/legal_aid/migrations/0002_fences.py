from django.db import migrations

from umai.foundation.kernel.fences import Bound, Fixed, Scoped

ELSEWHERE = [
    ("procedure", "team_id", "access_team"),
    ("procedure", "owner_id", "access_person"),
    ("procedure", "case_id", "cases_case"),
    ("procedure", "individual_id", "people_individual"),
    ("procedurefact", "by_id", "access_person"),
    ("procedurefact", "agency_id", "directory_agency"),
    ("procedurecounter", "office_id", "access_office"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("legal_aid", "0001_initial"),
        ("access", "0002_fences"),
        ("vault", "0002_fences"),
        ("people", "0002_fences"),
        ("directory", "0002_fences"),
        ("cases", "0002_fences"),
    ]
    operations = [
        *(
            Scoped(f"legal_aid_{name}")
            for name in ("procedure", "procedurefact", "procedurecounter")
        ),
        *(Bound(f"legal_aid_{name}", column, target) for name, column, target in ELSEWHERE),
        Bound(
            "legal_aid_procedurefact", "procedure_id", "legal_aid_procedure", on_delete="CASCADE"
        ),
        Fixed("legal_aid_procedure", "code", "organisation_id", "individual_id", "template"),
    ]
