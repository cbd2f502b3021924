"""The page on which staff look for help: nearest first, how fresh, never what is hidden."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.directory import entries, sheets
from umai.directory import permissions, queries
from umai.directory.models import Listing
from umai.directory.queries import Asked
from umai.directory.templatetags import directory
from umai.foundation.kernel import clock
from umai.foundation.places.models import District

pytestmark = pytest.mark.django_db
PAGE = "/directory/"
EN = {"accept-language": "en"}


def asked(browser, **what):
    return browser.get(PAGE, what, headers=EN)


def names(answer):
    return re.findall(r'class="found-name"[^>]*>([^<]*)<', answer.content.decode())


def test_a_row_says_who_where_how_and_how_fresh(keeping, amina, as_person):
    """R25: the age of an entry stands beside it."""
    with keeping() as keeper:
        helper = entries.agency(
            keeper,
            name_ru="Юрпомощь",
            region="KZ-79",
            phones=[{"number": "111"}, {"number": "+77252532110", "description": "Office"}],
            open_all_hours=True,
        )
        service = {"needs": ["LG01"], "languages": [{"code": "uz"}], "maximum_age": 17}
        entries.service(keeper, helper, name_en="Lawyer", waiting_days=0, **service)
    words = asked(as_person(amina), need="LEG").content.decode()
    said = ("Lawyer", "Юрпомощь", 'href="tel:111"', "Uzbek", "up to 17 years", "Shymkent")
    assert all(one in words for one in said)
    said = ("Open day and night", "never confirmed", 'href="tel:+77252532110"', "the same day")
    assert all(one in words for one in said)


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "confirmed today"), (1, "confirmed 1 day ago"), (100, "confirmed 3 months ago"),
     (200, "confirmed 6 months ago: ring first"), (800, "confirmed 2 years ago: ring first")],
)  # fmt: skip
def test_an_old_entry_says_its_age_and_that_one_rings_first(keeping, amina, as_person, days, words):
    """R25."""
    with keeping() as keeper:
        helper = entries.agency(keeper)
        entries.service(keeper, helper)
        on = clock.today("Asia/Almaty") - timedelta(days=days)
        Listing.objects.update(verified_on=on)
    assert words in asked(as_person(amina)).content.decode()


MONDAY_MORNING = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)  # 10:00 in Almaty
MORE = {"freq": "WEEKLY", "opens_at": "09:00"}


@pytest.mark.parametrize(
    ("byday", "closes", "english", "russian"),
    [
        ("MO,TU", "18:00", "Open until 18:00", "Открыто до 18:00"),
        ("MO", "00:00", "Open until 24:00", "Открыто до 24:00"),
        ("MO", "02:00", "Open until Tuesday 02:00", "Открыто до вторника 02:00"),
        ("MO", "09:30", "Closed, opens Monday 09:00", "Закрыто, откроется в понедельник 09:00"),
        ("TU", "18:00", "Closed, opens tomorrow 09:00", "Закрыто, откроется завтра 09:00"),
        ("WE,SU", "18:00", "Closed, opens Wednesday 09:00", "Закрыто, откроется в среду 09:00"),
        ("", "18:00", "Hours not known", "Часы работы неизвестны"),
    ],
)
def test_hours_are_said_in_words(byday, closes, english, russian):
    """Days bend in Russian and in Kazakh."""
    schedules = [{**MORE, "byday": byday, "closes_at": closes}]
    said = []
    with clock.told_at(MONDAY_MORNING), timezone.override("Asia/Almaty"):
        for language in ("en", "ru"):
            with translation.override(language):
                said.append(directory.hours_now(directory.week_of(schedules)))
    assert said == [english, russian]


def test_only_what_is_open_now(keeping, amina, as_person):
    with keeping() as keeper:
        for name, always in (("Now", True), ("Unknown", False)):
            helper = entries.agency(keeper, open_all_hours=always)
            entries.service(keeper, helper, name_en=name)
    assert names(asked(as_person(amina), open_now="on")) == ["Now"]


def test_one_begins_with_the_region_of_ones_own_office(keeping, amina, as_person):
    with keeping() as keeper:
        for region in ("KZ-71", "KZ-79"):
            helper = entries.agency(keeper, region=region)
            entries.service(keeper, helper, name_en=region)
    browser = as_person(amina)
    assert browser.get(PAGE).context["form"]["region"].value() == "KZ-79"
    assert names(asked(browser)) == ["KZ-79", "KZ-71"]
    assert asked(browser, region="").context["form"]["region"].value() == ""


def test_districts_are_asked_for_once_they_are_loaded(keeping, amina, as_person):
    """One of another region, left over from the question before, is dropped without a word."""
    browser = as_person(amina)
    assert "district" not in asked(browser).context["form"].fields
    District.objects.create(code="7911", region="KZ-79", names={"en": "Abay district"})
    District.objects.create(code="6111", region="KZ-61", names={"en": "Saryagash"})
    from umai.foundation.places import queries as places

    places.forget()
    with keeping() as keeper:
        far = entries.agency(keeper, region="KZ-79", name_en="Far")
        near = entries.agency(keeper, region="KZ-79", district="7911", name_en="Near")
        for one in (far, near):
            entries.service(keeper, one, name_en=one.name_en)
    answer = asked(browser, region="KZ-79", district="7911")
    assert names(answer) == ["Near", "Far"]
    assert "Abay district" in answer.content.decode()
    dropped = asked(browser, region="KZ-61", district="7911")
    assert dropped.status_code == 200
    assert dropped.context["form"]["district"].value() == ""


def test_pages_follow_each_other_and_every_row_comes_once(keeping, amina, as_person):
    with keeping() as keeper:
        for place in range(60):
            region = ("KZ-79", "KZ-61", "KZ-71")[place % 3]
            helper = entries.agency(keeper, region=region)
            entries.service(keeper, helper, name_en=f"S{place}")
    browser, seen, url = as_person(amina), [], PAGE
    while url:
        answer = browser.get(url)
        seen += names(answer)
        following = answer.context["next_page"]
        url = f"{PAGE}{following}" if following else ""
    assert (len(seen), len(set(seen))) == (60, 60)
    assert asked(browser, after="nonsense~x").status_code == 200


def test_when_nobody_fits_the_page_offers_to_search_wider(keeping, amina, as_person):
    browser = as_person(amina)
    empty = asked(browser, region="").content.decode()
    assert "The directory is still empty" in empty and "Add an agency" not in empty
    answer = asked(browser, words="zzz", open_now="on", language="uz", region="KZ-79")
    ways = [str(words) for words, _url in answer.context["wider"]]
    assert ways == [
        "Also what is closed now", "Without the words", "In any language", "In every region",
    ]  # fmt: skip
    assert "open_now" not in answer.context["wider"][0][1]
    assert "region=&" in answer.context["wider"][3][1] or "region=" in answer.context["wider"][3][1]


@pytest.mark.parametrize(
    ("said", "field"),
    [({"age": "old"}, "age"), ({"need": "NOPE"}, "need"), ({"region": "KZ-0"}, "region"),
     ({"words": "a\0b"}, "words"), ({"type": "x" * 99}, "type")],
)  # fmt: skip
def test_a_wrong_question_is_refused_at_its_field(amina, as_person, said, field):
    answer = asked(as_person(amina), language="uz", **said)
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors)) == (422, [field])
    assert form["language"].value() == "uz"
    assert form[field].value() == said[field]


@pytest.mark.parametrize("text", sheets.EVIL)
def test_what_is_asked_never_runs(amina, as_person, text):
    """S35."""
    browser = as_person(amina)
    for name in ("words", "need", "age", "region", "district", "after"):
        page = asked(browser, **{name: text}).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page


def test_another_house_sees_nothing_of_it(keeping, serik, as_person):
    """S33: neither in the list, nor as an entry."""
    with keeping() as keeper:
        helper = entries.agency(keeper, name_en="Ours")
        entries.service(keeper, helper)
    theirs = as_person(serik)
    assert names(asked(theirs, region="")) == []
    entry, nowhere = (
        f"/directory/agencies/{one}/" for one in (helper.pk, "01890000-0000-7000-8000-000000000000")
    )
    answers = [theirs.get(entry), theirs.get(nowhere)]
    assert [one.status_code for one in answers] == [404, 404]
    assert sheets.plain(answers[0], entry) == sheets.plain(answers[1], nowhere)


def test_a_hidden_agency_looks_like_no_agency(keeping, amina, saule, as_person, journal):
    """S2, S6: one who may not know of it gets the same list and the same 404."""
    with keeping() as keeper:
        entries.service(keeper, entries.agency(keeper, region="KZ-79"), name_en="Open")
    browser = as_person(amina)
    before = sheets.plain(asked(browser))
    with keeping() as keeper:
        hidden = entries.agency(keeper, name_en="Shelter", region="KZ-79", confidential=True)
        entries.service(keeper, hidden, name_en="Secret bed")
    assert sheets.plain(asked(browser)) == before
    assert names(asked(browser, all_of_them="on", words="secret")) == []
    entry, nowhere = (
        f"/directory/agencies/{one}/" for one in (hidden.pk, "01890000-0000-7000-8000-000000000000")
    )
    answers = [browser.get(entry), browser.get(nowhere)]
    assert [one.status_code for one in answers] == [404, 404]
    assert sheets.plain(answers[0], entry) == sheets.plain(answers[1], nowhere)
    assert "Secret bed" in names(asked(as_person(saule)))
    assert as_person(saule).get(entry).status_code == 200
    assert len(journal("directory.confidential_entry_read")) == 1


QUESTIONS = some.fixed_dictionaries(
    {
        "words": some.sampled_from(["", "sec", "open", "bed law"]),
        "need": some.sampled_from(["", "LEG", "LG01", "SOC"]),
        "region": some.sampled_from(["", "KZ-79", "KZ-61"]),
        "language": some.sampled_from(["", "uz"]),
        "age": some.sampled_from([None, 5, 30]),
        "emergency": some.booleans(),
        "all_of_them": some.booleans(),
    }
)


@given(asks=some.lists(QUESTIONS, min_size=8, max_size=12))
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_answers_are_the_same_with_and_without_what_is_hidden(keeping, acting, amina, asks):
    """S6: rows, order, pages and their keys, for every question."""
    with keeping() as keeper, transaction.atomic():
        reader = acting(amina)
        assert not reader.may(permissions.READ_CONFIDENTIAL)
        _tell(keeper, hidden=False)
        before = [_pages(reader, Asked(**one)) for one in asks]
        _tell(keeper, hidden=True)
        assert [_pages(reader, Asked(**one)) for one in asks] == before
        assert queries.agencies(reader).count() < queries.agencies(keeper).count()
        transaction.set_rollback(True)  # the next example begins with an empty directory


def _tell(keeper, *, hidden):
    for place, region in enumerate(("KZ-79", "KZ-61", "KZ-71")):
        helper = entries.agency(
            keeper, region=region, confidential=hidden, emergency=place == 1, name_en=f"Sec {place}"
        )
        languages = [{"code": "uz"}] if place else []
        for age in (None, 18):
            entries.service(
                keeper, helper, name_en=f"Open bed law {place}", needs=["LG01"],
                languages=languages, maximum_age=age,
            )  # fmt: skip


def _pages(reader, question):
    seen, after = [], ""
    while True:
        found = queries.find(reader, question, now=clock.now(), after=after, size=2)
        seen.append(([one.row.pk for one in found.found], found.after))
        if not found.after:
            return seen
        after = found.after


@pytest.mark.parametrize("many", [1, 25, 100])
def test_the_page_asks_the_database_the_same_few_times(keeping, amina, as_person, many):
    """Six of its own (rows near, rows far, agencies, services, places, own office) and no more."""
    with keeping() as keeper:
        for place in range(many):
            helper = entries.agency(keeper, name_en=f"A{place}", region="KZ-79")
            spot = entries.location(keeper, helper, name=f"L{place}")
            entries.service(keeper, helper, name_en=f"S{place}", at=(spot.pk,))
    browser = as_person(amina)
    asked(browser)
    with CaptureQueriesContext(connection) as said:
        found = names(asked(browser))
    assert len(found) == min(many, 25)
    own = [one["sql"] for one in said if '"directory_' in one["sql"]]
    assert len(own) <= 5
    assert len(said) <= 18
