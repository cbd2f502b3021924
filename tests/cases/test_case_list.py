"""The list of cases: what is due first on top, narrowed, by pages, in a constant number of
statements.
"""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.told import WHY, opened
from tests.cases.web import body
from tests.people.known import register
from umai.cases import commands, queries
from umai.cases.models import Case
from umai.foundation.kernel import clock
from umai.foundation.kernel.scope import scope
from umai.people import commands as people

GIVEN = ("Barno", "Kulzhi", "Minzi", "Rukhsoe", "Tegan")


@pytest.fixture
def zhanar(staff, acting):
    return acting(staff["zhanar"])


@pytest.fixture
def several(sana, zhanar):
    """Opens so many more cases."""

    def make(number, **said):
        with scope(sana.pk):
            known = Case.objects.count()
            for at in range(known, known + number):
                opened(zhanar, sana, _another(zhanar, sana, at), **said)

    return make


def _another(actor, organisation, at):
    """One more child with a name like the others': said to be somebody else."""
    given = GIVEN[at % 5] + GIVEN[at // 5 % 5]
    names = {"given_name": given, "family_name": f"{GIVEN[at // 25]}va"}
    said = {**names, "born": f"{2009 + at % 9}"}
    try:
        return register(actor, organisation, **said)
    except people.Likely as no:
        codes = tuple(fit.code for fit in no.fits)
        return register(actor, organisation, **said, not_the_same_as=codes)


def rows(browser, address="/cases/"):
    answer = browser.get(address)
    assert answer.status_code == 200
    return [one.code for one in answer.context["slice"].rows]


def test_an_empty_list_says_what_to_do(web):
    said = body(web["zhanar"], "/cases/")
    assert "No cases yet" in said and "/children/" in said
    assert "Nothing fits" in body(web["zhanar"], "/cases/?risk=HIGH")


def test_every_case_is_seen_once_on_the_way_down_and_up(sana, web, several):
    """What is due first stands on top; what has no clock comes last."""
    several(30)
    with scope(sana.pk):
        ids = list(Case.objects.order_by("pk").values_list("pk", flat=True))
        moment = clock.now()
        for at, pk in enumerate(ids):
            due = None if at % 7 == 0 else moment + timedelta(hours=at % 5)
            Case.objects.filter(pk=pk).update(next_due_at=due)
        wanted = list(
            queries.by_next_due(Case.objects.all()).values_list("code", flat=True)
        )
    first = web["zhanar"].get("/cases/").context["slice"]
    second = web["zhanar"].get(f"/cases/{first.older}").context["slice"]
    seen = [one.code for one in [*first.rows, *second.rows]]
    assert seen == wanted and not second.older
    back = web["zhanar"].get(f"/cases/{second.newer}").context["slice"]
    assert [one.code for one in back.rows] == [one.code for one in first.rows]
    assert not back.newer


def test_the_list_is_narrowed(sana, web, staff, zhanar, acting, several):
    several(2)
    several(1, risk="HIGH", why_risk=WHY)
    with scope(sana.pk):
        saule = acting(staff["saule"])
        one, other, grave = Case.objects.order_by("opened_at", "code")
        Case.objects.filter(pk=one.pk).update(next_due_at=clock.now() - timedelta(hours=1))
        commands.assign_case(saule, other.pk, other.version, zhanar.person_id)
        commands.screen_out_case(saule, grave.pk, grave.version, WHY, "The mother was told.")
    browser = web["zhanar"]
    assert set(rows(browser)) == {one.code, other.code}
    assert rows(browser, "/cases/?whose=mine") == [other.code]
    assert rows(browser, "/cases/?whose=nobody") == [one.code]
    assert rows(browser, "/cases/?due=overdue") == [one.code]
    assert rows(browser, "/cases/?ended=on") == [grave.code]
    assert rows(browser, "/cases/?ended=on&risk=HIGH&state=SCREENED_OUT") == [grave.code]
    assert rows(browser, f"/cases/?code={grave.code.lower()}") == [grave.code]
    assert rows(browser, "/cases/?state=REGISTERED") == []
    assert len(rows(web["saule"], "/cases/?whose=team")) == 2
    wrong = browser.get("/cases/?state=NONSENSE")
    assert wrong.context["slice"].rows == [] and wrong.context["form"].errors


def test_hidden_cases_leave_no_trace(web, several):
    """S6: rows, figures and pages are those of an empty house for who may see none."""
    def shown(browser):
        answer = browser.get("/cases/")
        return answer.context["figures"], answer.context["slice"]

    before = shown(web["malika"]), shown(web["dana"])
    several(3)
    assert (shown(web["malika"]), shown(web["dana"])) == before
    assert shown(web["saule"])[0][0]["number"] == 3


@pytest.mark.slow
def test_the_number_of_statements_does_not_grow(sana, web, several):
    """At 1, 25 and 100 rows the list asks the same number of questions."""
    asked = []
    for more in (1, 24, 75):
        several(more)
        web["saule"].get("/cases/")
        with CaptureQueriesContext(connection) as told:
            assert web["saule"].get("/cases/").status_code == 200
        asked.append(len(told))
    assert asked[0] == asked[1] == asked[2], asked


def test_a_list_asks_for_what_an_index_finds_under_row_security(sana, zhanar):
    """The beginning of a code as a span of codes; one's own cases by their ids, not one by one."""
    with scope(sana.pk):
        asked = str(queries.rows(zhanar, queries.Chosen(code="shy-0")).query)
    assert " LIKE " not in asked and '"code" COLLATE "C" >= SHY-0' in asked
    assert '"cases_case"."id" = ANY (ARRAY(' in asked and "EXISTS" not in asked
