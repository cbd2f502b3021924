"""Postings: proposed, confirmed by a second person, ended. S2, S28, S30."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from tests import cast
from umai.foundation.access import commands, events, permissions
from umai.foundation.access.models import Organisation, Person, Posting, Programme
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope

YES = {"asked": "on", "version": "1"}


@pytest.fixture
def aliya(sana: Organisation) -> Person:
    """Aliya is new: she has signed in with a password of her own, and holds nothing."""
    moment = clock.now()
    words = {"name": "Aliya N", "email": "aliya@test.invalid", "opened_at": moment}
    return Person.objects.create(organisation=sana, last_login=moment, **words)


@pytest.fixture
def propose(as_person: Any) -> Callable[..., Any]:
    """Propose a posting on the page."""

    def proposed(by: Person, whom: Person, role: str, **words: Any) -> Any:
        typed = {"id": uuid7(), "role": role, "starts_on": clock.today("Asia/Almaty")} | words
        return as_person(by).post(f"/people/{whom.pk}/postings/new/", typed)

    return proposed


@pytest.fixture
def confirm(as_person: Any) -> Callable[..., Any]:
    """Confirm a posting on the page."""

    def confirmed(by: Person, posting: Posting, **words: Any) -> Any:
        return as_person(by).post(f"/people/postings/{posting.pk}/confirm/", YES | words)

    return confirmed


def may(acting: Any, who: Person) -> bool:
    return bool(acting(who).grants)


def test_a_posting_that_opens_files_waits_for_a_second_person(
    sana: Organisation,
    aliya: Person,
    dana: Person,
    saule: Person,
    propose: Any,
    confirm: Any,
    acting: Any,
    posting_of: Any,
    told: Any,
) -> None:
    """S30."""
    assert propose(dana, aliya, "operator")["Location"] == f"/people/{aliya.pk}/"
    assert not may(acting, aliya)
    assert told(sana, events.POSTING_OPENED)[0]["waits"] is True
    answer = confirm(saule, posting_of(aliya))
    assert answer["Location"] == f"/people/{aliya.pk}/"
    assert may(acting, aliya)
    assert told(sana, events.POSTING_CONFIRMED)[0]["who"] == saule.pk


def test_a_posting_that_opens_nothing_holds_at_once(
    aliya: Person, dana: Person, propose: Any, acting: Any
) -> None:
    propose(dana, aliya, "monitoring")
    assert may(acting, aliya)


@pytest.mark.parametrize("role", ["data_protection_officer", "supervisor"])
def test_who_confirms_others_is_confirmed_too(
    aliya: Person, dana: Person, propose: Any, acting: Any, role: str
) -> None:
    """S30: otherwise an administrator would make the second person herself."""
    propose(dana, aliya, role)
    assert not acting(aliya).may(permissions.CONFIRM_POSTING)


def test_nobody_confirms_for_themselves(
    saule: Person, dana: Person, propose: Any, confirm: Any, posting_of: Any
) -> None:
    """S30."""
    propose(dana, saule, "psychologist")
    answer = confirm(saule, posting_of(saule))
    assert answer.status_code == 422
    assert posting_of(saule).confirmed_at is None


def test_the_database_refuses_it_as_well(sana: Organisation, aliya: Person, dana: Person) -> None:
    """S30: whatever the code says."""
    for confirmer in (aliya, dana):
        with pytest.raises(IntegrityError), scope(sana.pk):
            Posting.objects.create(
                organisation=sana,
                person=aliya,
                role="operator",
                starts_on=clock.today("Asia/Almaty"),
                opened_at=clock.now(),
                opened_by_id=dana.pk,
                confirmed_by_id=confirmer.pk,
                confirmed_at=clock.now(),
            )


@pytest.mark.parametrize("role", ["administrator", "operator", "programme_manager"])
def test_only_a_second_person_with_the_right_confirms(
    person: Any, aliya: Person, dana: Person, propose: Any, confirm: Any, posting_of: Any, role: str
) -> None:
    """S2, S30: not an administrator either."""
    propose(dana, aliya, "operator")
    assert confirm(person(role), posting_of(aliya)).status_code == 403
    assert posting_of(aliya).confirmed_at is None


def test_who_appoints_does_not_confirm_even_with_the_right(
    sana: Organisation, aliya: Person, dana: Person, saule: Person, propose: Any, posting_of: Any
) -> None:
    """S30: a policy page that gives both to one role does not open the door."""
    propose(dana, aliya, "operator")
    grants = {permissions.CONFIRM_POSTING: None, permissions.OPEN_POSTING: None}
    actor = Actor(saule.pk, sana.pk, "both", grants=grants)
    with scope(sana.pk), pytest.raises(Refused):
        commands.confirm_posting(actor, posting_of(aliya).pk, 1)


def test_a_supervisor_of_one_team_confirms_for_that_team_only(
    sana: Organisation,
    person: Any,
    aliya: Person,
    dana: Person,
    propose: Any,
    confirm: Any,
    posting_of: Any,
) -> None:
    """S2."""
    local = person("supervisor", "Turkistan")
    propose(dana, aliya, "operator", team=cast.team(sana, "Shymkent").pk)
    assert confirm(local, posting_of(aliya)).status_code == 422
    propose(dana, aliya, "lawyer")
    assert confirm(local, posting_of(aliya)).status_code == 422
    propose(dana, aliya, "psychologist", team=cast.team(sana, "Turkistan").pk)
    assert confirm(local, posting_of(aliya)).status_code == 302


def test_another_organisation_confirms_nothing(
    serik: Person, aliya: Person, dana: Person, propose: Any, confirm: Any, posting_of: Any
) -> None:
    """S2, S33."""
    propose(dana, aliya, "operator")
    assert confirm(serik, posting_of(aliya)).status_code == 404


def test_the_second_person_says_that_they_asked(
    aliya: Person, dana: Person, saule: Person, propose: Any, confirm: Any, posting_of: Any
) -> None:
    propose(dana, aliya, "operator")
    assert confirm(saule, posting_of(aliya), asked="").status_code == 422
    assert posting_of(aliya).confirmed_at is None


def test_nothing_is_confirmed_while_a_start_password_is_out(
    aliya: Person, dana: Person, saule: Person, propose: Any, confirm: Any, posting_of: Any
) -> None:
    """S30: the administrator knows the start password and could come in first."""
    Person.objects.filter(pk=aliya.pk).update(must_change_password=True)
    propose(dana, aliya, "operator")
    assert confirm(saule, posting_of(aliya)).status_code == 422
    Person.objects.filter(pk=aliya.pk).update(must_change_password=False)
    assert confirm(saule, posting_of(aliya)).status_code == 302


def test_a_role_that_changes_ends_the_session(
    amina: Person,
    dana: Person,
    saule: Person,
    as_person: Any,
    propose: Any,
    confirm: Any,
    posting_of: Any,
) -> None:
    """S28."""
    propose(dana, amina, "lawyer")
    desk = as_person(amina)
    assert desk.get("/people/me/").status_code == 200
    confirm(saule, posting_of(amina))
    assert desk.get("/people/me/").status_code == 302
    amina.refresh_from_db()
    desk, posting = as_person(amina), posting_of(amina)
    as_person(dana).post(f"/people/postings/{posting.pk}/end/", {"version": posting.version})
    assert desk.get("/people/me/").status_code == 302


# What is typed ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        ("supervisor", "administrator"),
        ("administrator", "supervisor"),
        ("administrator", "data_protection_officer"),
        ("data_protection_officer", "supervisor"),
    ],
)
def test_roles_that_exclude_each_other_are_refused_at_the_field(
    person: Any, dana: Person, propose: Any, held: str, wanted: str
) -> None:
    """S30."""
    who = person(held)
    answer = propose(dana, who, wanted)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["role"]


def test_a_role_that_waits_excludes_as_well(aliya: Person, dana: Person, propose: Any) -> None:
    propose(dana, aliya, "data_protection_officer")
    assert propose(dana, aliya, "administrator").status_code == 422


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("role", "king"),
        ("role", ""),
        ("team", "00000000-0000-7000-8000-000000000000"),
        ("region", "KZ-99"),
        ("starts_on", "yesterday"),
        ("ends_on", "2020-01-01"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    aliya: Person, dana: Person, propose: Any, field: str, value: str
) -> None:
    answer = propose(dana, aliya, **{"role": "monitoring", field: value})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_the_whole_of_a_posting_is_kept(
    sana: Organisation, aliya: Person, dana: Person, propose: Any, posting_of: Any, as_person: Any
) -> None:
    with scope(sana.pk):
        fund = Programme.objects.create(organisation=sana, code="unhcr", name="Legal aid 2026")
    team, last = cast.team(sana, "Shymkent"), clock.today("Asia/Almaty") + timedelta(days=90)
    propose(dana, aliya, "lawyer", team=team.pk, programme=fund.pk, region="KZ-79", ends_on=last)
    posting = posting_of(aliya)
    assert (posting.team_id, posting.programme_id) == (team.pk, fund.pk)
    assert (posting.region, posting.ends_on) == ("KZ-79", last)
    page = as_person(dana).get(f"/people/{aliya.pk}/").content.decode()
    assert "Shymkent" in page
    assert "Legal aid 2026" in page


def test_a_posting_holds_from_its_first_day_to_its_last(
    aliya: Person, dana: Person, propose: Any, acting: Any
) -> None:
    today, now = clock.today("Asia/Almaty"), clock.now()
    first, last = today + timedelta(days=2), today + timedelta(days=4)
    propose(dana, aliya, "monitoring", starts_on=first, ends_on=last)
    seen = []
    for days in range(1, 7):
        with clock.told_at(now + timedelta(days=days)):
            seen.append(may(acting, aliya))
    assert seen == [False, True, True, True, False, False]


def test_sending_twice_proposes_once(
    sana: Organisation, aliya: Person, dana: Person, propose: Any
) -> None:
    """R1."""
    same = uuid7()
    for _time in range(2):
        assert propose(dana, aliya, "operator", id=same).status_code == 302
    with scope(sana.pk):
        assert Posting.objects.filter(person=aliya).count() == 1
    assert propose(dana, aliya, "operator").status_code == 422


# Ending -----------------------------------------------------------------------------------------


@pytest.fixture
def open_work() -> Iterator[list[str]]:
    """What a room above says is still open under every posting."""
    said: list[str] = []
    check = lambda actor, posting: " ".join(said)  # noqa: E731
    commands.ends_only_when.append(check)
    yield said
    commands.ends_only_when.remove(check)


def end(by: Any, posting: Posting, version: int | None = None) -> Any:
    words = {"version": posting.version if version is None else version}
    return by.post(f"/people/postings/{posting.pk}/end/", words)


def test_a_posting_ends_only_when_its_work_is_handed_on(
    sana: Organisation,
    amina: Person,
    dana: Person,
    as_person: Any,
    posting_of: Any,
    open_work: list[str],
    acting: Any,
    told: Any,
) -> None:
    """R27."""
    client, posting = as_person(dana), posting_of(amina)
    open_work.append("Two contacts are still held.")
    answer = end(client, posting)
    assert answer.status_code == 422
    assert "Two contacts are still held." in answer.content.decode()
    assert may(acting, amina)
    open_work.clear()
    assert end(client, posting).status_code == 302
    assert not may(acting, amina)
    assert told(sana, events.POSTING_ENDED)[0]["who"] == dana.pk


def test_nobody_ends_their_own_posting(dana: Person, as_person: Any, posting_of: Any) -> None:
    assert end(as_person(dana), posting_of(dana)).status_code == 422


def test_the_second_of_two_colleagues_sees_that_something_changed(
    aliya: Person,
    dana: Person,
    saule: Person,
    as_person: Any,
    propose: Any,
    confirm: Any,
    posting_of: Any,
) -> None:
    """R5."""
    propose(dana, aliya, "operator")
    shown = posting_of(aliya)
    confirm(saule, shown)
    assert end(as_person(dana), shown).status_code == 422
    assert confirm(saule, shown).status_code == 422
    assert end(as_person(dana), posting_of(aliya)).status_code == 302
    assert end(as_person(dana), shown).status_code == 422
