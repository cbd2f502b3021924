"""How a case of the demonstration begins: opened, registered, assessed, met about, planned."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from umai.cases import commands, queries, terms
from umai.cases.models import Case
from umai.cases.terms import Risk, State
from umai.foundation.access import actors
from umai.foundation.access.models import Organisation, Person
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import derived_uuid
from umai.foundation.kernel.scope import scope
from umai.people import commands as people
from umai.people import queries as children

Said = dict[str, Any]
# Days after the beginning on which a case of this risk comes so far, if nobody is late.
PACE = {
    Risk.HIGH: {"assessed": 2.0, "met": 3.0, "planned": 4.0, "every": 5, "review": 13},
    Risk.MEDIUM: {"assessed": 5.0, "met": 7.0, "planned": 11.0, "every": 13, "review": 29},
    Risk.LOW: {"assessed": 10.0, "met": 12.0, "planned": 17.0, "every": 28, "review": 85},
}
WHY_RISK = "(Вымышлено) По тому, что рассказали и увидели, положение такое."
HOUR = timedelta(hours=1)
# How far the way goes before each of these states.
FAR = (
    State.IDENTIFIED, State.REGISTERED, State.ASSESSMENT, State.ASSESSMENT_APPROVED,
    State.CONFERENCE, State.PLAN_DRAFT, State.PLAN_APPROVED, State.IN_PROGRESS,
)  # fmt: skip
PLANNED = {"UNDER_REVIEW", "CLOSURE_REQUESTED", "ON_HOLD", "TRANSFER_PENDING", "CLOSED"}


class Beginning:
    """One case from the first worry to its plan."""

    def __init__(
        self, organisation: Organisation, cast: dict[str, Person], told: Said, said: Said
    ) -> None:
        self.organisation, self.cast, self.said = organisation, cast, said
        self.theme, self.follow_ups = told["themes"][said["theme"]], told["follow_ups"]
        self.began = clock.now() - timedelta(days=said["days"], hours=2)
        self.worker = said.get("worker", "")
        self.child_id = derived_uuid("demo family", organisation.code, said["family"], "child")
        self.case_id = self.id("case")
        self.risk = Risk(said["risk"] or Risk.LOW)
        self.pace: dict[str, Any] = PACE[self.risk]

    def id(self, *words: object) -> Any:
        """An id that is the same in every demonstration."""
        return derived_uuid("demo case", self.said["family"], *words)

    @contextmanager
    def acting(self, who: str, days: float) -> Iterator[Actor]:
        """Somebody acts, so many days after the beginning; never later than now."""
        person = self.cast[who]
        moment = min(self.began + timedelta(days=days), clock.now() - HOUR)
        with scope(self.organisation.pk, person.pk), clock.told_at(moment):
            yield actors.actor_of(person)

    def case(self) -> Case:
        """The case as it stands."""
        return Case.objects.get(pk=self.case_id)

    def reaches(self, state: State) -> bool:
        """Whether the way of this case leads past a state, or to it."""
        wanted = State(self.said["reach"])
        if wanted.value in PLANNED:
            wanted = State.ASSESSMENT if self.said.get("reason") == "NOT_AT_RISK" else FAR[-1]
        return wanted in FAR and FAR.index(wanted) >= FAR.index(state)

    def open(self) -> None:
        """Somebody worries."""
        with self.acting(self.worker, 0) as actor:
            child = children.individual(actor, self.child_id)
            details = commands.CaseDetails(
                id=self.case_id,
                individual_id=child.pk,
                team_id=child.team_id,
                source=self.said["source"],
                concerns=tuple(self.theme["concerns"]),
                main=self.theme["concerns"][0],
                risk=self.said["risk"],
                why_risk=WHY_RISK if self.said["risk"] else "",
                words={"worry": self.theme["worry"]},
            )
            commands.open_case(actor, details)

    def screen_out(self) -> None:
        """The supervisor finds that no case is needed."""
        with self.acting("supervisor", 0.5) as actor:
            case = self.case()
            why = "(Вымышлено) Достаточно разговора: семья справляется сама."
            told = "(Вымышлено) Позвонившему объяснили, куда обратиться."
            commands.screen_out_case(actor, case.pk, case.version, why, told)

    def register(self) -> None:
        """Consent, registration, a caseworker; a psychologist or a lawyer where they are needed."""
        day = 0.2 if self.risk is Risk.HIGH else 1.0
        with self.acting(self.worker, day) as actor:
            child = children.individual(actor, self.child_id)
            if not children.consent_holds(actor, child, "SERVICES"):
                people.note_consent(actor, self._consent())
            commands.register_case(actor, self.case_id, self.case().version)
        if self.said["reach"] == State.REGISTERED:
            return
        if self.risk is Risk.HIGH:
            self.decide_report(day + 0.1)
        with self.acting("supervisor", day + 0.1) as actor:
            case = self.case()
            owner = self.cast[self.worker].pk
            why = "(Вымышлено) Другого свободного специалиста в отделе сейчас нет."
            commands.assign_case(actor, case.pk, case.version, owner, why)
        with self.acting(self.worker, day + 0.2) as actor:
            for role in sorted({one[0] for one in self.theme["sessions"]} - {"social"}):
                commands.join_case_team(actor, self.case_id, self.cast[role].pk, role)

        self.visit(day + 0.3, 0)

    def decide_report(self, day: float) -> None:
        """The supervisor says the same day whether it is reported."""
        with self.acting("supervisor", day) as actor:
            said = commands.Report(
                id=self.id("report"),
                reported=False,
                ground="NO_SIGNS",
                words={"reason": "(Вымышлено) Признаков преступления сейчас нет, решено следить."},
            )
            commands.decide_report(actor, self.case_id, said)

    def visit(self, day: float, number: int) -> None:
        """Somebody looks how the child is; every fourth time by telephone, but never at first."""
        with self.acting(self.worker, day) as actor:
            met = number == 0 or number % 4 != 0
            details = commands.FollowUpDetails(
                id=self.id("follow up", number),
                kind="HOME_VISIT" if met else "PHONE_CHECK",
                done_on=clock.today(actor.time_zone),
                face_to_face=met,
                seen_alone=met and number % 2 == 0,
                safe=terms.Safe.YES,
                risk_change=terms.RiskChange.SAME,
                words={"condition": self.follow_ups[number % len(self.follow_ups)]},
            )
            commands.note_follow_up(actor, self.case_id, details)

    def _consent(self) -> people.ConsentDetails:
        return people.ConsentDetails(
            id=self.id("consent"),
            individual_id=self.child_id,
            given=("SERVICES", "INTERNAL_RECORD", "ANON_STATISTICS"),
            given_by="PARENT",
            assent=True,
            language="ru",
            explained_how="spoken",
            limits_explained=True,
        )

    def to_the_plan(self) -> float:
        """Assessment, meeting and plan, as far as the case goes. Returns the day of the plan."""
        late = self.said.get("late", 0)
        if self.reaches(State.ASSESSMENT):
            self.assess(self.pace["assessed"] + late)
        if self.reaches(State.CONFERENCE) and self._needs_meeting():
            self.meet(self.pace["met"] + late)
        day = float(self.pace["planned"] + late)
        if self.reaches(State.PLAN_DRAFT):
            self.plan(day)
        return day

    def _needs_meeting(self) -> bool:
        with self.acting(self.worker, 0) as actor:
            return bool(queries.lacks_meeting(actor, self.case()))

    def assess(self, day: float) -> None:
        """Domain by domain; approved by the supervisor if the case goes further than this."""
        whole = self.reaches(State.ASSESSMENT_APPROVED)
        with self.acting(self.worker, day) as actor:
            row = commands.begin_assessment(
                actor, self.case_id, "comprehensive", assessment_id=self.id("assessment")
            )
            listed = queries.domain_edition(row.edition).of(row.kind)
            for one in listed if whole else listed[:6]:
                fact = self.theme["facts"].get(one.code, "")
                rating = 3 if fact and self.risk is Risk.HIGH else 2 if fact else 0
                words = {"facts": fact or "Опасений нет.", "strengths": "Семья открыта к помощи."}
                said = commands.DomainWords(rating=rating, words=words)
                commands.assess_domain(actor, row.pk, one.code, 0, said)
            if not whole:
                return
            summary = commands.Summary(
                risk=self.risk,
                needs=tuple(self.theme["facts"])[:3],
                words={"child_words": self.theme["child"], "why_risk": WHY_RISK},
            )
            row = commands.sum_up_assessment(actor, row.pk, row.version, summary)
            row = commands.lay_assessment_before(actor, row.pk, row.version)
        with self.acting("supervisor", day + 0.3) as actor:
            commands.decide_assessment(actor, row.pk, row.version, approved=True)

    def meet(self, day: float) -> None:
        """The child-rights meeting: called the day before, held if the case goes on."""
        with self.acting(self.worker, day - 0.5) as actor:
            call = commands.Call(
                id=self.id("meeting"),
                kind="rights",
                planned_at=clock.now() + timedelta(days=2),
                chair_id=self.cast["supervisor"].pk,
                secretary_id=actor.person,
                invited=(commands.Invited("GUARDIANSHIP"), commands.Invited("SOCIAL_PEDAGOGUE")),
            )
            row = commands.call_meeting(actor, self.case_id, call)
        if not self.reaches(State.PLAN_DRAFT):
            return
        with self.acting(self.worker, day) as actor:
            course = commands.Course(
                held_at=clock.now(),
                came=tuple(one.pk for one in queries.invitees(row)),
                discussion="(Вымышлено) Решили, кто и что делает для ребёнка.",
                decided=(self._decision(actor),),
            )
            row = commands.hold_meeting(actor, row.pk, row.version, course)
        with self.acting(self.worker, day + 0.5) as actor:
            minutes = "(Вымышлено) Совещание решило, кто и что делает для ребёнка."
            commands.issue_minutes(actor, row.pk, row.version, minutes)
        with self.acting("supervisor", day + 0.6) as actor:
            for one in queries.recommendations(row):
                commands.answer_recommendation(actor, one.pk, terms.MeetingAnswer.ACCEPTED)

    def _decision(self, actor: Actor) -> commands.Recommended:
        until = clock.today(actor.time_zone) + timedelta(days=14)
        return commands.Recommended(
            "(Вымышлено) Помочь с документами.", person_id=actor.person, due_on=until
        )

    def plan(self, day: float) -> None:
        """A plan from a template, or with a goal of its own; approved if the case goes further."""
        with self.acting(self.worker, day) as actor:
            row = commands.begin_plan(
                actor, self.case_id, self.id("plan"), template=self.theme["template"], language="ru"
            )
            if not self.theme["template"]:
                commands.write_goal(actor, row.pk, row.version, self._goal(actor))
                row.refresh_from_db()
            if not self.reaches(State.PLAN_APPROVED):
                return
            review = self._review_day(actor)
            words = {"child_words": self.theme["child"], "call": "111", "place": "У тёти"}
            details = commands.PlanDetails(
                child_present=True,
                child_agrees=True,
                carer_agrees=True,
                review_on=review,
                words=words,
            )
            row = commands.write_plan(actor, row.pk, row.version, details)
            row = commands.ask_plan_approval(actor, row.pk, row.version)
        with self.acting("supervisor", day + 0.4) as actor:
            commands.decide_plan(actor, row.pk, row.version, approved=True)

    def _goal(self, actor: Actor) -> commands.GoalDetails:
        today = clock.today(actor.time_zone)
        action = commands.ActionDetails(
            service=self.theme["sessions"][0][1],
            doer="colleague",
            person_id=actor.person,
            due_on=today + timedelta(days=30),
            what=self.theme["sessions"][0][2],
        )
        words = {"goal": "Ребёнок в безопасности и получает помощь.", "for_child": "Мы рядом."}
        return commands.GoalDetails(
            id=self.id("goal"),
            target_on=today + timedelta(days=60),
            words=words,
            actions=(action,),
        )

    def _review_day(self, actor: Actor) -> date:
        soon = clock.today(actor.time_zone) + timedelta(days=int(self.pace["review"]))
        last = queries.last_review_day(actor, self.case())
        return min(soon, last) if last else soon
