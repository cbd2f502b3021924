"""Services: for whom, when, in which language; hours are typed as people say them."""

import pytest

from tests.directory import entries, sheets
from umai.directory.models import Listing, Location, Service, ServiceAtLocation

pytestmark = pytest.mark.django_db
ODD = {"id": "s3", "freq": "WEEKLY", "byday": "MO", "valid_to": "2026-01-01", "opens_at": "09:00"}
SCHEDULES = [
    {"id": "s1", "freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR", "opens_at": "09:00:00",
     "closes_at": "18:00:00", "description": "Ring first", "dtstart": "2020-01-01"},
    {"id": "s2", "freq": "MONTHLY", "bymonthday": "1", "opens_at": "09:00", "closes_at": "10:00"},
    ODD,
    {"id": "s4", "description": "Closed on holidays"},
]  # fmt: skip
SAID = {
    "schedules": SCHEDULES,
    "languages": [{"id": "l1", "code": "uz", "name": "Uzbek", "note": "mornings"}, {"name": "Lo"}],
    "service_areas": [
        {"id": "a1", "name": "South", "extent": "{}"},
        {"region": "KZ-61", "id": "a2"},
    ],
    "required_documents": [{"id": "d1", "document": "Passport", "uri": "u"}, {"id": "d2"}],
    "cost_options": [{"id": "k1", "option": "Letter", "amount": 1500, "currency": "KZT"}],
    "needs": ["LG01", "OLD99"],
    "minimum_age": 0.5,
    "maximum_age": 18.0,
    "wait_time": "a week",
}


@pytest.fixture
def agency(keeping):
    with keeping() as keeper:
        return entries.agency(keeper, name_ru="Сенім", region="KZ-79")


@pytest.fixture
def known(keeping, agency):
    with keeping() as keeper:
        return entries.service(keeper, agency, name_ru="Консультация", **SAID)


@pytest.fixture
def again(keeping):
    def read(pk=None):
        with keeping():
            return Service.objects.get(**({"pk": pk} if pk else {}))

    return read


def page_of(one):
    return f"/directory/services/{one.pk}/correct/"


def test_a_service_is_opened_and_found_at_once(saule, as_person, agency, again, keeping, journal):
    """Hours as people say them become schedules of HSDS, one for each span."""
    sent = sheets.service(
        needs=["LG01"],
        languages=["uz", "ru"],
        service_areas=["KZ", "KZ-61"],
        minimum_age="6",
        maximum_age="17",
        waiting_days="0",
        required_documents="Passport\n\nBirth certificate",
        **{"week-weekdays": "9-13, 14-18", "week-FR": "9-13", "week-SA": "-", "week-note": "Ring"},
        **sheets.rows("cost_options", {"option": "Letter", "amount": "1 500,50"}),
    )
    page = f"/directory/agencies/{agency.pk}/services/open/"
    browser = as_person(saule)
    assert {browser.post(page, sent).status_code for _ in range(2)} == {302}
    made = again()
    week = [(one.get("byday"), one.get("opens_at"), one.get("closes_at")) for one in made.schedules]
    assert week == [
        ("MO,TU,WE,TH,FR", "09:00", "13:00"), ("MO,TU,WE,TH", "14:00", "18:00"), (None,) * 3,
    ]  # fmt: skip
    assert made.schedules[2]["description"] == "Ring"
    assert [one["code"] for one in made.languages] == ["ru", "uz"] or made.languages[0]["code"]
    assert {one["region"] for one in made.service_areas} == {"KZ", "KZ-61"}
    assert [one["document"] for one in made.required_documents] == ["Passport", "Birth certificate"]
    assert made.cost_options[0]["amount"] == 1500.5
    assert (made.minimum_age, made.maximum_age, made.waiting_days) == (6, 17, 0)
    assert all(one["id"] for one in [*made.schedules, *made.languages, *made.cost_options])
    with keeping():
        row = Listing.objects.get()
    assert (row.needs, len(row.hours)) == (["LEG", "LG01"], 18)
    assert journal("directory.service_opened") == [{"needs": ["LG01"], "status": "active"}]


def test_a_service_sent_back_untouched_changes_nothing(saule, as_person, known, again):
    """Odd schedules, codes no longer offered, halves of years, areas without a region: all stay."""
    browser = as_person(saule)
    shown = sheets.as_shown(browser.get(page_of(known)).context["sheet"])
    assert browser.post(page_of(known), shown).status_code == 302
    now = again()
    names = [one.attname for one in Service._meta.fields]
    changed = [one for one in names if getattr(now, one) != getattr(known, one)]
    assert sorted(changed) == ["changed_at", "version"]


def test_new_hours_keep_what_the_week_does_not_show(saule, as_person, known, again):
    browser = as_person(saule)
    shown = sheets.as_shown(browser.get(page_of(known)).context["sheet"])
    assert shown["week-weekdays"] == "09:00–18:00"
    assert shown["week-note"] == "Closed on holidays"
    shown |= {"week-weekdays": "9-18", "week-FR": "9-17", "week-SU": "24", "week-note": ""}
    assert browser.post(page_of(known), shown).status_code == 302
    week = {one.get("id"): one for one in again().schedules}
    assert week["s1"] == {
        **SCHEDULES[0],
        "byday": "MO,TU,WE,TH",
        "opens_at": "09:00",
        "closes_at": "18:00",
    }
    assert (week["s2"], week["s3"], "s4" in week) == (SCHEDULES[1], ODD, False)
    fresh = [one for key, one in week.items() if key not in ("s1", "s2", "s3")]
    assert {(one["byday"], one["opens_at"], one["closes_at"]) for one in fresh} == {
        ("FR", "09:00", "17:00"), ("SU", "00:00", "00:00"),
    }  # fmt: skip


def test_items_keep_their_ids(saule, as_person, known, again):
    browser = as_person(saule)
    shown = sheets.as_shown(browser.get(page_of(known)).context["sheet"])
    shown |= {"languages": ["kk", "uz"], "service_areas": [], "required_documents": "A\nPassport"}
    shown |= {"cost_options-0-amount": "0"}
    assert browser.post(page_of(known), shown).status_code == 302
    now = again()
    assert SAID["languages"][0] in now.languages and SAID["languages"][1] in now.languages
    assert [one for one in now.service_areas] == SAID["service_areas"][:1]
    assert SAID["required_documents"][0] in now.required_documents
    assert now.cost_options == [{**SAID["cost_options"][0], "amount": 0}]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name_ru": ""}, "name_ru"),
        ({"minimum_age": "18", "maximum_age": "6"}, "maximum_age"),
        ({"minimum_age": "many"}, "minimum_age"),
        ({"maximum_age": "121"}, "maximum_age"),
        ({"waiting_days": "-1"}, "waiting_days"),
        ({"week-weekdays": "nine to five"}, "week-weekdays"),
        ({"week-SU": "25-26"}, "week-SU"),
        ({"week-MO": "9-9"}, "week-MO"),
        ({"needs": ["NOPE"]}, "needs"),
        ({"languages": ["xx"]}, "languages"),
        ({"status": "gone"}, "status"),
        ({"url": "ftp://example.kz"}, "url"),
        (sheets.rows("cost_options", {"option": "A", "amount": "free"}), "cost_options-0-amount"),
    ],
)
def test_a_mistake_comes_back_at_its_field(saule, as_person, agency, keeping, said, field):
    page = f"/directory/agencies/{agency.pk}/services/open/"
    sent = sheets.service(description="Words that stay", **said)
    answer = as_person(saule).post(page, {**sent, **said})
    sheet = answer.context["sheet"]
    assert answer.status_code == 422
    assert [one.html_name for one in sheet if one.errors] == [field]
    assert sheet.form["description"].value() == "Words that stay"
    with keeping():
        assert not Service.objects.exists()


def test_more_rows_keep_the_hours_that_were_typed(saule, as_person, agency):
    page = f"/directory/agencies/{agency.pk}/services/open/"
    sent = sheets.service(**{"week-weekdays": "half", "week-always": "on", "more": "cost_options"})
    sheet = as_person(saule).post(page, sent).context["sheet"]
    week = sheet.parts["schedules"]
    assert (week["weekdays"].value(), week["always"].value()) == ("half", True)
    assert len(sheet.parts["cost_options"].forms) == 1


def test_prices_and_areas_are_said_in_words(keeping, amina, as_person, agency):
    """A number may come as any kind from a file; the page says what it can."""
    with keeping() as keeper:
        costs = [
            {"option": "Letter", "amount": 1500, "currency": "KZT"},
            {"option": "Advice", "amount": 0},
        ]
        odd = [{"amount": "many"}, {"amount": 0}, {"amount_description": "ask"}]
        areas = [{"region": "KZ"}, {"region": "KZ-61", "name": "x"}, {"name": "Border"}]
        entries.service(keeper, agency, cost_options=costs + odd, service_areas=areas)
    answer = as_person(amina).get(
        f"/directory/agencies/{agency.pk}/", headers={"accept-language": "en"}
    )
    words = answer.content.decode()
    assert "Letter: 1500 KZT; Advice; many; free; ask" in words
    assert "The whole country, Turkistan, Border" in words


def test_two_versions_of_a_service_are_shown(saule, person, as_person, known, again):
    mine, theirs = as_person(saule), as_person(person("supervisor"))
    shown = sheets.as_shown(mine.get(page_of(known)).context["sheet"])
    theirs.post(page_of(known), {**shown, "week-weekdays": "10-12", "fees_description": "Free"})
    answer = mine.post(page_of(known), {**shown, "week-weekdays": "8-20"})
    words = answer.content.decode()
    assert answer.status_code == 422 and again().version == 2
    assert "10:00–12:00" in words and "08:00–20:00" in words and "Free" in words


def test_two_versions_say_where_a_service_is_given(
    saule, person, as_person, agency, keeping, known
):
    with keeping() as keeper:
        entries.location(keeper, agency, name="Main house")
    mine, theirs = as_person(saule), as_person(person("supervisor"))
    shown = sheets.as_shown(mine.get(page_of(known)).context["sheet"])
    with keeping():
        spot = str(Location.objects.get().pk)
    theirs.post(page_of(known), {**shown, "at": [spot]})
    answer = mine.post(page_of(known), {**shown, "alert": "Full today"})
    before = {str(one.label): one.before for one in answer.context["sheet"].against}
    assert "Main house" in before.values()


def test_a_service_is_given_at_the_places_that_were_ticked(
    saule, as_person, agency, keeping, known
):
    with keeping() as keeper:
        spots = [entries.location(keeper, agency, name=f"Room {n}") for n in (1, 2)]
        foreign = entries.location(keeper, entries.agency(keeper), name="Elsewhere")
    browser = as_person(saule)
    shown = sheets.as_shown(browser.get(page_of(known)).context["sheet"])
    assert browser.post(page_of(known), {**shown, "at": [str(foreign.pk)]}).status_code == 422
    assert browser.post(page_of(known), {**shown, "at": [str(spots[1].pk)]}).status_code == 302
    with keeping():
        assert ServiceAtLocation.objects.get().location_id == spots[1].pk


def test_another_house_finds_no_such_service(serik, amina, as_person, known):
    """S2, S33."""
    theirs = as_person(serik)
    nowhere = "/directory/services/01890000-0000-7000-8000-000000000000/correct/"
    pages = [theirs.get(page_of(known)), theirs.get(nowhere)]
    assert [one.status_code for one in pages] == [404, 404]
    assert sheets.plain(pages[0], page_of(known)) == sheets.plain(pages[1], nowhere)
    assert theirs.post(page_of(known), sheets.service(version="1")).status_code == 404
    assert as_person(amina).get(page_of(known)).status_code == 403
