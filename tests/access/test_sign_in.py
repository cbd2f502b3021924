"""Coming in and staying in: the door, the throttle, the one session. S28, S36."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.account.views import LoginView
from django.db import connection
from django.test import Client

from tests import cast
from umai.foundation.access import events
from umai.foundation.access.adapters import AccountAdapter
from umai.foundation.access.models import Organisation, Person
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.scope import NOWHERE, scope

ACCOUNT = "/people/me/"
NEXT = "a quite other sentence entirely"


def inside(client: Client) -> bool:
    """Whether this browser is still signed in."""
    return client.get(ACCOUNT).status_code == 200


def test_the_address_and_the_password_open_the_door(
    sana: Organisation, madina: Person, with_password: Any, door: Any, told: Any
) -> None:
    client = Client()
    answer = door(with_password(madina), client=client)
    assert answer.status_code == 302
    assert inside(client)
    (entry,) = told(sana, events.SIGNED_IN)
    assert entry["who"] == madina.pk
    assert entry["ways"] == ["password"]


def test_the_session_keeps_no_address(madina: Person, with_password: Any, door: Any) -> None:
    """S38: the table of sessions names nobody."""
    client = Client()
    door(with_password(madina), client=client)
    assert madina.email not in str(dict(client.session))


def test_a_wrong_password_and_an_unknown_address_are_told_the_same(
    sana: Organisation, madina: Person, with_password: Any, door: Any, told: Any
) -> None:
    """S28: the door does not tell who works here."""
    wrong = door(with_password(madina), "something else altogether")
    stranger = Client().post("/sign-in/", {"login": "no@one.invalid", "password": cast.PASSWORD})
    assert wrong.status_code == stranger.status_code == 422
    said = [answer.context["form"].non_field_errors() for answer in (wrong, stranger)]
    assert said[0] == said[1]
    assert [entry["who"] for entry in told(sana, events.SIGN_IN_FAILED)] == [madina.pk]
    with scope(NOWHERE):
        assert Entry.objects.filter(event=events.SIGN_IN_FAILED).count() == 1


def test_a_failed_sign_in_is_written_down_although_the_request_breaks(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S22: in a transaction of its own, after the rollback."""

    def breaks(*_args: Any) -> None:
        raise RuntimeError("after the password was refused")

    sana = cast.organisation("sana", "Sana Sezim", "KZ-79", ["Shymkent"])
    who = cast.person(sana, "monitoring", None)
    monkeypatch.setattr(LoginView, "form_invalid", breaks)
    client = Client(raise_request_exception=False)
    answer = client.post("/sign-in/", {"login": who.email, "password": "not this"})
    assert answer.status_code == 500
    with scope(sana.pk):
        assert Entry.objects.filter(event=events.SIGN_IN_FAILED, actor_id=who.pk).count() == 1


def test_who_is_closed_out_does_not_come_in(madina: Person, with_password: Any, door: Any) -> None:
    with_password(madina)
    Person.objects.filter(pk=madina.pk).update(is_active=False)
    client = Client()
    answer = door(madina, client=client)
    assert answer["Location"] == "/sign-in/inactive/"
    assert client.get("/sign-in/inactive/").status_code == 200
    assert not inside(client)


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_to_another_house_after_signing_in(
    madina: Person, with_password: Any, away: str
) -> None:
    words = {"login": with_password(madina).email, "password": cast.PASSWORD, "next": away}
    assert Client().post("/sign-in/", words)["Location"] == "/"


def test_people_come_back_to_where_they_wanted_to_go(madina: Person, with_password: Any) -> None:
    client = Client()
    turned = client.get(ACCOUNT)
    assert turned["Location"] == f"/sign-in/?next={ACCOUNT}"
    words = {"login": with_password(madina).email, "password": cast.PASSWORD, "next": ACCOUNT}
    assert client.post("/sign-in/", words)["Location"] == ACCOUNT


def test_a_form_sent_after_the_session_leads_back_to_its_page() -> None:
    came = {"HTTP_REFERER": f"http://testserver{ACCOUNT}"}
    answer = Client().post("/people/me/sign-out/", **came)
    assert answer["Location"] == f"/sign-in/?next={ACCOUNT}"
    strange = Client().post("/people/me/sign-out/", HTTP_REFERER="http://evil.example/x")
    assert strange["Location"] == "/sign-in/?next=/"


def test_a_piece_of_a_page_is_not_filled_with_the_door() -> None:
    came = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": f"http://testserver{ACCOUNT}?a=1"}
    answer = Client().get("/people/", **came)
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == f"/sign-in/?next={ACCOUNT}%3Fa%3D1"


# The throttle -----------------------------------------------------------------------------------


def test_too_many_tries_shut_the_door_for_everybody_who_knows_the_address(
    madina: Person, with_password: Any, door: Any
) -> None:
    """S28."""
    with_password(madina)
    for _try in range(5):
        assert door(madina, "not this one either").status_code == 422
    late = door(madina)
    assert late.status_code == 422
    (words,) = late.context["form"].non_field_errors()
    assert words == AccountAdapter.error_messages["too_many_login_attempts"]


def test_the_throttle_keeps_neither_address_nor_line(madina: Person, door: Any) -> None:
    """S38: a copy of its table names nobody."""
    door(madina, "not this one")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM umai_cache")
        rows = str(cursor.fetchall())
    assert rows != "[]"
    assert "127.0.0.1" not in rows
    assert "login" not in rows
    assert madina.email not in rows


# Sessions ---------------------------------------------------------------------------------------


def test_a_second_sign_in_ends_the_first(madina: Person, with_password: Any, door: Any) -> None:
    """S28: one active session."""
    first, second = Client(), Client()
    door(with_password(madina), client=first)
    door(madina, client=second)
    assert not inside(first)
    assert inside(second)
    assert "elsewhere" in str(first.session.get("ended"))


def test_a_desk_that_nobody_touches_is_closed(
    madina: Person, as_person: Callable[[Person], Client]
) -> None:
    """S28: fifteen minutes."""
    client, now = as_person(madina), clock.now()
    with clock.told_at(now + timedelta(minutes=14)):
        assert inside(client)
    with clock.told_at(now + timedelta(minutes=28)):
        assert inside(client)
    with clock.told_at(now + timedelta(minutes=44)):
        assert not inside(client)
        assert (
            "draft is kept" in client.get("/sign-in/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
        )


def test_a_page_that_asks_by_itself_keeps_no_desk_open(
    madina: Person, as_person: Callable[[Person], Client]
) -> None:
    """S28: the alarm bar asks every few seconds; when the desk is idle it leads to the door."""
    client, now, poll = as_person(madina), clock.now(), {"HTTP_UMAI_POLL": "1"}
    for minutes in (5, 10, 14):
        with clock.told_at(now + timedelta(minutes=minutes)):
            assert client.get(ACCOUNT, **poll).status_code == 200
    with clock.told_at(now + timedelta(minutes=16)):
        answer = client.get(ACCOUNT, HTTP_HX_REQUEST="true", **poll)
        assert (answer.status_code, "HX-Redirect" in answer) == (204, True)


def test_a_day_at_work_ends_after_ten_hours(
    madina: Person, as_person: Callable[[Person], Client]
) -> None:
    """S28: however busy the desk."""
    client, now = as_person(madina), clock.now()
    for minutes in range(10, 600, 10):
        with clock.told_at(now + timedelta(minutes=minutes)):
            assert inside(client)
    with clock.told_at(now + timedelta(minutes=601)):
        assert not inside(client)


def test_signing_out_everywhere_leaves_only_this_browser(
    sana: Organisation, madina: Person, as_person: Callable[[Person], Client], told: Any
) -> None:
    here, there = as_person(madina), as_person(madina)
    assert inside(there)
    assert here.post("/people/me/sign-out/").status_code == 302
    assert inside(here)
    assert not inside(there)
    assert told(sana, events.SIGNED_OUT_EVERYWHERE)[0]["own"] is True


def test_signing_out_ends_the_session_and_is_written_down(
    sana: Organisation, madina: Person, as_person: Callable[[Person], Client], told: Any
) -> None:
    client = as_person(madina)
    assert client.get("/sign-in/out/").status_code == 200
    assert inside(client)
    client.post("/sign-in/out/")
    assert not inside(client)
    assert len(told(sana, events.SIGNED_OUT)) == 1


# Passwords --------------------------------------------------------------------------------------


def change(client: Client, old: str, new: str, again: str | None = None) -> Any:
    words = {"oldpassword": old, "password1": new, "password2": again or new}
    return client.post("/sign-in/password/", words)


def test_a_new_password_ends_every_other_session(
    sana: Organisation, madina: Person, with_password: Any, as_person: Any, told: Any
) -> None:
    """S28: and the old cookie of this one as well."""
    with_password(madina)
    here, there = as_person(madina), as_person(madina)
    before = here.cookies["sessionid"].value
    assert change(here, cast.PASSWORD, NEXT).status_code == 302
    assert inside(here)
    assert here.cookies["sessionid"].value != before
    assert not inside(there)
    stolen = Client()
    stolen.cookies["sessionid"] = before
    assert not inside(stolen)
    assert len(told(sana, events.PASSWORD_CHANGED)) == 1


@pytest.mark.parametrize(
    "bad",
    [
        "fourteen chars",
        "passwordpassword",
        "qwerty123456789012",
        "123456789012345",
        "abcabcabcabcabc",
        "йцукенгшщзхъфыв",
        "monitoring.2026.2026",
    ],
)
def test_a_password_that_is_easy_to_guess_is_refused(
    madina: Person, with_password: Any, as_person: Any, bad: str
) -> None:
    """S28: length and lists."""
    answer = change(as_person(with_password(madina)), cast.PASSWORD, bad)
    assert answer.status_code == 422
    assert answer.context["form"].errors["password1"]
    assert bad not in answer.content.decode()


def test_no_capitals_digits_or_signs_are_asked_for(
    madina: Person, with_password: Any, as_person: Any
) -> None:
    """S28: no composition."""
    client = as_person(with_password(madina))
    assert change(client, cast.PASSWORD, "төрт ат судың жағасында").status_code == 302


def test_the_two_must_be_the_same_and_not_the_present_one(
    madina: Person, with_password: Any, as_person: Any
) -> None:
    client = as_person(with_password(madina))
    assert change(client, cast.PASSWORD, NEXT, NEXT + "!").context["form"].errors["password2"]
    assert change(client, cast.PASSWORD, cast.PASSWORD).context["form"].errors["password1"]
    assert change(client, "not the present one", NEXT).context["form"].errors["oldpassword"]


def test_a_start_password_opens_only_the_page_to_change_it(
    madina: Person, with_password: Any, door: Any
) -> None:
    with_password(madina)
    Person.objects.filter(pk=madina.pk).update(must_change_password=True)
    client = Client()
    door(madina, client=client)
    for address in ("/", ACCOUNT, "/people/"):
        assert client.get(address)["Location"] == "/sign-in/password/"
    assert client.get("/sign-in/password/").status_code == 200
    assert change(client, cast.PASSWORD, NEXT)["Location"] == "/"
    assert inside(client)


# Trouble ----------------------------------------------------------------------------------------


def test_without_the_database_there_is_a_plain_page(own_database: str) -> None:
    """S36: 503, and no trace of the inside."""
    client = Client(raise_request_exception=False)
    port = connection.settings_dict["PORT"]
    connection.close()
    connection.settings_dict["PORT"] = "1"
    try:
        answer = client.get("/sign-in/")
    finally:
        connection.close()
        connection.settings_dict["PORT"] = port
    assert answer.status_code == 503
    assert "Retry-After" in answer
    assert "Traceback" not in answer.content.decode()
    assert "psycopg" not in answer.content.decode()
