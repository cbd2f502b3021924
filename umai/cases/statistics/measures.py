"""The measures of cases and services (domain 6): a query each, with a row for all that it counts.

`until` is the end of the period, or now if that has not come; `start` and `end` are moments where
the organisation works.
"""

from dataclasses import dataclass
from enum import StrEnum

from umai.cases.statistics.supervising import LOOKED_THROUGH, SUPERVISED
from umai.people import statistics as people


class Kind(StrEnum):
    """What is made of the rows of a measure."""

    SHARE = "share"  # rows that hit, among the rows of which it is known
    COUNT = "count"  # distinct things
    SUM = "sum"
    MEDIAN = "median"
    MEAN = "mean"
    EACH = "each"  # rows for each distinct thing: cases of one worker
    WITHIN = "within"  # things with no more rows than a limit, among all things


# By what a measure may be divided: columns of the case, the child, or the row that is counted.
OF_CHILD = {
    "sex": "who.sex",
    "age_band": "band.code",
    "citizenship": "who.citizenship",
    "cabm_category": "who.cabm_category",
    "migration_status": "who.migration_status",
    "uasc_status": "who.uasc_status",
}
OF_CASE = {"region": "held.region", "team": "team.name"}
OF_ROW = {
    "risk": "counted.risk",
    "reason": "counted.reason",
    "duration": "counted.duration",
    "layer": "counted.layer",
    "measure": "counted.measure",
    "service": "counted.service",
    "service_domain": "counted.service_domain",
}
COLUMNS = {**OF_CHILD, **OF_CASE, **OF_ROW}
# Parts of a whole: their numbers stand on the base of all parts together.
PARTS = frozenset({"reason", "duration"})


@dataclass(frozen=True)
class Measure:
    """One indicator: what a unit of it is, by what it may be divided, and its rows in SQL.

    The rows have `case_id`, and as the kind needs them `hit`, `thing`, `amount` and columns of
    their own. `parts`: divided by a reason or a band it shows the parts of one whole. `of_staff`:
    about those who work here; the rows have `team_id` and no case.
    """

    code: str
    kind: Kind
    unit: str
    rows: str
    by: tuple[str, ...] = ()
    parts: bool = False
    of_staff: bool = False


@dataclass(frozen=True)
class Besides:
    """What a higher room counts with a measure of distinct things: its rows in SQL with `thing` and
    the dimensions that it `knows`. They have no case; `COLUMNS` that they don't know stay blank.
    """

    rows: str
    knows: tuple[str, ...]


CHILD = ("sex", "age_band")
WHOSE = (*CHILD, "citizenship", "cabm_category", "migration_status", "uasc_status", *OF_CASE)

# When cases began and ended: a case that was reopened has two lives.
LIVES = """
    SELECT case_id, kind, at AS began_at, lead(kind) OVER turn AS end_kind,
           lead(at) OVER turn AS ended_at
    FROM cases_fact
    WHERE organisation_id = %(organisation)s AND at < %(until)s
      AND kind IN ('opened', 'reopened', 'unmerged', 'screened_out', 'closed', 'transferred',
                   'merged')
    WINDOW turn AS (PARTITION BY case_id ORDER BY number)
"""
BEGINS = "kind IN ('opened', 'reopened', 'unmerged')"
# A promise counts in the period in which it was due; one that nobody asks for any more does not.
PROMISES = """
    SELECT case_id, risk, state = 'met' AND ended_at <= due_at AS hit
    FROM cases_clock
    WHERE organisation_id = %(organisation)s AND kind = '{kind}'
      AND due_at >= %(start)s AND due_at < %(end)s
      AND (state = 'met' OR due_at <= %(now)s)
      AND NOT (state = 'stopped' AND ended_at < due_at)
"""
ENDINGS = """
    SELECT closure.*, held.first_risk FROM cases_closure closure
    JOIN cases_case held ON held.id = closure.case_id
    WHERE closure.organisation_id = %(organisation)s AND closure.approved
      AND closure.decided_at >= %(start)s AND closure.decided_at < %(end)s
"""
SERVED = """
    SELECT given.case_id, given.child_came, given.relatives, session.id AS session_id,
           session.layer, session.service, held.individual_id,
           word.domain AS service_domain
    FROM cases_session session
    JOIN cases_attendance given ON given.session_id = session.id
     AND given.organisation_id = session.organisation_id
    JOIN cases_case held ON held.id = given.case_id
    JOIN unnest(%(services)s::text[], %(domains)s::text[]) AS word(code, domain)
      ON word.code = session.service
    WHERE session.organisation_id = %(organisation)s
      AND session.held_on BETWEEN %(first)s AND %(last)s
      AND given.outcome = ANY(%(given)s)
"""
LED = f"""
    SELECT DISTINCT lives.case_id, member.person_id::text AS thing
    FROM ({LIVES}) lives
    LEFT JOIN cases_casemember member ON member.case_id = lives.case_id
     AND member.role = 'owner' AND member.since < %(until)s
     AND (member.until IS NULL OR member.until >= %(until)s)
    WHERE lives.{BEGINS} AND lives.ended_at IS NULL
"""  # noqa: S608  # our own words
REGISTERED = """
    SELECT happened.case_id, happened.at, held.opened_at,
           coalesce(promise.risk, held.first_risk) AS risk, promise.hit
    FROM cases_fact happened
    JOIN cases_case held ON held.id = happened.case_id
    LEFT JOIN (
        SELECT case_id, max(risk) AS risk, bool_and(ended_at <= due_at) AS hit
        FROM cases_clock
        WHERE organisation_id = %(organisation)s AND kind = 'register' AND state = 'met'
        GROUP BY case_id
    ) promise ON promise.case_id = happened.case_id
    WHERE happened.organisation_id = %(organisation)s AND happened.kind = 'registered'
      AND happened.at >= %(start)s AND happened.at < %(end)s
"""
TOOK = f"""
    SELECT case_id, risk, extract(epoch FROM at - opened_at) / 3600 AS amount
    FROM ({REGISTERED}) registered
"""  # noqa: S608  # our own words
PLANNED = f"""
    SELECT DISTINCT ON (lives.case_id) lives.case_id, promise.risk,
           EXISTS (
               SELECT FROM cases_plan plan
               WHERE plan.case_id = lives.case_id AND plan.state = 'approved'
                 AND plan.decided_at < %(until)s
                 AND (lives.kind = 'unmerged' OR plan.decided_at >= lives.began_at)
           ) AS hit
    FROM ({LIVES}) lives
    JOIN cases_clock promise ON promise.case_id = lives.case_id AND promise.kind = 'plan'
     AND promise.due_at < %(until)s
     AND (lives.kind = 'unmerged' OR promise.began_at >= lives.began_at)
     AND NOT (promise.state = 'stopped' AND promise.ended_at < promise.due_at)
    WHERE lives.{BEGINS} AND lives.ended_at IS NULL
    ORDER BY lives.case_id, promise.due_at DESC
"""  # noqa: S608  # our own words
TOOK_PART = """
    SELECT case_id, child_present OR child_agrees IS NOT NULL AS hit
    FROM cases_plan
    WHERE organisation_id = %(organisation)s AND state = 'approved'
      AND decided_at >= %(start)s AND decided_at < %(end)s
    UNION ALL
    SELECT case_id, child_present
    FROM cases_review
    WHERE organisation_id = %(organisation)s
      AND ended_at >= %(start)s AND ended_at < %(end)s
"""
LASTED = f"""
    SELECT case_id, true AS hit,
           CASE WHEN days <= 30 THEN '0-30' WHEN days <= 90 THEN '31-90'
                WHEN days <= 180 THEN '91-180' ELSE '181+' END AS duration
    FROM (
        SELECT case_id,
               (coalesce(ended_at, %(until)s) AT TIME ZONE %(zone)s)::date
               - (began_at AT TIME ZONE %(zone)s)::date AS days
        FROM ({LIVES}) lives
        WHERE {BEGINS} AND (ended_at IS NULL OR (end_kind = 'closed' AND ended_at >= %(start)s))
    ) lasted
"""  # noqa: S608  # our own words
CAME_BACK = """
    SELECT gone.case_id, gone.what AS reason,
           EXISTS (
               SELECT FROM cases_fact back
               WHERE back.case_id = gone.case_id AND back.kind = 'reopened'
                 AND back.at >= gone.at
                 AND back.at < (gone.at AT TIME ZONE %(zone)s + interval '6 months')
                               AT TIME ZONE %(zone)s
           ) AS hit
    FROM (
        SELECT shut.case_id, shut.at, coalesce(closure.reason, '') AS what
        FROM cases_fact shut
        LEFT JOIN cases_closure closure ON closure.id = shut.subject_id
        WHERE shut.organisation_id = %(organisation)s AND shut.kind = 'closed'
          AND shut.at >= (%(until)s AT TIME ZONE %(zone)s - interval '12 months')
                         AT TIME ZONE %(zone)s
          AND shut.at < (%(until)s AT TIME ZONE %(zone)s - interval '6 months')
                        AT TIME ZONE %(zone)s
    ) gone
"""
MANAGED = f"""
    SELECT lives.case_id, who.child::text AS thing
    FROM ({LIVES}) lives
    JOIN cases_case held ON held.id = lives.case_id
    JOIN ({people.PEOPLE}) who ON who.id = held.individual_id
    WHERE lives.{BEGINS} AND (lives.ended_at IS NULL OR lives.ended_at >= %(start)s)
      AND EXISTS (
          SELECT FROM cases_fact registered
          WHERE registered.case_id = lives.case_id AND registered.kind = 'registered'
            AND registered.at < %(until)s
            AND registered.at < coalesce(lives.ended_at, 'infinity')
      )
"""  # noqa: S608  # our own words
FAMILIES = f"""
    WITH served AS ({SERVED}), asked AS (
        SELECT DISTINCT individual_id FROM served WHERE service_domain = 'SOC'
    ), homes AS ({people.HOUSEHOLDS})
    SELECT served.case_id, served.service, homes.household AS thing
    FROM served JOIN homes ON homes.individual_id = served.individual_id
    WHERE served.service_domain = 'SOC'
"""  # noqa: S608  # our own words
REACHED = f"""
    SELECT served.case_id, served.service_domain, who.child::text AS thing
    FROM ({SERVED}) served JOIN ({people.PEOPLE}) who ON who.id = served.individual_id
    WHERE served.service_domain IN ('PSY', 'SOC', 'LEG', 'FTR')
"""  # noqa: S608  # our own words
# A child is one person; of relatives only their number is known: the most who came at once.
LAYERED = """
    SELECT case_id, {layer} AS layer, bool_or(child_came)::int + max(relatives) AS amount
    FROM ({served}) served WHERE service_domain = 'PSY' GROUP BY 1, 2
"""
CONSULTED = """
    SELECT case_id, service, layer, session_id::text AS thing
    FROM ({served}) served WHERE service = ANY(%({which})s)
"""


# From the first to the last score of one measure in one version, if the last fell into the period.
PROGRESS = """
    SELECT case_id, {measure} AS measure, bool_or(gain >= enough) AS hit
    FROM (
        SELECT score.case_id, score.measure, min(known.enough) AS enough,
               (array_agg(score.score ORDER BY taken_on DESC, noted_at DESC, score.id DESC))[1]
               - (array_agg(score.score ORDER BY taken_on, noted_at, score.id))[1] AS gain
        FROM cases_score score
        JOIN unnest(%(measures)s::text[], %(editions)s::text[], %(gains)s::int[])
          AS known(code, edition, enough)
          ON known.code = score.measure AND known.edition = score.edition
        WHERE score.organisation_id = %(organisation)s AND score.struck_at IS NULL
          AND score.taken_on <= %(last)s
        GROUP BY score.case_id, score.measure, score.edition
        HAVING count(*) > 1 AND max(taken_on) >= %(first)s
    ) scored
    GROUP BY 1, 2
"""


def _promised(kind: str) -> str:
    return PROMISES.format(kind=kind)


def _of_endings(columns: str) -> str:
    return f"SELECT case_id, {columns} FROM ({ENDINGS}) ending"  # noqa: S608  # our own words


# Whose each case is, for rooms above that count by families.
CHILDREN = f"""
    SELECT held.id AS case_id, who.child
    FROM cases_case held JOIN ({people.PEOPLE}) who ON who.id = held.individual_id
"""  # noqa: S608  # our own words
SHARE, COUNT = Kind.SHARE, Kind.COUNT
MEASURES = (
    Measure("CM01", SHARE, "cases", REGISTERED, ("risk", *OF_CASE)),
    Measure(
        "CM01_MEDIAN", Kind.MEDIAN, "hours",
        TOOK, ("risk", *OF_CASE),
    ),
    Measure("CM02", SHARE, "assessments", _promised("assess"), ("risk",)),
    Measure("CM03", SHARE, "cases", PLANNED, ("risk", *OF_CASE)),
    Measure("CM04", SHARE, "reviews", _promised("review"), ("risk",)),
    Measure("CM05", SHARE, "plans_and_reviews", TOOK_PART, ("age_band",)),
    Measure("CM06", SHARE, "follow_ups", _promised("follow_up"), ("risk",)),
    Measure(
        "CM09", SHARE, "closures",
        _of_endings("reason IN ('GOALS_MET', 'REUNIFIED', 'RETURNED_ORIGIN') AS hit")
        + " WHERE reason <> 'DUPLICATE'", WHOSE,
    ),
    Measure(
        "CM10", SHARE, "closures", _of_endings("reason, nullif(reason, '') IS NOT NULL AS hit"),
        ("reason", "sex"), parts=True,
    ),
    Measure("CM11", SHARE, "cases", LASTED, ("duration", "sex"), parts=True),
    Measure(
        "CM12", SHARE, "closures",
        _of_endings(
            "CASE WHEN first_risk = '' OR risk = '' THEN NULL ELSE"
            " array_position(%(risks)s::text[], risk::text)"
            " < array_position(%(risks)s::text[], first_risk::text) END AS hit"
        ), CHILD,
    ),
    Measure("CM13", SHARE, "closures", CAME_BACK, ("reason",)),
    Measure("CM14", Kind.EACH, "cases_per_worker", LED, tuple(OF_CASE)),
    Measure("CM14_WITHIN", Kind.WITHIN, "workers", LED, tuple(OF_CASE)),
    Measure("CM15", SHARE, "sessions", SUPERVISED, ("team",), of_staff=True),
    Measure("CM16", Kind.MEAN, "percent", LOOKED_THROUGH, tuple(OF_CASE)),
    Measure("CM17", SHARE, "children", PROGRESS, (*CHILD, "measure")),
    Measure("CM18", SHARE, "answers", _of_endings("satisfaction >= 4 AS hit"), CHILD),
    Measure(
        "SV01", COUNT, "consultations",
        CONSULTED.format(served=SERVED, which="psychological"), (*WHOSE, "layer"),
    ),
    Measure(
        "SV02", COUNT, "consultations",
        CONSULTED.format(served=SERVED, which="legal"), (*WHOSE, "service"),
    ),
    Measure("SV03", COUNT, "households", FAMILIES, (*OF_CASE, "service")),
    Measure("SV04", COUNT, "children", REACHED, (*WHOSE, "service_domain")),
    Measure("SV05", COUNT, "children", MANAGED, WHOSE),
    Measure("SV06", Kind.SUM, "persons", LAYERED, (*CHILD, "layer")),
)  # fmt: skip
# One row for each child, unless they are divided by what differs within a child.
PER_PERSON = frozenset({"CM17", "SV06"})
