"""What another team of ours knows: nothing is said of it unless the policy says so, and then only
as a question to its owners.
"""

import re

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from tests.people.known import NADIRA, events, register
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.notices.models import Notice
from umai.foundation.vocabulary import queries as vocabulary
from umai.foundation.vocabulary.models import Rule
from umai.people import commands, queries
from umai.people.models import Individual, Inquiry, Search

ASKED = {"given": "Нодира", "family": "Каримова", "born": "2014-03-09"}
WHY = "She stands at our door and knows nobody."


@pytest.fixture
def policy(here):
    """The administrator lets three searches a day lead to another team."""
    Rule.objects.filter(code="DP.ASK_TEAMS").update(value="3")
    vocabulary.forget()
    yield
    vocabulary.forget()


@pytest.fixture
def child(here, sana, zhanar):
    return register(zhanar, sana, **NADIRA)


def look(actor, **said):
    return commands.find_people(actor, queries.Asked(**{**ASKED, **said}))


def ask(actor, after, **said):
    said = {"id": uuid7(), "search_id": after.search.pk, "reason": WHY, **said}
    commands.ask_team(actor, commands.InquiryDetails(**said))


def plain(page):
    """A page without what differs between any two: tokens, ids and the moment."""
    text = page.content.decode()
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|[A-Za-z0-9]{64}", "-", text)
    return re.sub(r'nonce="[^"]*"|\d\d:\d\d(:\d\d)?', "-", text)


def test_without_the_policy_a_search_is_the_same_whether_another_team_knows_the_child_or_not(
    sana, zhanar, person, as_person
):
    """S6: equal answers and equal statements; nothing of it is kept either."""
    web = as_person(person("social_worker", "Turkistan"))
    seen = []
    for _turn in range(2):
        web.post("/children/", ASKED)  # warm
        with CaptureQueriesContext(connection) as told:
            page = web.post("/children/", ASKED)
        statements = [re.sub(r"'[^']*'|\d+", "?", one["sql"]) for one in told]
        seen.append((plain(page), statements))
        with scope(sana.pk):
            if not Individual.objects.exists():
                register(zhanar, sana, **NADIRA)
    assert seen[0] == seen[1]
    with scope(sana.pk):
        assert not Search.objects.exclude(elsewhere=None).exists()


def test_a_sure_search_leads_to_a_question_and_says_nothing_else(
    policy, sana, child, timur, zhanar, rodnik, person, acting
):
    """S2, S6: no code, no fact; another organisation's searcher is led nowhere."""
    searched = look(timur)
    assert searched.asks and searched.fits == []
    assert not look(zhanar).asks  # she finds the child herself
    with scope(rodnik.pk):
        assert not look(acting(person("social_worker", "Almaty", organisation=rodnik))).asks


@pytest.mark.parametrize(
    "said",
    [
        {"born": ""},
        {"family": ""},
        {"given": ""},
        {"wider": True},
        {"given": "Дилноза"},
        {"born": "2001"},
    ],
)
def test_a_thin_or_an_unsure_question_leads_nowhere(policy, child, timur, said):
    assert not look(timur, **said).asks


def test_a_list_of_names_cannot_be_tried_out(policy, child, timur):
    """So many answers a day and no more: the search itself goes on."""
    assert [look(timur).asks for _ in range(5)] == [True, True, True, False, False]


def test_who_is_shut_out_is_led_nowhere(policy, sana, child, zhanar, timur):
    """S6."""
    before = look(timur)
    commands.shut_out(zhanar, child.pk, timur.person, "They are related.")
    assert not look(timur).asks
    with pytest.raises(Refused):
        ask(timur, before)


def test_the_owner_sees_who_asks_and_lets_them_in(policy, sana, child, zhanar, timur):
    searched = look(timur)
    ask(timur, searched, searched=ASKED)
    ask(timur, searched)  # twice asks once
    (inquiry,) = queries.inquiries(zhanar)
    assert WHY.encode() not in bytes(inquiry.words_sealed)
    assert [one.code for one in Notice.objects.filter(person_id=zhanar.person)] == [child.code]
    found, one, words = commands.read_inquiry(zhanar, inquiry.pk)
    assert (found.asked_by_id, one.pk, words.reason) == (timur.person, child.pk, WHY)
    assert words.searched == ASKED
    commands.answer_inquiry(zhanar, inquiry.pk, yes=True)
    assert queries.individual(timur, child.pk) == child
    told = Notice.objects.get(person_id=timur.person)
    assert (told.kind, told.code) == ("let_in", child.code)
    with pytest.raises(Http404):
        commands.answer_inquiry(zhanar, inquiry.pk, yes=True)
    assert {"people.team_asked", "people.inquiry_answered"} <= set(events(sana))


def test_a_refusal_is_as_silent_as_no_answer(policy, sana, child, zhanar, timur):
    """S6: who asked learns nothing, neither from a notice nor from the journal of their act."""
    ask(timur, look(timur))
    waiting = list(queries.my_inquiries(timur).values_list("asked_at"))
    inquiry = queries.inquiries(zhanar).get()
    commands.answer_inquiry(zhanar, inquiry.pk, yes=False)
    assert list(queries.my_inquiries(timur).values_list("asked_at")) == waiting
    assert not Notice.objects.filter(person_id=timur.person).exists()
    with pytest.raises(Http404):
        queries.individual(timur, child.pk)
    entry = Entry.objects.get(event="people.team_asked")
    assert (entry.subject_code, entry.subject_type) == ("", "people.inquiry")
    commands_again = look(timur)
    ask(timur, commands_again)
    assert queries.inquiries(zhanar).count() == 1


def test_nobody_else_reads_or_answers(policy, sana, child, zhanar, timur, person, acting):
    """S2, S6: not the asker, not a third team, not another's search."""
    searched = look(timur)
    ask(timur, searched)
    inquiry = Inquiry.objects.get()
    third = acting(person("social_worker", "Turkistan"))
    for nosy in (timur, third):
        for act in (
            lambda one: commands.read_inquiry(one, inquiry.pk),
            lambda one: commands.answer_inquiry(one, inquiry.pk, yes=True),
        ):
            with pytest.raises(Http404):
                act(nosy)
    with pytest.raises(Refused):
        ask(third, searched)
    with pytest.raises(Refused) as no:
        ask(timur, searched, reason="why")
    assert no.value.field == "reason"


def test_the_question_goes_with_the_person_it_was_about(
    policy, sana, child, zhanar, timur, olga, saule, acting
):
    """S18."""
    ask(timur, look(timur), searched=ASKED)
    asked = commands.ask_erasure(olga, child.pk, "mistake")
    commands.erase_individual(acting(saule), asked.pk)
    assert not Inquiry.objects.exists()
    assert not Search.objects.exclude(elsewhere=None).exists()
    assert not look(timur).asks


def test_from_the_search_to_the_circle_by_pages(policy, sana, worker, nodira, person, as_person):
    """S29 and S22 aside: no address carries a name, and the code shows to the owner alone."""
    asker = person("social_worker", "Turkistan")
    web, owner = as_person(asker), as_person(worker)
    page = web.post("/children/", ASKED)
    assert page.status_code == 200 and nodira.code not in page.content.decode()
    begun = {**ASKED, "begin": "1", "search_id": page.context["searched"].search.pk}
    form = web.post("/children/ask/", begun).context["form"]
    said = {one.html_name: one.value() or "" for one in form if one.html_name != "send_along"}
    assert web.post("/children/ask/", {**said, "reason": "why"}).status_code == 422
    sent = web.post("/children/ask/", {**said, "reason": WHY, "send_along": "on"}, follow=True)
    assert sent.status_code == 200 and nodira.code not in sent.content.decode()
    with scope(sana.pk):
        inquiry = Inquiry.objects.get()
    assert str(inquiry.pk) in owner.get("/children/asked/").content.decode()
    shown = owner.get(f"/children/asked/{inquiry.pk}/").content.decode()
    assert WHY in shown and "Каримова" in shown and nodira.code in shown
    assert web.get(f"/children/asked/{inquiry.pk}/").status_code == 404
    assert owner.post(f"/children/asked/{inquiry.pk}/", {"yes": "1"}).status_code == 302
    assert web.get(f"/children/{nodira.pk}/").status_code == 200
