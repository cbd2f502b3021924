"""How often the pages of cases ask the database: a number that neither cases nor facts change."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from tests.cases import told
from tests.cases.test_case_list import _another
from tests.cases.web import page_of
from tests.people.known import NADIRA, register
from umai.cases import commands, queries
from umai.cases.models import Attendance, Case, Fact
from umai.foundation.access.models import Person
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope
from umai.foundation.kernel.together import Together
from umai.people import commands as people_commands
from umai.people import queries as people

# Who asks: the session, the person, the postings. What is theirs: the circles. The bell.
FRAME = 5
# The case, the key of the journal, its entry; everything of the case, and the names in it.
CASE, LIST, DESK = FRAME + 5, FRAME + 1, FRAME + 1
# A test stands in a transaction of its own; and a scope is set, not asked.
NOT_ASKED = ("SAVEPOINT", "RELEASE", "SELECT set_config", "SELECT current_setting")


def asked(browser, address):
    """How many messages an answer sends; now and then one also looks whether a list was edited."""

    def once():
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(address).status_code == 200
        return [one["sql"] for one in seen if not one["sql"].startswith(NOT_ASKED)]

    return min((once() for _ in range(3)), key=len)


@pytest.fixture
def acts(staff, acting):
    return SimpleNamespace(**{name: acting(one) for name, one in staff.items()})


@pytest.fixture
def case(sana, acts):
    """Nodira's case, which is carried out."""
    with scope(sana.pk):
        child = register(acts.zhanar, sana, sex="female", **NADIRA)
        led = told.led(acts.saule, acts.zhanar, sana, child)
        return told.begun(acts.zhanar, acts.saule, told.assessed(acts.zhanar, acts.saule, led))


def more(acts, case, times):
    """More of everything that has no end: ratings, follow-ups, sessions, tasks, concerns."""
    day = clock.today("Asia/Almaty")
    for number in range(times):
        now = told.again(case)
        level = "LOW" if number % 2 else "MEDIUM"
        commands.rate_risk(acts.zhanar, case.pk, now.version, level, (), told.WHY)
        follow_up = commands.FollowUpDetails(
            id=uuid7(), kind="HOME_VISIT", done_on=day, safe="yes", risk_change="same",
            face_to_face=True, words={"condition": "She is well."},
        )  # fmt: skip
        commands.note_follow_up(acts.zhanar, case.pk, follow_up)
        told.helped(acts.zhanar, case)
        commands.give_task(acts.saule, case.pk, uuid7(), acts.zhanar.person, "Ring", None)


def test_the_page_of_a_case_asks_as_often_for_much_as_for_little(sana, web, acts, case):
    with scope(sana.pk):
        more(acts, case, 1)
    few = {name: asked(web[name], page_of(case)) for name in ("zhanar", "saule")}
    with scope(sana.pk):
        more(acts, case, 9)
    for name, before in few.items():
        after = asked(web[name], page_of(case))
        assert len(before) == len(after) == CASE, "\n".join(after)


def test_a_closed_case_asks_no_more(sana, web, acts, case):
    with scope(sana.pk):
        child = register(acts.zhanar, sana)
        done = told.closed(acts.zhanar, acts.saule, told.led(acts.saule, acts.zhanar, sana, child))
        (term,) = people.terms_of_keeping(acts.saule, child.pk)
    for name in ("zhanar", "saule"):
        said = asked(web[name], page_of(done))
        assert len(said) == CASE, "\n".join(said)
        assert f"{term.until.year} at least" in web[name].get(page_of(done)).content.decode()


def test_a_case_that_nobody_has_registered_asks_no_more(sana, web, acts):
    with scope(sana.pk):
        child = register(acts.zhanar, sana, **NADIRA)
        case = told.opened(acts.zhanar, sana, child)
    said = asked(web["zhanar"], page_of(case))
    assert len(said) == CASE, "\n".join(said)


def test_the_list_and_the_desk_ask_as_often_for_ten_cases_as_for_one(sana, web, acts):
    def open_cases(number):
        with scope(sana.pk):
            known = Case.objects.count()
            for at in range(known, known + number):
                case = told.led(acts.saule, acts.zhanar, sana, _another(acts.zhanar, sana, at))
                commands.give_task(acts.saule, case.pk, uuid7(), acts.zhanar.person, "Ring", None)

    pages = {"/cases/": LIST, "/desk/": DESK}
    for number in (1, 9):
        open_cases(number)
        for name in ("zhanar", "saule"):
            for address, wanted in pages.items():
                said = asked(web[name], address)
                assert len(said) == wanted, "\n".join([name, address, *said])


def test_what_is_asked_together_is_what_each_would_answer_alone(sana, acts, case):
    with scope(sana.pk):
        more(acts, case, 3)
        alone = [
            queries.facts(case),
            queries.facts(case).defer("words_sealed")[:2],
            queries.clocks(case).values_list("kind", flat=True),
            queries.attendances(case),
            Attendance.objects.filter(case_id=case.pk).annotate(on=F("session__held_on")),
            Fact.objects.filter(pk__in=[]),
            queries.counted(acts.saule),
        ]
        ask = Together()
        answers = [ask(rows) for rows in alone]
        with CaptureQueriesContext(connection) as seen:
            found = [list(one) for one in answers]
        assert len(seen) == 1
        assert found == [list(rows) for rows in alone]
        with CaptureQueriesContext(connection) as seen:
            assert {one.session.service for one in answers[3]} == {"SO02"}
            assert answers[0][0].words_sealed == queries.facts(case)[0].words_sealed
            assert answers[4][0].on == answers[3][0].held_on and not answers[5]
        assert len(seen) == 1  # the last comparison asks by itself
        assert {acts.zhanar.person, acts.saule.person} <= ask.keys(Person)


def test_a_question_may_be_asked_once_more(sana, acts, case):
    """What is asked after the first answers goes out in a second message."""
    with scope(sana.pk):
        ask = Together()
        first = ask(queries.members(case))
        with CaptureQueriesContext(connection) as seen:
            second = ask(Person.objects.filter(pk__in=[one.person_id for one in first]))
            assert {one.pk for one in second} == {acts.zhanar.person}
        assert len(seen) == 2


def test_while_a_page_is_told_nobody_knows_more_than_otherwise(sana, acts, case):
    """S4: who is shut out stays shut out, and whom the glass let in stays in."""
    with scope(sana.pk):
        people_commands.break_glass(acts.timur, case.code, told.WHY)
        people_commands.shut_out(acts.zhanar, case.individual_id, acts.marat.person, told.WHY)
        for actor in (acts.zhanar, acts.timur, acts.marat, acts.dana):
            alone = [set(people.individuals(actor)), set(queries.cases(actor))]
            with people.asked_once(actor):
                assert [set(people.individuals(actor)), set(queries.cases(actor))] == alone
                other = acts.marat if actor is not acts.marat else acts.zhanar
                assert bool(queries.cases(other)) == (other is acts.zhanar)
        assert queries.cases(acts.timur) and not queries.cases(acts.marat)
