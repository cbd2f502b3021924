"""The acts on a case by HTTP: opened, registered, given, rated, worried about, worked on."""

import pytest

from tests import cast
from tests.cases.told import WHY, again, consent, opened, registered
from tests.cases.web import body, page_of
from tests.people.known import NADIRA, events, register
from umai.cases import commands, queries
from umai.cases.models import Case, Concern
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope


@pytest.fixture
def zhanar(staff, acting):
    return acting(staff["zhanar"])


@pytest.fixture
def child(sana, zhanar):
    with scope(sana.pk):
        return register(zhanar, sana, sex="female", **NADIRA)


@pytest.fixture
def case(sana, zhanar, child):
    with scope(sana.pk):
        return opened(zhanar, sana, child)


@pytest.fixture
def said(sana):
    """What one types to open a case."""
    return {
        "id": str(uuid7()),
        "main": "NBR",
        "others": ["PDC", "NBR"],
        "worry": WHY,
        "source": "direct",
        "team": str(cast.team(sana, "Shymkent").pk),
        "region": "KZ-79",
    }


def opening(child):
    return f"/cases/open/{child.pk}/"


def now(sana, case):
    with scope(sana.pk):
        return again(case)


def test_a_case_is_opened_on_one_screen_and_twice_is_once(sana, web, child, said):
    """R1: a double click is one case; opening the form again leads to the case."""
    first = web["zhanar"].post(opening(child), said)
    assert first.status_code == 302, first.content.decode()[:3000]
    assert web["zhanar"].post(opening(child), said).url == first.url
    assert web["zhanar"].get(opening(child)).url == first.url
    with scope(sana.pk):
        case = Case.objects.get()
        assert {one.concern for one in Concern.objects.all()} == {"NBR", "PDC"}
    assert (case.code, case.region) == (child.code, "KZ-79")
    assert events(sana).count("cases.case_opened") == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"main": ""}, "main"),
        ({"main": "XXX"}, "main"),
        ({"worry": " "}, "worry"),
        ({"source": "rumour"}, "source"),
        ({"since_on": "2999-01-01"}, "since_on"),
        ({"since_on": "soon"}, "since_on"),
        ({"risk": "LOW"}, "why_risk"),
        ({"risk": "LOW", "triggers": ["SUICIDAL_PLAN"], "why_risk": WHY}, "risk"),
    ],
)
def test_a_mistake_stands_at_its_field_and_nothing_is_lost(web, child, said, wrong, field):
    """R28: what was typed comes back."""
    answer = web["zhanar"].post(opening(child), {**said, "source_words": "the teacher", **wrong})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "the teacher" in answer.content.decode()


def test_only_who_knows_the_child_opens_a_case(web, child, said):
    """S2: by guessing the id too; S6: the answer is that of a child who is not there."""
    assert web["timur"].post(opening(child), said).status_code == 404
    assert web["timur"].get(f"/cases/open/{uuid7()}/").status_code == 404
    assert web["amina"].get(opening(child)).status_code == 403
    assert web["malika"].get(opening(child)).status_code == 200


def test_a_team_that_is_not_ones_own_is_refused(sana, web, child, said):
    """S2: a hidden field is no way round."""
    other = {**said, "team": str(cast.team(sana, "Turkistan").pk)}
    answer = web["zhanar"].post(opening(child), other)
    assert answer.status_code == 422 and "team" in answer.context["form"].errors


def test_registration_names_what_is_missing_and_the_way_there(sana, web, zhanar, child, case):
    page = f"{page_of(case)}register/"
    missing = web["zhanar"].post(page, {"version": case.version})
    assert missing.status_code == 422
    assert f"/children/{child.pk}/consent/note/" in missing.content.decode()
    with scope(sana.pk):
        consent(zhanar, child)
        commands.rate_risk(zhanar, case.pk, case.version, "LOW", (), WHY)
    done = web["zhanar"].post(page, {"version": now(sana, case).version})
    assert done.url == page_of(case)
    assert now(sana, case).state == "REGISTERED"
    assert web["marat"].get(page).status_code == 403


def test_a_supervisor_says_that_no_case_is_needed(sana, web, case):
    page = f"{page_of(case)}no-case/"
    assert web["zhanar"].get(page).status_code == 403
    assert web["dana"].get(page).status_code == 404
    typed = {"version": case.version, "reason": WHY, "told": ""}
    assert "told" in web["saule"].post(page, typed).context["form"].errors
    typed["told"] = "The school was told."
    assert web["saule"].post(page, typed).url == page_of(case)
    assert now(sana, case).state == "SCREENED_OUT"
    assert "Register the case" not in body(web["saule"], page_of(case))


def test_a_case_is_given_seeing_what_each_carries(sana, web, staff, zhanar, child):
    with scope(sana.pk):
        case = registered(zhanar, sana, child)
    page = f"{page_of(case)}assign/"
    shown = body(web["saule"], page)
    assert "0 open cases, 0 of 25 by weight" in shown and staff["aigerim"].name in shown
    assert staff["timur"].name not in shown
    typed = {"version": case.version, "person": str(staff["aigerim"].pk)}
    assert web["saule"].post(page, typed).url == page_of(case)
    assert now(sana, case).owner_id == staff["aigerim"].pk
    assert web["saule"].post(page, {**typed, "person": str(staff["timur"].pk)}).status_code == 422


def test_two_who_rate_at_once_see_both_ratings(sana, web, zhanar, case):
    """R5: the second sees what the first wrote; sending again writes hers, knowingly."""
    page = f"{page_of(case)}risk/"
    mine = {"version": case.version, "risk": "MEDIUM", "why_risk": "He stays with his uncle."}
    with scope(sana.pk):
        commands.rate_risk(zhanar, case.pk, case.version, "LOW", (), "All is calm at home now.")
    met = web["saule"].post(page, mine)
    assert met.status_code == 422
    both = met.content.decode()
    assert "All is calm at home now." in both and "He stays with his uncle." in both
    assert now(sana, case).risk == "LOW"
    typed = {**mine, "version": met.context["form"]["version"].value()}
    assert web["saule"].post(page, typed).url == page_of(case)
    assert now(sana, case).risk == "MEDIUM"
    with scope(sana.pk):
        assert [one.level for one in queries.ratings(case)] == ["MEDIUM", "LOW"]


def test_a_concern_is_noted_once_and_changed_knowingly(sana, web, zhanar, case):
    """R1, R5."""
    page = f"{page_of(case)}concerns/note/"
    typed = {"id": str(uuid7()), "concern": "OOS", "words": "Not since May.", "main": "on"}
    assert web["zhanar"].post(page, typed).url == page_of(case)
    assert web["zhanar"].post(page, typed).url == page_of(case)
    again_ = web["zhanar"].post(page, {**typed, "id": str(uuid7())})
    assert "concern" in again_.context["form"].errors
    with scope(sana.pk):
        row = Concern.objects.get(concern="OOS")
        commands.change_concern(zhanar, row.pk, row.version, "ASSESSED", "The school says so.")
    change = f"/cases/concerns/{row.pk}/"
    mine = {"version": row.version, "status": "CONFIRMED", "why": "Her mother says so."}
    met = web["zhanar"].post(change, mine)
    assert met.status_code == 422 and "The school says so." in met.content.decode()
    typed = {**mine, "version": met.context["form"]["version"].value()}
    assert web["zhanar"].post(change, typed).url == page_of(case)
    assert web["marat"].get(change).status_code == 404


def test_colleagues_come_and_go(sana, web, staff, case):
    """S4: who joins may open it, who leaves may not; the one who left is told nothing more."""
    page = f"{page_of(case)}team/add/"
    assert web["malika"].get(page_of(case)).status_code == 404
    typed = {"person": str(staff["malika"].pk), "role": "lawyer"}
    assert "role" in web["zhanar"].post(page, {**typed, "role": "owner"}).context["form"].errors
    assert web["zhanar"].post(page, typed).url == page_of(case)
    assert web["malika"].get(page_of(case)).status_code == 200
    out = f"{page_of(case)}team/{staff['malika'].pk}/out/"
    assert staff["malika"].name in body(web["zhanar"], out)
    assert web["zhanar"].post(out).url == page_of(case)
    assert web["malika"].get(page_of(case)).status_code == 404
    assert web["zhanar"].post(out).status_code == 422
    assert web["zhanar"].post(f"{page_of(case)}team/{staff['zhanar'].pk}/out/").url == "/cases/"


def test_the_file_is_printed_within_rights(sana, web, staff, acting, case):
    """S22: marked and written down; nothing restricted, no name unless its reader may have it."""
    page = f"{page_of(case)}print/"
    body(web["zhanar"], page)
    plain = web["zhanar"].post(page, {"language": "ru"})
    assert plain["Content-Type"] == "application/pdf"
    assert plain["Content-Disposition"].startswith(f'attachment; filename="{case.code}-ru.pdf"')
    assert events(sana)[-1] == "cases.case_printed"
    named = web["zhanar"].post(page, {"language": "kk", "named": "on"})
    assert named.status_code == 200
    assert events(sana)[-2:] == ["people.identity_revealed", "cases.case_printed"]
    assert web["zhanar"].post(page, {"language": "fr"}).status_code == 422
    assert web["timur"].post(page, {"language": "ru"}).status_code == 404
    assert web["amina"].post(page, {"language": "ru"}).status_code == 403


def test_what_stands_on_the_paper(sana, web, staff, acting, case):
    """S2: a restricted concern does not leave the house on paper."""
    import pypdfium2

    with scope(sana.pk):
        saule = acting(staff["saule"])
        commands.note_concern(saule, case.pk, "SEX", concern_id=uuid7(), words="at home")

    def told(said):
        answer = web["saule"].post(f"{page_of(case)}print/", said).content
        return "".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(answer))

    plain = told({"language": "en"})
    assert case.code in plain and WHY[:20] in plain and staff["saule"].name in plain
    assert "Sexual" not in plain and "at home" not in plain and "Каримова" not in plain
    assert "Каримова" in told({"language": "en", "named": "on"})
