"""A partner proposes a correction; a supervisor sees both sides and decides."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from tests.directory import entries
from umai.directory import commands, queries
from umai.directory.models import Agency, Proposal
from umai.foundation.access import actors
from umai.foundation.journal import log
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.vault.models import DataKey

ENGLISH = {"accept-language": "en"}
PHONE = {"id": "p1", "number": "+77252000001", "extension": "12", "description": "Reception"}


@pytest.fixture
def partner(person):
    return person("partner")


@pytest.fixture
def agency(here, keeper):
    return entries.agency(keeper, name_en="Legal aid", phones=[PHONE], agreement_number="7")


@pytest.fixture
def proposed(agency, partner, acting):
    """A partner proposed a name and a phone."""
    return propose(acting(partner), agency, name_ru="Юрпомощь", phones=[PHONE, {"number": "111"}])


def propose(actor, agency, **said):
    same = ("name_kk", "name_ru", "name_en", "description", "email", "website", "phones")
    words = {name: getattr(agency, name) for name in same} | said
    details = commands.ProposalDetails(id=uuid7(), version=agency.version, **words)
    return commands.propose_correction(actor, agency.pk, details)


def page(one):
    return f"/directory/proposals/{one.pk}/"


def again(one):
    one.refresh_from_db()
    return one


def facts(event):
    keys = DataKey.objects.in_bulk()
    found = Entry.objects.filter(event=f"directory.{event}")
    return [log.facts_of(entry, keys) for entry in found]


def test_a_partner_proposes_and_only_what_would_change_is_kept(agency, partner, as_person, saule):
    address = f"/directory/agencies/{agency.pk}/propose/"
    browser = as_person(partner)
    form = browser.get(address).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    lines = f"{shown['phones']}\n8 701 000 00 02, WhatsApp"
    sent = browser.post(address, shown | {"phones": lines, "address": "Abai 5"})
    assert sent["Location"] == f"/directory/agencies/{agency.pk}/"
    one = Proposal.objects.get()
    assert set(one.content) == {"phones", "address"}
    kept, fresh = one.content["phones"]
    assert kept == PHONE
    assert (fresh["number"], fresh["description"]) == ("+77010000002", "WhatsApp")
    assert (one.proposed_by_id, one.state) == (partner.pk, "waiting")
    told = as_person(saule).get("/directory/confirm/", headers=ENGLISH).content.decode()
    assert "Legal aid" in told and page(one) in told
    assert again(agency).phones == [PHONE]


def test_the_supervisor_sees_both_sides_and_accepts(agency, proposed, saule, as_person):
    browser = as_person(saule)
    shown = browser.get(page(proposed), headers=ENGLISH).content.decode()
    assert "Юрпомощь" in shown and "+7 725 200 00 01, Reception" in shown and "111" in shown
    sent = browser.post(page(proposed), {"version": 1, "chosen": ["name_ru", "phones"]})
    assert sent["Location"] == "/directory/confirm/"
    assert again(agency).name_ru == "Юрпомощь"
    assert (agency.version, len(agency.phones)) == (2, 2)
    assert again(proposed).state == "accepted" and proposed.decided_by_id == saule.pk
    assert facts("proposal_accepted") == [{"fields": ["name_ru", "phones"], "left": []}]
    assert facts("agency_corrected")[0]["fields"] == ["name_ru", "phones"]
    assert queries.listing(actors.actor_of(saule)).count() == 0


def test_a_part_can_be_accepted(agency, proposed, keeper):
    commands.accept_proposal(keeper, proposed.pk, 1, ("phones",))
    assert (again(agency).name_ru, len(agency.phones)) == ("", 2)
    assert facts("proposal_accepted") == [{"fields": ["phones"], "left": ["name_ru"]}]


def test_accepting_nothing_is_a_question(proposed, saule, as_person):
    sent = as_person(saule).post(page(proposed), {"version": 1}, headers=ENGLISH)
    assert sent.status_code == 422
    assert "decline it" in sent.content.decode()
    assert again(proposed).state == "waiting"


def test_what_changed_meanwhile_is_shown_and_not_lost(agency, proposed, saule, keeper, as_person):
    details = commands.AgencyDetails(id=agency.pk, name_en="Legal aid centre", phones=[PHONE])
    commands.correct_agency(keeper, 1, details)
    browser = as_person(saule)
    words = {"version": 1, "chosen": ["name_ru"]}
    sent = browser.post(page(proposed), words, headers=ENGLISH)
    assert sent.status_code == 422
    shown = sent.content.decode()
    assert "Somebody changed this entry meanwhile" in shown
    assert 'name="version" value="2"' in shown
    assert shown.split("<main")[1].split("</main")[0].count(" checked") == 1
    assert browser.post(page(proposed), {**words, "version": 2}).status_code == 302
    assert (again(agency).name_ru, agency.name_en) == ("Юрпомощь", "Legal aid centre")


def test_declining_needs_a_reason_and_changes_nothing(agency, proposed, saule, as_person):
    browser = as_person(saule)
    address = f"{page(proposed)}decline/"
    assert browser.post(address, {"reason": "  "}).status_code == 422
    assert browser.post(address, {"reason": "Rang: not so"}).status_code == 302
    assert again(agency).version == 1
    assert (again(proposed).state, proposed.reason) == ("declined", "Rang: not so")
    assert facts("proposal_declined") == [{"fields": ["name_ru", "phones"]}]


def test_what_is_decided_is_decided_once(agency, proposed, saule, keeper, as_person):
    commands.decline_proposal(keeper, proposed.pk, "No")
    with pytest.raises(Refused):
        commands.accept_proposal(keeper, proposed.pk, 1, ("name_ru",))
    sent = as_person(saule).post(page(proposed), {"version": 1, "chosen": ["name_ru"]})
    assert sent.status_code == 422
    assert again(agency).name_ru == ""
    assert len(facts("proposal_declined")) == 1


def test_words_that_nobody_can_apply_are_put_in_by_hand(agency, partner, saule, acting, as_person):
    one = propose(acting(partner), agency, hours="From 8", words="No lawyer on Friday")
    browser = as_person(saule)
    sent = browser.post(page(one), {"version": 1, "chosen": ["hours"]})
    assert sent["Location"] == page(one)
    shown = browser.get(page(one), headers=ENGLISH).content.decode()
    assert "From 8" in shown and "No lawyer on Friday" in shown
    assert again(agency).version == 1


def test_a_proposal_changes_no_flag_agreement_or_confirmation(agency, proposed, keeper):
    """S6: not even one whose content was tampered with."""
    more = {"confidential": True, "agreement_number": "8", "verified_on": "2026-01-01"}
    Proposal.objects.filter(pk=proposed.pk).update(content={**proposed.content, **more})
    chosen = (*proposed.content, *more)
    commands.accept_proposal(keeper, proposed.pk, 1, chosen)
    kept = Agency.objects.get(pk=agency.pk)
    assert (kept.confidential, kept.agreement_number, kept.verified_on) == (False, "7", None)
    assert kept.name_ru == "Юрпомощь"


def test_nothing_to_change_is_no_proposal(agency, partner, acting):
    with pytest.raises(Refused):
        propose(acting(partner), agency)
    assert not Proposal.objects.exists()


def test_sending_twice_proposes_once(agency, partner, acting):
    details = commands.ProposalDetails(id=uuid7(), name_en="Legal help", phones=[PHONE])
    for _click in range(2):
        commands.propose_correction(acting(partner), agency.pk, details)
    assert Proposal.objects.count() == 1 and len(facts("correction_proposed")) == 1


def test_an_old_page_does_not_propose_what_stands_no_more(agency, partner, keeper, as_person):
    browser = as_person(partner)
    address = f"/directory/agencies/{agency.pk}/propose/"
    form = browser.get(address).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    details = commands.AgencyDetails(id=agency.pk, name_en="New name")
    commands.correct_agency(keeper, 1, details)
    sent = browser.post(address, shown | {"email": "new@example.kz"}, headers=ENGLISH)
    assert sent.status_code == 422
    assert "new@example.kz" in sent.content.decode()
    assert not Proposal.objects.exists()


def test_what_is_typed_stays_words(agency, partner, saule, acting, as_person):
    """S35."""
    evil = "<script>alert(1)</script>{{ 7|add:7 }}' OR 1=1 --"
    one = propose(acting(partner), agency, description=evil, hours=evil, words=evil)
    shown = as_person(saule).get(page(one)).content.decode()
    assert "<script>alert" not in shown and "14" not in shown.split("<main")[1][:200]
    assert "&lt;script&gt;alert(1)" in shown


def test_who_proposes_and_who_decides(agency, proposed, amina, partner, acting, as_person):
    """S2."""
    address = f"/directory/agencies/{agency.pk}/propose/"
    assert as_person(amina).get(address).status_code == 403
    with pytest.raises(PermissionDenied):
        propose(acting(amina), agency, name_ru="Другое")
    for who in (amina, partner):
        assert as_person(who).get(page(proposed)).status_code == 403
        assert as_person(who).post(f"{page(proposed)}decline/").status_code == 403
        with pytest.raises(PermissionDenied):
            commands.accept_proposal(acting(who), proposed.pk, 1, ("name_ru",))


def test_another_organisation_decides_nothing(agency, proposed, serik, rodnik, as_person):
    """S2, S33: the same 404 as for one that is not there."""
    browser = as_person(serik)
    for pk in (proposed.pk, uuid7()):
        assert browser.get(f"/directory/proposals/{pk}/").status_code == 404
        assert browser.post(f"/directory/proposals/{pk}/decline/").status_code == 404
    with scope(rodnik.pk), pytest.raises(Http404):
        commands.decline_proposal(actors.actor_of(serik), proposed.pk, "No")
    assert again(proposed).state == "waiting"


def test_a_partner_proposes_nothing_for_what_is_hidden(here, keeper, partner, acting, as_person):
    """S6: a shelter answers as an agency that is not there."""
    shelter = entries.agency(keeper, name_en="Shelter", confidential=True)
    browser = as_person(partner)
    for pk in (shelter.pk, uuid7()):
        assert browser.get(f"/directory/agencies/{pk}/propose/").status_code == 404
    with pytest.raises(Http404):
        propose(acting(partner), shelter, name_ru="Приют")


def test_a_partner_of_another_organisation_proposes_nothing(agency, rodnik):
    """S33."""
    from tests import cast

    stranger = cast.person(rodnik, "partner", None)
    with scope(rodnik.pk), pytest.raises(Http404):
        propose(actors.actor_of(stranger), agency, name_ru="Другое")
