"""The list of people: who sees it, who is added, closed and readmitted. S2, S30, R27."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from umai.foundation.access import commands, events, queries
from umai.foundation.access.models import Organisation, Person
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.scope import scope

SEE = {"supervisor", "programme_manager", "data_protection_officer", "administrator"}
ALL = [*sorted(SEE), "operator", "monitoring", "partner", "ombudsperson_office"]
VERBS = ["correct", "close", "readmit", "password", "sign-out", "reset", "postings/new"]


def typed(**words: Any) -> dict[str, Any]:
    return {
        "id": uuid7(),
        "name": "Aliya N",
        "email": "aliya@test.invalid",
        "language": "kk",
    } | words


def password_on(page: Any) -> str:
    return str(page.context["start_password"])


@pytest.mark.parametrize("role", ALL)
def test_who_sees_the_list(
    person: Callable[..., Person], as_person: Any, amina: Person, role: str
) -> None:
    """S2."""
    client = as_person(person(role))
    wanted = 200 if role in SEE else 403
    assert client.get("/people/").status_code == wanted
    assert client.get(f"/people/{amina.pk}/").status_code == wanted


@pytest.mark.parametrize("role", [role for role in ALL if role != "administrator"])
def test_only_the_administrator_acts_on_people(
    person: Callable[..., Person], as_person: Any, amina: Person, role: str
) -> None:
    """S2."""
    client = as_person(person(role))
    for address in ["new/", *(f"{amina.pk}/{verb}/" for verb in VERBS)]:
        for ask in (client.get, client.post):
            assert ask(f"/people/{address}").status_code == 403, address
    amina.refresh_from_db()
    assert amina.is_active


def test_strangers_are_shown_the_door(amina: Person) -> None:
    """S1, S2."""
    for address in ["", "new/", "me/", f"{amina.pk}/", *(f"{amina.pk}/{verb}/" for verb in VERBS)]:
        assert Client().get(f"/people/{address}")["Location"].startswith("/sign-in/?next=")


def test_a_hidden_colleague_looks_like_no_colleague(
    dana: Person, serik: Person, as_person: Any
) -> None:
    """S2, S33: somebody of another organisation and nobody are the same."""
    client = as_person(dana)
    for who in (serik.pk, uuid7()):
        assert client.get(f"/people/{who}/").status_code == 404
        for verb in VERBS:
            assert client.post(f"/people/{who}/{verb}/", typed()).status_code == 404
    page = client.get("/people/").content.decode()
    assert serik.name not in page
    assert serik.email not in page
    serik.refresh_from_db()
    assert serik.is_active


def test_the_list_is_found_by_a_part_of_the_name_and_by_role(
    dana: Person, amina: Person, saule: Person, as_person: Any
) -> None:
    client = as_person(dana)
    page = client.get("/people/?role=operator").content.decode()
    assert amina.email not in page
    assert f"/people/{amina.pk}/" in page
    assert f"/people/{saule.pk}/" not in page
    page = client.get(f"/people/?q={saule.name[:6]}").content.decode()
    assert f"/people/{saule.pk}/" in page
    assert f"/people/{amina.pk}/" not in page
    assert client.get("/people/?q=nobody-of-this-name").status_code == 200


def test_the_list_costs_the_same_for_one_and_for_many(
    person: Callable[..., Person], dana: Person, as_person: Any, django_assert_max_num_queries: Any
) -> None:
    client = as_person(dana)
    with django_assert_max_num_queries(40) as few:
        client.get("/people/")
    for _one in range(8):
        person("operator", "Shymkent")
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get("/people/")


# Adding -----------------------------------------------------------------------------------------


def test_a_person_is_added_with_a_start_password_that_is_shown_once(
    sana: Organisation, dana: Person, as_person: Any, door: Any, told: Any, mailoutbox: Any
) -> None:
    """S28, S30: no posting, so nothing is open yet; nothing is mailed."""
    client = as_person(dana)
    page = client.post("/people/new/", typed())
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    password = password_on(page)
    assert len(password) >= 15
    new = Person.objects.get(email="aliya@test.invalid")
    assert (new.organisation_id, new.language) == (sana.pk, "kk")
    assert password not in client.get(f"/people/{new.pk}/").content.decode()
    assert [entry["who"] for entry in told(sana, events.PERSON_OPENED)] == [dana.pk]
    assert mailoutbox == []
    browser = Client()
    assert door(new, password, browser).status_code == 302
    assert browser.get("/people/me/")["Location"] == "/sign-in/password/"


def test_sending_twice_adds_one_person(sana: Organisation, dana: Person, as_person: Any) -> None:
    """R1: the password shown last counts."""
    client, same = as_person(dana), typed()
    first, second = (client.post("/people/new/", same) for _time in range(2))
    new = Person.objects.get(email="aliya@test.invalid")
    assert new.check_password(password_on(second))
    assert not new.check_password(password_on(first))


def test_an_address_is_used_once_in_the_whole_installation(
    dana: Person, serik: Person, amina: Person, as_person: Any
) -> None:
    client = as_person(dana)
    for taken in (serik.email.upper(), amina.email):
        answer = client.post("/people/new/", typed(email=taken))
        assert answer.status_code == 422
        assert taken.lower() in str(answer.context["form"].errors["email"])


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "   "), ("email", "aliya"), ("email", ""), ("language", "xx")],
)
def test_what_is_wrong_is_said_at_its_field(
    dana: Person, as_person: Any, field: str, value: str
) -> None:
    answer = as_person(dana).post("/people/new/", typed(**{field: value}))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Person.objects.filter(email="aliya@test.invalid").exists()


@pytest.mark.parametrize(
    "name", ["Әлия Нұр-Сұлтан", "O’Neill 👩‍⚕️", "\u202eanira", "a" * 120, "Zoë\u200bB"]
)
def test_names_are_kept_exactly(dana: Person, as_person: Any, name: str) -> None:
    """R28."""
    assert as_person(dana).post("/people/new/", typed(name=name)).status_code == 200
    assert Person.objects.get(email="aliya@test.invalid").name == name


@pytest.mark.parametrize("name", ["a" * 121, "nul\x00"])
def test_names_that_cannot_be_kept_are_refused(dana: Person, as_person: Any, name: str) -> None:
    """R28: clearly, not in half."""
    answer = as_person(dana).post("/people/new/", typed(name=name))
    assert answer.status_code == 422
    assert "name" in answer.context["form"].errors


def test_a_name_is_corrected(
    sana: Organisation, dana: Person, amina: Person, as_person: Any
) -> None:
    client = as_person(dana)
    words = {"id": uuid7(), "name": "Amina B", "email": "Amina@Test.invalid", "language": "en"}
    answer = client.post(f"/people/{amina.pk}/correct/", words)
    assert answer["Location"] == f"/people/{amina.pk}/"
    amina.refresh_from_db()
    assert (amina.name, amina.email) == ("Amina B", "amina@test.invalid")


# Leaving and coming back ------------------------------------------------------------------------


def test_who_leaves_is_out_at_once(
    sana: Organisation,
    dana: Person,
    amina: Person,
    as_person: Any,
    told: Any,
    with_password: Any,
    door: Any,
) -> None:
    """R27, S28: sessions dead, no way in; the postings stay until the work is handed on."""
    with_password(amina)
    desk = as_person(amina)
    assert desk.get("/people/me/").status_code == 200
    assert as_person(dana).post(f"/people/{amina.pk}/close/").status_code == 302
    assert desk.get("/people/me/").status_code == 302
    assert door(amina)["Location"] == "/sign-in/inactive/"
    assert told(sana, events.PERSON_CLOSED)[0]["subject"] == amina.pk
    with scope(sana.pk):
        actor = Actor(organisation_id=sana.pk)
        assert queries.postings(actor).filter(person=amina, ended_at__isnull=True).exists()


def test_nobody_closes_their_own_sign_in(dana: Person, as_person: Any) -> None:
    client = as_person(dana)
    assert client.post(f"/people/{dana.pk}/close/").status_code == 422
    assert client.get("/people/").status_code == 200


def test_who_comes_back_gets_a_new_password_and_waits_for_a_second_person(
    dana: Person, amina: Person, as_person: Any, posting_of: Any, acting: Any
) -> None:
    """S30."""
    client = as_person(dana)
    client.post(f"/people/{amina.pk}/close/")
    page = client.post(f"/people/{amina.pk}/readmit/")
    amina.refresh_from_db()
    assert amina.is_active
    assert amina.check_password(password_on(page))
    assert posting_of(amina).confirmed_at is None
    assert acting(amina).grants == {}
    assert client.post(f"/people/{amina.pk}/readmit/").status_code == 422


def test_a_forgotten_password_is_replaced_and_sessions_end(
    sana: Organisation, dana: Person, amina: Person, as_person: Any, told: Any, posting_of: Any
) -> None:
    """S30: without a second factor the posting waits again."""
    desk = as_person(amina)
    page = as_person(dana).post(f"/people/{amina.pk}/password/")
    amina.refresh_from_db()
    assert amina.check_password(password_on(page))
    assert amina.must_change_password
    assert desk.get("/people/me/").status_code == 302
    assert posting_of(amina).confirmed_at is None
    assert told(sana, events.PASSWORD_RENEWED)[0]["to_confirm_again"] == 1


def test_an_administrator_ends_the_sessions_of_a_colleague(
    sana: Organisation, dana: Person, amina: Person, as_person: Any, told: Any
) -> None:
    desk = as_person(amina)
    as_person(dana).post(f"/people/{amina.pk}/sign-out/")
    assert desk.get("/people/me/").status_code == 302
    assert told(sana, events.SIGNED_OUT_EVERYWHERE)[0]["own"] is False


@pytest.mark.parametrize("verb", ["close", "readmit", "password", "sign-out", "reset"])
def test_looking_at_the_question_changes_nothing(
    dana: Person, amina: Person, as_person: Any, verb: str
) -> None:
    before = Person.objects.values().get(pk=amina.pk)
    assert as_person(dana).get(f"/people/{amina.pk}/{verb}/").status_code == 200
    assert Person.objects.values().get(pk=amina.pk) == before


# One's own account ------------------------------------------------------------------------------


def test_my_language_and_colours_come_with_me(
    sana: Organisation, madina: Person, as_person: Any, with_password: Any, door: Any, told: Any
) -> None:
    client = as_person(with_password(madina))
    answer = client.post("/people/me/preferences/", {"language": "kk", "theme": "dark"})
    assert answer.cookies["umai-language"].value == "kk"
    assert answer.cookies["umai-theme"].value == "dark"
    madina.refresh_from_db()
    assert (madina.language, madina.theme) == ("kk", "dark")
    assert len(told(sana, events.PREFERENCES_CHOSEN)) == 1
    elsewhere = door(madina)
    assert elsewhere.cookies["umai-language"].value == "kk"
    client.post("/people/me/preferences/", {"language": "xx", "theme": "pink"})
    madina.refresh_from_db()
    assert madina.language == "kk"


def test_the_account_shows_my_postings(amina: Person, as_person: Any) -> None:
    page = as_person(amina).get("/people/me/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Shymkent" in page
    assert "Hotline operator" in page or "operator" in page


def test_commands_ask_for_the_permission_themselves(acting: Any, amina: Person) -> None:
    """S2: whoever comes without a page meets the same no."""
    actor = acting(amina)
    details = commands.PersonDetails(**typed(id=uuid7()))
    for act in (
        lambda: commands.open_person(actor, details),
        lambda: commands.close_person(actor, amina.pk),
        lambda: commands.renew_password(actor, amina.pk),
        lambda: commands.ask_reset(actor, amina.pk),
    ):
        with scope(amina.organisation_id), pytest.raises(PermissionDenied):
            act()
