"""An agency that works no more is kept and never offered (R25)."""

import pytest

from tests.directory import entries
from umai.directory.models import Agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(keeping):
    with keeping() as keeper:
        made = entries.agency(keeper, name_en="Old house", region="KZ-79")
        entries.service(keeper, made, name_en="Night shelter")
        return made


def found(browser, **asked):
    return browser.get("/directory/", asked, headers={"accept-language": "en"}).content.decode()


def test_a_closed_agency_is_never_offered_and_plainly_marked(
    saule, amina, as_person, known, journal
):
    """R25: only who asks for closed ones finds it, and is told to send nobody."""
    page, browser = f"/directory/agencies/{known.pk}/close/", as_person(saule)
    assert browser.get(page).status_code == 200
    assert browser.post(page, {"version": 1}).status_code == 302
    reader = as_person(amina)
    assert "Night shelter" not in found(reader)
    closed = found(reader, all_of_them="on")
    assert "Night shelter" in closed and "do not send anybody" in closed
    entry = reader.get(f"/directory/agencies/{known.pk}/", headers={"accept-language": "en"})
    assert "do not send anybody" in entry.content.decode()
    assert journal("directory.agency_closed")[0]["state"] == "closed"


def test_it_is_offered_again_when_it_works_again(saule, amina, as_person, known, journal):
    browser = as_person(saule)
    browser.post(f"/directory/agencies/{known.pk}/close/", {"version": 1})
    browser.post(f"/directory/agencies/{known.pk}/reopen/", {"version": 2})
    assert "Night shelter" in found(as_person(amina))
    assert len(journal("directory.agency_reopened")) == 1


def test_a_newer_version_is_looked_at_before_it_is_closed(saule, as_person, known, keeping):
    browser, page = as_person(saule), f"/directory/agencies/{known.pk}/close/"
    answer = browser.post(page, {"version": 7})
    assert answer.status_code == 422
    assert browser.post(page, {"version": "x"}).status_code == 422
    with keeping():
        assert Agency.objects.get().state == "active"
    assert (
        browser.post(page, {"version": answer.context["form"]["version"].value()}).status_code
        == 302
    )


def test_closing_twice_is_seen_as_somebody_elses_act(saule, as_person, known, journal):
    browser, page = as_person(saule), f"/directory/agencies/{known.pk}/close/"
    answers = [browser.post(page, {"version": 1}).status_code for _ in range(2)]
    assert answers == [302, 422]
    assert len(journal("directory.agency_closed")) == 1
