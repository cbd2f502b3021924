from django.db import migrations

from umai.foundation.kernel.fences import Bound, Scoped

TRACKED = ("assessment", "assesseddomain", "bestinterests", "meeting", "recommendation")
OF_A_CASE = ("assessment", "bestinterests", "meeting", "reportdecision")
OF_A_MEETING = ("invitee", "recommendation")
PEOPLE = [
    ("assessment", "begun_by_id"),
    ("assessment", "summed_by_id"),
    ("assessment", "done_by_id"),
    ("assesseddomain", "saved_by_id"),
    ("bestinterests", "begun_by_id"),
    ("bestinterests", "saved_by_id"),
    ("bestinterests", "done_by_id"),
    ("meeting", "called_by_id"),
    ("meeting", "chair_id"),
    ("meeting", "secretary_id"),
    ("meeting", "minutes_by_id"),
    ("recommendation", "person_id"),
    ("recommendation", "answered_by_id"),
    ("reportdecision", "decided_by_id"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0003_assessments"),
        ("access", "0002_fences"),
        ("directory", "0002_fences"),
    ]
    operations = [
        *(Scoped(f"cases_{name}") for name in (*OF_A_CASE, "assesseddomain", *OF_A_MEETING)),
        *(Scoped(f"cases_{name}event", unique=False) for name in TRACKED),
        *(Bound(f"cases_{name}", column, "access_person") for name, column in PEOPLE),
        *(
            Bound(f"cases_{name}", "case_id", "cases_case", on_delete="CASCADE")
            for name in OF_A_CASE
        ),
        Bound(
            "cases_assesseddomain", "assessment_id", "cases_assessment", on_delete="CASCADE"
        ),
        *(
            Bound(f"cases_{name}", "meeting_id", "cases_meeting", on_delete="CASCADE")
            for name in OF_A_MEETING
        ),
        *(Bound(f"cases_{name}", "agency_id", "directory_agency") for name in OF_A_MEETING),
    ]
