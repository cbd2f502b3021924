"""How a case of the demonstration goes on: help, visits, reviews, and how it ends."""

from datetime import timedelta

from umai.cases import commands, queries, rules, terms
from umai.cases.demo.beginning import WHY_RISK, Beginning
from umai.cases.terms import Risk, State
from umai.foundation.access import queries as access
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.vocabulary import queries as vocabulary

MORE_FOLLOW_UPS, MORE_REVIEWS = 9, 4


class Story(Beginning):
    """One case from the first worry to where it is to stand."""

    scores = 1

    def tell(self) -> None:
        """The whole story."""
        self.open()
        if self.said["reach"] == State.SCREENED_OUT:
            return self.screen_out()
        if self.reaches(State.REGISTERED):
            self.register()
        day = self.to_the_plan()
        if self.reaches(State.IN_PROGRESS):
            self.carry_out(day)
        self.end()
        return None

    def carry_out(self, planned: float) -> None:
        """Sessions, follow-ups and reviews, each on its day, until the end or today."""
        end = self._end()
        acts = [
            (planned + 1 + 9 * number, 0, number) for number in range(len(self.theme["sessions"]))
        ]
        every, review = self.pace["every"], self.pace["review"]
        acts += [(planned + every * n, 1, n) for n in range(1, MORE_FOLLOW_UPS + 1)]
        acts += [(planned + review * n, 2, n) for n in range(1, MORE_REVIEWS + 1)]
        last = max((day for day, kind, _n in acts if kind == 2 and day < end), default=0.0)
        for day, kind, number in sorted(acts):
            if day >= end:
                break
            if kind == 0:
                self.give(day, *self.theme["sessions"][number])
            elif kind == 1:
                self.visit(day, number)
            elif not (self.said["reach"] == State.UNDER_REVIEW and day == last):
                self.review(day, number)

    def _end(self) -> float:
        """The day after which nothing more is told."""
        return float(self.said["after"] if "after" in self.said else self.said["days"])

    def give(self, day: float, who: str, service: str, summary: str) -> None:
        """A session or a service."""
        with self.acting(self.worker if who == "social" else who, day) as actor:
            psychological = service.startswith("PS")
            details = commands.SessionDetails(
                id=self.id("session", day),
                service=service,
                held_on=clock.today(actor.time_zone),
                layer="LAYER_3" if psychological else "",
                minutes=50,
                place=terms.Place.CENTRE,
            )
            result = "DISTRESS_REDUCED" if psychological else ""
            part = commands.Part(relatives=1, result=result, words={"summary": summary})
            commands.record_session(actor, self.case_id, details, part)
            if psychological:
                self.scores += 2
                on, score_id = details.held_on, self.id("score", day)
                commands.note_score(actor, self.case_id, score_id, "HOW_I_AM", self.scores, on)

    def review(self, day: float, number: int, *, ends: bool = True) -> None:
        """The plan is looked at again and stays; the supervisor says until when."""
        with self.acting(self.worker, day) as actor:
            row = commands.begin_review(
                actor,
                self.case_id,
                self.case().version,
                self.id("review", number),
                terms.ReviewCause.CHANGE,
                "(Вымышлено) Прошло время, кое-что изменилось.",
            )
            found = {"found": "(Вымышлено) План действует.", "child_words": self.theme["child"]}
            row = commands.write_review(
                actor, row.pk, row.version, found, child_present=True
            )
        if not ends:
            return
        with self.acting("supervisor", day + 0.2) as actor:
            why = "(Вымышлено) Цели те же, помощь подходит ребёнку."
            on = self._review_day(actor)
            commands.end_review(actor, row.pk, row.version, terms.ReviewOutcome.UNCHANGED, on, why)

    def end(self) -> None:
        """What is particular about the end of this case."""
        ends = {
            State.UNDER_REVIEW: lambda: self.review(self.said["days"] - 0.5, 99, ends=False),
            State.CLOSURE_REQUESTED: self.close,
            State.CLOSED: self.close,
            State.ON_HOLD: self.hold,
            State.TRANSFER_PENDING: self.transfer,
        }
        if self.said.get("lower"):
            self.rate(self._end() - 2, Risk(self.said["lower"]))
        if act := ends.get(State(self.said["reach"])):
            act()
        if days := self.said.get("reopened"):
            with self.acting("supervisor", days) as actor:
                case = self.case()
                why = "(Вымышлено) Ребёнок снова не ходит в школу."
                commands.reopen_case(actor, case.pk, case.version, "OOS", why)
            self.visit(days + 1, 100)
            with self.acting(self.worker, days + 1) as actor:
                commands.begin_assessment(
                    actor, self.case_id, "comprehensive", assessment_id=self.id("again")
                )

    def rate(self, day: float, risk: Risk) -> None:
        """The risk is rated lower: only a supervisor goes under what makes it high."""
        with self.acting("supervisor", day) as actor:
            case = self.case()
            commands.rate_risk(actor, case.pk, case.version, risk, (), WHY_RISK)

    def close(self) -> None:
        """Goals are judged, the child is told, one asks and another decides."""
        day, reason = self._end(), self.said["reason"]
        if reason == "LOST":
            self.lose(day)
            day += 110
        with self.acting(self.worker, day) as actor:
            self._judge(actor, met=reason in rules.FULFILLED)
            back = clock.today(actor.time_zone) - timedelta(days=100)
            ending = queries.Ending(
                reason=reason,
                informed=True,
                reunified_on=back if reason == "REUNIFIED" else None,
                words={"child": self.theme["child"]},
            )
            details = commands.ClosureDetails(
                id=self.id("closure"),
                ending=ending,
                satisfaction=self.said.get("satisfaction"),
                wellbeing=self.said.get("wellbeing"),
                documents_returned=True,
            )
            row = commands.ask_closure(actor, self.case_id, self.case().version, details)
        if self.said["reach"] == State.CLOSED:
            with self.acting("supervisor", day + 2) as actor:
                commands.decide_closure(actor, row.pk, row.version, approved=True)

    def _judge(self, actor: Actor, *, met: bool) -> None:
        case = self.case()
        plan = queries.plan_in_force(case)
        for goal in queries.goals_of(plan) if plan else ():
            progress = terms.Progress.MET if met else terms.Progress.PARTLY
            commands.judge_goal(actor, goal.pk, progress)
            for action in queries.actions_of([goal]):
                commands.tick_action(actor, action.pk, done=True)

    def lose(self, day: float) -> None:
        """Three times somebody tries to reach the child, without success."""
        for number in range(vocabulary.amount("CS.LOST_ATTEMPTS")):
            with self.acting(self.worker, day + 10 * (number + 1)) as actor:
                commands.note_attempt(
                    actor,
                    self.case_id,
                    self.id("attempt", number),
                    terms.AttemptWay.CALL,
                    clock.today(actor.time_zone),
                    "(Вымышлено) Телефон не отвечает.",
                )

    def hold(self) -> None:
        """The family has gone for some weeks; the child is known to be safe."""
        with self.acting("supervisor", self.said["days"] - 5) as actor:
            case = self.case()
            why = "(Вымышлено) Семья уехала к родным на две недели, на связи."
            commands.hold_case(actor, case.pk, case.version, why, safe=terms.Safe.YES)

    def transfer(self) -> None:
        """The family has moved: the team there is asked to take over."""
        with self.acting(self.worker, self.said["days"] - 2) as actor:
            case = self.case()
            there = access.teams(actor).exclude(pk=case.team_id).get()
            details = commands.TransferDetails(
                id=self.id("transfer"),
                team_id=there.pk,
                meeting_on=clock.today(actor.time_zone) + timedelta(days=4),
                words={
                    "reason": "(Вымышлено) Семья переехала.",
                    "summary": "(Вымышлено) Нужна школа и помощь с бумагами.",
                },
            )
            commands.ask_transfer(actor, case.pk, case.version, details)
