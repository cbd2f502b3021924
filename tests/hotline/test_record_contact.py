"""A call is written down: the screen, its mistakes, one tap, one contact however often sent."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import cast
from tests.hotline.call import QUICK, RECORD, recorded, typed
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import folded_code, uuid7
from umai.foundation.notices.models import Notice
from umai.foundation.vault import seals
from umai.hotline import queries
from umai.hotline.forms import recording
from umai.hotline.models import AnotherChild, Consultation, Contact, Emergency

WORDS = ("narrative", "advice", "caller_name", "safe_time", "referred_to")


def test_a_call_is_recorded_with_everything_that_was_said(sana, amina, as_person, inside):
    form = typed(
        sana,
        language_rest="ug",
        language="",
        **{
            "child-2-age": "0",
            "child-2-sex": "male",
            "other_topics": ["health", "education"],
            "psychological_consultations": "1",
            "may_call_back": "yes",
            "may_say_who": "no",
            "phone": "+7 700 000 00 00",
            "safe_time": "after 15:00",
            "call_back_due_at": "2030-04-16T15:00",
            "satisfaction": "5",
        },
    )
    answer = as_person(amina).post(RECORD, form, follow=True)
    assert answer.redirect_chain[0][0] == "/hotline/"
    with inside(sana):
        contact = Contact.objects.get(pk=form["id"])
        assert (contact.language, contact.child_age, contact.duration_seconds) == ("ug", 9, 75)
        assert contact.other_topics == ["health", "education"]
        assert contact.satisfaction == 5
        noted = Consultation.objects.get()
        assert (noted.discipline, noted.source, noted.given_by_id) == ("PSY", "call", amina.pk)
        assert noted.held_on == clock.local_day(contact.received_at, "Asia/Almaty")
        assert contact.taken_by_id == contact.holder_id == amina.pk
        second = AnotherChild.objects.get()
        assert (second.position, second.age, second.sex) == (2, 0, "male")
        assert queries.story(contact)["safe_time"] == "after 15:00"
        assert queries.number(contact) == "+7 700 000 00 00"
        assert b"700" not in bytes(contact.phone_sealed)
        assert Entry.objects.filter(event="hotline.contact_recorded").count() == 1


def test_save_and_take_the_next_opens_a_new_form(sana, amina, as_person):
    answer = as_person(amina).post(RECORD, typed(sana, next="1"))
    assert answer["Location"] == RECORD


@pytest.mark.parametrize("missing", ["danger_now", "caller_relation", "topic", "outcome", "advice"])
def test_what_is_missing_is_said_at_its_field_and_the_rest_is_kept(sana, amina, as_person, missing):
    answer = as_person(amina).post(RECORD, typed(sana, **{missing: ""}))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [missing]
    page = answer.content.decode()
    assert 'class="error-summary"' in page
    assert "Born at home, no papers." in page


def test_blanks_are_not_words_of_advice(sana, amina, as_person):
    assert as_person(amina).post(RECORD, typed(sana, advice=" \n ")).status_code == 422


@pytest.mark.parametrize("age", ["190", "-1", "9.5", "nine", "٩", "26"])
def test_an_age_that_cannot_be_is_refused_with_what_was_typed(sana, amina, as_person, age):
    answer = as_person(amina).post(RECORD, typed(sana, **{"child-1-age": age}))
    assert answer.status_code == 422
    assert f'value="{age}"' in answer.content.decode()
    assert age in str(answer.context["children"].forms[0].errors["age"])


def test_two_main_topics_are_refused_and_both_are_shown(sana, amina, as_person):
    answer = as_person(amina).post(RECORD, typed(sana, topic="health", topic_rest="asylum"))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="asylum" selected' in page
    assert re.search(r'value="health"[^>]* checked', page)


def test_a_name_is_refused_for_a_caller_who_stays_without_one(sana, amina, as_person):
    form = typed(sana, anonymous="yes", caller_name="Айгүл")
    assert "caller_name" in as_person(amina).post(RECORD, form).context["form"].errors


def test_a_call_back_needs_a_number_and_a_word_about_who_is_calling(sana, amina, as_person):
    """S32: no call without safe-to-call and announce choice."""
    answer = as_person(amina).post(RECORD, typed(sana, may_call_back="yes"))
    assert set(answer.context["form"].errors) == {"phone", "may_say_who"}
    answer = as_person(amina).post(RECORD, typed(sana, call_back_due_at="2030-01-01T10:00"))
    assert set(answer.context["form"].errors) == {"may_call_back"}


def test_a_silent_kind_of_contact_needs_no_topic(sana, amina, as_person):
    form = typed(sana, contact_type="", contact_type_rest="other", topic="", outcome="", advice="")
    assert as_person(amina).post(RECORD, form).status_code == 302


def test_one_tap_records_and_opens_the_next_form(sana, amina, as_person, inside):
    browser = as_person(amina)
    for kind in ("silent", "hung_up", "wrong_number", "test", "thanks"):
        form = {name: typed(sana)[name] for name in ("id", "team_id", "received_at")}
        answer = browser.post(QUICK, form | {"quick": kind, "narrative": "never kept"})
        assert answer["Location"] == RECORD
    with inside(sana):
        assert Contact.objects.count() == 5
        assert not Contact.objects.filter(substantive=True).exists()
        assert not Contact.objects.exclude(narrative_sealed=None).exists()
        # The button stands in the long form: that it comes along is no attempt at anything.
        assert not Entry.objects.filter(event="access.fields_unasked").exists()


def test_danger_raises_the_alarm_with_nothing_else_filled_in(sana, amina, as_person, inside):
    form = {name: typed(sana)[name] for name in ("id", "team_id", "received_at")}
    answer = as_person(amina).post(RECORD, form | {"danger_now": "yes"})
    assert answer["Location"] == f"/hotline/contacts/{form['id']}/"
    with inside(sana):
        assert Emergency.objects.get().contact_id == Contact.objects.get().pk
        assert Contact.objects.get().state == "emergency"


def test_the_alarm_does_not_wait_for_an_answer_that_cannot_be_read(sana, amina, as_person, inside):
    form = typed(sana, danger_now="yes", follow_up_on="soon", **{"child-1-age": "190"})
    page = as_person(amina).post(RECORD, form, follow=True)
    said = [str(message) for message in page.context["messages"]]
    assert "190" not in " ".join(said)
    assert len(said) == 2
    with inside(sana):
        contact = Contact.objects.get()
        assert (contact.child_age, contact.follow_up_on, contact.topic) == (
            None,
            None,
            "birth_registration",
        )


def test_words_that_cannot_be_kept_are_refused_even_in_danger(sana, amina, as_person):
    answer = as_person(amina).post(RECORD, typed(sana, danger_now="yes", narrative="a\0b"))
    assert list(answer.context["form"].errors) == ["narrative"]


def test_an_alarm_tells_the_first_on_the_roster(sana, amina, saule, as_person, inside):
    with inside(sana):
        cast_roster(sana, saule)
    page = as_person(amina).get(RECORD).content.decode()
    assert "+7 700 000 00 01" in page
    as_person(amina).post(RECORD, typed(sana, danger_now="yes"))
    with inside(sana):
        assert Notice.objects.get().person_id == saule.pk


def cast_roster(organisation, person):
    """One place on the roster of Shymkent."""
    from umai.foundation.notices.models import RosterPlace

    key = seals.new_key(organisation.pk, "roster")
    place = RosterPlace(
        organisation_id=organisation.pk,
        team_id=cast.team(organisation, "Shymkent").pk,
        person_id=person.pk,
        position=1,
        starts_at=clock.now(),
        key_id=key.pk,
    )
    place.phone_sealed = seals.seal(key, "notices_rosterplace.phone", place.pk, "+7 700 000 00 01")
    place.save(force_insert=True)


def test_the_page_says_what_to_do_when_nobody_is_on_call(amina, as_person):
    page = as_person(amina).get(RECORD)
    assert page.context["rosters"][0][1] == []
    assert b"octagon" not in page.content  # the icon is drawn, not named
    assert 'data-tone="danger"' in page.content.decode()


def test_a_number_that_nobody_confirmed_is_marked(amina, as_person):
    page = as_person(amina).get(RECORD)
    assert page.context["all_unsure"]
    assert "102" in page.content.decode()


def test_the_callers_own_code_is_found_again(sana, amina, as_person, inside):
    first = typed(sana, give_code="on", offered_code="7KMF-2XWA")
    again = typed(sana, earlier_code="7kmf 2xwa")
    for form in (first, again):
        assert as_person(amina).post(RECORD, form).status_code == 302
    with inside(sana):
        hashes = {bytes(one.caller_code_hash) for one in Contact.objects.all()}
    assert hashes == {seals.hashed("caller code", folded_code("7KMF-2XWA"))}


def test_a_code_that_nobody_could_have_been_given_is_refused(sana, amina, as_person):
    answer = as_person(amina).post(RECORD, typed(sana, earlier_code="0OI1"))
    assert "0OI1" in str(answer.context["form"].errors["earlier_code"])


def test_without_scripts_the_length_is_counted_by_the_server(sana, amina, as_person, inside):
    begun = (clock.now() - timedelta(minutes=4)).isoformat()
    as_person(amina).post(RECORD, typed(sana, received_at=begun, duration_seconds=""))
    with inside(sana):
        assert 240 <= Contact.objects.get().duration_seconds < 300


def test_a_form_that_was_left_open_overnight_has_no_length(sana, amina, as_person, inside):
    """R7: no negative and no absurd time."""
    begun = (clock.now() - timedelta(hours=14)).isoformat()
    as_person(amina).post(RECORD, typed(sana, received_at=begun, duration_seconds="50400"))
    with inside(sana):
        assert Contact.objects.get().duration_seconds is None


def test_a_call_cannot_come_from_the_future(sana, amina, as_person):
    later = (clock.now() + timedelta(hours=1)).isoformat()
    answer = as_person(amina).post(RECORD, typed(sana, received_at=later))
    assert answer.status_code == 422


def test_another_team_cannot_be_chosen(sana, amina, as_person, inside):
    """S2: by guessing ids."""
    answer = as_person(amina).post(RECORD, typed(sana, "Turkistan"))
    assert answer.status_code == 422
    with inside(sana):
        assert not Contact.objects.exists()


def test_only_those_who_record_come_in(person, as_person):
    for role in ("data_protection_officer", "administrator", "monitoring"):
        assert as_person(person(role)).get(RECORD).status_code == 403


def test_a_supervisor_of_several_teams_chooses_the_team(sana, saule, as_person, inside):
    browser = as_person(saule)
    page = browser.get(RECORD).content.decode()
    assert '<select name="team_id"' in page
    browser.post(RECORD, typed(sana, "Turkistan"))
    with inside(sana):
        assert Contact.objects.get().team_id == cast.team(sana, "Turkistan").pk


def test_sending_twice_saves_once_and_says_so(sana, amina, as_person, inside):
    """R1: a double click and a retry give one contact."""
    browser, form = as_person(amina), typed(sana)
    browser.post(RECORD, form)
    again = browser.post(RECORD, form | {"advice": "something else"}, follow=True)
    assert len([str(one) for one in again.context["messages"]]) >= 1
    with inside(sana):
        contact = Contact.objects.get()
        assert queries.story(contact)["advice"] == "Named the papers that are needed."
        assert Entry.objects.filter(event="hotline.contact_recorded").count() == 1


def test_a_form_of_somebody_else_cannot_be_taken_over(sana, amina, botagoz, as_person, inside):
    form = typed(sana)
    as_person(amina).post(RECORD, form)
    mine = form | {"team_id": str(cast.team(sana, "Turkistan").pk)}
    answer = as_person(botagoz).post(RECORD, mine)
    assert answer.status_code == 422
    with inside(sana):
        assert Contact.objects.get().taken_by_id == amina.pk


@pytest.mark.slow
def test_parallel_sendings_give_one_contact(own_database):
    """R1: eight posts of one form at the same moment return one id."""
    sana = cast.organisation("sana", "Sana Sezim", "KZ-79", ["Shymkent"])
    amina = cast.person(sana, "operator", "Shymkent")
    form, answers = typed(sana), []
    browsers = [cast.signed_in(amina) for _ in range(6)]
    gate = threading.Barrier(len(browsers))

    def send(browser):
        try:
            gate.wait()
            answers.append(browser.post(RECORD, form).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=[browser]) for browser in browsers]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert answers == [302] * len(browsers)
    from umai.foundation.kernel.scope import scope

    with scope(sana.pk):
        assert Contact.objects.count() == 1
        assert Entry.objects.filter(event="hotline.contact_recorded").count() == 1


def test_codes_are_counted_one_by_one(sana, amina, acting):
    codes = [recorded(acting(amina), sana).code for _ in range(3)]
    assert [code[-4:] for code in codes] == ["0001", "0002", "0003"]


TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from("\0\u200b\u202e\ufffd\U0001f600ң́\r\n\t{%<>'\"&"),
    ),
    max_size=60,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.fixed_dictionaries({name: TEXTS for name in WORDS}))
def test_every_word_is_kept_exactly_or_refused(sana, texts):
    """R28: long text, emoji, right to left, zero width, NUL."""
    said = typed(sana, **texts)
    form = recording.RecordForm(said, workplaces=[])
    form.is_valid()
    for name, text in texts.items():
        if name in form.errors:
            bad = "\0" in text or "\ufffd" in text
            assert bad or (name == "advice" and not text.strip())
        elif name in ("narrative", "advice"):
            assert form.cleaned_data[name] == text
        else:
            assert form.cleaned_data[name] == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "👩‍👧‍👦 Әйгерім " * 200,
        "\u202eمرحبا\u202c שלום",
        "a\u200bb\u00adc",
        "line\r\nline\n\n\n  indented",
        "x" * 20_000,
    ],
)
def test_unusual_words_come_back_as_they_went_in(sana, amina, as_person, inside, text):
    """R28: through the page, the vault and the database."""
    as_person(amina).post(RECORD, typed(sana, narrative=text))
    with inside(sana):
        assert queries.story(Contact.objects.get())["narrative"] == text


@pytest.mark.parametrize("text", ["a\0b", "\ufffd", "x" * 20_001])
def test_words_that_cannot_be_kept_are_refused_and_stay_on_the_page(sana, amina, as_person, text):
    """R28: or refused clearly."""
    answer = as_person(amina).post(RECORD, typed(sana, narrative=text))
    assert list(answer.context["form"].errors) == ["narrative"]


def test_bytes_that_are_no_text_are_refused(sana, amina, as_person):
    """R28: half a surrogate pair cannot be kept."""
    said = typed(sana)
    said.pop("narrative")
    from urllib.parse import urlencode

    body = urlencode(said) + "&narrative=%ED%A0%80"
    answer = as_person(amina).post(RECORD, body, content_type="application/x-www-form-urlencoded")
    assert list(answer.context["form"].errors) == ["narrative"]


EVIL = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7|add:7 }} {% debug %} ${7*7} #{7*7}",
    "'; DROP TABLE hotline_contact; --",
    "\\'; SELECT pg_sleep(9) --",
    '=HYPERLINK("http://x")',
    "../../etc/passwd\r\nSet-Cookie: a=b",
    "%(code)s {code} {0}",
]


@pytest.mark.parametrize("text", EVIL)
def test_what_is_typed_never_runs(sana, amina, as_person, inside, text):
    """S35: scripts, templates, SQL, headers in every free text, kept and shown as words."""
    form = typed(
        sana,
        **dict.fromkeys(WORDS, text),
        phone="1",
        first_action=text,
        earlier_code="",
    )
    browser = as_person(amina)
    assert browser.post(RECORD, form).status_code == 302
    answer = browser.get(f"/hotline/contacts/{form['id']}/")
    page = answer.content.decode()
    assert answer.status_code == 200
    for bad in ("<script>alert", "<img src=x", "Set-Cookie: a=b\r\n\r\n"):
        assert bad not in page
    with inside(sana):
        assert queries.story(Contact.objects.get())["narrative"] == text


@pytest.mark.parametrize("text", EVIL)
def test_what_comes_back_with_a_mistake_is_escaped(sana, amina, as_person, text):
    """S35: also in the form that is shown again."""
    mistaken = typed(sana, topic="", narrative=text, phone=text, **{"child-1-age": text})
    page = as_person(amina).post(RECORD, mistaken).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_every_form_has_its_own_number(amina, as_person):
    browser = as_person(amina)
    numbers = {browser.get(RECORD).context["form"]["id"].value() for _ in range(3)}
    assert len(numbers) == 3
    assert uuid7() not in numbers
