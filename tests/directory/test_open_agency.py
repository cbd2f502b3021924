"""Putting an agency into the directory: numbers, names, refusals, and twice the same form."""

import pytest

from tests.directory import sheets
from umai.directory.models import Agency

pytestmark = pytest.mark.django_db
PAGE = "/directory/agencies/open/"


@pytest.fixture
def the_one(keeping):
    def find():
        with keeping():
            return Agency.objects.get()

    return find


def test_an_agency_is_opened_with_everything_that_was_typed(saule, as_person, the_one, journal):
    """Numbers are written as they can be dialled; short ones stay short; the journal has codes."""
    phones = {"number": "8 (725) 253-21-10", "description": "Office"}, {"number": "111"}
    person = {"name": "Айгуль", "title": "Lawyer", "phone": "7 701 555 12 34"}
    sent = sheets.agency(
        region="KZ-79",
        website="example.kz/help",
        agreement_from="2026-01-01",
        agreement_until="2026-12-31",
        emergency="on",
        **sheets.rows("phones", *phones),
        **sheets.rows("contacts", person),
    )
    answer = as_person(saule).post(PAGE, sent)
    made = the_one()
    assert answer.status_code == 302
    assert answer["Location"] == f"/directory/agencies/{made.pk}/"
    assert [one["number"] for one in made.phones] == ["+77252532110", "111"]
    assert [one["number"] for one in made.contacts[0]["phones"]] == ["+77015551234"]
    assert (made.website, made.emergency) == ("https://example.kz/help", True)
    facts = {"agency_type": "LEGALAID", "region": "KZ-79", "state": "active"}
    assert journal("directory.agency_opened") == [facts]


def test_sending_the_form_twice_opens_one_agency(saule, as_person, the_one, journal):
    sent, browser = sheets.agency(), as_person(saule)
    places = {browser.post(PAGE, sent)["Location"] for _ in range(2)}
    assert places == {f"/directory/agencies/{the_one().pk}/"}
    assert len(journal("directory.agency_opened")) == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name_ru": " ", "name_kk": ""}, "name_ru"),
        (sheets.rows("phones", {"number": "12345678"}), "phones-0-number"),
        (sheets.rows("phones", {"number": "", "description": "Office"}), "phones-0-number"),
        (sheets.rows("contacts", {"name": "A", "phone": "ask"}), "contacts-0-phone"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "data:text/html,x.kz"}, "website"),
        ({"email": "nobody"}, "email"),
        ({"type": "NOSUCH"}, "type"),
        ({"region": "KZ-00"}, "region"),
        ({"agreement_from": "2026-02-01", "agreement_until": "2026-01-01"}, "agreement_until"),
        ({"agreement_from": "soon"}, "agreement_from"),
        ({"description": "a\0b"}, "description"),
        ({"name_en": "x" * 301}, "name_en"),
    ],
)
def test_a_mistake_comes_back_at_its_field_and_loses_no_word(
    saule, as_person, keeping, said, field
):
    sent = sheets.agency(referral_method="Ring the duty officer", **{"name_kk": "Сенім", **said})
    answer = as_person(saule).post(PAGE, sent)
    sheet = answer.context["sheet"]
    wrong = [one.html_name for one in sheet if one.errors]
    assert (answer.status_code, wrong) == (422, [field])
    shown = {one.html_name: one.value() for one in sheet}
    assert {name: shown[name] for name in sent if name in shown} == {
        name: value for name, value in sent.items() if name in shown
    }
    with keeping():
        assert not Agency.objects.exists()


def test_more_rows_are_shown_without_a_script_and_nothing_is_checked_yet(saule, as_person):
    phones = {"number": "12 not yet"}, {"number": "111"}
    sent = sheets.agency(
        name_ru="", more="phones", website="half", **sheets.rows("phones", *phones)
    )
    answer = as_person(saule).post(PAGE, sent)
    rows = answer.context["sheet"].parts["phones"]
    assert answer.status_code == 200
    assert [row["number"].value() for row in rows] == ["12 not yet", "111", None, None]
    assert answer.context["sheet"].form["website"].value() == "half"
    assert b'class="error"' not in answer.content


@pytest.mark.parametrize("text", sheets.EVIL)
def test_what_is_typed_never_runs(saule, as_person, the_one, text):
    """S35: in names, people, notes and addresses; on the page, the list and the form."""
    browser = as_person(saule)
    person = {"name": text, "title": text}
    sent = sheets.agency(
        name_ru=text,
        alternate_name=text,
        description=text,
        referral_method=text,
        agreement_number=text[:64],
        **sheets.rows("phones", {"number": "111", "description": text}),
        **sheets.rows("contacts", person),
    )
    place = browser.post(PAGE, sent)["Location"]
    browser.post(
        f"{place}services/open/", sheets.service(name_ru=text, alert=text, description=text)
    )
    pages = [place, f"{place}correct/", f"{place}close/", "/directory/?region="]
    for page in pages:
        answer = browser.get(page)
        words = answer.content.decode()
        assert answer.status_code == 200
        assert not any(bad in words for bad in ("<script>alert", "<img src=x", "Request Headers"))
    assert the_one().name_ru == text
    wrong = sheets.agency(
        website=text, email=text, **sheets.rows("phones", {"number": text}), name_kk=text
    )
    words = browser.post(PAGE, wrong).content.decode()
    assert not any(bad in words for bad in ("<script>alert", "<img src=x", "Request Headers"))


def test_a_page_that_a_file_brought_is_a_link_only_if_it_is_one(saule, as_person, keeping):
    """S35: whatever an import wrote there."""
    from tests.directory import entries

    bad = [
        "javascript:alert(1)//.kz",
        "//example.kz",
        "https://x'onclick=.kz",
        "data:text/html,a.kz",
    ]
    with keeping() as keeper:
        made = [entries.agency(keeper, website=one) for one in bad]
        good = entries.agency(keeper, website="http://example.kz")
    browser = as_person(saule)
    pages = [browser.get(f"/directory/agencies/{one.pk}/").content.decode() for one in made]
    for page in pages:
        assert 'target="_blank"' not in page
    assert (
        'href="http://example.kz"'
        in browser.get(f"/directory/agencies/{good.pk}/").content.decode()
    )


@pytest.mark.parametrize("role", ["operator", "partner", "psychologist", "administrator"])
def test_only_who_keeps_the_directory_opens_an_agency(person, as_person, keeping, role):
    """S2."""
    browser = as_person(person(role))
    assert browser.get(PAGE).status_code == 403
    assert browser.post(PAGE, sheets.agency()).status_code == 403
    with keeping():
        assert not Agency.objects.exists()


def test_the_number_of_a_form_that_another_house_used_is_refused(saule, serik, as_person, keeping):
    """S33: the refusal says nothing of whose it is, and the words stay."""
    sent = sheets.agency()
    assert as_person(serik).post(PAGE, sent).status_code == 302
    answer = as_person(saule).post(PAGE, sent)
    assert answer.status_code == 422
    assert answer.context["sheet"].form["name_ru"].value() == sent["name_ru"]
    with keeping():
        assert not Agency.objects.exists()
