""""Has called before": by the code that the caller kept, and only as far as one may see."""

from datetime import timedelta

import pytest
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from umai.foundation.kernel import clock
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.hotline import commands, queries
from umai.hotline.models import EarlierContact

CODE = "7KMF-2XWA"


def page(contact):
    return f"/hotline/contacts/{contact.pk}/link/"


def test_the_caller_says_the_code_and_both_contacts_show_each_other(
    amina, as_person, taken, again, entries, sana
):
    earlier = taken(amina, at=clock.now() - timedelta(hours=2), caller_code=CODE)
    later = taken(amina)
    web = as_person(amina)
    assert web.post(page(later), {"version": "1", "caller_code": "7kmf 2xwa"}).status_code == 302
    for one, other in ((later, earlier), (earlier, later)):
        assert other.code in web.get(f"/hotline/contacts/{one.pk}/").content.decode()
    with scope(sana.pk):
        link = EarlierContact.objects.get()
    assert (link.contact_id, link.earlier_id) == (later.pk, earlier.pk)
    assert again(later).caller_code_hash == again(earlier).caller_code_hash
    assert entries().count("hotline.contacts_linked") == 1


def test_the_code_itself_is_nowhere(amina, taken, again):
    """S14: only a keyed hash of it."""
    contact = again(taken(amina, caller_code=CODE))
    assert CODE.encode() not in bytes(contact.caller_code_hash)
    assert len(bytes(contact.caller_code_hash)) == 32


def test_linking_by_the_code_of_a_contact_works_from_either_side(amina, by, taken, sana):
    earlier, later = taken(amina, at=clock.now() - timedelta(hours=2)), taken(amina)
    with by(amina) as actor:
        commands.link_contacts(actor, earlier.pk, 1, code=later.code.lower())
        with pytest.raises(Refused):
            commands.link_contacts(actor, later.pk, 1, code=earlier.code)
        assert EarlierContact.objects.get().earlier_id == earlier.pk


def test_a_wrong_code_and_a_hidden_contact_are_the_same_no(
    amina, botagoz, as_person, taken, sana
):
    """S6: the same bytes, whether the code leads nowhere or to what one may not see."""
    taken(botagoz, team="Turkistan", caller_code=CODE)
    contact = taken(amina)
    web = as_person(amina)
    hidden = web.post(page(contact), {"version": "1", "caller_code": CODE})
    wrong = web.post(page(contact), {"version": "1", "caller_code": "22222222"})
    assert hidden.status_code == wrong.status_code == 422
    assert str(hidden.context["form"].errors) == str(wrong.context["form"].errors).replace(
        "22222222", CODE
    )
    with scope(sana.pk):
        assert not EarlierContact.objects.exists()


def test_a_link_shows_nothing_to_who_may_not_see_the_other(
    amina, botagoz, saule, by, as_person, taken
):
    """S6: the link of a visible contact with a hidden one leaves no trace."""
    hidden = taken(botagoz, team="Turkistan")
    seen = taken(amina)
    with by(saule) as actor:
        commands.link_contacts(actor, seen.pk, 1, code=hidden.code)
    with by(amina) as actor:
        assert list(queries.linked(actor, queries.contact(actor, seen.pk))) == []
    shown = as_person(amina).get(f"/hotline/contacts/{seen.pk}/").content.decode()
    assert hidden.code not in shown
    assert hidden.code not in as_person(amina).get(page(seen)).content.decode()


def test_codes_of_callers_cannot_be_guessed_quickly_or_quietly(amina, as_person, taken, entries):
    """Every miss is written down; after a few the right code does not help either for a while."""
    taken(amina, at=clock.now() - timedelta(hours=2), caller_code=CODE)
    later, web = taken(amina), as_person(amina)
    for last in "23456789":
        wrong = {"version": "1", "caller_code": f"7KMF-2XW{last}"}
        assert web.post(page(later), wrong).status_code == 422
    assert entries().count("hotline.caller_code_missed") == 8
    assert web.post(page(later), {"version": "1", "caller_code": CODE}).status_code == 422


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(hidden=some.integers(0, 3), seen=some.integers(0, 3))
def test_links_are_the_same_with_and_without_hidden_contacts(
    amina, botagoz, saule, by, taken, hidden, seen
):
    """S6, as a property: what is linked out of sight changes neither rows nor counts."""
    contact = taken(amina)
    others = [taken(amina) for _ in range(seen)]
    away = [taken(botagoz, team="Turkistan") for _ in range(hidden)]
    version = 1
    with by(saule) as actor:
        for other in [*others, *away]:
            commands.link_contacts(actor, contact.pk, version, code=other.code)
            version += 1
    with by(amina) as actor:
        found = queries.linked(actor, queries.contact(actor, contact.pk))
        assert {one.pk for one in found} == {one.pk for one in others}
        assert found.count() == len(others)


def test_one_of_the_two_codes_is_asked_for(amina, as_person, taken):
    contact = taken(amina)
    web = as_person(amina)
    assert web.post(page(contact), {"version": "1"}).status_code == 422
    both = {"version": "1", "caller_code": CODE, "code": contact.code}
    assert web.post(page(contact), both).status_code == 422
    itself = {"version": "1", "code": contact.code}
    assert web.post(page(contact), itself).status_code == 422


def test_a_wrong_link_is_taken_away_as_a_correction(amina, as_person, taken, sana, entries):
    earlier, later = taken(amina), taken(amina)
    web = as_person(amina)
    web.post(page(later), {"version": "1", "code": earlier.code})
    away = f"/hotline/contacts/{later.pk}/link/{earlier.pk}/away/"
    assert web.get(away).status_code == 200
    assert web.post(away, {"version": "2"}).status_code == 302
    with scope(sana.pk):
        assert not EarlierContact.objects.exists()
    assert entries()[-1] != "hotline.contacts_linked"
    assert "hotline.contacts_unlinked" in entries()


def test_after_a_day_only_a_supervisor_takes_a_link_away(amina, saule, by, taken):
    now = clock.now()
    earlier, later = taken(amina, at=now), taken(amina, at=now)
    with by(amina, now) as actor:
        commands.link_contacts(actor, later.pk, 1, code=earlier.code)
    late = now + timedelta(days=2)
    with by(amina, late) as actor, pytest.raises(Refused):
        commands.unlink_contacts(actor, later.pk, 2, earlier.pk)
    with by(saule, late) as actor:
        with pytest.raises(Refused) as no:
            commands.unlink_contacts(actor, later.pk, 2, earlier.pk)
        assert no.value.field == "reason"
        commands.unlink_contacts(actor, later.pk, 2, earlier.pk, "Другая семья")
        assert not EarlierContact.objects.exists()


def test_other_organisations_never_meet(amina, serik, by, taken):
    """S33: the same code in another organisation leads nowhere."""
    contact = taken(amina, caller_code=CODE)
    with by(serik) as actor, pytest.raises(Http404):
        commands.link_contacts(actor, contact.pk, 1, caller_code=CODE)
