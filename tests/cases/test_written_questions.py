"""Questions that are written once: they answer everybody as if they were asked anew."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases import told
from tests.people.known import NADIRA, register
from umai.cases import commands, queries
from umai.cases.models import Case, Fact
from umai.cases.queries import asking
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.foundation.kernel.together import answer
from umai.foundation.kernel.written import Written
from umai.people import commands as people_commands
from umai.people import queries as people


@pytest.fixture
def acts(staff, acting):
    return SimpleNamespace(**{name: acting(one) for name, one in staff.items()})


@pytest.fixture
def case(sana, acts):
    """Nodira's case with a concern that only few may see."""
    with scope(sana.pk):
        child = register(acts.zhanar, sana, sex="female", **NADIRA)
        case = told.led(acts.saule, acts.zhanar, sana, child)
        note = commands.note_concern
        assert note(acts.zhanar, case.pk, "SEX", concern_id=uuid7()).restricted
        return told.again(case)


def test_who_asks_decides_what_a_written_question_answers(sana, acts, case):
    """S4: the words made for one reader are no door for the next."""
    with scope(sana.pk):
        people_commands.break_glass(acts.timur, case.code, told.WHY)
        people_commands.shut_out(acts.zhanar, case.individual_id, acts.marat.person, told.WHY)
        seen = set()
        for actor in (acts.zhanar, acts.timur, acts.marat, acts.saule, acts.dana, acts.zhanar):
            children = answer(asking.child(actor, case))
            assert children == list(people.individuals(actor).filter(pk=case.individual_id))
            known = answer(asking.concerns(actor, case))
            assert known == list(queries.concerns(actor, case))
            assert answer(asking.notes(actor, case)) == []
            seen |= {(len(children), len(known))}
        assert len(seen) > 2


def test_a_written_question_is_made_once_for_all_cases(sana, acts, case):
    made = []

    @Written
    def facts(of: Case):
        made.append(of)
        return queries.facts(of)

    with scope(sana.pk):
        other = told.led(acts.saule, acts.zhanar, sana, register(acts.zhanar, sana))
        for one in (case, other, case):
            with CaptureQueriesContext(connection) as seen:
                assert answer(facts(one)) == list(queries.facts(one))
            assert seen[0]["sql"] == seen[1]["sql"]
    assert len(made) == 1 and not hasattr(made[0], "state")


def test_a_written_question_depends_on_nothing_but_what_it_is_given(sana, acts, case):
    """Nor on what was found for another reader, another moment, or by asking meanwhile."""
    foreign = [
        lambda: Fact.objects.filter(case_id=case.pk),
        lambda: Fact.objects.filter(at__lt=clock.wall()),
        lambda: Fact.objects.filter(number__gt=Fact.objects.count()),
        lambda: queries.cases(acts.zhanar),
    ]
    with scope(sana.pk), people.asked_once(acts.zhanar):
        for question in foreign:
            with pytest.raises(ValueError, match="question"):
                Written(question)()
        running = Written(lambda: Fact.objects.filter(at__lte=clock.now()))
        assert running().said == [clock.now()]
