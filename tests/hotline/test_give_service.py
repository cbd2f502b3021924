"""During a call the operator finds who helps and gives it: it stands with the contact."""

from uuid import UUID

import pytest

from tests.directory import entries
from tests.hotline.call import RECORD, recorded, typed
from tests.hotline.test_correct_contact import typed as corrected
from umai.directory import commands as directory
from umai.directory.models import ServiceAtLocation
from umai.foundation.access import actors
from umai.foundation.journal import log
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.vault.models import DataKey
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import commands, queries, rules
from umai.hotline.models import Contact, Draft, GivenService

FIND = "/hotline/contacts/record/who-helps/"
ALWAYS = {"open_all_hours": True}


@pytest.fixture
def keeper(saule, acting):
    return acting(saule)


@pytest.fixture
def legal_aid(keeper, inside, sana):
    """Legal aid in Shymkent that speaks Uzbek, at a place of its own."""
    with inside(sana):
        of = entries.agency(
            keeper,
            name_ru="Юридическая помощь",
            region="KZ-79",
            phones=[{"number": "+7 000 000 11 11"}],
            **ALWAYS,
        )
        at = entries.location(keeper, of, name="Office", region="KZ-79")
        return entries.service(
            keeper, of, name_ru="Консультация юриста", needs=["LG06"], languages=[{"code": "uz"}],
            at=(at.pk,),
        )


@pytest.fixture
def shelter(keeper, inside, sana):
    """A crisis centre that only some may know of."""
    with inside(sana):
        of = entries.agency(keeper, name_en="Hidden shelter", confidential=True, **ALWAYS)
        return entries.service(keeper, of, name_en="A bed for the night", needs=["SO07"])


def code_of(service):
    with scope(service.organisation_id):
        link = ServiceAtLocation.objects.filter(service_id=service.pk).first()
        return f"{service.pk}~{link.location_id}" if link else str(service.pk)


def given(service):
    place = code_of(service).partition("~")[2]
    return commands.GivenDetails(service_id=service.pk, location_id=UUID(place) if place else None)


def test_what_was_given_stands_on_the_page_of_the_contact(
    sana, amina, as_person, inside, legal_aid
):
    form = typed(sana, given=[code_of(legal_aid)])
    web = as_person(amina)
    assert web.post(RECORD, form).status_code == 302
    with inside(sana):
        kept = GivenService.objects.get()
        assert (kept.service_id, kept.by_id) == (legal_aid.pk, amina.pk)
        facts = facts_of("hotline.contact_recorded")
    assert facts["given"] == 1
    assert "Консультация" not in str(facts) and str(legal_aid.pk) not in str(facts)
    shown = web.get(f"/hotline/contacts/{form['id']}/").content.decode()
    assert "Консультация юриста" in shown and "Юридическая помощь" in shown
    assert "tel:+70000001111" in shown


def facts_of(event):
    entry = Entry.objects.get(event=event)
    return log.facts_of(entry, DataKey.objects.in_bulk())


def test_sending_it_twice_gives_it_once(sana, amina, acting, inside, legal_aid):
    """R1: the same form, and the same service twice in it."""
    number = uuid7()
    for _ in range(2):
        recorded(acting(amina), sana, id=number, given=(given(legal_aid), given(legal_aid)))
    with inside(sana):
        assert GivenService.objects.count() == 1


def test_a_hidden_service_cannot_be_given(sana, amina, as_person, inside, shelter):
    """S2: an entry that the operator may not see is refused like one that does not exist."""
    web, answers = as_person(amina), []
    for code in (str(shelter.pk), str(uuid7())):
        answer = web.post(RECORD, typed(sana, given=[code], narrative="Words that stay"))
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Одной из названных услуг нет в справочнике" in page
        assert "Words that stay" in page and "Hidden shelter" not in page
        answers.append(page.count("Одной из названных услуг"))
    assert answers[0] == answers[1]
    with inside(sana):
        assert not Contact.objects.exists()


def test_a_service_of_another_organisation_cannot_be_given(
    sana, rodnik, serik, amina, acting, inside
):
    """S2, S33: two organisations in one installation are apart."""
    with inside(rodnik):
        of = entries.agency(acting(serik), name_en="Theirs")
        theirs = entries.service(acting(serik), of)
    with pytest.raises(Refused):
        recorded(
            acting(amina), sana, given=(commands.GivenDetails(service_id=theirs.pk),)
        )


def test_a_place_must_be_one_of_the_service(sana, amina, acting, keeper, inside, legal_aid):
    with inside(sana):
        elsewhere = entries.location(keeper, name="Elsewhere")
    wrong = commands.GivenDetails(service_id=legal_aid.pk, location_id=elsewhere.pk)
    with pytest.raises(Refused):
        recorded(acting(amina), sana, given=(wrong,))


def test_an_alarm_does_not_wait_for_a_service_that_cannot_be_given(
    sana, amina, as_person, inside, shelter, legal_aid
):
    codes = [str(shelter.pk), code_of(legal_aid), "rubbish"]
    answer = as_person(amina).post(RECORD, typed(sana, danger_now="yes", given=codes))
    assert answer.status_code == 302
    with inside(sana):
        assert Contact.objects.get().danger_now
    # Nothing that cannot be read, and nothing hidden, is kept.
    answer = as_person(amina).post(RECORD, typed(sana, danger_now="yes", given=codes[:2]))
    with inside(sana):
        assert GivenService.objects.get().service_id == legal_aid.pk


def test_quick_contacts_and_imports_have_none():
    assert "given" not in commands.QuickContact.__dataclass_fields__
    assert commands.ContactDetails.__dataclass_fields__["given"].default == ()


# Looking ------------------------------------------------------------------------------------------


def test_the_panel_begins_with_what_the_call_has_told(sana, amina, as_person, legal_aid):
    said = {
        "topic": "birth_registration", "language": "uz", "region": "KZ-79", "child-1-age": "9",
    }
    page = as_person(amina).post(FIND, said, headers={"HX-Request": "true"}).content.decode()
    for chosen in ('value="LG06" selected', 'value="uz" selected', 'value="KZ-79" selected'):
        assert chosen in page
    assert 'value="9"' in page and "checked" in page
    assert "Консультация юриста" in page and f'value="{code_of(legal_aid)}"' in page


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ({"help-need": "LEG", "help-language": "uz", "help-open_now": "on"}, True),
        ({"help-need": "LEG", "help-language": "tg"}, False),
        ({"help-need": "", "help-words": "yurist"}, True),
        ({"help-need": "SO07"}, False),
    ],
)
def test_what_is_asked_narrows_what_is_found(
    sana, amina, as_person, legal_aid, shelter, asked, there
):
    """S2: the shelter is never found by an operator, whatever is asked."""
    page = as_person(amina).post(FIND, asked).content.decode()
    assert ("Консультация юриста" in page) == there
    assert "A bed for the night" not in page


def test_a_hidden_service_leaves_no_trace_in_what_is_found(
    sana, amina, as_person, keeper, inside, legal_aid
):
    """S6: the panel is the same, byte for byte, with and without entries that one may not see."""
    web, asked = as_person(amina), {"help-need": "", "help-region": "KZ-79"}
    before = web.post(FIND, asked, headers={"HX-Request": "true"}).content
    with inside(sana):
        for number in range(9):
            of = entries.agency(
                keeper, name_en=f"Hidden {number}", region="KZ-79", confidential=True, **ALWAYS
            )
            entries.service(keeper, of, name_en="A bed", needs=["SO07"])
    assert web.post(FIND, asked, headers={"HX-Request": "true"}).content == before


def test_nobody_open_now_shows_who_opens_later(sana, amina, as_person, keeper, inside):
    with inside(sana):
        of = entries.agency(keeper, name_en="Never open", region="KZ-79")
        entries.service(keeper, of, name_en="Only by letter", needs=["LG01"])
    page = as_person(amina).post(FIND, {"help-need": "LG01", "help-open_now": "on"})
    assert "Only by letter" in page.content.decode()
    assert "Сейчас никто из них не работает" in page.content.decode()


def test_a_wrong_age_is_said_at_its_field(sana, amina, as_person):
    page = as_person(amina).post(FIND, {"help-need": "", "help-age": "nine"}).content.decode()
    assert "nine" in page and 'id="id_help-age_error"' in page


@pytest.mark.parametrize("role", ["monitoring", "administrator"])
def test_who_takes_no_calls_does_not_look_for_help_here(sana, person, as_person, role):
    assert as_person(person(role)).post(FIND, {}).status_code == 403


def test_every_topic_leads_to_a_need_of_the_list(db):
    codes = {word.code for word in vocabulary.words("service")}
    groups = {word.group for word in vocabulary.words("service")}
    topics = {word.code for word in vocabulary.words("topic")}
    assert set(rules.NEEDS) <= topics
    assert set(rules.NEEDS.values()) <= codes | groups


# Without scripts ----------------------------------------------------------------------------------


def test_without_scripts_the_form_comes_back_as_it_was_typed(sana, amina, as_person, legal_aid):
    web = as_person(amina)
    form = typed(sana, narrative="Half a story", **{"child-1-age": "abc"})
    page = web.post(RECORD, form | {"find": "1"})
    shown = page.content.decode()
    assert page.status_code == 200
    assert "Half a story" in shown and 'value="abc"' in shown and form["id"] in shown
    assert "Консультация юриста" in shown and 'class="error"' not in shown
    code = code_of(legal_aid)
    shown = web.post(RECORD, form | {"help-need": "LEG", "give": code}).content.decode()
    assert f'name="given" value="{code}"' in shown
    assert 'aria-pressed="true"' in shown
    shown = web.post(RECORD, form | {"given": [code], "take": code}).content.decode()
    assert 'name="given"' not in shown.partition("<template>")[0]


def test_what_was_given_survives_a_mistake_and_a_draft(
    sana, amina, as_person, inside, legal_aid
):
    """R3: it is kept in the draft, and a form that is refused keeps it too."""
    web, code = as_person(amina), code_of(legal_aid)
    form = typed(sana, given=[code], topic="")
    wrong = web.post(RECORD, form)
    assert wrong.status_code == 422
    assert f'name="given" value="{code}"' in wrong.content.decode()
    web.post("/hotline/drafts/keep/", form)
    with inside(sana):
        draft = Draft.objects.get()
    shown = web.get(f"/hotline/drafts/{draft.pk}/").content.decode()
    assert f'name="given" value="{code}"' in shown


# Afterwards ---------------------------------------------------------------------------------------


def test_a_service_closed_meanwhile_is_marked(
    sana, amina, acting, as_person, keeper, inside, legal_aid
):
    """R25: shown with what it was, and nobody is sent there again."""
    contact = recorded(acting(amina), sana, given=(given(legal_aid),))
    with inside(sana):
        directory.close_agency(keeper, legal_aid.agency_id, 1)
    page = as_person(amina).get(f"/hotline/contacts/{contact.pk}/").content.decode()
    assert "Консультация юриста" in page
    assert "За это время закрылось: никого не направляйте" in page


def test_an_entry_that_became_confidential_is_hidden_again(
    sana, amina, acting, as_person, keeper, inside, legal_aid
):
    """S2: what the operator once gave and may not see any more has no name and no number."""
    contact = recorded(acting(amina), sana, given=(given(legal_aid),))
    with inside(sana):
        details = directory.AgencyDetails(
            id=legal_aid.agency_id, type="NGO", name_ru="Юридическая помощь", confidential=True
        )
        directory.correct_agency(keeper, 1, details)
    page = as_person(amina).get(f"/hotline/contacts/{contact.pk}/").content.decode()
    assert "Консультация юриста" not in page and "+7 000" not in page
    assert "Запись, которая вам не показывается" in page


def test_a_correction_changes_what_was_given_and_the_history_tells(
    sana, amina, as_person, acting, inside, taken, again, legal_aid, keeper
):
    with inside(sana):
        of = entries.agency(keeper, name_ru="Школа")
        school = entries.service(keeper, of, name_ru="Приём в школу")
    contact = taken(amina, given=(given(legal_aid),))
    web, page = as_person(amina), f"/hotline/contacts/{contact.pk}/correct/"
    assert f'value="{code_of(legal_aid)}"' in web.get(page).content.decode()
    answer = web.post(page, corrected(contact, given=[str(school.pk)]))
    assert answer.status_code == 302
    with inside(sana):
        now = again(contact)
        assert [one.service_id for one in queries.given_at(now, 1)] == [legal_aid.pk]
        assert [one.service_id for one in queries.given_at(now, 2)] == [school.pk]
        assert facts_of("hotline.contact_corrected") == {
            "fields": ["given"], "late": False, "given": 1,
        }
    told = web.get(f"/hotline/contacts/{contact.pk}/history/").content.decode()
    assert "Консультация юриста (Юридическая помощь)" in told
    assert "Приём в школу (Школа)" in told


def test_a_correction_keeps_what_the_corrector_may_not_see(
    sana, amina, saule, acting, keeper, inside, taken, again, legal_aid, as_person
):
    contact = taken(amina, given=(given(legal_aid),))
    with inside(sana):
        details = directory.AgencyDetails(
            id=legal_aid.agency_id, type="NGO", name_ru="Юридическая помощь", confidential=True
        )
        directory.correct_agency(keeper, 1, details)
    form = corrected(contact, topic="health", given=[code_of(legal_aid)])
    answer = as_person(amina).post(f"/hotline/contacts/{contact.pk}/correct/", form)
    assert answer.status_code == 302
    with inside(sana):
        assert len(queries.given_at(again(contact), 2)) == 1


def test_a_correction_may_look_for_help_without_scripts(
    sana, amina, as_person, taken, legal_aid
):
    contact = taken(amina)
    form = corrected(contact, narrative="Другие слова") | {"find": "1", "help-need": "LEG"}
    page = as_person(amina).post(f"/hotline/contacts/{contact.pk}/correct/", form)
    assert page.status_code == 200
    assert "Другие слова" in page.content.decode()
    assert "Консультация юриста" in page.content.decode()


def test_the_screen_asks_the_database_no_more_for_many_given(
    sana, amina, acting, inside, keeper, django_assert_max_num_queries
):
    with inside(sana):
        of = entries.agency(keeper, name_ru="Школа")
        every = [entries.service(keeper, of, name_en=f"Lesson {n}") for n in range(6)]
        pairs = [(one.pk, None) for one in every]
        actor = actors.actor_of(amina)
        with django_assert_max_num_queries(4):
            told = queries.entries_of(actor, pairs)
    assert [one.service.name_en for one in told] == [f"Lesson {n}" for n in range(6)]


