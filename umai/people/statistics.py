"""What rooms above may count people by. No name does: codes, years, and who lives with whom.

Both are pieces of SQL for a query that counts: they are joined, never shown.
"""

# Everybody by the words that reports divide them by. `child` is who the record stands for: of two
# merged records both stand for one child.
PEOPLE = """
    SELECT id, organisation_id, coalesce(merged_into_id, id) AS child, sex, birth_year,
           coalesce(citizenships[1], '') AS citizenship, cabm_category, migration_status,
           uasc_status
    FROM people_individual
    WHERE organisation_id = %(organisation)s
"""
# For each of the people in `asked` (individual_id) the household: the least id among all who live
# together with them, directly or through others.
HOUSEHOLDS = """
    WITH RECURSIVE together AS (
        SELECT individual_id AS one, other_id AS another FROM people_relation
        WHERE organisation_id = %(organisation)s AND lives_with AND other_id IS NOT NULL
        UNION
        SELECT other_id, individual_id FROM people_relation
        WHERE organisation_id = %(organisation)s AND lives_with AND other_id IS NOT NULL
    ), reached AS (
        SELECT individual_id, individual_id AS member FROM asked
        UNION
        SELECT reached.individual_id, together.another
        FROM reached JOIN together ON together.one = reached.member
    )
    SELECT individual_id, min(member::text) AS household FROM reached GROUP BY individual_id
"""
