"""The list of contacts: codes only, cut to who may know of them, and steady in what it costs."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.hotline.call import recorded
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline.commands import ChildDetails
from umai.hotline.forms import looking

LIST = "/hotline/contacts/"


def codes(answer):
    return [row.code for row in answer.context["slice"].rows]


def words(answer):
    """A page without what differs at every request: tokens."""
    return re.sub(rb'(csrfmiddlewaretoken" value="|X-CSRFToken": ")\w+', b"", answer.content)


def test_a_list_shows_codes_and_never_names_or_stories(sana, amina, acting, as_person):
    contact = recorded(
        acting(amina),
        sana,
        narrative="canary story",
        caller_name="Canary Name",
        phone="+7000canary",
    )
    page = as_person(amina).get(LIST).content.decode()
    assert contact.code in page
    assert "canary" not in page.lower()


def test_hidden_contacts_leave_no_trace_in_the_list(
    sana, amina, botagoz, serik, rodnik, acting, as_person
):
    """S6: the same rows, counts, pages and filters with and without contacts of others."""
    for _ in range(3):
        recorded(acting(amina), sana, topic="asylum")
    addresses = [LIST, f"{LIST}?topic=asylum", f"{LIST}?code=1", f"{LIST}?state=open", "/hotline/"]
    browser = as_person(amina)
    before = [words(browser.get(address)) for address in addresses]
    for _ in range(30):
        recorded(acting(botagoz), sana, "Turkistan", topic="asylum")
    for _ in range(5):
        recorded(acting(serik), rodnik, "Almaty", topic="asylum")
    after = [words(browser.get(address)) for address in addresses]
    # The board says the minute; everything else must be the same to the byte.
    same = [re.sub(rb"\d\d:\d\d", b"", page) for page in before]
    assert same == [re.sub(rb"\d\d:\d\d", b"", page) for page in after]


def test_a_hidden_contact_looks_like_no_contact(
    sana, amina, botagoz, serik, rodnik, acting, as_person
):
    """S2, S6: by guessing ids; the same bytes whether it is hidden or absent."""
    theirs = recorded(acting(botagoz), sana, "Turkistan")
    elsewhere = recorded(acting(serik), rodnik, "Almaty")
    browser = as_person(amina)
    pages = []
    for one in (theirs.pk, elsewhere.pk, uuid7()):
        answer = browser.get(f"{LIST}{one}/")
        assert answer.status_code == 404
        pages.append(words(answer).replace(str(one).encode(), b""))
    assert pages[0] == pages[1] == pages[2]


def test_who_sees_which_contacts(sana, amina, botagoz, saule, serik, person, acting, as_person):
    """S2, S33: the operator her own, the supervisor the team's, others nothing."""
    mine = recorded(acting(amina), sana).code
    theirs = recorded(acting(botagoz), sana, "Turkistan").code
    local = person("supervisor", "Turkistan")
    assert codes(as_person(amina).get(LIST)) == [mine]
    assert codes(as_person(saule).get(LIST)) == [theirs, mine]
    assert codes(as_person(local).get(LIST)) == [theirs]
    assert codes(as_person(serik).get(LIST)) == []
    for role in ("monitoring", "administrator", "data_protection_officer"):
        assert as_person(person(role)).get(LIST).status_code == 403


@pytest.fixture
def some(sana, amina, acting):
    """Contacts that differ in one answer each, by that answer."""
    actor = acting(amina)

    def one(**said):
        return recorded(actor, sana, **said).code

    return {
        "sex": one(children=(ChildDetails(sex="female"),)),
        "age": one(children=(ChildDetails(age=6),)),
        "old": one(children=(ChildDetails(age=19),)),
        "citizenship": one(children=(ChildDetails(citizenship="UZB"),)),
        "ethnicity": one(children=(ChildDetails(ethnicity="uzbek"),)),
        "education": one(children=(ChildDetails(education="school"),)),
        "living": one(children=(ChildDetails(living_situation="alone"),)),
        "family": one(children=(ChildDetails(family_status="guardianship"),)),
        "caller": one(caller_relation="teacher"),
        "topic": one(topic="asylum"),
        "legal": one(legal_consultations=2),
        "channel": one(channel="letter"),
        "silent": one(contact_type="silent_or_hangup", topic=""),
        "old_one": one(received_at=clock.now() - timedelta(days=400)),
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("client_sex=female", {"sex"}),
        ("child_age=4-6", {"age"}),
        ("child_age=over", {"old"}),
        ("child_age=6", {"age"}),
        ("child_age=18%2B", {"old"}),
        ("citizenship=UZB", {"citizenship"}),
        ("ethnicity=uzbek", {"ethnicity"}),
        ("education=school", {"education"}),
        ("living_situation=alone", {"living"}),
        ("family_status=guardianship", {"family"}),
        ("caller_relation=teacher", {"caller"}),
        ("topic=asylum", {"topic"}),
        ("topic=not_recorded", {"silent"}),
        ("topic=not_recorded&substantive=1", set()),
        ("consultation=legal_consultation", {"legal"}),
        ("channel=letter", {"channel"}),
        ("to=2025-12-31", {"old_one"}),
    ],
)
def test_the_list_behind_a_number_holds_what_the_table_counted(
    some, amina, as_person, asked, found
):
    answer = as_person(amina).get(f"{LIST}?{asked}")
    assert set(codes(answer)) == {some[name] for name in found}


def test_everything_not_recorded_is_found_too(some, amina, as_person):
    answer = as_person(amina).get(f"{LIST}?client_sex=not_recorded&child_age=not_recorded")
    assert set(codes(answer)) == set(some.values()) - {some["sex"], some["age"], some["old"]}


@pytest.mark.parametrize("typed", ["HL-2026-0001", "hl-2026-1", "2026-1", "1", "0001", " 1 "])
def test_a_code_is_found_as_people_say_it(typed):
    assert "HL-2026-0001" in looking.codes_of(typed, 2026)


def test_a_filter_that_makes_no_sense_shows_nothing_and_says_why(some, amina, as_person):
    for asked in (
        "topic=nonsense",
        "from=yesterday",
        "from=2026-02-01&to=2026-01-01",
        "child_age=x",
    ):
        answer = as_person(amina).get(f"{LIST}?{asked}")
        assert answer.status_code == 200
        assert codes(answer) == []
        assert "error-summary" in answer.content.decode()


def test_each_chosen_filter_can_be_taken_away(some, amina, as_person):
    answer = as_person(amina).get(f"{LIST}?topic=asylum&child_age=4-6")
    addresses = [address for _words, address in answer.context["chosen"]]
    assert addresses == ["?topic=asylum", "?child_age=4-6"] or addresses == [
        "?child_age=4-6",
        "?topic=asylum",
    ]


def test_the_rest_of_the_filters_comes_when_asked_and_keeps_what_was_chosen(some, amina, as_person):
    browser = as_person(amina)
    short = browser.get(LIST).content.decode()
    assert 'name="education"' not in short
    asked = browser.get(f"{LIST}?topic=asylum&more=1").content.decode()
    assert 'name="education"' in asked
    assert '<option value="asylum" selected>' in asked


def test_pages_are_found_by_key_and_hold_every_contact_once(sana, amina, acting, as_person):
    actor, moment = acting(amina), clock.now()
    made = [
        recorded(actor, sana, received_at=moment - timedelta(seconds=n // 2)).code
        for n in range(60)
    ]
    browser, seen, address = as_person(amina), [], ""
    while True:
        found = browser.get(LIST + address).context["slice"]
        seen += [row.code for row in found.rows]
        if not found.older:
            break
        address = found.older
    assert sorted(seen) == sorted(made)
    assert len(set(seen)) == 60


def test_an_invented_page_address_is_the_first_page(some, amina, as_person):
    browser = as_person(amina)
    assert codes(browser.get(f"{LIST}?older=x~y")) == codes(browser.get(LIST))


def statements(browser, address):
    browser.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(address).status_code == 200
    # Inside the transaction of a test a scope also restores the one around it.
    around = ("SAVEPOINT", "RELEASE", "SELECT set_config")
    return [one["sql"] for one in seen if not one["sql"].startswith(around)]


def test_the_list_asks_as_much_for_one_row_as_for_a_hundred(sana, amina, acting, as_person):
    """measures: at most eight statements, the same for 1, 25 and 100 rows."""
    browser, actor, counts = as_person(amina), acting(amina), []
    vocabulary.words("topic")
    for more in (1, 24, 75):
        for n in range(more):
            recorded(actor, sana, children=(ChildDetails(age=n % 18), ChildDetails(age=1)))
        counts.append(len(statements(browser, LIST)))
    assert len(set(counts)) == 1
    assert counts[0] <= 8


def test_nothing_is_read_from_the_vault_for_a_list(sana, amina, acting, as_person):
    recorded(acting(amina), sana, narrative="x")
    asked = " ".join(statements(as_person(amina), LIST))
    assert "_sealed" not in asked
    assert "vault_datakey" not in asked


def test_an_empty_list_says_what_to_do_first(amina, as_person):
    page = as_person(amina).get(LIST).content.decode()
    assert 'class="empty"' in page
    assert "/hotline/contacts/record/" in page
