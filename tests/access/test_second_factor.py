"""The second factor: asked for, added, used, lost. S28."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from tests import cast
from tests.access.conftest import SECRET, code_of
from umai.foundation.access import events, permissions
from umai.foundation.access.models import FactorReset, Organisation, Person
from umai.foundation.kernel import clock
from umai.foundation.kernel.scope import scope

ACCOUNT = "/people/me/"
SECOND = "/sign-in/second/"


def owes(client: Client) -> bool:
    return client.get(ACCOUNT).get("Location") == SECOND


@pytest.mark.parametrize("role", ["operator", "supervisor", "administrator"])
def test_a_role_of_weight_goes_nowhere_without_a_second_factor(
    person: Callable[..., Person], with_password: Any, door: Any, role: str
) -> None:
    """S28: forced for who opens files, who confirms and who appoints."""
    client = Client()
    door(with_password(person(role)), client=client)
    for address in ("/", ACCOUNT, "/people/", "/hotline/"):
        assert client.get(address)["Location"] == SECOND
    assert client.get(SECOND).status_code == 200
    assert "nav" not in client.get(SECOND).context["shell"]["frame"]


def test_the_demonstration_may_skip_it_and_says_so(
    amina: Person, with_password: Any, door: Any, settings: Any
) -> None:
    settings.UMAI_DEMO = True
    client = Client(HTTP_ACCEPT_LANGUAGE="en")
    assert "demonstration" in client.get("/sign-in/").content.decode()
    door(with_password(amina), client=client)
    assert not owes(client)
    settings.UMAI_DEMO = False
    assert (
        "demonstration" not in Client(HTTP_ACCEPT_LANGUAGE="en").get("/sign-in/").content.decode()
    )


def test_a_role_that_opens_nothing_may_do_without(
    madina: Person, with_password: Any, door: Any
) -> None:
    client = Client()
    door(with_password(madina), client=client)
    assert client.get(ACCOUNT).status_code == 200


def test_an_app_is_added_and_asked_for_from_then_on(
    sana: Organisation, amina: Person, with_password: Any, door: Any, told: Any
) -> None:
    """S28: password, then a code; end to end."""
    first = Client()
    door(with_password(amina), client=first)
    page = first.get("/sign-in/second/app/")
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    assert "data:image/svg+xml" in page.content.decode()
    wrong = first.post("/sign-in/second/app/", {"code": "000000"})
    assert wrong.status_code == 422
    added = first.post("/sign-in/second/app/", {"code": code_of(secret)})
    assert added["Location"] == "/sign-in/second/codes/"
    codes = first.get("/sign-in/second/codes/").content.decode()
    assert len(re.findall(r"<li>\d{4} \d{4}</li>", codes)) == 10
    assert first.get(ACCOUNT).status_code == 200
    (changed,) = told(sana, events.SECOND_FACTOR_CHANGED)
    assert changed["added"] == ["recovery_codes", "totp"]

    second = Client()
    answer = door(amina, client=second)
    assert answer["Location"] == "/sign-in/second/ask/"
    assert second.get(ACCOUNT).status_code == 302
    answer = second.post("/sign-in/second/ask/", {"code": code_of(secret, 1)})
    assert answer["Location"] == "/"
    assert second.get(ACCOUNT).status_code == 200
    assert told(sana, events.SIGNED_IN)[-1]["ways"] == ["password", "totp"]


def test_the_secret_of_an_app_is_ciphertext_at_rest(amina: Person, with_app: Any) -> None:
    """S16."""
    with_app(amina)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in kept
    seed = Authenticator.objects.get(type="recovery_codes").wrap().generate_codes()
    assert all(code not in kept for code in seed)


def test_a_code_is_good_once(amina: Person, with_password: Any, with_app: Any, door: Any) -> None:
    with_app(with_password(amina))
    first, second, code = Client(), Client(), code_of(SECRET)
    door(amina, client=first)
    assert first.post("/sign-in/second/ask/", {"code": code}).status_code == 302
    door(amina, client=second)
    again = second.post("/sign-in/second/ask/", {"code": code})
    assert again.status_code == 422
    assert second.get(ACCOUNT).status_code == 302


def test_a_wrong_code_does_not_open_and_is_written_down(
    sana: Organisation, amina: Person, with_password: Any, with_app: Any, door: Any, told: Any
) -> None:
    client = Client()
    door(with_app(with_password(amina)), client=client)
    for _try in range(5):
        assert client.post("/sign-in/second/ask/", {"code": "123"}).status_code == 422
    late = client.post("/sign-in/second/ask/", {"code": code_of(SECRET)})
    assert late.status_code == 422
    assert client.get(ACCOUNT).status_code == 302
    failed = told(sana, events.SIGN_IN_FAILED)
    assert len(failed) == 6
    assert {entry["who"] for entry in failed} == {amina.pk}
    assert {entry["way"] for entry in failed} == {"code"}


def test_a_recovery_code_opens_once(
    amina: Person, with_password: Any, with_app: Any, door: Any
) -> None:
    with_app(with_password(amina))
    code = Authenticator.objects.get(type="recovery_codes").wrap().generate_codes()[0]
    first, second = Client(), Client()
    door(amina, client=first)
    spoken = f"{code[:4]} {code[4:]}"
    assert first.post("/sign-in/second/ask/", {"code": spoken}).status_code == 302
    assert first.get(ACCOUNT).status_code == 200
    door(amina, client=second)
    assert second.post("/sign-in/second/ask/", {"code": spoken}).status_code == 422


def test_recovery_codes_are_shown_again_only_after_proof(
    amina: Person, with_app: Any, with_password: Any, as_person: Callable[[Person], Client]
) -> None:
    client = cast.prove_of_old(as_person(with_app(with_password(amina))))
    for part in ("", "new/", "file/"):
        answer = client.get(f"/sign-in/second/codes/{part}")
        assert answer["Location"].startswith("/sign-in/again/?next=")
    proof = {"password": "a long word for tests only", "next": "/sign-in/second/codes/file/"}
    answer = client.post("/sign-in/again/", proof)
    assert answer["Location"] == "/sign-in/second/codes/file/"
    assert len(client.get("/sign-in/second/codes/file/").content.decode().split("\n")) > 10


def test_what_was_sent_before_the_proof_is_not_kept(
    amina: Person, with_app: Any, with_password: Any, as_person: Callable[[Person], Client]
) -> None:
    """The library would keep the request with its network address in the session."""
    client = cast.prove_of_old(as_person(with_app(with_password(amina))))
    assert client.post("/sign-in/second/codes/new/")["Location"].startswith("/sign-in/again/")
    assert "127.0.0.1" not in str(dict(client.session))


def test_the_last_second_factor_stays_where_the_role_needs_one(
    amina: Person, madina: Person, with_app: Any, with_password: Any, door: Any
) -> None:
    for who, stays in ((amina, True), (madina, False)):
        client = Client()
        door(with_app(with_password(who)), client=client)
        client.post("/sign-in/second/ask/", {"code": code_of(SECRET)})
        client.post("/sign-in/second/app/off/")
        assert Authenticator.objects.filter(user_id=who.pk).exists() is stays


# A lost telephone -------------------------------------------------------------------------------


def ask(by: Client, whom: Person) -> Any:
    return by.post(f"/people/{whom.pk}/reset/")


def waiting(organisation: Organisation) -> FactorReset:
    with scope(organisation.pk):
        return FactorReset.objects.latest("asked_at", "id")


def confirm(by: Client, reset: FactorReset, **words: str) -> Any:
    return by.post(f"/people/resets/{reset.pk}/confirm/", words or {"asked": "on"})


def test_two_colleagues_together_take_lost_factors_away(
    sana: Organisation,
    amina: Person,
    dana: Person,
    saule: Person,
    with_app: Any,
    as_person: Callable[[Person], Client],
    told: Any,
) -> None:
    """S28, S30."""
    with_app(amina)
    desk = as_person(amina)
    assert ask(as_person(dana), amina).status_code == 302
    assert Authenticator.objects.filter(user_id=amina.pk).count() == 2
    assert desk.get(ACCOUNT).status_code == 200
    answer = confirm(as_person(saule), waiting(sana))
    assert answer["Location"] == f"/people/{amina.pk}/"
    assert not Authenticator.objects.filter(user_id=amina.pk).exists()
    assert desk.get(ACCOUNT).status_code == 302
    assert told(sana, events.RESET_ASKED)[0]["who"] == dana.pk
    assert told(sana, events.RESET_CONFIRMED)[0]["who"] == saule.pk


def test_the_second_person_must_have_spoken_with_the_colleague(
    sana: Organisation, amina: Person, dana: Person, saule: Person, with_app: Any, as_person: Any
) -> None:
    with_app(amina)
    ask(as_person(dana), amina)
    answer = confirm(as_person(saule), waiting(sana), asked="")
    assert answer.status_code == 422
    assert Authenticator.objects.filter(user_id=amina.pk).exists()


def test_nobody_takes_their_own_factors_away_nor_confirms_what_they_asked(
    sana: Organisation, dana: Person, saule: Person, with_app: Any, as_person: Any
) -> None:
    """S30."""
    with_app(saule)
    with_app(dana)
    administrator = as_person(dana)
    assert ask(administrator, dana).status_code == 422
    ask(administrator, saule)
    assert confirm(as_person(saule), waiting(sana)).status_code == 422
    assert confirm(administrator, waiting(sana)).status_code == 403
    assert Authenticator.objects.filter(user_id=saule.pk).exists()


def test_a_request_lapses_after_a_day(
    sana: Organisation, amina: Person, dana: Person, saule: Person, with_app: Any, as_person: Any
) -> None:
    with_app(amina)
    ask(as_person(dana), amina)
    reset = waiting(sana)
    with clock.told_at(clock.now() + timedelta(hours=25)):
        assert confirm(as_person(saule), reset).status_code == 404
    assert Authenticator.objects.filter(user_id=amina.pk).exists()


def test_a_start_password_and_no_factor_put_the_posting_in_doubt(
    sana: Organisation,
    amina: Person,
    dana: Person,
    saule: Person,
    with_app: Any,
    as_person: Any,
    posting_of: Any,
    acting: Any,
) -> None:
    """S30: an administrator with a fresh password and no factor in the way reads nothing."""
    with_app(amina)
    administrator = as_person(dana)
    assert administrator.post(f"/people/{amina.pk}/password/").status_code == 200
    assert posting_of(amina).confirmed_at is not None
    ask(administrator, amina)
    confirm(as_person(saule), waiting(sana))
    assert posting_of(amina).confirmed_at is None
    assert not acting(amina).may(permissions.READ_PEOPLE)
    assert acting(amina).grants == {}
