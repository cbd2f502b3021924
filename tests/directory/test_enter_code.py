"""An agency without an account is told a code, and with it puts its own entry right."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404
from django.test import Client

from tests import cast
from tests.directory import entries
from umai.directory import commands, queries
from umai.directory.models import Agency, Invitation, Location, Proposal
from umai.foundation.access import actors
from umai.foundation.journal import log
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock, ids
from umai.foundation.kernel.actor import NOBODY
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import NOWHERE, scope
from umai.foundation.vault.models import DataKey

DOOR, OWN, THANKS = "/directory/code/", "/directory/code/entry/", "/directory/code/thanks/"
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def agency(keeper, sana):
    with scope(sana.pk):
        made = entries.agency(
            keeper,
            name_en="Legal aid",
            phones=[{"id": "p1", "number": "+77252000001", "extension": "12"}],
            email="aid@example.kz",
            contacts=[{"id": "c1", "name": "Focal Point", "phones": []}],
            agreement_number="AGR-77",
            referral_method="Ring Gulnara only",
        )
        address = [{"address_1": "Open street 5", "city": "Shymkent"}]
        entries.location(keeper, made, addresses=address)
        hidden = [{"address_1": "Secret street 9", "city": "Shymkent"}]
        entries.location(keeper, made, addresses=hidden, confidential=True)
        return made


@pytest.fixture
def code(keeper, sana, agency):
    with scope(sana.pk):
        return commands.invite_correction(keeper, agency.pk).code


def entered(code):
    """A browser that came in with a code."""
    browser = Client(headers=ENGLISH)
    assert browser.post(DOOR, {"code": code})["Location"] == OWN
    return browser


def filled(browser, **changed):
    """The form as the page shows it, with some answers changed."""
    form = browser.get(OWN).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    return {**shown, **changed}


def journal(sana, event):
    with scope(sana.pk):
        return Entry.objects.filter(event=f"directory.{event}").count()


def test_the_code_is_shown_once_and_kept_as_a_hash(sana, agency, saule, as_person):
    browser = as_person(saule)
    address = f"/directory/agencies/{agency.pk}/code/"
    assert "SANA-" not in browser.get(address).content.decode()
    shown = browser.post(address).content.decode()
    code = re.search(r"SANA-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", shown)[0]
    assert code not in browser.get(address).content.decode()
    secret = ids.folded_code(code)[-12:].encode()
    with scope(sana.pk):
        kept = bytes(Invitation.objects.get().code_hash)
        assert secret not in kept and len(kept) == 32
        keys = DataKey.objects.in_bulk()
        told = [str(log.facts_of(entry, keys)) for entry in Entry.objects.all()]
    assert journal(sana, "correction_invited") == 1
    assert not any(secret.decode() in words or code in words for words in told)


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1}", "{2}", "{3}"])
def test_however_it_is_typed_it_opens_the_entry(sana, code, typed):
    cyrillic = code.translate(str.maketrans("ACEHKMPTYX", "АСЕНКМРТУХ"))
    words = typed.format(code, code.lower(), code.replace("-", " "), f"SANA{cyrillic[4:]}")
    assert "Legal aid" in entered(words).get(OWN).content.decode()
    assert journal(sana, "code_entered") == 1


def test_the_agency_sees_its_public_side_and_nothing_else(sana, keeper, agency, code):
    """S6: nothing confidential, nothing internal, nothing of others."""
    with scope(sana.pk):
        entries.agency(keeper, name_en="Another agency")
    page = entered(code).get(OWN).content.decode()
    for said in ("Legal aid", "+7 725 200 00 01", "aid@example.kz", "Open street 5"):
        assert said in page
    for hidden in ("Secret street", "Focal Point", "AGR-77", "Gulnara", "Another agency"):
        assert hidden not in page


@pytest.mark.parametrize(("language", "words"), [("kk", "Қазақша"), ("ru", "Русский")])
def test_the_public_pages_speak_kazakh_and_russian(code, language, words):
    browser = entered(code)
    chosen = {"language": language, "next": OWN}
    assert browser.post("/sign-in/language/", chosen)["Location"] == OWN
    for address in (DOOR, OWN, THANKS):
        page = browser.get(address).content.decode()
        assert f'<html lang="{language}"' in page and words in page
        assert "Correct your entry" not in page and "Send the correction" not in page


def test_what_the_agency_writes_waits_for_a_decision(sana, agency, code, keeper):
    browser = entered(code)
    sent = browser.post(OWN, filled(browser, name_ru="Юрпомощь", hours="Mo to Fr 9-18"))
    assert sent["Location"] == THANKS
    assert browser.get(THANKS).status_code == 200
    with scope(sana.pk):
        proposal = Proposal.objects.get()
        assert proposal.content == {"name_ru": "Юрпомощь", "hours": "Mo to Fr 9-18"}
        assert proposal.invitation_id and not proposal.proposed_by_id
        assert Agency.objects.get(pk=agency.pk).name_ru == ""
        assert [one.pk for one in queries.waiting_proposals(keeper)] == [proposal.pk]
    assert journal(sana, "correction_proposed") == 1


def test_a_used_code_does_not_open_again(sana, code):
    browser = entered(code)
    form = filled(browser, name_ru="Юрпомощь")
    assert browser.post(OWN, form).status_code == 302
    again = Client(headers=ENGLISH).post(DOOR, {"code": code})
    assert again.status_code == 422
    assert "This code opens nothing" in again.content.decode()
    assert browser.get(OWN)["Location"] == DOOR
    assert journal(sana, "code_refused") == 1


def test_a_second_click_says_thank_you_and_sends_once(sana, code):
    browser = entered(code)
    form = filled(browser, name_ru="Юрпомощь")
    assert [browser.post(OWN, form)["Location"] for _click in range(2)] == [THANKS, THANKS]
    with scope(sana.pk):
        assert Proposal.objects.count() == 1


def test_two_browsers_with_one_code_send_once(sana, code):
    first, second = entered(code), entered(code)
    forms = [filled(one, name_ru="Юрпомощь") for one in (first, second)]
    assert first.post(OWN, forms[0])["Location"] == THANKS
    late = second.post(OWN, forms[1])
    assert late.status_code == 422
    assert "Юрпомощь" in late.content.decode()  # nothing typed is lost
    with scope(sana.pk):
        assert Proposal.objects.count() == 1


@pytest.mark.parametrize("how", ["revoked", "renewed", "expired", "closed", "confidential"])
def test_a_code_that_is_over_opens_nothing(sana, keeper, agency, code, how):
    """R25 for closed agencies, S6 for those that became confidential."""
    browser = entered(code)
    with scope(sana.pk):
        if how == "revoked":
            assert commands.revoke_invitation(keeper, agency.pk) == 1
        elif how == "renewed":
            commands.invite_correction(keeper, agency.pk)
        elif how == "expired":
            past = clock.now() - timedelta(minutes=1)
            Invitation.objects.update(expires_at=past)
        elif how == "closed":
            commands.close_agency(keeper, agency.pk, 1)
        else:
            Agency.objects.filter(pk=agency.pk).update(confidential=True)
    assert browser.get(OWN)["Location"] == DOOR
    assert Client().post(DOOR, {"code": code}).status_code == 422


def test_guessing_is_slowed_and_written_down(sana, code):
    """S28: as at the sign-in; the right code opens nothing either while it is slowed."""
    browser = Client(headers=ENGLISH)
    guess = "SANA-2222-3333-4444"
    answers = [browser.post(DOOR, {"code": guess}).status_code for _try in range(12)]
    assert answers == [422] * 10 + [429] * 2
    slowed = browser.post(DOOR, {"code": code})
    assert slowed.status_code == 429
    assert "Wait five minutes" in slowed.content.decode()
    assert journal(sana, "code_refused") == 10


@pytest.mark.parametrize(
    "typed", ["", "x", "SANA", "SANA-", "NOBODY-2222-3333-4444", "' OR 1=1 --", "\x00", "7" * 9999]
)
def test_whatever_is_typed_is_a_no_in_words(sana, rodnik, code, typed):
    """S35."""
    answer = Client(headers=ENGLISH).post(DOOR, {"code": typed})
    assert answer.status_code == 422
    assert answer.context["form"].errors["code"]


def test_a_try_that_names_no_organisation_is_written_down_too(sana, rodnik):
    Client().post(DOOR, {"code": "NOBODY-2222-3333-4444"})
    with scope(NOWHERE):
        assert Entry.objects.filter(event="directory.code_refused").count() == 1


def test_the_code_of_another_organisation_opens_nothing_here(sana, rodnik, code):
    """S33: the same signs under another name are another code."""
    secret = code.removeprefix("SANA-")
    for typed in (f"RODNIK-{secret}", secret):
        assert Client().post(DOOR, {"code": typed}).status_code == 422
    with scope(rodnik.pk):
        assert Entry.objects.filter(event="directory.code_refused").count() == 1
        assert queries.invited(rodnik.pk, Invitation.objects.first() or ids.uuid7()) is None


def test_nobody_comes_in_without_a_code(sana, agency, code):
    """S2."""
    assert Client().get(OWN)["Location"] == DOOR
    with scope(sana.pk):
        details = commands.ProposalDetails(id=ids.uuid7(), name_en="Mine now")
        assert commands.propose_with_code(NOBODY, sana.pk, ids.uuid7(), details) is None
    sent = Client().post(OWN, {"id": str(ids.uuid7()), "version": 1, "name_en": "Mine now"})
    assert sent.status_code == 422
    with scope(sana.pk):
        assert not Proposal.objects.exists()


def test_a_proposal_of_the_public_page_touches_no_other_field(sana, agency, code):
    """S6: what is confidential, agreed or confirmed cannot be proposed, whatever is sent."""
    browser = entered(code)
    more = {"confidential": "1", "agreement_number": "9", "verified_on": "2026-01-01"}
    more |= {"contacts": "[]", "organisation": str(ids.uuid7()), "agency": str(ids.uuid7())}
    assert browser.post(OWN, filled(browser, name_kk="Заң көмегі") | more).status_code == 302
    with scope(sana.pk):
        proposal = Proposal.objects.get()
        assert (proposal.agency_id, proposal.content) == (agency.pk, {"name_kk": "Заң көмегі"})


def test_mistakes_come_back_with_every_word(code):
    browser = entered(code)
    wrong = {"phones": "call me maybe", "email": "nobody", "website": "javascript:alert(1)"}
    wrong |= {"name_en": "", "words": "<script>alert(1)</script>"}
    sent = browser.post(OWN, filled(browser, **wrong))
    page = sent.content.decode()
    assert sent.status_code == 422
    assert set(sent.context["form"].errors) == {"phones", "email", "website"}
    assert "call me maybe" in page and "<script>alert" not in page


def test_sending_nothing_new_says_so(sana, code):
    browser = entered(code)
    sent = browser.post(OWN, filled(browser))
    assert sent.status_code == 422
    assert "Nothing would change" in sent.content.decode()
    with scope(sana.pk):
        assert not Proposal.objects.exists()


def test_a_confidential_or_closed_agency_gets_no_code(sana, keeper, saule, as_person):
    """S6."""
    with scope(sana.pk):
        shelter = entries.agency(keeper, name_en="Shelter", confidential=True)
        closed = entries.agency(keeper, name_en="Closed")
        commands.close_agency(keeper, closed.pk, 1)
        for one in (shelter, closed):
            with pytest.raises(Refused):
                commands.invite_correction(keeper, one.pk)
    address = f"/directory/agencies/{shelter.pk}/code/"
    assert as_person(saule).post(address).status_code == 422


def test_who_gives_codes(sana, agency, amina, serik, rodnik, acting, as_person):
    """S2, S33: neither an operator nor another organisation."""
    address = f"/directory/agencies/{agency.pk}/code/"
    with scope(sana.pk), pytest.raises(PermissionDenied):
        commands.invite_correction(acting(amina), agency.pk)
    with scope(rodnik.pk), pytest.raises(Http404):
        commands.invite_correction(actors.actor_of(serik), agency.pk)
    assert as_person(amina).post(address).status_code == 403
    for pk in (agency.pk, ids.uuid7()):
        assert as_person(serik).post(f"/directory/agencies/{pk}/code/").status_code == 404
        assert as_person(serik).post(f"/directory/agencies/{pk}/code/back/").status_code == 404


def test_taking_the_code_back_on_the_page(sana, agency, code, saule, as_person):
    address = f"/directory/agencies/{agency.pk}/code/back/"
    browser = as_person(saule)
    for _click in range(2):
        assert browser.post(address)["Location"] == f"/directory/agencies/{agency.pk}/"
    assert journal(sana, "invitation_revoked") == 1
    assert Client().post(DOOR, {"code": code}).status_code == 422


def test_hidden_places_are_counted_by_nobody(sana, agency, code):
    """S6: the page is the same with and without a place that must stay hidden."""

    def page():
        words = entered(code).get(OWN).content.decode()
        return re.sub(r'name="(id|csrfmiddlewaretoken)" value="[^"]*"', "", words)

    before = page()
    with scope(sana.pk):
        assert Location.objects.filter(confidential=True).delete()[0]
    assert page() == before


def test_the_journal_tells_of_codes_without_them(sana, code, person, as_person):
    """S22: who reads the journal sees that somebody tried, and nothing to try again with."""
    entered(code)
    Client().post(DOOR, {"code": "SANA-2222-3333-4444"})
    officer = as_person(person("data_protection_officer"))
    page = officer.get("/journal/", headers=ENGLISH).content.decode()
    for said in ("typed a code that opens no entry", "opened the entry of an agency with its code"):
        assert said in page
    assert "2222" not in page and code[5:] not in page


def test_a_code_that_is_used_twice_at_once_sends_once(own_database):
    """The second waits for the first and then finds the code used up."""
    sana = cast.organisation("sana", "Sana Sezim", "KZ-79", ["Shymkent"])
    keeper = actors.actor_of(cast.person(sana, "supervisor", None))
    with scope(sana.pk):
        made = entries.agency(keeper, name_en="Legal aid")
        given = commands.invite_correction(keeper, made.pk)
    start = Barrier(2)

    def propose(name):
        try:
            with scope(None):
                start.wait()
                details = commands.ProposalDetails(id=ids.uuid7(), name_en=name)
                return commands.propose_with_code(NOBODY, sana.pk, given.invitation.pk, details)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        sent = list(pool.map(propose, ("Legal help", "Lawyers")))
    assert sent.count(None) == 1
    with scope(sana.pk):
        assert Proposal.objects.count() == 1
