"""Correcting an agency: what a form does not show is kept; of two at once both are shown."""

import pytest

from tests.directory import entries, sheets
from umai.directory.models import Agency

pytestmark = pytest.mark.django_db
PHONES = [
    {"id": "p1", "number": "(212) 555-12-12 x3", "type": "voice", "languages": ["kk"]},
    {"number": "+77252532110", "description": "Office"},
]
CONTACTS = [
    {
        "id": "c1",
        "name": "Айгуль",
        "department": "Reception",
        "phones": [{"id": "n1", "number": "111"}, {"id": "n2", "number": "150"}],
    }
]


@pytest.fixture
def known(keeping):
    with keeping() as keeper:
        return entries.agency(
            keeper,
            name_ru="Сенім",
            type="RETIRED_KIND",
            district="791110000",
            region="KZ-79",
            phones=PHONES,
            contacts=CONTACTS,
            identifiers=[{"id": "i1", "identifier": "123"}],
            uri="urn:x",
            legal_status="Fund",
        )


@pytest.fixture
def again(keeping):
    def read(one):
        with keeping():
            return Agency.objects.get(pk=one.pk)

    return read


def page_of(one):
    return f"/directory/agencies/{one.pk}/correct/"


def test_a_form_that_is_sent_back_untouched_changes_nothing(saule, as_person, known, again):
    """Also codes no longer offered, numbers that cannot be dialled, and what no form shows."""
    browser = as_person(saule)
    shown = sheets.as_shown(browser.get(page_of(known)).context["sheet"])
    assert browser.post(page_of(known), shown).status_code == 302
    now = again(known)
    same = [one.attname for one in Agency._meta.fields]
    changed = [one for one in same if getattr(now, one) != getattr(known, one)]
    assert sorted(changed) == ["changed_at", "version"]


def test_an_item_keeps_its_id_and_what_the_form_does_not_show(saule, as_person, known, again):
    browser = as_person(saule)
    shown = sheets.as_shown(browser.get(page_of(known)).context["sheet"])
    shown |= {"phones-0-number": "150", "phones-1-number": "", "phones-1-description": ""}
    shown |= {"phones-2-number": "8 701 555 12 34", "contacts-0-phone": "1414"}
    assert browser.post(page_of(known), shown).status_code == 302
    now = again(known)
    assert now.phones[0] == {**PHONES[0], "number": "150"}
    assert [one["number"] for one in now.phones] == ["150", "+77015551234"]
    assert now.phones[1]["id"]
    assert now.contacts == [
        {**CONTACTS[0], "phones": [{"id": "n1", "number": "1414"}, {"id": "n2", "number": "150"}]}
    ]


def test_an_id_that_stands_in_no_item_makes_a_new_one(saule, as_person, known, again):
    sent = {"version": 1, "name_ru": "Сенім"}
    sent |= sheets.agency(**sent, **sheets.rows("phones", {"id": "p9", "number": "111"}))
    assert as_person(saule).post(page_of(known), sent).status_code == 302
    assert again(known).phones[0]["id"] not in ("p9", "p1")


def test_the_journal_names_the_fields_and_none_of_the_words(saule, as_person, known, journal):
    browser = as_person(saule)
    shown = sheets.as_shown(browser.get(page_of(known)).context["sheet"])
    browser.post(page_of(known), {**shown, "name_en": "A secret name", "emergency": "on"})
    said = journal("directory.agency_corrected")
    assert said[0]["fields"] == ["name_en", "emergency"]
    assert "secret" not in str(said)


def test_two_people_correct_and_the_second_sees_both_versions(
    saule, person, as_person, known, again, keeping
):
    """Nothing is written, both versions stand side by side, and the second keeps every word."""
    mine, theirs = as_person(saule), as_person(person("supervisor"))
    shown = sheets.as_shown(mine.get(page_of(known)).context["sheet"])
    theirs.post(page_of(known), {**shown, "name_en": "Theirs", "phones-1-description": "Night"})
    typed = {**shown, "description": "Mine", "phones-1-description": "Day"}
    answer = mine.post(page_of(known), typed, headers={"accept-language": "en"})
    words = answer.content.decode()
    assert answer.status_code == 422
    assert (again(known).version, again(known).description) == (2, "")
    lines = {str(one.label): one for one in answer.context["sheet"].against}
    assert {one.theirs for one in lines.values()} == {True, False}
    assert "Theirs" in words and "Mine" in words and "Night" in words and "Day" in words
    knowingly = sheets.as_shown(answer.context["sheet"])
    assert knowingly["version"] == 2
    assert mine.post(page_of(known), knowingly).status_code == 302
    now = again(known)
    assert (now.version, now.description, now.phones[1]["description"]) == (3, "Mine", "Day")


def test_a_form_without_its_version_saves_nothing(saule, as_person, known, again):
    sent = sheets.agency(name_ru="Other")
    assert as_person(saule).post(page_of(known), sent).status_code == 422
    assert again(known).name_ru == "Сенім"


@pytest.mark.parametrize("act", ["correct", "close", "reopen", "services/open", "places/open"])
def test_another_house_and_who_may_not_keep_are_refused(
    serik, amina, saule, as_person, known, again, act
):
    """S2, S33: the same 404 as for an agency that there is not."""
    path = f"/directory/agencies/{known.pk}/{act}/"
    nowhere = path.replace(str(known.pk), "01890000-0000-7000-8000-000000000000")
    sent = {**sheets.agency(), "version": "1"}
    theirs = as_person(serik)
    for browser in (theirs, as_person(amina), as_person(saule)):
        assert browser.get(nowhere).status_code == browser.post(nowhere, sent).status_code
    assert (theirs.get(path).status_code, theirs.post(path, sent).status_code) == (404, 404)
    assert sheets.plain(theirs.get(path), path) == sheets.plain(theirs.get(nowhere), nowhere)
    assert as_person(amina).post(path, sent).status_code == 403
    assert again(known).version == 1
