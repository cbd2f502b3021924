from django.db import migrations

from umai.foundation.kernel.fences import Bound, Scoped

TABLES = (
    "agency",
    "location",
    "service",
    "serviceatlocation",
    "listing",
    "responsibility",
    "invitation",
    "proposal",
)
OF_AN_AGENCY = ("listing", "responsibility", "invitation", "proposal")


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial"), ("access", "0002_fences")]
    operations = [
        *(Scoped(f"directory_{name}") for name in TABLES),
        *(Scoped(f"directory_{name}event", unique=False) for name in TABLES[:3]),
        Bound("directory_agency", "parent_id", "directory_agency"),
        Bound("directory_agency", "verified_by_id", "access_person"),
        Bound("directory_location", "agency_id", "directory_agency"),
        Bound("directory_service", "agency_id", "directory_agency"),
        Bound("directory_service", "verified_by_id", "access_person"),
        *(
            Bound(f"directory_{name}", "agency_id", "directory_agency", on_delete="CASCADE")
            for name in OF_AN_AGENCY
        ),
        *(
            Bound(f"directory_{name}", f"{to}_id", f"directory_{to}", on_delete="CASCADE")
            for name in ("serviceatlocation", "listing")
            for to in ("service", "location")
        ),
        Bound("directory_invitation", "invited_by_id", "access_person"),
        Bound("directory_proposal", "invitation_id", "directory_invitation"),
        Bound("directory_proposal", "proposed_by_id", "access_person"),
        Bound("directory_proposal", "decided_by_id", "access_person"),
    ]
