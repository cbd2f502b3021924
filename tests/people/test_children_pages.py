"""The pages of daily work with children, from search to record, as a browser sees them."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import cast
from tests.people.known import events, register
from umai.foundation.kernel.scope import scope
from umai.people import commands, queries, rules
from umai.people.models import Individual

FIND = "/children/"
WHO = {"given": "Нодира", "family": "Каримова", "born": "2014-03-09"}


@pytest.fixture
def child(nodira):
    return nodira


def fields_of(html: str, button: str) -> dict[str, str]:
    """The hidden fields of the form that has this button."""
    form = next(f for f in re.findall(r"<form.*?</form>", html, re.S) if f'name="{button}"' in f)
    found = re.findall(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?', form)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_from_a_search_to_a_registered_child(sana, web):
    answer = web.post(FIND, WHO)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    begun = fields_of(answer.content.decode(), "begin")
    form = web.post("/children/register/", {**begun, "begin": "1"})
    assert form.status_code == 200
    hidden = form.context["form"]
    typed = {
        "id": str(hidden["id"].value()),
        "search_id": str(hidden["search_id"].value()),
        "team": hidden["team"].value(),
        "given_name": hidden["given_name"].value(),
        "family_name": hidden["family_name"].value(),
        "born": hidden["born"].value(),
        "citizenship": "UZB",
        "stay_until": "2030-01-01",
        "address": "Көктем 5",
        "seeing": "some",
        "iin": "123456789012",
    }
    saved = web.post("/children/register/", typed, follow=True)
    page = saved.content.decode()
    with scope(sana.pk):
        made = Individual.objects.get()
    assert saved.redirect_chain == [(f"/children/{made.pk}/", 302)]
    assert rules.is_code(made.code) and made.code in page
    assert "Нодира" not in page and "Көктем" not in page
    assert (made.birth_year, made.birth_precision) == (2014, "day")
    assert "people.child_registered" in events(sana)


def test_the_search_says_why_and_leads_to_the_record(sana, web, child):
    answer = web.post(FIND, {"given": "Karimova", "family": "Nadira"})
    page = answer.content.decode()
    assert child.code in page and f"/children/{child.pk}/" in page
    assert "swapped" in page or "ауысқан" in page or "переставлены" in page
    fit = answer.context["searched"].fits[0]
    assert "swapped" in fit.why
    assert fit.closeness in ("likely", "possible")


@pytest.mark.parametrize(
    "asked",
    [
        {"given": "Но"},
        {"given": ""},
        {"given": "12345"},
        {**WHO, "born": "someday"},
        {**WHO, "born": "2999-01-01"},
        {**WHO, "age": "a lot"},
        {**WHO, "sex": "other"},
        {"given": "x" * 500},
        {"given": "No\x00dira"},
        {"given": "\ufffd\ufffd\ufffd"},
    ],
)
def test_what_cannot_be_searched_is_refused_and_kept(sana, web, asked):
    answer = web.post(FIND, asked)
    assert answer.status_code == 422
    assert "people.people_searched" not in events(sana)


def test_there_is_no_browse_all(web, child):
    """No list without a question, and none of the question in the address."""
    page = web.get(f"{FIND}?given=Нодира&family=Каримова")
    assert page.status_code == 200
    assert child.code not in page.content.decode()


def test_a_code_leads_straight_to_the_record(web, child):
    typed = {"by_code": "1", "code": f" {child.code.lower()} "}
    assert web.post(FIND, typed).url == f"/children/{child.pk}/"
    letter = "A" if child.code[-1] != "A" else "B"
    wrong = web.post(FIND, {"by_code": "1", "code": child.code[:-1] + letter})
    assert wrong.status_code == 422 and child.code[:-1] + letter in wrong.content.decode()


def test_a_code_of_others_is_no_code(web, child, person, as_person):
    """S4, S6: another team's code and one that nobody has are the same no."""
    other = as_person(person("social_worker", "Turkistan"))
    asked = other.post(FIND, {"by_code": "1", "code": child.code})
    free = rules.code_of("NON", 1)
    never = other.post(FIND, {"by_code": "1", "code": free})
    assert (asked.status_code, never.status_code) == (422, 422)
    words = [one.content.decode().replace(child.code, free) for one in (asked, never)]
    assert _same(words[0]) == _same(words[1])


def _same(page: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value=|X-CSRFToken": )"[^"]*"', "", page)


def test_registering_begins_with_a_search(sana, web, worker):
    assert web.get("/children/register/").url == FIND
    typed = {
        "id": "018f0000-0000-7000-8000-000000000001",
        "team": str(_team(sana)),
        "given_name": "Нодира",
    }
    answer = web.post("/children/register/", typed)
    assert answer.status_code == 422
    assert "Нодира" in answer.content.decode()
    with scope(sana.pk):
        assert not Individual.objects.exists()


def _team(organisation):
    return cast.team(organisation, "Shymkent").pk


def begin(web, **who: str) -> dict[str, Any]:
    """Search, and open the form: what it holds."""
    found = web.post(FIND, who)
    hidden = fields_of(found.content.decode(), "begin")
    form = web.post("/children/register/", {**hidden, "begin": "1"}).context["form"]
    names = ("id", "search_id", "team", "given_name", "family_name", "born", "age")
    return {name: str(form[name].value() or "") for name in names}


def test_somebody_very_like_is_shown_by_code_before_a_second_record(sana, web, child):
    typed = begin(web, given="Nadira", family="Karimova", born="2014-03-09")
    answer = web.post("/children/register/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert child.code in page and "Нодира" not in page and "Nadira" in page
    again = {**typed, "seen": answer.context["form"]["seen"].value() or ""}
    assert web.post("/children/register/", again).status_code == 422
    done = web.post("/children/register/", {**again, "not_same": f"{child.code} "})
    assert done.status_code == 302
    with scope(sana.pk):
        assert Individual.objects.count() == 2


def test_sending_the_form_twice_registers_once(sana, web):
    typed = begin(web, given="Данияр", family="Оспанов", age="9")
    one = web.post("/children/register/", typed)
    assert web.post("/children/register/", typed).url == one.url
    with scope(sana.pk):
        made = Individual.objects.get()
    assert made.birth_precision == "estimated"


HOSTILE = [
    "<script>alert(1)</script>", "{{ form }}{% debug %}", "'; DROP TABLE people_individual; --",
    '"><img src=x onerror=alert(1)>', "=cmd|' /C calc'!A0", "../../etc/passwd",
    "x\r\nSet-Cookie: a=b", "http://169.254.169.254/", "نديرة", "👧🏽 Zoë", "a\u200db",
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_words(sana, web, worker, acting, words):
    """S35, R28: kept exactly and never run, wherever they are shown."""
    typed = begin(web, given="Данияр", family="Оспанов")
    typed |= {"other_names": words, "address": words, "health": words, "birthplace": words}
    made = web.post("/children/register/", typed)
    assert made.status_code == 302
    shown = web.post(made.url + "reveal/").content.decode()
    assert "<script>alert" not in shown and "<img src=x" not in shown
    with scope(sana.pk):
        said = commands.reveal_record(acting(worker), Individual.objects.get().pk)
    assert said.contact["address"] == " ".join(words.replace("\r\n", "\n").split("\n"))
    assert said.health["health"] == words.replace("\r\n", "\n")


def test_what_cannot_be_kept_is_refused_at_its_field(web):
    typed = begin(web, given="Данияр", family="Оспанов")
    bad = {"address": "a\0b", "born": "2014-02-30", "entered_on": "2999-01-01", "team": "1"}
    bad |= {"citizenship": "XXX", "seeing": "perhaps", "health": "x" * 3000}
    answer = web.post("/children/register/", {**typed, **bad})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == set(bad)
    assert "2014-02-30" in answer.content.decode()


def test_the_name_shows_on_the_one_answer_that_reveals_it(sana, web, child):
    """S14, S22: covered, revealed by an act, journaled, covered again."""
    page = f"/children/{child.pk}/"
    for word in ("Нодира", "Каримова", "Көктем", "2014-03-09"):
        assert word not in web.get(page).content.decode()
    shown = web.post(f"{page}reveal/")
    assert shown["Cache-Control"] == "no-store"
    assert "Нодира" in shown.content.decode() and "Көктем 5" in shown.content.decode()
    assert web.get(f"{page}reveal/").status_code == 405
    assert "Нодира" not in web.get(page).content.decode()
    assert events(sana).count("people.identity_revealed") == 1


CANARIES = {
    "given_name": "Қанарейка", "family_name": "Zhylap", "patronymic": "Sayrap",
    "born": "2013-07-19", "document_number": "N70193847", "phone": "+77019384756",
}  # fmt: skip


def test_no_name_stands_on_any_page_before_it_is_revealed(sana, web, worker, acting, person):
    """S14: titles, addresses and HTML of every page of a child carry the code only."""
    with scope(sana.pk):
        one = register(
            acting(worker), sana, **CANARIES,
            contact={"address": "Ашық қанат 7"}, health={"health": "Құпия ауру"},
        )  # fmt: skip
        place = commands.name_in_circle(
            acting(worker), one.pk, person("lawyer", "Shymkent").pk, "Сұйық себеп бар"
        )
    page = f"/children/{one.pk}/"
    paths = ["", "correct/", "looked/", "circle/let-in/", "circle/shut-out/"]
    pages = [web.get(page + path) for path in [*paths, f"circle/{place.pk}/end/"]]
    pages += [web.post(FIND, {"by_code": "1", "code": one.code}, follow=True)]
    pages += [web.get(FIND), web.get("/children/emergency/"), web.get("/notices/")]
    pages += [web.post(FIND, {"given": "Kanareika", "family": "Жылап"})]
    words = [*CANARIES.values(), "Ашық қанат", "Құпия ауру", "Сұйық себеп", "19384756"]
    for answer in pages:
        assert answer.status_code == 200
        heard = [word for word in words if word in answer.content.decode()]
        assert heard == [], answer.request["PATH_INFO"]


def correct(web, page: str, **other: str) -> Any:
    """Send the correcting form back as it stands, with some answers changed."""
    form = (
        web.get(page).context["form"]
        if "whole" not in other
        else web.post(page, {"open": "1"}).context["form"]
    )
    typed: dict[str, Any] = {}
    for field in form:
        value = field.value()
        if value not in (None, "", []):
            typed[field.name] = value
    return web.post(page, {**typed, **other})


def test_a_record_is_put_right_without_seeing_the_name(sana, web, child, acting, worker):
    page = f"/children/{child.pk}/correct/"
    answer = correct(web, page, education="school", given_name="Somebody else")
    assert answer.status_code == 302
    with scope(sana.pk):
        now = Individual.objects.get()
        said = commands.reveal_identity(acting(worker), child.pk)
    assert (now.education, now.version, now.birth_year) == ("school", 2, 2014)
    assert (said.given_name, now.citizenships) == ("Нодира", ["UZB"])
    assert "people.identity_revealed" not in events(sana)[:-1]


def test_a_name_is_put_right_and_found_anew(sana, web, child, acting, worker):
    page = f"/children/{child.pk}/correct/"
    answer = correct(web, page, whole="1", given_name="Бекзат", born="2012")
    assert answer.status_code == 302
    with scope(sana.pk):
        found = queries.find(acting(worker), queries.Asked(given="Bekzat"))
        gone = queries.find(acting(worker), queries.Asked(given="Nodira"))
        now = Individual.objects.get()
    assert [one.code for one in found] == [child.code]
    assert gone == []
    assert (now.birth_year, now.birth_precision) == (2012, "year")
    assert {"people.individual_corrected", "people.identity_revealed"} <= set(events(sana))


@pytest.mark.parametrize("whole", [False, True])
def test_two_people_correct_one_record(sana, web, child, person, as_person, whole):
    """R5: the second sees both versions and loses nothing; sending again saves knowingly."""
    page = f"/children/{child.pk}/correct/"
    more = {"whole": "1"} if whole else {}
    version = {"version": "1"}
    other = as_person(person("social_worker", "Shymkent"))
    assert correct(other, page, education="school").status_code == 302
    answer = correct(web, page, **more, **version, education="kindergarten", region="KZ-79")
    assert answer.status_code == 422
    assert len(answer.context["against"]) == 2
    assert answer.context["form"]["education"].value() == "kindergarten"
    assert answer.context["form"]["version"].value() == 2
    done = correct(web, page, **more, education="kindergarten", version="2")
    assert done.status_code == 302
    with scope(sana.pk):
        assert Individual.objects.get().education == "kindergarten"


def test_brothers_and_sisters_share_what_they_share(sana, web, child):
    answer = web.post(f"/children/{child.pk}/sibling/")
    form = answer.context["form"]
    assert form["family_name"].value() == "Каримова"
    assert form["address"].value() == "Көктем 5"
    assert not form["given_name"].value() and not form["born"].value()
    assert "people.identity_revealed" in events(sana)
    names = ("id", "search_id", "team", "family_name", "address", "citizenship")
    typed = {name: str(form[name].value()) for name in names}
    assert web.post("/children/register/", {**typed, "given_name": "Данияр"}).status_code == 302


ACTS = ["", "correct/", "looked/", "circle/let-in/", "circle/shut-out/"]


def test_a_hidden_child_looks_like_no_child(rodnik, child, person, as_person, serik):
    """S2, S6: another team and another organisation get the same 404 as for nobody."""
    nobody = "018f0000-0000-7000-8000-000000000009"
    for browser in (as_person(person("social_worker", "Turkistan")), as_person(serik)):
        for act in ACTS:
            answers = [browser.get(f"/children/{one}/{act}") for one in (child.pk, nobody)]
            assert [one.status_code for one in answers] == [404, 404]
            shown = [_same(one.content.decode()) for one in answers]
            assert shown[0].replace(str(child.pk), nobody) == shown[1]
        for act in ("reveal/", "sibling/", "correct/"):
            assert browser.post(f"/children/{child.pk}/{act}").status_code == 404


def test_who_only_answers_the_telephone_or_keeps_the_machine_gets_in_nowhere(
    child, amina, person, as_person
):
    """S2: the gates of the room."""
    for who in (amina, person("administrator"), person("data_protection_officer")):
        browser = as_person(who)
        for act in ACTS:
            assert browser.get(f"/children/{child.pk}/{act}").status_code == 403
        assert browser.post(FIND, WHO).status_code == 403
        assert browser.get("/children/emergency/").status_code == 403


def test_the_record_and_the_search_ask_the_same_however_many_there_are(
    sana, web, worker, acting, child, person
):
    """Constant statements: one more child, three more places in the circle."""

    def count(act: Any) -> int:
        with CaptureQueriesContext(connection) as held:
            assert act().status_code == 200
        return len(held)

    def one_more(name: str) -> None:
        with scope(sana.pk):
            register(acting(worker), sana, given_name=name, family_name="Каримова")
            colleague = person("lawyer", "Turkistan")
            commands.name_in_circle(acting(worker), child.pk, colleague.pk, "Needed.")

    acts = (lambda: web.get(f"/children/{child.pk}/"), lambda: web.post(FIND, WHO))
    one_more("Шахло")
    [count(act) for act in acts]
    before = [count(act) for act in acts]
    for name in ("Бекзат", "Данияр", "Айгерим"):
        one_more(name)
    assert [count(act) for act in acts] == before
