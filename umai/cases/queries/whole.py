"""Everything that the page of a case tells, asked of all tables at once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Model

from umai.cases import rules, terms
from umai.cases.models import AssessedDomain, Assessment, Case, Clock, Transfer
from umai.cases.queries import asking
from umai.cases.queries.assessing import OVER
from umai.cases.queries.cases import opened
from umai.cases.queries.happenings import Source, Story, Telling, ask_story, story_of
from umai.cases.queries.interests import approved_among
from umai.cases.queries.meetings import held_among
from umai.cases.queries.moving import last_work
from umai.cases.queries.planning import PlanTold, agency_names, in_words
from umai.cases.queries.readiness import CONSENT, Missing, missing_among
from umai.foundation.access.models import Person
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.together import Answer, Together
from umai.foundation.vault.models import DataKey
from umai.people import queries as people


class Whole:
    """What is known of one case, cut to this reader. Make it after the case was read.

    The first look at anything fetches all of it in one message; what hangs on that, such as the
    names of colleagues, comes with a second one. Sealed words are opened only where they are told.
    """

    def __init__(
        self,
        actor: Actor,
        case: Case,
        telling: Telling,
        sources: Iterable[Source],
    ) -> None:
        self.actor, self.case, self.telling = actor, case, telling
        self._ask = ask = Together()
        self._keys, self._children = ask(asking.key(case)), ask(asking.child(actor, case))
        self._merged = ask(asking.merged(case))
        self.facts, self.clocks = ask(asking.facts(case)), ask(asking.clocks(case))
        self.members, self.ratings = ask(asking.members(case)), ask(asking.ratings(case))
        self.concerns, self._noted = ask(asking.concerns(actor, case)), ask(asking.noted(case))
        self.assessments, self._domains = ask(asking.assessments(case)), ask(asking.domains(case))
        self.interests, self.meetings = ask(asking.interests(case)), ask(asking.meetings(case))
        self.reports = ask(asking.reports(actor, case))
        self.plans, self.reviews = ask(asking.plans(case)), ask(asking.reviews(case))
        self._goals, self._actions = ask(asking.goals(case)), ask(asking.actions(case))
        self.follow_ups = ask(asking.follow_ups(case))
        self.attendances = ask(asking.attendances(case))
        self.tasks, self.scores = ask(asking.tasks(case)), ask(asking.scores(case))
        self.notes = ask(asking.notes(actor, case))
        self.closures, self.attempts = ask(asking.closures(case)), ask(asking.attempts(case))
        self._transfers = ask(asking.waiting(case))
        self._pairs: Sequence[UUID] = []
        if case.state == terms.State.IDENTIFIED:
            # Who may be the same child is asked only while that stands in the way.
            alike = people.pairs_around(actor, case.individual_id)
            self._pairs = ask(alike.values_list("pk", flat=True)[:1])
        # Until when the child's record is kept is told when the work has ended.
        self._touched: Sequence[tuple[Any, ...]] = ()
        if case.state == terms.State.CLOSED:
            self._touched = ask(people.last_touched(actor, case.individual_id))
        self.organisations = ask(asking.organisations())
        self._story = ask_story(actor, case, telling, sources, ask, self._short())

    def _short(self) -> dict[str, Answer[Any]]:
        """The tables that are here whole, by the name that the story gives them."""
        return {
            "facts": self.facts,
            "ratings": self.ratings,
            "concerns": self.concerns,
            "interests": self.interests,
            "meetings": self.meetings,
            "reports": self.reports,
            "plans": self.plans,
            "reviews": self.reviews,
        }

    @property
    def key(self) -> DataKey:
        """The child's key."""
        return self._keys[0]

    @property
    def child(self) -> people.Individual | None:
        """The child's record, if this reader may know of it."""
        return self._children[0] if self._children else None

    def opened(self, row: Model, column: str = "words") -> dict[str, Any]:
        """What is sealed in a column of a row of this case."""
        return opened(row, column, self.key)

    @cached_property
    def standing(self) -> rules.Standing:
        """Where the case stands, from its facts."""
        return rules.standing([one.kind for one in self.facts])

    @property
    def hidden_concerns(self) -> int:
        """How many concerns only others see."""
        return len(self._noted) - len(self.concerns)

    def clock(self, kind: str | None) -> Clock | None:
        """The limit of this kind that ends first."""
        return next((one for one in self.clocks if kind and one.kind == kind), None)

    @cached_property
    def story(self) -> Story:
        """What happened, newest first."""
        return story_of(self._story, self.telling, self.key)

    # What hangs on the first answers ---------------------------------------------------------

    @cached_property
    def _second(self) -> tuple[Answer[Any], Answer[Any], Answer[Any], Answer[Any]]:
        colleagues = {*self._ask.keys(Person), self.case.owner_id}
        agencies = [one.agency_id for one in self._actions if one.agency_id]
        mine = [self.case.individual_id] if self.child else []
        offered = [one.to_team_id for one in self._transfers if one.to_team_id]
        return (
            self._ask(asking.colleagues(self.actor, [one for one in colleagues if one])),
            self._ask(asking.agencies(self.actor, agencies)),
            self._ask(asking.consents(self.actor, mine)),
            self._ask(asking.teams(self.actor, offered)),
        )

    @cached_property
    def names(self) -> Mapping[UUID | None, str]:
        """The names of all colleagues of whom any row speaks."""
        return {one.pk: one.name for one in self._second[0]}

    def name(self, person_id: UUID | None) -> str:
        """The name of one of them, empty if nobody is named."""
        return self.names.get(person_id, "")

    @cached_property
    def plan(self) -> PlanTold | None:
        """The plan in force in words."""
        force = [one for one in self.plans if one.state == terms.PlanState.APPROVED][:1]
        names = {**self.names, **agency_names(self._second[1])}
        told = in_words(force, self._goals, self._actions, names, self.key)
        return told[0] if told else None

    @cached_property
    def consents(self) -> list[people.Agreement] | None:
        """What was asked of the child; None if this reader may not know of the child."""
        if self.child is None:
            return None
        if self._merged or self.child.merged_into_id:
            return people.consents(self.actor, self.child)
        return people.agreements(self.actor, self.child, self._second[2])

    # What rules make of it ---------------------------------------------------------------------

    @property
    def last_assessment(self) -> Assessment | None:
        """The last one that was finished."""
        return next(iter(self._finished()), None)

    @property
    def assessment_before(self) -> Assessment | None:
        """The one that was finished before the last."""
        return next(iter(self._finished()[1:]), None)

    def _finished(self) -> list[Assessment]:
        over = [one for one in self.assessments if one.state in OVER and one.done_at]
        return sorted(over, key=lambda one: (one.done_at, one.pk), reverse=True)

    def assessed(self, of: Assessment | None) -> dict[str, AssessedDomain]:
        """What was saved of an assessment, by domain."""
        return {one.domain: one for one in self._domains if of and one.assessment_id == of.pk}

    @property
    def needs_meeting(self) -> bool:
        """Whether a meeting must be held before the plan, if one is held or not."""
        return self.child is not None and rules.needs_meeting(
            self.case.risk, self.child.uasc_status
        )

    @property
    def lacks_meeting(self) -> bool:
        """Whether it must still be held."""
        return self.needs_meeting and not held_among(self.case, self.meetings)

    @property
    def lacks_interests(self) -> bool:
        """Whether it must still be weighed what is best for the child."""
        needed = self.child is not None and rules.needs_interests(
            self.case.risk, self.child.uasc_status
        )
        return needed and not approved_among(self.case, self.interests)

    @property
    def missing(self) -> list[Missing]:
        """What is missing before the case may be registered."""
        agreed = any(one.scope == CONSENT and one.holds for one in self.consents or [])
        return missing_among(self.case, agreed=agreed, alike=bool(self._pairs))

    @property
    def kept_until(self) -> date | None:
        """Until when the child's record is kept at least; None while the work goes on."""
        if self.case.state != terms.State.CLOSED:
            return None
        child = self.case.individual_id
        if self._merged:
            found = people.terms_of_keeping(self.actor, child)
        else:
            found = people.terms_told(
                self.actor, child, self._touched, {last_work: {child: self.case.ended_at}}
            )
        return found[0].until if found else None

    @property
    def transfer(self) -> Transfer | None:
        """The handover that nobody has answered yet."""
        return self._transfers[0] if self._transfers else None

    @property
    def offered_to(self) -> str:
        """The team or the organisation that is asked to take the case over."""
        row = self.transfer
        asked = [*self._second[3], *self.organisations]
        wanted = (row.to_team_id, row.to_organisation_id) if row else ()
        return next((one.name for one in asked if one.pk in wanted), "")
