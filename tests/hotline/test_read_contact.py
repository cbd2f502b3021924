"""One contact is opened: everything is shown, blanks are named, the reading is written down."""

from datetime import timedelta

from tests.hotline.call import recorded
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.hotline.commands import ChildDetails


def page_of(browser, contact):
    return browser.get(f"/hotline/contacts/{contact.pk}/")


def test_opening_a_contact_is_an_act_that_is_written_down(sana, amina, acting, as_person, inside):
    """S22: every reading of a sensitive record."""
    contact = recorded(acting(amina), sana, narrative="Она плачет")
    answer = page_of(as_person(amina), contact)
    assert "Она плачет" in answer.content.decode()
    with inside(sana):
        entry = Entry.objects.get(event="hotline.contact_read")
        assert (entry.subject_code, entry.actor_id) == (contact.code, amina.pk)


def test_everything_that_was_said_is_on_the_page_and_the_number_is_covered(
    sana, amina, acting, as_person
):
    contact = recorded(
        acting(amina),
        sana,
        narrative="story",
        advice="advice",
        caller_name="Айгүл",
        may_call_back=True,
        may_say_who=False,
        phone="+7 701 234 56 78",
        safe_time="after three",
        referred_to="Registry office",
        children=(ChildDetails(sex="female", age=9), ChildDetails(age=0)),
        call_back_due_at=clock.now() + timedelta(hours=2),
        family_flags=("large_family",),
        legal_consultations=1,
    )
    page = page_of(as_person(amina), contact).content.decode()
    for words in ("story", "advice", "Айгүл", "after three", "Registry office", "78"):
        assert words in page
    assert "234" not in page


def test_a_blank_is_shown_as_not_recorded(sana, amina, acting, as_person):
    contact = recorded(acting(amina), sana, topic="")
    page = as_person(amina)
    page.cookies["umai-language"] = "en"
    words = page_of(page, contact).content.decode()
    assert words.count("not recorded") >= 8
    assert "None" not in words


def test_the_title_is_a_code_and_nothing_is_kept_by_the_browser(sana, amina, acting, as_person):
    contact = recorded(acting(amina), sana, narrative="x")
    answer = page_of(as_person(amina), contact)
    assert f"<title>{contact.code}" in answer.content.decode().replace("\n", "")
    assert answer["Cache-Control"] == "no-store"


def test_a_page_asked_for_by_a_stranger_is_the_door(sana, amina, acting, client):
    contact = recorded(acting(amina), sana)
    assert page_of(client, contact).status_code == 302
