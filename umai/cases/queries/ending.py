"""What a closure lacks for its reason: asked by the page and by the act alike (domain 3.4)."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Max, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from umai.cases import rules, terms
from umai.cases.models import Attempt, Attendance, Case, Session
from umai.cases.queries.cases import standing
from umai.cases.queries.following import follow_ups
from umai.cases.queries.planning import goals_of, plan_in_force
from umai.foundation.calendar import queries as calendar
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import queries as people

DONE = terms.FollowUpState.DONE


class ClosureLack(TextChoices):
    """What a closure still lacks, by its reason (domain 2.21 and 3.4)."""

    MERGE = "merge", _("A double record is merged, not closed. Merge the two records.")
    TRANSFER = "transfer", _("A case that another takes over is handed over, not closed.")
    PLANNED = "planned", _("For this reason there must be a plan that was carried out.")
    GOALS = "goals", _("Not every goal of the plan is judged as met.")
    SAFETY = "safety", _("At high risk write how the child is kept safe: the supervisor decides.")
    ATTEMPTS = "attempts", _("There were too few attempts to reach the child.")
    TOO_EARLY = "too_early", _("Too little time has passed since the last contact with the child.")
    REUNIFIED = "reunified", _("Say on which day the child came back to the family.")
    FOLLOWED = "followed", _("The time to follow up after the return to the family is not over.")
    VISITED = "visited", _("Nobody has followed up since the child came back to the family.")
    YOUNG = "young", _("By the year of birth the child is not of age yet.")
    TRANSITION = "transition", _("Write the plan for the time after 18.")
    INCIDENT = "incident", _("Write what the review of the death found.")
    OTHER = "other", _("Write the reason in words.")
    CHILD = "child", _("Write what the child says, or why it could not be asked.")
    INFORMED = "informed", _("Tell the child first that the case is closed, and how to come back.")


Lack = ClosureLack


@dataclass(frozen=True, kw_only=True)
class Ending:
    """What is said when a closure is asked for; `words` as in the table."""

    reason: str
    reunified_on: date | None = None
    informed: bool = False
    words: dict[str, str] = field(default_factory=dict)

    def says(self, name: str) -> bool:
        """Whether something was written there."""
        return bool(self.words.get(name, "").strip())


def missing_for_closure(actor: Actor, case: Case, said: Ending) -> list[Lack]:
    """What a closure lacks for the reason that is given: empty if it may be asked for."""
    of_reason = {
        "DUPLICATE": lambda: [Lack.MERGE],
        "TRANSFERRED": lambda: [Lack.TRANSFER],
        "GOALS_MET": lambda: _if(not _all_met(case), Lack.GOALS),
        "REUNIFIED": lambda: _reunified(actor, case, said),
        "TURNED_18": lambda: _grown(actor, case, said),
        "LOST": lambda: _lost(actor, case),
        "DIED": lambda: _if(not said.says("incident"), Lack.INCIDENT),
        "OTHER": lambda: _if(not said.says("other"), Lack.OTHER),
    }
    found = of_reason.get(said.reason, list)()
    if said.reason in rules.FULFILLED and standing(case).way not in rules.PLANNED:
        found.append(Lack.PLANNED)
    grave = case.risk == terms.Risk.HIGH and said.reason in rules.NOT_FOR_HIGH
    found += _if(grave and not said.says("safety"), Lack.SAFETY)
    found += _if(not said.says("child"), Lack.CHILD)
    unasked = said.reason in rules.OUT_OF_REACH
    return found + _if(not unasked and not said.informed, Lack.INFORMED)


def goals_counted(case: Case) -> tuple[int, int]:
    """How many goals the plan in force has, and how many of them are met."""
    plan = plan_in_force(case)
    if plan is None:
        return 0, 0
    goals = goals_of(plan)
    return goals.count(), goals.filter(progress=terms.Progress.MET).count()


def attempts(case: Case) -> QuerySet[Attempt]:
    """When somebody tried in vain to reach the child, the latest first."""
    here = Attempt.objects.filter(organisation_id=case.organisation_id, case_id=case.pk)
    return here.order_by("-on", "-id")


def last_contact(actor: Actor, case: Case) -> date:
    """The last day on which somebody of ours was with the child: a follow-up, a session, or the
    day on which the case was opened or reopened.
    """
    begun = case.reopened_at or case.opened_at
    came = Attendance.objects.filter(
        organisation_id=case.organisation_id, case_id=case.pk, child_came=True
    )
    sessions = Session.objects.filter(
        organisation_id=case.organisation_id, pk__in=came.order_by().values("session_id")
    )
    days: list[date | None] = [
        clock.local_day(begun, actor.time_zone),
        follow_ups(case).filter(state=DONE).aggregate(day=Max("done_on"))["day"],
        sessions.aggregate(day=Max("held_on"))["day"],
    ]
    return max(day for day in days if day is not None)


def may_count_as_lost(actor: Actor, case: Case) -> datetime | None:
    """From when on a child counts as lost who is not heard of; none if the rule is off."""
    try:
        return calendar.due_under(actor, "CS.LOST_AFTER", last_contact(actor, case)).at
    except KeyError:
        return None


def _lost(actor: Actor, case: Case) -> list[Lack]:
    tried = attempts(case).filter(on__gt=last_contact(actor, case)).count()
    from_when = may_count_as_lost(actor, case)
    early = from_when is not None and clock.now() < from_when
    few = tried < vocabulary.amount("CS.LOST_ATTEMPTS")
    return _if(few, Lack.ATTEMPTS) + _if(early, Lack.TOO_EARLY)


def _reunified(actor: Actor, case: Case, said: Ending) -> list[Lack]:
    back = said.reunified_on
    if back is None or back > clock.today(actor.time_zone):
        return [Lack.REUNIFIED]
    try:
        until = calendar.due_under(actor, "CS.REUNIFIED_FOLLOW_UP", back).at
    except KeyError:
        until = clock.now() - timedelta(seconds=1)
    seen = follow_ups(case).filter(state=DONE, done_on__gt=back).exists()
    return _if(clock.now() < until, Lack.FOLLOWED) + _if(not seen, Lack.VISITED)


def _grown(actor: Actor, case: Case, said: Ending) -> list[Lack]:
    child = people.individual(actor, case.individual_id)
    age = vocabulary.amount("AGE.CHILD")
    year = child.birth_year
    young = year is not None and clock.today(actor.time_zone).year - year < age
    return _if(young, Lack.YOUNG) + _if(not said.says("transition"), Lack.TRANSITION)


def _all_met(case: Case) -> bool:
    goals, met = goals_counted(case)
    return goals > 0 and goals == met


def _if(so: bool, lack: Lack) -> list[Lack]:
    return [lack] if so else []
