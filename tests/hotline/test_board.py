"""The board: today by hour, who is in danger, whom we promised what."""

from datetime import timedelta

from tests.hotline.call import recorded
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.hotline import commands

BOARD = "/hotline/"


def test_todays_contacts_stand_by_the_hour_of_the_organisation(sana, amina, acting, as_person):
    """R7: the day begins at midnight where the organisation works."""
    start, _end = clock.day_bounds(
        clock.today("Asia/Almaty"), clock.today("Asia/Almaty"), "Asia/Almaty"
    )
    actor = acting(amina)
    recorded(actor, sana, received_at=start)
    recorded(actor, sana, received_at=start + timedelta(minutes=59))
    recorded(actor, sana, received_at=start - timedelta(seconds=1))
    recorded(actor, sana, received_at=start, contact_type="wrong_number")
    context = as_person(amina).get(BOARD).context
    assert context["hours"] == [(0, 3, 2)]
    assert [figure["number"] for figure in context["figures"]] == [3, 2, 1]


def test_an_emergency_is_on_every_desk_of_the_team_and_on_no_other(
    sana, amina, botagoz, saule, serik, person, acting, as_person
):
    contact = recorded(acting(amina), sana, danger_now=True)
    colleague = person("operator", "Shymkent")
    for who in (amina, colleague, saule):
        for address in (
            BOARD,
            "/hotline/contacts/",
            "/hotline/alarms/",
            "/hotline/contacts/record/",
        ):
            assert contact.code in as_person(who).get(address).content.decode(), address
    for who in (botagoz, serik):
        assert contact.code not in as_person(who).get(BOARD).content.decode()


def test_the_alarm_bar_is_a_fragment_for_the_page_that_asks(sana, amina, acting, as_person):
    recorded(acting(amina), sana, danger_now=True)
    answer = as_person(amina).get("/hotline/alarms/", headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert 'id="alarms"' in page
    assert "<html" not in page


def test_asking_for_alarms_does_not_keep_a_session_awake(amina, as_person):
    """S28: a desk that nobody touches is locked although its page asks every fifteen seconds."""
    browser = as_person(amina)
    session = browser.session
    session["seen"] -= 120
    session.save()
    seen = session["seen"]
    browser.get("/hotline/alarms/", headers={"Umai-Poll": "1"})
    assert browser.session["seen"] == seen
    browser.get("/hotline/alarms/")
    assert browser.session["seen"] > seen


def test_promises_are_on_the_board(sana, amina, acting, as_person):
    actor = acting(amina)
    call = recorded(
        actor,
        sana,
        may_call_back=True,
        phone="1",
        call_back_due_at=clock.now() - timedelta(hours=1),
    )
    follow = recorded(actor, sana, follow_up_on=clock.today("Asia/Almaty"))
    later = recorded(actor, sana, follow_up_on=clock.today("Asia/Almaty") + timedelta(days=30))
    context = as_person(amina).get(BOARD).context
    assert [row.code for row in context["call_backs"]] == [call.code]
    assert [row.code for row in context["follow_ups"]] == [follow.code]
    assert later.code not in [row.code for row in context["follow_ups"]]


def test_only_ones_own_draft_is_offered(sana, amina, botagoz, acting, as_person, inside):
    with inside(sana):
        draft = commands.keep_draft(acting(amina), uuid7(), {"narrative": ["x"]})
    assert str(draft.pk) in as_person(amina).get(BOARD).content.decode()
    assert str(draft.pk) not in as_person(botagoz).get(BOARD).content.decode()


def test_an_empty_board_says_so(amina, as_person):
    context = as_person(amina).get(BOARD).context
    assert context["hours"] == []
    assert context["hours_drawn"] == []
