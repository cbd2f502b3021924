from django.db import migrations

from umai.foundation.kernel.fences import Bound, Scoped

OF_A_CASE = ("plan", "followup", "review", "task")
EVERY = (*OF_A_CASE, "goal", "action")
PEOPLE = [
    ("plan", "begun_by_id"),
    ("plan", "written_by_id"),
    ("plan", "decided_by_id"),
    ("plan", "offered_by_id"),
    ("goal", "judged_by_id"),
    ("action", "person_id"),
    ("action", "done_by_id"),
    ("followup", "person_id"),
    ("followup", "noted_by_id"),
    ("followup", "done_by_id"),
    ("review", "begun_by_id"),
    ("review", "ended_by_id"),
    ("task", "person_id"),
    ("task", "given_by_id"),
    ("task", "ended_by_id"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0005_plans"),
        ("access", "0002_fences"),
        ("directory", "0002_fences"),
    ]
    operations = [
        *(Scoped(f"cases_{name}") for name in EVERY),
        *(Scoped(f"cases_{name}event", unique=False) for name in EVERY),
        *(Bound(f"cases_{name}", column, "access_person") for name, column in PEOPLE),
        *(
            Bound(f"cases_{name}", "case_id", "cases_case", on_delete="CASCADE")
            for name in OF_A_CASE
        ),
        Bound("cases_goal", "plan_id", "cases_plan", on_delete="CASCADE"),
        Bound("cases_action", "goal_id", "cases_goal", on_delete="CASCADE"),
        Bound("cases_action", "agency_id", "directory_agency"),
        Bound("cases_plan", "before_id", "cases_plan"),
        Bound("cases_review", "plan_id", "cases_plan"),
        Bound("cases_review", "new_plan_id", "cases_plan"),
    ]
