"""R1, R2: two at once on one case, in rows that are really committed; a cut leaves nothing half."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.http import Http404

from tests import cast
from tests.cases import told
from tests.directory import entries
from tests.people.known import NADIRA, register
from tests.promises.test_whole_or_nothing import Cut, cut_at
from umai.cases import commands, queries
from umai.cases.models import Approval, Case, CaseMember, Clock, Closure, Fact, Handover, Transfer
from umai.cases.terms import CaseRole, FactKind
from umai.foundation.access import actors
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.notices.models import Notice

TABLES = (Approval, Case, Clock, Closure, Entry, Fact, Notice)


class House:
    """Sana Sezim in rows that are committed: Zhanar leads a case, two supervisors look."""

    def __init__(self):
        self.home = cast.organisation("sana", "Sana Sezim", "KZ-79", ["Shymkent", "Turkistan"])
        self.zhanar = self.actor("social_worker", "Shymkent")
        self.timur = self.actor("social_worker", "Turkistan")
        self.leads = [self.actor("supervisor", None) for _ in range(2)]
        with self.scope():
            self.child = register(self.zhanar, self.home, sex="female", **NADIRA)
            self.case = told.led(self.leads[0], self.zhanar, self.home, self.child)

    def scope(self):
        return scope(self.home.pk)

    def actor(self, role, team, organisation=None):
        return actors.actor_of(cast.person(organisation or self.home, role, team))

    def facts(self):
        return list(queries.facts(told.again(self.case)).values_list("kind", flat=True))


@pytest.fixture
def house(own_database):
    return House()


def at_once(*acts):
    """Do each act, (actor, what), in a connection of its own, in the same moment."""
    together = Barrier(len(acts))

    def one(pair):
        actor, act = pair
        together.wait()
        try:
            with scope(actor.organisation_id, actor.person_id):
                return act(actor)
        except (Refused, Http404) as no:
            return no
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def one_won(done):
    """Whether of two acts one was done and the other refused."""
    return sorted(isinstance(one, (Refused, Http404)) for one in done) == [False, True]


def test_of_two_supervisors_who_give_a_case_away_one_wins(house):
    """R1, R5: the case has one owner, and who came second is told."""
    colleagues = [house.actor("social_worker", "Shymkent") for _ in house.leads]
    version = house.case.version

    def give(to):
        return lambda lead: commands.assign_case(lead, house.case.pk, version, to.person)

    done = at_once(*zip(house.leads, map(give, colleagues), strict=True))
    assert one_won(done)
    with house.scope():
        now = told.again(house.case)
        owners = CaseMember.objects.filter(role=CaseRole.OWNER, until__isnull=True)
        assert [one.person_id for one in owners] == [now.owner_id]
        assert house.facts().count(FactKind.ASSIGNED) == 2


def test_an_offer_is_answered_once(house):
    """R1, R6: one takes the case over while the other refuses it; what came first holds."""
    south = cast.team(house.home, "Turkistan").pk
    with house.scope():
        row = told.offered(house.zhanar, house.case, south)

    def take(lead):
        return commands.answer_transfer(
            lead, row.pk, row.version, accepted=True, owner_id=house.timur.person
        )

    def refuse(lead):
        return commands.answer_transfer(lead, row.pk, row.version, accepted=False, words=told.WHY)

    done = at_once((house.leads[0], take), (house.leads[1], refuse))
    assert one_won(done)
    with house.scope():
        taken = Transfer.objects.get().accepted
        now = told.again(house.case)
        assert now.team_id == (south if taken else house.case.team_id)
        assert now.state == "ASSESSMENT"


def test_an_offer_taken_back_while_it_is_accepted_is_one_or_the_other(house):
    """R1, S33: never a child at both organisations, never at none."""
    other = cast.organisation("rodnik", "Rodnik", "KZ-75", ["Almaty"])
    serik = house.actor("supervisor", None, other)
    dina = house.actor("social_worker", "Almaty", other)
    lead, team = house.leads[0], cast.team(other, "Almaty").pk
    with house.scope():
        agency = entries.agency(lead).pk
        told.consent(house.zhanar, house.child, given=("SHARE_NAMED_AGENCY",), agency_id=agency)
        row = told.handed(house.zhanar, house.case, other, agency)
    taking = commands.Taking(team_id=team, owner_id=dina.person)
    done = at_once(
        (serik, lambda actor: commands.accept_handover(actor, row.pk, 1, taking)),
        (lead, lambda actor: commands.withdraw_transfer(actor, row.pk, row.version)),
    )
    assert one_won(done)
    with house.scope():
        now = told.again(house.case)
        assert Handover.objects.get().words_sealed is None
    with scope(other.pk):
        assert Case.objects.count() == (now.state == "TRANSFERRED")
    assert now.state in {"TRANSFERRED", "ASSESSMENT"}


def test_of_two_who_decide_on_a_closure_one_wins(house):
    """R1: approved by one and given back by the other, the first holds."""
    with house.scope():
        row = told.closure_asked(house.zhanar, told.again(house.case))

    def decide(approved):
        return lambda lead: commands.decide_closure(
            lead, row.pk, row.version, approved=approved, words=told.WHY
        )

    done = at_once((house.leads[0], decide(True)), (house.leads[1], decide(False)))
    assert one_won(done)
    with house.scope():
        decided = Closure.objects.get()
        assert Approval.objects.get(what="closure").decided_by_id == decided.decided_by_id
        assert (told.again(house.case).state == "CLOSED") == decided.approved
        kinds = house.facts()
        assert (FactKind.CLOSED in kinds) + (FactKind.CLOSURE_REFUSED in kinds) == 1


def test_a_crash_while_a_case_is_closed_leaves_nothing(house):
    """R2: before every write of the decision the power goes; then it is done once more."""
    with house.scope():
        row = told.closure_asked(house.zhanar, told.again(house.case))
    lead = house.leads[0]

    def close():
        with scope(house.home.pk, lead.person_id):
            commands.decide_closure(lead, row.pk, row.version, approved=True, words=told.WHY)

    def rows():
        with house.scope():
            counted = {table.__name__: table.objects.count() for table in TABLES}
            return counted, told.again(house.case).state, Closure.objects.get().approved

    before, place = rows(), 1
    while True:
        try:
            with cut_at(place):
                close()
        except Cut:
            assert rows() == before, f"after a cut before write {place}"
            place += 1
        else:
            break
    assert place > 8
    assert rows()[1:] == ("CLOSED", True)
