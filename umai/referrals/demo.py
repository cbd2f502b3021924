"""The demonstration's referrals: a dozen invented ones in every state, told through commands.

Children and cases are those of the demonstration of cases, providers those of the directory.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import cycle
from typing import Any
from uuid import UUID

from umai.cases import queries as cases
from umai.directory import queries as directory
from umai.directory.terms import ServiceStatus
from umai.foundation.access import actors
from umai.foundation.access import queries as access
from umai.foundation.access.models import Organisation, Person
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import NOBODY, Actor
from umai.foundation.kernel.ids import derived_uuid
from umai.foundation.kernel.scope import scope
from umai.people import commands as people
from umai.people.terms import Scope
from umai.referrals import commands, permissions, queries, terms

WORKER, INSIDE = "social@sana.example", "rodnik"
REGION = "KZ-79"
NEED = "(Вымышлено) Нужна помощь, которой у нас нет; семья просит принять её на неделе."
SAID = "(Вымышлено) Сказали по телефону."
PLAIN = ("need", "age", "sex", "language")
DAY = timedelta(days=1)
# Days ago, urgency, way, what is told, and what followed: days later, what, with what.
Step = tuple[float, str, str]
TOLD: tuple[tuple[int, str, str, tuple[str, ...], tuple[Step, ...]], ...] = (
    (140, "week", "letter", (*PLAIN, "name"),
     ((1, "look", ""), (2, "accepted", ""), (5, "begun", ""), (30, "confirmed", ""),
      (31, "feedback", "helped"))),
    (120, "routine", "letter", PLAIN, ((4, "accepted", ""), (20, "confirmed", "child"),
                                       (21, "feedback", "partly"))),
    (95, "soon", "letter", PLAIN, ((1, "look", ""), (2, "refused", "full"))),
    (75, "week", "email", (*PLAIN, "phone"), ((3, "accepted", ""), (12, "failed", "did_not_come"))),
    (70, "routine", "letter", PLAIN, ((31, "night", ""),)),
    (45, "soon", "letter", PLAIN, ((2, "revoke", "elsewhere"),)),
    (25, "week", "email", (*PLAIN, "name", "phone"), ((1, "look", ""), (2, "accepted", ""),
                                                      (6, "begun", ""))),
    (9, "soon", "letter", (*PLAIN, "legal"), ((1, "look", ""), (2, "accepted", ""))),
    (6, "urgent", "letter", (*PLAIN, "name", "phone"), ((0.2, "look", ""),)),
    (3, "week", "inside", PLAIN, ()),
    (1, "soon", "letter", PLAIN, ()),
)  # fmt: skip
# Needs that nobody met: days ago, service, why.
UNMET = ((60, "PS09", "none_here"), (33, "SO02", "full"), (8, "LG12", "not_entitled"))


def tell() -> None:
    """Tell the referrals of Sana, oldest first, then what came in to them."""
    known = {one.code: one for one in access.organisations()}
    if "sana" in known:
        _Story(known["sana"], known.get(INSIDE)).tell()


class _Story:
    """Everybody who acts, the cases that are open, and the services that can be asked."""

    def __init__(self, organisation: Organisation, other: Organisation | None) -> None:
        self.organisation, self.other = organisation, other
        with scope(organisation.pk):
            house = actors.console(organisation, [])
            self.worker: Person = access.people(house).get(email=WORKER)
            known = directory.services(house).filter(status=ServiceStatus.ACTIVE)
            open_ones = directory.agencies(house).filter(region=REGION, state="active")
            ids = list(open_ones.exclude(confidential=True).values_list("pk", flat=True))
            asked = known.filter(agency_id__in=ids).exclude(needs=[]).order_by("pk")
            self.services = cycle(list(asked[: len(TOLD) + 4]))

    @contextmanager
    def acting(self, ago: float) -> Iterator[Actor]:
        """The worker acts, so many days ago; never later than an hour ago."""
        moment = clock.now() - max(DAY * ago, timedelta(hours=1))
        with scope(self.organisation.pk, self.worker.pk), clock.told_at(moment):
            yield actors.actor_of(self.worker)

    def tell(self) -> None:
        """One after the other, each act on its day."""
        for number, (days, urgency, way, shared, steps) in enumerate(TOLD):
            if way != terms.Way.INSIDE or self.other is not None:
                row_id = self.send(number, days, urgency, way, shared)
                for later, act, what in steps:
                    self.go_on(row_id, days - later, act, what)
        self.draft(days=2, waits=True)
        self.draft(days=0, waits=False)
        for days, need, reason in UNMET:
            with self.acting(days) as actor:
                details = commands.UnmetDetails(id=_id("unmet", need), need=need, reason=reason)
                commands.record_unmet_need(actor, self.origin(actor, days), details)
        self.arrive()

    def origin(self, actor: Actor, days: float) -> queries.Origin:
        """A case that was open then, another one each time."""
        mine = cases.cases(actor).open().filter(owner_id=actor.person, opened_at__lt=clock.now())
        found = list(mine.order_by("opened_at").values_list("pk", flat=True))
        return queries.origin_of_case(actor, found[int(days) % len(found)])

    def send(
        self, number: int, days: float, urgency: str, way: str, shared: tuple[str, ...]
    ) -> UUID:
        """The family agrees, and the referral goes out."""
        service = next(self.services)
        with self.acting(days) as actor:
            origin = self.origin(actor, days)
            self.agree(actor, origin.individual_id, service.agency_id, number)
            inside = self.other.pk if way == terms.Way.INSIDE and self.other else None
            details = commands.ReferralDetails(
                id=_id("referral", number),
                need=service.needs[0],
                agency_id=service.agency_id,
                service_id=service.pk,
                to_organisation_id=inside,
                urgency=urgency,
                way=way,
                shared=shared,
                need_words=NEED,
            )
            row = commands.draft_referral(actor, origin, details)
            commands.send_referral(actor, row.pk, row.version)
        return details.id

    def agree(self, actor: Actor, child_id: Any, agency_id: UUID, number: int) -> None:
        """A parent agrees that this agency is told."""
        people.note_consent(
            actor,
            people.ConsentDetails(
                id=_id("consent", number),
                individual_id=child_id,
                given=(Scope.NAMED_AGENCY,),
                agency_id=agency_id,
                given_by="PARENT",
                assent=True,
                language="ru",
                explained_how="spoken",
                limits_explained=True,
            ),
        )

    def go_on(self, row_id: UUID, ago: float, act: str, what: str) -> None:
        """What the provider did at the door, or was told to the worker."""
        with self.acting(ago) as actor:
            row = queries.referral(actor, row_id)
            if act == "look":
                door = commands.enter_code(NOBODY, commands.give_code(actor, row_id).code)
                assert door is not None  # noqa: S101  # the code was given a moment ago
                commands.shown_to_provider(door.actor, row_id)
            elif act == "revoke":
                commands.revoke_referral(actor, row_id, row.version, what)
            elif act == "night":
                night = actors.job(self.organisation, [permissions.MAKE_REFERRAL])
                commands.end_old_referrals(night)
            else:
                commands.note_answer(actor, row_id, row.version, _said(act, what))

    def draft(self, *, days: int, waits: bool) -> None:
        """One that is being written, and one that waits for the family's answer."""
        service = next(self.services)
        with self.acting(days) as actor:
            details = commands.ReferralDetails(
                id=_id("draft", waits),
                need=service.needs[0],
                agency_id=service.agency_id,
                service_id=service.pk,
                urgency=terms.Urgency.WEEK,
                need_words=NEED,
            )
            row = commands.draft_referral(actor, self.origin(actor, 20 + days), details)
            if waits:
                commands.await_consent(actor, row.pk, row.version)

    def arrive(self) -> None:
        """A letter that waits, and a telephone call that had to be sent elsewhere."""
        came = ((12, "week", terms.CameBy.PHONE), (1, "soon", terms.CameBy.LETTER))
        for number, (days, urgency, by) in enumerate(came):
            with self.acting(days) as actor:
                team_id = self.origin(actor, 20).team_id
                details = commands.ArrivalDetails(
                    id=_id("arrival", number),
                    team_id=team_id,
                    came_by=by,
                    need="SO02",
                    urgency=urgency,
                    sex="male",
                    region=REGION,
                    words={"from_whom": "Школа (вымышлено)", "need": NEED},
                )
                row = commands.record_arrival(actor, details)
                if by == terms.CameBy.PHONE:
                    commands.refuse_arrival(actor, row.pk, row.version, "not_offered", SAID)


def _said(act: str, what: str) -> commands.Said:
    """What the worker wrote down; who came to fetch help says it, if nobody else is named."""
    of_child = what == terms.Teller.CHILD
    teller = terms.Teller.CARER if act == terms.FactKind.FEEDBACK else terms.Teller.PROVIDER
    soon = clock.now() + 3 * DAY if act == terms.FactKind.ACCEPTED else None
    return commands.Said(
        kind=act,
        teller=terms.Teller.CHILD if of_child else teller,
        what="" if of_child else what,
        appointment_at=soon,
        words=SAID,
    )


def _id(*words: object) -> UUID:
    return derived_uuid("demo referral", *words)
