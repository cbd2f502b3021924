"""Places: the address, the hours, and an address that must stay secret."""

import pytest

from tests.directory import entries, sheets
from umai.directory.models import Location

pytestmark = pytest.mark.django_db
SAID = {
    "name": "Branch",
    "addresses": [
        {"id": "a1", "address_1": "Tauke khan 1", "city": "Shymkent", "attention": "Room 12"},
        {"id": "a2", "address_1": "Box 5", "address_type": "postal"},
    ],
    "accessibility": [{"id": "x1", "description": "Ramp", "details": "left door"}],
    "languages": [{"id": "l1", "code": "UZ", "name": "Uzbek"}],
    "latitude": 42.3,
    "longitude": 69.6,
}


@pytest.fixture
def agency(keeping):
    with keeping() as keeper:
        return entries.agency(keeper, name_ru="Сенім", region="KZ-79")


@pytest.fixture
def known(keeping, agency):
    with keeping() as keeper:
        return entries.location(keeper, agency, **SAID)


@pytest.fixture
def again(keeping):
    def read():
        with keeping():
            return Location.objects.get()

    return read


def test_a_place_is_opened_once(saule, as_person, agency, again, journal):
    page = f"/directory/agencies/{agency.pk}/places/open/"
    sent = sheets.location(
        address_1="Тауке хан 1", accessibility="Ramp\nLift", languages=["kk"], region="KZ-61"
    )
    browser = as_person(saule)
    assert {browser.post(page, sent).status_code for _ in range(2)} == {302}
    made = again()
    assert (made.agency_id, made.region) == (agency.pk, "KZ-61")
    assert (made.addresses[0]["address_1"], made.addresses[0]["country"]) == ("Тауке хан 1", "KZ")
    assert [one["description"] for one in made.accessibility] == ["Ramp", "Lift"]
    assert journal("directory.location_opened") == [{"region": "KZ-61", "confidential": False}]


def test_a_place_sent_back_untouched_changes_nothing(saule, as_person, known, again):
    browser, page = as_person(saule), f"/directory/places/{known.pk}/correct/"
    shown = sheets.as_shown(browser.get(page).context["sheet"])
    assert browser.post(page, shown).status_code == 302
    names = [one.attname for one in Location._meta.fields]
    changed = [one for one in names if getattr(again(), one) != getattr(known, one)]
    assert sorted(changed) == ["changed_at", "version"]


def test_a_changed_address_keeps_its_id_and_the_other_addresses(saule, as_person, known, again):
    browser, page = as_person(saule), f"/directory/places/{known.pk}/correct/"
    shown = sheets.as_shown(browser.get(page).context["sheet"])
    assert browser.post(page, {**shown, "address_1": "Baitursynov 7"}).status_code == 302
    first, second = again().addresses
    assert first == {**SAID["addresses"][0], "address_1": "Baitursynov 7"}
    assert second == SAID["addresses"][1]


def test_a_place_needs_a_town_a_street_or_a_name(saule, as_person, agency, keeping):
    page = f"/directory/agencies/{agency.pk}/places/open/"
    answer = as_person(saule).post(page, sheets.location(city="", transportation="Bus 5"))
    assert answer.status_code == 422
    assert answer.context["sheet"].form["transportation"].value() == "Bus 5"
    with keeping():
        assert not Location.objects.exists()


def test_two_versions_of_a_place_are_shown(saule, person, as_person, known, again):
    page = f"/directory/places/{known.pk}/correct/"
    mine, theirs = as_person(saule), as_person(person("supervisor"))
    shown = sheets.as_shown(mine.get(page).context["sheet"])
    theirs.post(page, {**shown, "address_1": "Theirs 1"})
    answer = mine.post(page, {**shown, "address_1": "Mine 2"})
    assert answer.status_code == 422 and again().version == 2
    assert all(word in answer.content.decode() for word in ("Theirs 1", "Mine 2"))


def test_a_secret_address_is_shown_to_nobody_who_may_not_read_it(
    saule, amina, serik, as_person, agency, keeping, journal
):
    """S6, S33: to others it is a place that there is not."""
    with keeping() as keeper:
        hidden = entries.location(
            keeper, agency, name="Shelter", confidential=True, addresses=SAID["addresses"]
        )
    page, entry = f"/directory/places/{hidden.pk}/correct/", f"/directory/agencies/{agency.pk}/"
    assert "Tauke khan" not in as_person(amina).get(entry).content.decode()
    assert journal("directory.confidential_entry_read") == []
    assert "Tauke khan" in as_person(saule).get(entry).content.decode()
    assert len(journal("directory.confidential_entry_read")) == 1
    assert as_person(amina).get(page).status_code == 403
    assert as_person(serik).get(page).status_code == 404


def test_a_secret_place_of_another_agency_is_written_down_when_it_is_read(
    saule, as_person, agency, keeping, journal
):
    """A service may be given in somebody else's house; its address is shown, so it is journaled."""
    with keeping() as keeper:
        house = entries.location(keeper, entries.agency(keeper), name="House", confidential=True)
        entries.service(keeper, agency, at=(house.pk,))
    assert "House" in as_person(saule).get(f"/directory/agencies/{agency.pk}/").content.decode()
    assert len(journal("directory.confidential_entry_read")) == 1
