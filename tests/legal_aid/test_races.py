"""R1, R5: two at once on one procedure, in rows that are really committed."""

import pytest

from tests import cast
from tests.cases.test_races import at_once, one_won
from tests.cases.told import led
from tests.legal_aid.told import WHY, opened, told
from tests.people.known import NADIRA, register
from umai.cases import commands as cases
from umai.foundation.access import actors
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.legal_aid import commands, queries
from umai.legal_aid.models import Procedure, ProcedureMatter
from umai.people.models import Document


class House:
    """Sana Sezim in rows that are committed: two lawyers work on the case that Zhanar leads."""

    def __init__(self):
        self.home = cast.organisation("sana", "Sana Sezim", "KZ-79", ["Shymkent", "Turkistan"])
        zhanar, lead = self.actor("social_worker", "Shymkent"), self.actor("supervisor", None)
        self.lawyers = [self.actor("lawyer", "Shymkent") for _ in range(2)]
        with self.scope():
            child = register(zhanar, self.home, sex="female", **NADIRA)
            self.case = led(lead, zhanar, self.home, child)
            for one in self.lawyers:
                cases.join_case_team(zhanar, self.case.pk, one.person, "lawyer")
            self.row = opened(self.lawyers[0], self.case, "LP-01")

    def scope(self):
        return scope(self.home.pk)

    def actor(self, role, team):
        return actors.actor_of(cast.person(self.home, role, team))

    def both(self, *acts):
        """Each lawyer does one of the acts, in the same moment."""
        return at_once(*zip(self.lawyers, acts, strict=True))

    def kinds(self):
        return list(queries.facts(self.row).values_list("kind", flat=True))


@pytest.fixture
def house(own_database):
    return House()


def test_of_two_lawyers_who_finish_the_same_step_one_wins(house):
    """R1, R5: the paper is the child's once, the next step begins once."""
    row = house.row

    def finish(actor):
        said = told("citizens", obtained=True)
        return commands.finish_step(actor, row.pk, row.version, said)

    assert one_won(house.both(finish, finish))
    with house.scope():
        assert Procedure.objects.get().step == "APPLY"
        assert house.kinds() == ["opened", "begun", "done", "begun"]
        assert Document.objects.filter(type="MED_BIRTH").count() == 1


def test_closed_by_one_while_papers_are_handed_in_by_the_other(house):
    """R1: it is one or the other; a closed procedure has no clock."""
    row = house.row
    done = house.both(
        lambda actor: commands.close_procedure(actor, row.pk, row.version, "WITHDRAWN", WHY),
        lambda actor: commands.submit_step(actor, row.pk, row.version, told()),
    )
    assert one_won(done)
    with house.scope():
        now = Procedure.objects.get()
        closed = "closed" in house.kinds()
        assert closed != ("submitted" in house.kinds())
        assert (now.state == "ended") == closed
        assert now.due_at is None or not closed


def test_the_same_procedure_opened_twice_is_one(house):
    """R1: a double click is one; two lawyers at once are one as well."""
    details = [
        commands.ProcedureDetails(id=uuid7(), template="LP-05", origin=told().on)
        for _ in house.lawyers
    ]

    def begin(one):
        return lambda actor: commands.open_procedure(actor, house.case.pk, one)

    same = house.both(begin(details[0]), begin(details[0]))
    assert [one.pk for one in same] == [details[0].id] * 2
    other = commands.ProcedureDetails(id=uuid7(), template="LP-10", origin=told().on)
    again = commands.ProcedureDetails(id=uuid7(), template="LP-10", origin=told().on)
    assert one_won(house.both(begin(other), begin(again)))
    with house.scope():
        codes = list(Procedure.objects.values_list("code", flat=True))
        assert len(codes) == len(set(codes)) == 3


def test_given_away_while_a_hearing_is_noted_loses_neither(house):
    """R1: facts of both are there, numbered one after the other."""
    row, key = house.row, uuid7()
    said = commands.MatterDetails(what="BR.FEE", state="none", amount=0)
    done = house.both(
        lambda actor: commands.give_procedure(
            actor, row.pk, row.version, house.lawyers[1].person, WHY
        ),
        lambda actor: commands.note_matter(actor, row.pk, key, "fee", said),
    )
    assert [type(one).__name__ for one in done] == ["Procedure", "ProcedureMatter"]
    with house.scope():
        assert Procedure.objects.get().owner_id == house.lawyers[1].person
        assert ProcedureMatter.objects.get().pk == key
        assert sorted(house.kinds()[2:]) == ["fee", "given"]
