"""The report on cases: the envelope that others read, the page, and who may see them."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.cases import told
from tests.hotline.call import recorded
from tests.hotline.test_import_contacts import REGISTER, take
from tests.indicators.test_report_console import Said
from tests.people.known import register
from umai.cases.models import Case
from umai.config import verbs
from umai.foundation.access import actors
from umai.foundation.access.models import Organisation, Person
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.scope import scope
from umai.hotline import commands
from umai.indicators import queries

UNITS = ("SV01", "SV02", "SV03")
KEYS = ["code", "dimensions", "numerator", "denominator", "value", "unit", "base", "not_recorded"]
CODES = {*(f"CM{n:02}" for n in range(1, 20)), *(f"SV{n:02}" for n in range(1, 8))}


@pytest.fixture
def umai(db: None, capsysbinary: pytest.CaptureFixture[bytes]) -> Callable[..., Said]:
    """Say `umai report cases` at the console."""

    def say(*words: str) -> Said:
        try:
            code = verbs.run(verbs.parser().parse_args(["report", "cases", *words]))
        except SystemExit as end:
            code = int(end.code or 0)
        heard = capsysbinary.readouterr()
        return code, heard.out, heard.err.decode()

    return say


@pytest.fixture
def case(sana: Organisation, person: Callable[..., Person]) -> Case:
    """One registered case of a girl."""
    zhanar = actors.actor_of(person("social_worker", "Shymkent"))
    with scope(sana.pk, zhanar.person):
        child = register(zhanar, sana, given_name="Азиза", family_name="Намунаева", sex="female")
        return told.registered(zhanar, sana, child)


def days() -> tuple[str, ...]:
    today = str(clock.today("Asia/Almaty"))
    return ("--organisation", "sana", "--from", today, "--to", today)


def test_the_envelope_holds_every_indicator(case: Case, umai: Callable[..., Said]) -> None:
    """The fixed interface of `umai report cases`."""
    code, out, err = umai(*days(), "--format", "json")
    said = json.loads(out)
    assert (code, err) == (0, "")
    assert list(said) == ["organisation", "from", "to", "indicators", "pending"]
    assert all(list(one) == KEYS and one["dimensions"] == {} for one in said["indicators"])
    counted = {one["code"] for one in said["indicators"]}
    assert counted & CODES == CODES and said["pending"] == []
    found = {one["code"]: one for one in said["indicators"]}
    assert (found["CM01"]["numerator"], found["CM01"]["denominator"]) == (1, 1)
    assert found["CM01"]["value"] == 1.0
    assert found["CM01_MEDIAN"]["numerator"] is found["CM01_MEDIAN"]["denominator"] is None
    assert found["CM09"]["value"] is None
    assert found["SV05"]["value"] == 1


def test_it_can_be_divided(case: Case, umai: Callable[..., Said]) -> None:
    _code, out, _err = umai(*days(), "--by", "sex,age_band")
    found = [one for one in json.loads(out)["indicators"] if one["code"] == "SV05"]
    assert [one["dimensions"] for one in found] == [{"sex": "female", "age_band": "not_recorded"}]


def test_mistakes_are_refused(sana: Organisation, umai: Callable[..., Said]) -> None:
    code, out, err = umai(*days(), "--by", "name")
    assert (code, out) == (1, b"")
    assert "name" in err
    assert umai("--organisation", "nobody", *days()[2:])[0] == 1
    assert umai("--organisation", "sana", "--from", "2026-02-02", "--to", "2026-02-01")[0] == 1
    assert umai("--organisation", "sana", "--from", "someday", "--to", "2026-02-01")[0] == 2


def test_the_page_shows_them_with_what_they_stand_on(
    case: Case, as_person: Callable[[Person], Client], saule: Person
) -> None:
    browser = as_person(saule)
    page = browser.get("/numbers/cases/?by=sex", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Registered within the time for the risk" in page
    assert "Female" in page
    whole = browser.get("/numbers/cases/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Referrals completed, of those sent" in whole
    assert browser.get("/numbers/cases/?first=2026-02-02&last=2026-02-01").status_code == 422
    assert browser.get("/numbers/cases/?by=name").status_code == 422


def test_who_may_not_count_sees_no_page(
    as_person: Callable[[Person], Client], botagoz: Person, amina: Person
) -> None:
    for who in (amina, botagoz):
        allowed = actors.actor_of(who).may("cases.count_cases")
        status = as_person(who).get("/numbers/cases/").status_code
        assert (status == 200) == allowed


# Consultations without a case ---------------------------------------------------------------------


def numbers(out: bytes) -> list[float]:
    found = {one["code"]: one["value"] for one in json.loads(out)["indicators"]}
    return [found[code] for code in UNITS]


def test_the_register_of_2007_gives_252_and_320_consultations_and_249_families(
    sana: Organisation, umai: Callable[..., Said], acting: Any, saule: Any
) -> None:
    take(sana, REGISTER.read_bytes())
    when = ("--organisation", "sana", "--from", "2007-03-07", "--to", "2007-10-07")
    code, out, err = umai(*when)
    assert (code, err, numbers(out)) == (0, "", [252, 320, 249])
    _code, out, _err = umai(*when, "--by", "sex,team")
    parts = [one for one in json.loads(out)["indicators"] if one["code"] == "SV01"]
    assert sum(one["value"] for one in parts) == 252
    assert {one["dimensions"]["team"] for one in parts} == {"Shymkent"}
    with scope(sana.pk):
        report = queries.hotline_report(acting(saule), date(2007, 3, 7), date(2007, 10, 7), "en")
    assert [row.count for row in report.table("consultations").rows] == [252, 320, 249]


def test_a_contact_of_a_case_is_the_family_of_that_case_and_not_a_second_one(
    sana: Organisation, zhanar: Actor, amina: Any, acting: Any, umai: Callable[..., Said]
) -> None:
    with scope(sana.pk, zhanar.person):
        child = register(zhanar, sana, given_name="Азиза", family_name="Намунаева", sex="female")
        case = told.registered(zhanar, sana, child)
        told.helped(zhanar, case, service="SO05")
        call = recorded(zhanar, sana, social_supports=2, legal_consultations=1)
        with scope(sana.pk, zhanar.person):
            commands.link_case(zhanar, call.pk, 1, case.pk)
    recorded(acting(amina), sana, social_supports=1, psychological_consultations=2)
    assert numbers(umai(*days())[1]) == [2, 1, 2]
    said = json.loads(umai(*days(), "--by", "service,migration_status")[1])["indicators"]
    of = [(one["dimensions"], one["value"]) for one in said if one["code"] == "SV03"]
    assert of == [({"service": "SO05"}, 1), ({"service": "not_recorded"}, 2)]


def test_it_counts_on_its_own_day(
    sana: Organisation, amina: Any, acting: Any, umai: Callable[..., Said]
) -> None:
    at = clock.now() - timedelta(days=30)
    recorded(acting(amina), sana, received_at=at, psychological_consultations=3)
    assert numbers(umai(*days())[1]) == [0, 0, 0]
