"""The rows of the measures of supervision: CM15 of those who work on cases, CM16 of their files.

CM15 tells each promise of a session anew from what was held: after every session the next is due
by the day that stands with it, and again as many days later for as long as none is held. Somebody
who begins to lead cases is due the first after the days of the rule in force. Nothing is due of
who leads no case on that day.
"""

from umai.cases import queries

SUPERVISED = f"""
    WITH led AS ({queries.LEADING}), begins AS (
        SELECT worker_id AS person_id, held_on AS day, max(due_on) AS due, true AS session
        FROM cases_supervision
        WHERE organisation_id = %(organisation)s AND kind = 'individual'
        GROUP BY worker_id, held_on
        UNION ALL
        SELECT person_id, lower(span), lower(span) + %(supervision)s::int, false
        FROM led, unnest(led.spans) AS span
    ), turns AS (
        SELECT person_id, day, due, due - day AS step,
               lead(day) OVER turn AS next_day, lead(session) OVER turn AS met
        FROM begins WINDOW turn AS (PARTITION BY person_id ORDER BY day, session)
    ), slots AS (
        SELECT person_id, next_day, due + place * step AS due_on,
               met IS TRUE AND due + place * step >= next_day AS hit
        FROM turns, generate_series(
            0, greatest(0, (coalesce(next_day, %(last)s::date) - due + step - 1) / step)
        ) AS place
        WHERE step > 0
    )
    SELECT led.team_id, slots.hit
    FROM slots JOIN led ON led.person_id = slots.person_id
     AND led.spans @> CASE WHEN slots.hit THEN slots.next_day ELSE slots.due_on END
    WHERE slots.due_on BETWEEN %(first)s AND %(last)s
      AND (slots.hit OR (slots.due_on < %(today)s
                         AND (slots.next_day IS NULL OR slots.due_on < slots.next_day)))
"""  # noqa: S608  # our own words
# The mean over files, not over workers, and by no worker: nobody is compared with anybody.
LOOKED_THROUGH = """
    SELECT case_id, points::numeric / nullif(applied, 0) AS amount
    FROM cases_fileaudit
    WHERE organisation_id = %(organisation)s AND audited_on BETWEEN %(first)s AND %(last)s
"""
