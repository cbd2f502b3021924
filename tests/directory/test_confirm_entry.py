"""Entries go stale after six months; somebody rings and confirms them. R25."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.directory import entries
from umai.directory import commands, queries, rules, statistics
from umai.directory.models import Agency, Listing, Service
from umai.directory.queries import Asked
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope

CONFIRM = "/directory/confirm/"


def journal(event):
    return Entry.objects.filter(event=f"directory.{event}").count()


def old(agency, days=400):
    """Let an agency have been confirmed long ago."""
    day = clock.today("Asia/Almaty") - timedelta(days=days)
    Agency.objects.filter(pk=agency.pk).update(verified_on=day)
    Listing.objects.filter(agency_id=agency.pk).update(verified_on=day)


def queue(actor):
    return [str(one) for one in queries.confirm_queue(actor).agencies]


@pytest.mark.parametrize("today", [date(2026, 8, 31), date(2024, 2, 29), date(2026, 11, 22)])
def test_the_queue_and_the_sign_agree_which_day_is_stale(today):
    """R25: the question to the database and the rule on the page are one rule."""
    limit = rules.stale_before(today, 6)
    for ago in range(0, 400):
        day = today - timedelta(days=ago)
        assert rules.is_stale(day, today, 6) == (day < limit), day


def test_who_never_was_confirmed_comes_first_then_the_oldest(here, keeper):
    """R25: the queue."""
    for name, days in (("Older", 500), ("Fresh", 10), ("Old", 300)):
        old(entries.agency(keeper, name_en=name), days)
    entries.agency(keeper, name_en="Never")
    assert queue(keeper) == ["Never", "Older", "Old"]


def test_the_queue_goes_on_where_it_stopped(here, keeper):
    for number in range(5):
        old(entries.agency(keeper, name_en=f"Agency {number}"), 500 - number)
    seen, after = [], ""
    for _page in range(4):
        cut = queries.confirm_queue(keeper, after=after, size=2)
        seen += [str(one) for one in cut.agencies]
        after = cut.after
        if not after:
            break
    assert seen == [f"Agency {number}" for number in range(5)]
    assert queue(keeper) == [
        str(one) for one in queries.confirm_queue(keeper, after="nonsense").agencies
    ]


def test_confirming_takes_the_entry_and_its_services_off_the_queue(here, keeper, saule):
    agency = entries.agency(keeper, name_en="Legal aid")
    service = entries.service(keeper, agency)
    commands.confirm_entry(keeper, agency.pk, agency.version)
    agency.refresh_from_db()
    service.refresh_from_db()
    today = clock.today("Asia/Almaty")
    assert (agency.verified_on, agency.verified_by_id) == (today, saule.pk)
    assert (service.verified_on, agency.version) == (today, 1)
    assert Listing.objects.get().verified_on == today
    assert queue(keeper) == []
    assert journal("entry_confirmed") == 1


def test_a_second_click_confirms_once(here, keeper):
    agency = entries.agency(keeper)
    commands.confirm_entry(keeper, agency.pk)
    commands.confirm_entry(keeper, agency.pk)
    assert journal("entry_confirmed") == 1


def test_the_agency_alone_can_be_confirmed(here, keeper):
    agency = entries.agency(keeper)
    service = entries.service(keeper, agency)
    Service.objects.filter(pk=service.pk).update(verified_on=date(2020, 1, 1))
    commands.confirm_entry(keeper, agency.pk, services=False)
    service.refresh_from_db()
    assert service.verified_on == date(2020, 1, 1)
    assert queue(keeper) == [str(agency)]  # an old service keeps it on the queue


def test_a_stale_entry_stays_findable_and_is_marked(here, keeper, amina, as_person):
    """R25: shown with its age."""
    agency = entries.agency(keeper, name_en="Old friend", region="KZ-79")
    entries.service(keeper, agency, name_en="Advice")
    old(agency)
    found = queries.find(keeper, Asked(words="old"), now=clock.now()).found
    assert [one.agency.pk for one in found] == [agency.pk]
    shown = as_person(amina).get("/directory/?words=old", HTTP_ACCEPT_LANGUAGE="en")
    assert "Old friend" in shown.content.decode()
    assert "confirmed 1 year ago" in shown.content.decode()


def test_a_closed_agency_is_neither_asked_for_nor_confirmed(here, keeper):
    """R25: what is closed is not offered."""
    agency = entries.agency(keeper)
    commands.close_agency(keeper, agency.pk, 1)
    assert queue(keeper) == []
    with pytest.raises(Refused):
        commands.confirm_entry(keeper, agency.pk)


def test_what_somebody_changed_meanwhile_is_not_confirmed_unseen(here, keeper):
    agency = entries.agency(keeper)
    details = commands.AgencyDetails(id=agency.pk, name_en="Another name")
    commands.correct_agency(keeper, 1, details)
    with pytest.raises(commands.Meanwhile):
        commands.confirm_entry(keeper, agency.pk, 1)
    assert journal("entry_confirmed") == 0


def test_an_operator_does_not_confirm(here, keeper, amina, acting, as_person):
    """S2."""
    agency = entries.agency(keeper)
    with pytest.raises(PermissionDenied):
        commands.confirm_entry(acting(amina), agency.pk)
    assert as_person(amina).get(CONFIRM).status_code == 403
    sent = as_person(amina).post(f"/directory/agencies/{agency.pk}/confirm/", {"version": 1})
    assert sent.status_code == 403


def test_another_organisation_sees_nothing_to_confirm(
    here, keeper, serik, acting, rodnik, as_person
):
    """S2, S33: the same 404 as for an entry that is not there."""
    agency = entries.agency(keeper, name_en="Ours alone")
    with scope(rodnik.pk):
        assert queue(acting(serik)) == []
        for pk in (agency.pk, uuid7()):
            with pytest.raises(Http404):
                commands.confirm_entry(acting(serik), pk)
    browser = as_person(serik)
    assert "Ours alone" not in browser.get(CONFIRM).content.decode()
    answers = [
        browser.post(f"/directory/agencies/{pk}/confirm/", {"version": 1}).status_code
        for pk in (agency.pk, uuid7())
    ]
    assert answers == [404, 404]


def test_one_press_on_the_queue_confirms_and_stays_there(here, keeper, saule, as_person):
    agency = entries.agency(keeper, name_en="Legal aid", phones=[{"number": "+77252000001"}])
    browser = as_person(saule)
    shown = browser.get(CONFIRM, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Legal aid" in shown and "+7 725 200 00 01" in shown
    sent = browser.post(
        f"/directory/agencies/{agency.pk}/confirm/", {"version": 1, "next": CONFIRM}
    )
    assert (sent.status_code, sent["Location"]) == (302, CONFIRM)
    assert "Legal aid" not in browser.get(CONFIRM).content.decode().split('id="queue"')[1]


def test_from_the_agency_page_one_comes_back_to_it(here, keeper, saule, as_person):
    """S35: nobody is sent to another house."""
    agency = entries.agency(keeper)
    for away in ("", "https://evil.example/", "//evil.example"):
        sent = as_person(saule).post(
            f"/directory/agencies/{agency.pk}/confirm/", {"version": 1, "next": away}
        )
        assert sent["Location"] == f"/directory/agencies/{agency.pk}/"


def test_agreements_that_end_are_shown_before_they_end(here, keeper, saule, as_person):
    today = clock.today("Asia/Almaty")
    for name, days in (("Over", -5), ("Soon", 30), ("Later", 90)):
        entries.agency(
            keeper,
            name_en=name,
            agreement_number="12",
            agreement_until=today + timedelta(days=days),
        )
    assert [str(one) for one in queries.agreements_ending(keeper)] == ["Over", "Soon"]
    shown = as_person(saule).get(CONFIRM, HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Over" in shown and "Soon" in shown


def test_the_queue_does_not_tell_of_hidden_entries(here, keeper, acting, person):
    """S6: for who may not know of them, the queue is the same with and without them."""
    programme = acting(person("programme_manager"))
    entries.agency(keeper, name_en="Open")
    before = (queue(programme), queries.to_confirm(programme).count())
    entries.agency(keeper, name_en="Shelter", confidential=True, agreement_until=date(2020, 1, 1))
    assert (queue(programme), queries.to_confirm(programme).count()) == before
    assert list(queries.agreements_ending(programme)) == []
    assert queue(keeper) == ["Open", "Shelter"]
    assert statistics.entries_counted(programme).whole.agencies == 1
