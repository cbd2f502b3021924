"""A draft survives a closed browser: for the same operator only, sealed, and it expires (R3)."""

from datetime import timedelta

import pytest

from tests.hotline.call import QUICK, RECORD, typed
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.vault.models import DataKey
from umai.hotline import commands
from umai.hotline.models import Contact, Draft

KEEP = "/hotline/drafts/keep/"
CANARY = "Канарейка canary كناري"


def draft_keys():
    return DataKey.objects.filter(kind="draft")


def test_a_draft_comes_back_with_every_field(sana, amina, as_person):
    """R3: the browser dies in the middle of a call."""
    form = typed(
        sana,
        topic="",
        topic_rest="asylum",
        narrative=CANARY,
        may_call_back="no",
        other_topics=["health", "education"],
        **{"child-1-age": "nine", "child-3-sex": "male"},
    )
    as_person(amina).post(KEEP, form)
    browser = as_person(amina)
    offered = browser.get(RECORD).content.decode()
    assert f"/hotline/drafts/{form['id']}/" in offered
    page = browser.get(f"/hotline/drafts/{form['id']}/")
    said = page.context["form"].initial
    assert said["topic"] == "asylum"
    assert said["narrative"] == CANARY
    assert said["may_call_back"] is False
    assert said["other_topics"] == ["health", "education"]
    assert str(page.context["form"]["id"].value()) == form["id"]
    words = page.content.decode()
    assert CANARY in words
    assert 'value="nine"' in words
    assert len(page.context["children"].forms) == 3


def test_a_draft_is_ciphertext_and_the_journal_says_only_that_it_began(
    sana, amina, as_person, inside, owner_cursor
):
    """R3, S14, S23."""
    browser, form = as_person(amina), typed(sana, narrative=CANARY)
    for more in ("", " more", " and more"):
        assert browser.post(KEEP, form | {"narrative": CANARY + more}).status_code == 200
    with inside(sana):
        draft = Draft.objects.get()
        assert CANARY.encode() not in bytes(draft.content_sealed)
        assert b"canary" not in bytes(draft.content_sealed)
        assert Entry.objects.filter(event="hotline.draft_begun").count() == 1
        assert draft_keys().count() == 1


@pytest.mark.parametrize("who", ["botagoz", "saule", "serik"])
def test_nobody_else_sees_a_draft(sana, amina, as_person, request, who):
    """R3: the same worker only, not the supervisor, not by guessing the address."""
    form = typed(sana, narrative=CANARY)
    as_person(amina).post(KEEP, form)
    other = as_person(request.getfixturevalue(who))
    assert form["id"] not in other.get(RECORD).content.decode()
    hidden = other.get(f"/hotline/drafts/{form['id']}/")
    absent = other.get(f"/hotline/drafts/{uuid7()}/")
    assert hidden.status_code == absent.status_code == 404
    other.post(f"/hotline/drafts/{form['id']}/discard/")
    assert other.post(KEEP, form | {"narrative": "mine"}).status_code == 409
    mine = as_person(amina).get(f"/hotline/drafts/{form['id']}/").content.decode()
    assert CANARY in mine


def test_a_saved_contact_takes_its_draft_and_key_with_it(sana, amina, as_person, inside):
    browser, form = as_person(amina), typed(sana)
    browser.post(KEEP, form)
    browser.post(RECORD, form)
    with inside(sana):
        assert Contact.objects.count() == 1
        assert not Draft.objects.exists()
        assert draft_keys().get().wrapped is None


def test_one_tap_takes_the_draft_with_it_too(sana, amina, as_person, inside):
    browser, form = as_person(amina), typed(sana)
    browser.post(KEEP, form)
    browser.post(QUICK, form | {"quick": "hung_up"})
    with inside(sana):
        assert not Draft.objects.exists()


def test_a_saving_that_comes_late_does_not_bring_the_draft_back(sana, amina, as_person, inside):
    browser, form = as_person(amina), typed(sana)
    browser.post(RECORD, form)
    assert browser.post(KEEP, form).status_code == 409
    with inside(sana):
        assert not Draft.objects.exists()


def test_a_draft_is_thrown_away_for_good(sana, amina, as_person, inside):
    browser, form = as_person(amina), typed(sana)
    browser.post(KEEP, form)
    answer = browser.post(f"/hotline/drafts/{form['id']}/discard/", {"back": "board"})
    assert answer["Location"] == "/hotline/"
    with inside(sana):
        assert not Draft.objects.exists()
        assert draft_keys().get().wrapped is None
        assert Entry.objects.filter(event="hotline.draft_discarded").count() == 1


def test_a_draft_is_not_shown_after_its_time(sana, amina, acting, as_person, inside):
    browser, form = as_person(amina), typed(sana)
    actor = acting(amina)
    with inside(sana), clock.told_at(clock.now() - timedelta(hours=25)):
        commands.keep_draft(actor, form["id"], {"narrative": [CANARY]})
    assert browser.get(f"/hotline/drafts/{form['id']}/").status_code == 404
    assert form["id"] not in browser.get(RECORD).content.decode()


def test_old_drafts_expire_with_their_keys_and_young_ones_stay(
    sana, amina, botagoz, acting, inside
):
    """R3: it expires."""
    actor = acting(amina)
    with inside(sana), clock.told_at(clock.now() - timedelta(hours=25)):
        commands.keep_draft(actor, uuid7(), {"narrative": [CANARY]})
    young = uuid7()
    with inside(sana):
        commands.keep_draft(acting(botagoz), young, {"narrative": [CANARY]})
        assert commands.expire_drafts(acting(amina)) == 1
        assert Draft.objects.get().pk == young
        assert draft_keys().filter(wrapped=None).count() == 1
        assert Entry.objects.filter(event="hotline.drafts_expired").count() == 1
        assert commands.expire_drafts(acting(amina)) == 0
        assert Entry.objects.filter(event="hotline.drafts_expired").count() == 1


def test_a_draft_needs_a_number_and_the_right_to_record(sana, amina, person, as_person):
    assert as_person(amina).post(KEEP, {"narrative": "x"}).status_code == 409
    assert as_person(person("monitoring")).post(KEEP, typed(sana)).status_code == 403


def test_nothing_that_is_not_an_answer_is_kept(sana, amina, as_person):
    browser, form = as_person(amina), typed(sana, csrfmiddlewaretoken="secret", quick="silent")
    browser.post(KEEP, form)
    page = browser.get(f"/hotline/drafts/{form['id']}/")
    assert "secret" not in page.content.decode()
