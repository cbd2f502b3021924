"""S29: sensitive acts need a proof of the last minutes, and nothing is lost while it is asked."""

import re
from typing import Any

import pytest
from django.test import Client

from tests import cast
from tests.access.conftest import SECRET, code_of
from tools.fences import walk
from umai.foundation.access import roles
from umai.foundation.access.models import Person
from umai.foundation.kernel.ids import uuid7
from umai.people import rules

DUMMIES = {"uuid": str(uuid7()), "str": "csv", "slug": "csv"}
SENSITIVE = [
    (name, "/" + re.sub(r"<(\w+):\w+>", lambda part: DUMMIES[part[1]], route), gate, fresh)
    for route, name, gate, fresh in walk.addresses()
    if fresh
]
over_every_act = pytest.mark.parametrize(
    ("name", "path", "gate", "fresh"), SENSITIVE, ids=[one[0] for one in SENSITIVE]
)
ASKS = "Once more: is it you?"


def test_the_acts_of_the_promise_are_on_the_list() -> None:
    """S29: export, reveal identity, role change, shred; and what uncovers a name besides."""
    assert {name for name, *_rest in SENSITIVE} >= {
        "people:reveal_identity",
        "people:reveal_details",
        "people:reveal_pair",
        "people:register_sibling",
        "people:correct_document",
        "people:correct_relation",
        "people:open_file",
        "people:open_original",
        "people:ask_erasure",
        "people:erase_individual",
        "people:break_glass",
        "people:merge_people",
        "indicators:export_report",
        "access:open_posting",
        "access:confirm_posting",
        "access:confirm_reset",
        "access:renew_password",
    }
    reveal = "people.reveal_identity"
    assert not [
        name for _route, name, gate, fresh in walk.addresses() if gate == reveal and not fresh
    ]


@pytest.fixture
def browser(person: Any, as_person: Any) -> Any:
    """A browser of somebody who holds the permission, speaking English."""

    def of(permission: str) -> Client:
        held = roles.all_roles().items()
        code = next(code for code, role in held if permission in role.permissions)
        client: Client = as_person(person(code))
        client.cookies["umai-language"] = "en"
        return client

    return of


def sent(client: Client, path: str, method: str, words: dict[str, str] | None = None) -> Any:
    return client.get(path) if method == "GET" else client.post(path, words or {})


@pytest.mark.django_db
@over_every_act
def test_an_old_proof_is_asked_again_and_a_fresh_one_passes(
    browser: Any, name: str, path: str, gate: str, fresh: str
) -> None:
    """S29: walked over every address that says so."""
    client = browser(gate)
    answer = sent(client, path, fresh)
    assert ASKS not in answer.content.decode() and "/again/" not in answer.get("Location", "")
    cast.prove_of_old(client)
    answer = sent(client, path, fresh)
    if fresh == "GET":
        assert "/sign-in/" in answer["Location"] and path in answer["Location"]
    else:
        assert answer.status_code == 403 and ASKS in answer.content.decode()


@pytest.mark.django_db
@over_every_act
def test_a_stranger_to_the_act_is_refused_before_any_question(
    person: Any, as_person: Any, name: str, path: str, gate: str, fresh: str
) -> None:
    """S2: a proof opens nothing that the role does not hold."""
    client = cast.prove_of_old(as_person(person("outreach_worker")))
    answer = sent(client, path, fresh)
    assert answer.status_code == 403 and ASKS not in answer.content.decode()


GLASS = "/children/emergency/"
CODE = rules.code_of("SHM", 1)


@pytest.fixture
def old(person: Any, with_password: Any, as_person: Any) -> Client:
    """A social worker who signed in ten minutes ago."""
    client = cast.prove_of_old(as_person(with_password(person("social_worker", "Shymkent"))), 10)
    client.cookies["umai-language"] = "en"
    return client


def test_the_password_carries_what_was_typed_through_to_the_act(old: Client) -> None:
    """S29: asked once, on the answer itself; the words are in the page and nowhere else."""
    said = {"code": CODE, "reason": "Қыз көпірде тұр, тез"}
    page = old.post(GLASS, said).content.decode()
    assert f'value="{CODE}"' in page and said["reason"] in page
    assert said["reason"] not in str(dict(old.session))
    wrong = old.post(GLASS, said | {"proof-password": "not this one at all"})
    assert wrong.status_code == 422
    body = wrong.content.decode()
    assert said["reason"] in body and "not this one at all" not in body
    passed = old.post(GLASS, said | {"proof-password": cast.PASSWORD})
    assert passed.status_code == 422 and "opens nothing" in passed.content.decode()
    assert cast.PASSWORD not in passed.content.decode()
    again = old.post(GLASS, said)
    assert "opens nothing" in again.content.decode(), "within five minutes nobody asks twice"


def test_a_question_that_reveals_nothing_is_never_asked_for_a_proof(old: Client) -> None:
    """At two in the morning the form of the emergency opens at once."""
    assert old.get(GLASS).status_code == 200
    assert old.get("/children/").status_code == 200


def test_guessing_at_the_question_is_throttled_as_at_the_door(old: Client) -> None:
    answers = [
        old.post(GLASS, {"proof-password": f"guess number {one}"}) for one in range(12)
    ]
    assert answers[0].status_code == 422
    assert "Too many tries" in answers[-1].content.decode()
    assert ASKS in old.post(GLASS, {"proof-password": cast.PASSWORD}).content.decode()


def test_a_code_of_the_app_and_a_key_are_offered_to_who_has_them(
    old: Client, with_app: Any
) -> None:
    """S28, S29: any way that this person has proves it."""
    who = Person.objects.get(pk=old.session["_auth_user_id"])
    with_app(who)
    page = old.post(GLASS, {"code": CODE}).content.decode()
    assert 'name="proof-password"' in page and 'name="proof-code"' in page
    assert old.post(GLASS, {"proof-code": "000000"}).status_code == 422
    passed = old.post(GLASS, {"code": CODE, "proof-code": code_of(SECRET)})
    assert ASKS not in passed.content.decode()
