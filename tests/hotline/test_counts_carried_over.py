"""The numbers that contacts once held become consultations: as many, for every version."""

import importlib
from typing import Any
from uuid import uuid4

CARRY = importlib.import_module("umai.hotline.migrations.0009_counts_to_consultations").CARRY
# The tables as the migration meets them, with what it reads and writes of them.
BEFORE = """
    CREATE TEMP TABLE access_organisation (id uuid, time_zone text);
    CREATE TEMP TABLE hotline_contact (
        id uuid, organisation_id uuid, version int, received_at timestamptz,
        recorded_at timestamptz, taken_by_id uuid, psychological_consultations int,
        legal_consultations int, social_supports int);
    CREATE TEMP TABLE hotline_contactevent (LIKE hotline_contact);
    ALTER TABLE pg_temp.hotline_contactevent ADD pgh_id serial;
    CREATE TEMP TABLE hotline_consultation (LIKE public.hotline_consultation INCLUDING DEFAULTS);
"""
AT = "2026-03-01 20:30+00"  # already the next day in Kazakhstan


def test_every_version_of_a_contact_keeps_its_numbers(owner_cursor: Any) -> None:
    """R22: psychological 1, then 0, then 2; legal 320 at once in an imported one."""
    owner_cursor.execute(BEFORE)
    here, amina, first, second = (uuid4() for _ in range(4))
    owner_cursor.execute("INSERT INTO access_organisation VALUES (%s, 'Asia/Almaty')", [here])
    row = "INSERT INTO {} VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
    for version, psychological in ((1, 1), (1, 1), (2, 0)):
        said = [first, here, version, AT, AT, amina, psychological, 0, 0]
        owner_cursor.execute(row.format("hotline_contactevent"), said)
    owner_cursor.execute(row.format("hotline_contact"), [first, here, 3, AT, AT, amina, 2, 0, 0])
    said = [second, here, 1, AT, AT, None, 0, 320, 1]
    owner_cursor.execute(row.format("hotline_contact"), said)
    owner_cursor.execute(CARRY)
    told = """
        SELECT discipline, from_version, until_version, count(*), min(held_on)::text,
               count(DISTINCT id), count(given_by_id), min(source), min(service)
        FROM hotline_consultation GROUP BY contact_id, 1, 2, 3 ORDER BY 1, 2
    """
    day = "2026-03-02"
    assert owner_cursor.execute(told).fetchall() == [
        ("LEG", 1, None, 320, day, 320, 0, "carried", ""),
        ("PSY", 1, 1, 1, day, 1, 1, "carried", ""),
        ("PSY", 3, None, 2, day, 2, 2, "carried", ""),
        ("SOC", 1, None, 1, day, 1, 0, "carried", ""),
    ]
