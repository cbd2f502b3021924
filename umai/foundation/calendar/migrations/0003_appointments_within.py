"""Row security of rooms and appointments, and the fence against taking anything twice.

`btree_gist` is not everywhere, and none is needed: a time of a holder is a range of pairs (holder,
moment), in their order. Two ranges of different holders never meet; two of one meet as their times
do. An exclusion constraint may use `&&`: it looks past row security, at the rows of everybody.
"""

from django.db import migrations

from umai.foundation.kernel.fences import Bound, Scoped

HOLDER = "coalesce(room_id, person_id)"
ONCE = f"""
    CREATE TYPE calendar_point AS (holder uuid, at timestamptz);
    CREATE TYPE calendar_span AS RANGE (SUBTYPE = calendar_point);
    ALTER TABLE calendar_taken ADD CONSTRAINT taken_once EXCLUDE USING gist (
        calendar_span(
            ROW({HOLDER}, starts_at)::calendar_point, ROW({HOLDER}, ends_at)::calendar_point, '[)'
        ) WITH &&
    ) WHERE (stands);
"""
TWICE = """
    ALTER TABLE calendar_taken DROP CONSTRAINT taken_once;
    DROP TYPE calendar_span;
    DROP TYPE calendar_point;
"""
PEOPLE = (
    ("room", "opened_by_id"),
    ("room", "closed_by_id"),
    ("appointment", "made_by_id"),
    ("appointment", "cancelled_by_id"),
    ("taken", "person_id"),
    ("calendarlink", "person_id"),
)


class Migration(migrations.Migration):

    dependencies = [("calendar", "0002_appointments")]

    operations = [
        *(Scoped(f"calendar_{name}") for name in ("room", "appointment", "taken", "calendarlink")),
        Scoped("calendar_appointmentevent", unique=False),
        *(Bound(f"calendar_{name}", column, "access_person") for name, column in PEOPLE),
        Bound("calendar_room", "office_id", "access_office"),
        Bound("calendar_taken", "appointment_id", "calendar_appointment", on_delete="CASCADE"),
        Bound("calendar_taken", "room_id", "calendar_room"),
        migrations.RunSQL(ONCE, TWICE),
    ]
