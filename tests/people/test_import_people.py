"""A register of people comes in through the browser: whole or not at all, and nobody twice."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from tests import cast
from tests.hotline.test_import_page import everything, words
from tests.people.known import NADIRA, events, register
from umai.foundation.access import actors
from umai.foundation.exports import commands as registers
from umai.foundation.exports import incoming
from umai.foundation.exports.models import IncomingRegister
from umai.foundation.journal.models import Entry
from umai.foundation.kernel import clock
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.vault.models import DataKey
from umai.people import commands, imports, permissions, queries, rules, terms
from umai.people.models import CirclePlace, Individual, Pair

URL = "/children/import/"
HEAD = "Number in the register,Family name,Given name,Sex,Birth date,Citizenship"
EN = {"Accept-Language": "en"}
CANARY = "Канарейкин"
TODAY = date(2026, 11, 22)


def csv(*lines: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *lines]).encode()


ONE = "1,Каримова,Нодира,ж,09.03.2014,Узбекистан"
TWO = "2,Юсупов,Баходир,m,2012,UZB"


@pytest.fixture
def lead(person):
    """Lead supervises Shymkent."""
    return person("supervisor", "Shymkent")


@pytest.fixture
def web(lead, as_person):
    """The supervisor's browser."""
    return as_person(lead)


@pytest.fixture
def choose(web, sana):
    """Send the first page."""

    def send(content: bytes, browser=web, team="Shymkent", name="register.csv", **more) -> Any:
        told = {"id": str(uuid4()), "team": str(cast.team(sana, team).pk), **more}
        return browser.post(URL, told | {"file": SimpleUploadedFile(name, content)}, headers=EN)

    return send


@pytest.fixture
def kept(web, choose):
    """Choose a file and say yes to the columns we guess; the address of the check."""

    def send(content: bytes, browser=web, **more) -> str:
        answer = choose(content, browser, **more)
        assert answer.status_code == 302, words(answer)
        form = browser.get(answer["Location"]).context["form"]
        mapped = {field.html_name: field.value() for field in form.columns}
        sent = browser.post(answer["Location"], {"version": "1", **mapped}, headers=EN)
        assert sent.status_code == 302, words(sent)
        return str(sent["Location"])

    return send


@pytest.fixture
def nodira(sana, lead, acting):
    """Nodira is known to the team."""
    with scope(sana.pk):
        return register(acting(lead), sana, sex="female", **NADIRA)


def look(web, check) -> Any:
    return web.get(check, headers=EN)


def known(sana) -> list[str]:
    with scope(sana.pk):
        return sorted(Individual.objects.values_list("reference", flat=True))


def test_a_register_comes_in_by_four_pages(sana, web, lead, kept, acting):
    """One act, one entry with counts; people are found, sealed and in the team's circle."""
    check = kept(csv(ONE, TWO))
    shown = words(look(web, check))
    assert "2 rows in the file" in shown and "2 new" in shown
    assert "Register 2 people" in shown
    done = web.post(check, {"version": 2}, follow=True, headers=EN)
    assert "2 people are registered" in words(done)
    with scope(sana.pk):
        found = commands.find_people(acting(lead), queries.Asked(given="Nadira", family="Karimova"))
        one = Individual.objects.get(reference="1")
        assert [fit.code for fit in found.fits] == [one.code]
        assert (one.sex, one.birth_year, one.birth_precision) == ("female", 2014, "day")
        assert (one.citizenships, one.registered_by_id) == (["UZB"], lead.pk)
        assert CirclePlace.objects.filter(individual_id=one.pk).count() == 1
        assert Entry.objects.filter(event="people.people_loaded").count() == 1
    assert events(sana)[:3] == ["exports.register_kept", "exports.register_mapped",
                                "people.people_loaded"]  # fmt: skip


def test_everything_that_the_record_holds_can_come_in(sana, web, lead, kept, acting):
    """Words of the lists in any of our languages, days as people write them."""
    head = (
        "Family name,Given name,The names in Latin letters,IIN,Address,Languages spoken at home,"
        "Region,Migration situation,Entered the country on,Border point,The stay is valid until,"
        "Place of birth,How to reach them safely,Telephone"
    )
    region, category = "Шымкент", _label("cabm_category")
    line = (
        f'Каримова,Нодира,Karimova Nodira,140309600123,Көктем 5,"uz, {_label("language", "ru")}",'
        f"г. {region},{category},01.09.2026,Ларёк у дороги,2026-12-31,Ташкент,сестра вечером,"
        "+7 700 111 22 33"
    )
    check = kept(csv(line, head=head))
    shown = words(look(web, check))
    assert "0 with mistakes" in shown, shown
    assert "1 odd row" in shown  # the IIN
    web.post(check, {"version": 2})
    with scope(sana.pk):
        one = Individual.objects.get()
        assert one.region == "KZ-79"
        assert one.entered_on == date(2026, 9, 1) and one.stay_until == date(2026, 12, 31)
        assert one.border_point == "BP_OTH" and one.cabm_category and len(one.languages) == 2
        revealed = commands.reveal_record(acting(lead), one.pk)
    assert revealed.identity.latin_names == "Karimova Nodira"
    assert revealed.identity.iin == "140309600123"
    assert revealed.identity.phone == "+7 700 111 22 33"
    assert revealed.contact["address"] == "Көктем 5"
    assert revealed.contact["border_other"] == "Ларёк у дороги"
    assert revealed.contact["safe_contact"] == "сестра вечером"


def _label(list_code: str, language: str = "kk") -> str:
    from umai.foundation.vocabulary import queries as vocabulary

    return vocabulary.choices(list_code, language)[0][1]


def test_a_name_in_one_cell_is_taken_apart(sana, web, lead, kept, acting):
    check = kept(csv("Каримова Нодира Бахтиёровна,2014", head="ФИО,Birth date"), name="a.csv")
    web.post(check, {"version": 2})
    with scope(sana.pk):
        told = commands.reveal_identity(acting(lead), Individual.objects.get().pk)
    assert (told.family_name, told.given_name) == ("Каримова", "Нодира")
    assert told.patronymic == "Бахтиёровна"


def test_the_same_file_twice_makes_nobody_twice(sana, web, kept):
    """R1: by their numbers, and without numbers by what the rows say."""
    bare = csv("Рахимов,Баходир,2012", head="Family name,Given name,Birth date")
    for content, many in ((csv(ONE, TWO), 2), (bare, 3)):
        web.post(kept(content), {"version": 2})
        again = look(web, kept(content))
        assert "Every row is stored here already" in words(again), words(again)
        web.post(f"{URL}{again.context['register'].pk}/", {"version": 2})
        assert len(known(sana)) == many


def test_pressing_twice_imports_once(sana, web, kept):
    """R1: the second press shows what the first one did."""
    check = kept(csv(ONE, TWO))
    first, second = (web.post(check, {"version": 2}) for _ in range(2))
    assert first["Location"] == second["Location"] == f"{check}done/"
    assert events(sana).count("people.people_loaded") == 1
    assert len(known(sana)) == 2


def test_a_number_of_somebody_else_is_a_fault(sana, web, kept):
    """Two registers both begin with 1: nobody is passed over silently."""
    web.post(kept(csv(ONE)), {"version": 2})
    check = kept(csv(TWO.replace("2,", "1,", 1)))
    shown = words(look(web, check))
    assert "is here under this number, with another name or birth date" in shown
    listed = web.get(f"{check}wrong/", headers=EN).content.decode("utf-8-sig").splitlines()
    assert len(listed) == 2
    assert web.post(check, {"version": 2}).status_code == 422
    assert len(known(sana)) == 1


def test_who_is_here_already_is_left_out_until_somebody_decides(sana, web, kept, nodira):
    """Nothing is merged silently, and nobody is registered twice by pressing a button."""
    check = kept(csv(ONE.replace("Нодира", "Nadira"), TWO))
    page = look(web, check)
    shown = words(page)
    assert "1 very like somebody" in shown and nodira.code in shown
    assert "Nadira" not in page.content.decode() and "Нодира" not in page.content.decode()
    done = web.post(check, {"version": 2}, follow=True, headers=EN)
    assert "1 person is registered" in words(done) and "1 left out for now" in words(done)
    assert known(sana) == ["", "2"]


def test_another_person_is_registered_and_laid_before_those_who_compare(sana, web, kept, nodira):
    check = kept(csv(ONE, TWO))
    web.post(check, {"version": 2, "row_2": f"other:{nodira.pk}"})
    assert known(sana) == ["", "1", "2"]
    with scope(sana.pk):
        pair = Pair.objects.get()
        assert pair.state == terms.PairState.WAITING
        assert nodira.pk in (pair.one_id, pair.other_id)


def test_the_same_person_keeps_the_number_and_is_not_asked_again(sana, web, kept, nodira):
    check = kept(csv(ONE))
    done = web.post(check, {"version": 2, "row_2": f"same:{nodira.pk}"}, follow=True, headers=EN)
    assert "0 people are registered" in words(done) and "1 here already" in words(done)
    assert known(sana) == ["1"]
    assert "people.individual_corrected" in events(sana)
    again = words(look(web, kept(csv(ONE))))
    assert "0 very like somebody" in again and "1 here already, by number" in again


def test_the_same_child_twice_in_one_file_is_asked_about(sana, web, kept):
    check = kept(csv(ONE, TWO, "9,Karimova,Nodira,f,2014-03-09,UZ"))
    page = look(web, check)
    assert "row 2 of this file" in words(page)
    web.post(check, {"version": 2})
    assert known(sana) == ["1", "2"]
    web.post(kept(csv(ONE, "9,Karimova,Nodira,f,2014-03-09,UZ")), {"version": 2})
    assert known(sana) == ["1", "2"]


def test_names_are_shown_only_after_a_click_that_is_written_down(sana, web, kept, nodira):
    """S22: an entry for the row, and one for the person; what was chosen is not lost."""
    check = kept(csv(ONE.replace("Нодира", "Nadira")))
    chosen = {"version": 2, "row_2": f"other:{nodira.pk}", "show": "2"}
    page = web.post(f"{check}names/", chosen, headers=EN)
    assert page.status_code == 200
    assert "Каримова Nadira" in words(page) and "Каримова Нодира" in words(page)
    assert f'value="other:{nodira.pk}"' in page.content.decode()
    checked = re.search(r'<input[^>]+value="other:[^>]+checked', page.content.decode())
    assert checked
    assert events(sana)[-2:] == ["people.row_revealed", "people.identity_revealed"]
    assert web.post(f"{check}names/", chosen | {"show": "77"}).status_code == 404


def test_a_choice_holds_only_for_the_one_it_was_about(sana, web, lead, kept, nodira, acting):
    """R5: somebody nearer was registered meanwhile: nothing is written, the page asks anew."""
    check = kept(csv(ONE))
    answer = web.post(check, {"version": 2, "row_2": f"other:{uuid4()}"}, headers=EN)
    assert answer.status_code == 422
    assert "Somebody else is like this row now" in words(answer)
    with scope(sana.pk):
        read = imports.read_register(
            incoming.read_table(csv(ONE), "a.csv"), _mapping(), TODAY
        )
        register_id = UUID(check.split("/")[-2])
        with pytest.raises(Refused):
            commands.import_people(
                acting(lead), register_id, read, version=2, choices={2: (str(uuid4()), "other")}
            )
    assert known(sana) == [""]


def _mapping(head: str = HEAD) -> dict[str, str]:
    from umai.foundation.exports.registers import guess_mapping

    return guess_mapping(head.split(","), terms.Column)


def test_who_must_not_know_somebody_sees_no_trace(
    sana, rodnik, web, lead, kept, person, acting, as_person
):
    """S6, S33: the page says the same with and without people of others, numbers included."""
    check = kept(csv(ONE))
    before = words(look(web, check))
    timur = acting(person("social_worker", "Turkistan"))
    serik = cast.person(rodnik, "supervisor", None)
    with scope(sana.pk):
        register(timur, sana, team="Turkistan", sex="female", **NADIRA)
    with scope(rodnik.pk):
        register(acting(serik), rodnik, team="Almaty", sex="female", **NADIRA)
    # One of the same team, with the same number, from whom the supervisor is shut out.
    colleague = acting(person("supervisor", "Shymkent"))
    with scope(sana.pk):
        hidden = register(colleague, sana, sex="female", **NADIRA)
        Individual.objects.filter(pk=hidden.pk).update(reference="1")
        commands.shut_out(colleague, hidden.pk, lead.pk, "A relative of the family")
    assert words(look(web, check)) == before
    web.post(check, {"version": 2})
    assert known(sana).count("1") == 1 and len(known(sana)) == 3


def test_two_teams_count_on_their_own(sana, person, as_person, kept, acting):
    both = as_person(person("supervisor"))
    both.post(kept(csv(ONE), both), {"version": 2})
    check = kept(csv(TWO.replace("2,", "1,", 1)), both, team="Turkistan")
    both.post(check, {"version": 2})
    assert known(sana) == ["1", "1"]


@pytest.mark.parametrize(
    ("column", "text", "told"),
    [
        ("Birth date", "30.02.2014", "There is no such date"),
        ("Birth date", "2126-01-01", "lies in the future"),
        ("Birth date", "1813", "lies in the future or before"),
        ("Sex", "robot", "Write male or female"),
        ("Citizenship", "Narnia", "is not in the list"),
        ("Family name", "=HYPERLINK(1)", "A formula stands here"),
        ("Given name", "@SUM(A1)", "A formula stands here"),
        ("Given name", "Но\ufffdдира", "signs in it that cannot be kept"),
        ("Given name", "x" * 161, "longer than 160"),
        ("Number in the register", "A\x07B", "cannot be shown"),
        ("Number in the register", "2", "stands in row"),
    ],
)
def test_bad_rows_are_named_and_keep_the_file_out(sana, web, kept, column, text, told):
    """R26, R28, S35: by row and column, and nothing is written."""
    cells = dict(zip(HEAD.split(","), ONE.split(","), strict=True)) | {column: text}
    check = kept(csv(TWO, ",".join(cells.values())))
    page = look(web, check)
    assert told in words(page), words(page)
    assert page.context["faults"][0]["row"] == 3
    assert str(page.context["faults"][0]["column"]) == column
    assert web.post(check, {"version": 2}).status_code == 422
    assert known(sana) == []
    web.post(check, {"version": 2, "skip_bad": "1"})
    assert known(sana) == ["2"]


@pytest.mark.parametrize(
    "name",
    ["Ўғил\u200dжон", "محمد", "عبد \u202eالله", "🦋 Нур", "O'Brien", "<b>Ali</b>", "{{7*7}}"],
)
def test_names_of_every_script_are_kept_exactly(sana, web, lead, kept, acting, name):
    """R28, S35: zero-width, right to left, emoji, markup: exactly as in the file."""
    check = kept(csv(f"1,{name},Нодира,,2014,"))
    web.post(check, {"version": 2})
    with scope(sana.pk):
        told = commands.reveal_identity(acting(lead), Individual.objects.get().pk)
    assert told.family_name == name


def test_formulas_of_a_workbook_are_faults(sana, web, kept):
    """S25, S35: seen even where their value would be fine; days of a sheet are days."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd.mm.yyyy"})
    sheet.write_row(0, 0, HEAD.split(","))
    sheet.write_row(1, 0, ["1", "Каримова", "Нодира", "ж"])
    sheet.write_datetime(1, 4, date(2014, 3, 9), day)
    sheet.write_row(2, 0, ["2", "Юсупов"])
    sheet.write_formula(2, 2, '="Баходир"', value="Баходир")
    book.close()
    check = kept(out.getvalue(), name="register.xlsx")
    assert "A formula stands here" in words(look(web, check))
    web.post(check, {"version": 2, "skip_bad": "1"})
    with scope(sana.pk):
        assert Individual.objects.get().birth_precision == "day"


def test_without_a_name_nothing_can_be_imported(web, choose):
    address = choose(b"Number,Colour\n1,red")["Location"]
    answer = web.post(address, {"version": 1, "column_0": "reference"}, headers=EN)
    told = web.get(answer["Location"], headers=EN)
    assert told.status_code == 422 and "which heading holds the names" in words(told)


def test_the_values_of_the_file_are_covered_where_columns_are_named(web, choose):
    page = web.get(choose(csv(ONE))["Location"], headers=EN)
    assert "Каримова" not in page.content.decode()
    assert "xxxxxxxx" in page.content.decode() and "00.00.0000" in page.content.decode()


def test_the_file_lies_in_clear_in_no_table(sana, web, kept):
    """S14: neither its rows nor its headings nor its name, before the import and after it."""
    content = csv(f"7,{CANARY},Нодира,ж,2014,UZ,{CANARY}", head=f"{HEAD},{CANARY}-H")
    check = kept(content, name=f"{CANARY}.csv")
    look(web, check)
    assert CANARY.encode() not in everything(sana)
    assert CANARY not in str(dict(web.session.items()))
    web.post(check, {"version": 2})
    assert CANARY.encode() not in everything(sana)
    with scope(sana.pk):
        kept_one = IncomingRegister.objects.get()
        assert kept_one.content_sealed is None
        assert DataKey.objects.get(pk=kept_one.key_id).wrapped is None


def test_a_colleague_cannot_see_the_file(sana, web, kept, person, as_person):
    """S2: not even with the same role; nor through the door of the hotline."""
    check = kept(csv(ONE))
    other = as_person(person("supervisor"))
    for address in (check, f"{check}columns/", f"{check}wrong/", f"{check}done/"):
        answer = other.get(address)
        assert (answer.status_code, answer["Location"]) == (302, URL)
    assert other.post(check, {"version": 2})["Location"] == URL
    other.post(f"{check}discard/")
    at_the_hotline = web.get(check.replace("/children/", "/hotline/contacts/"))
    assert at_the_hotline["Location"] == "/hotline/contacts/import/"
    with scope(sana.pk):
        assert IncomingRegister.objects.get().content_sealed is not None


@pytest.mark.parametrize(
    "role", ["social_worker", "operator", "lawyer", "administrator", "data_protection_officer"]
)
def test_others_import_nobody(sana, person, as_person, choose, role):
    """S2: and no door leads there."""
    team = "Shymkent" if role in ("social_worker", "operator", "lawyer") else None
    other = as_person(person(role, team))
    assert other.get(URL).status_code == 403
    assert choose(csv(ONE), other).status_code == 403


def test_the_door_stands_beside_the_search(web, person, as_person):
    assert f'href="{URL}"' in web.get("/children/").content.decode()
    worker = as_person(person("social_worker", "Shymkent"))
    assert f'href="{URL}"' not in worker.get("/children/").content.decode()


def test_a_supervisor_imports_for_the_own_team_only(sana, web, lead, choose, acting):
    """S2, S3: another team is refused by the form and by the command."""
    assert choose(csv(ONE), team="Turkistan").status_code == 422
    with scope(sana.pk), pytest.raises(Exception, match="load_people"):
        registers.keep_register(
            acting(lead), rules.PEOPLE,
            registers.RegisterFile(uuid7(), cast.team(sana, "Turkistan").pk, "a", b"a", {}),
        )  # fmt: skip


def test_what_the_page_does_not_ask_is_not_written(sana, web, kept, nodira):
    """S3: a choice for a row that nobody asked about, a code or a team sent along: ignored."""
    sent = {"version": 2, "row_3": "leave:", "row_99": "other:x", "code": "SHM-9999-A"}
    sent |= {"team": str(cast.team(sana, "Turkistan").pk), "registered_by": str(uuid4())}
    web.post(kept(csv(TWO)), sent)
    with scope(sana.pk):
        one = Individual.objects.get(reference="2")
        assert one.team_id == cast.team(sana, "Shymkent").pk
        assert one.code != "SHM-9999-A"


def test_the_file_can_be_thrown_away_and_expires(sana, web, kept):
    web.post(f"{kept(csv(ONE))}discard/")
    kept(csv(ONE))
    with scope(sana.pk), clock.told_at(clock.now() + timedelta(minutes=61)):
        actor = actors.job(sana, (permissions.LOAD_PEOPLE,))
        assert registers.expire_registers(actor, rules.PEOPLE) == 1
        assert not IncomingRegister.objects.exists()
        assert not DataKey.objects.filter(kind="register", wrapped__isnull=False).exists()


def test_who_came_in_reaches_the_nightly_proposal(sana, web, lead, kept, acting):
    """Twins by another name are not asked about; what is near is compared at night."""
    web.post(kept(csv(ONE)), {"version": 2})
    with scope(sana.pk):
        table = incoming.read_table(csv("5,Каримова,Нодира,ж,09.03.2014,UZ"), "a.csv")
        read = imports.read_register(table, _mapping(), TODAY)
        team = cast.team(sana, "Shymkent").pk
        commands.load_people(actors.console(sana, [permissions.LOAD_PEOPLE]), team, read.rows)
        assert commands.propose_pairs(acting(lead)) == 1


def test_two_who_send_it_at_once_import_it_once(own_database):
    """R1, R2: the second waits for the first and then answers with what it did."""
    sana = cast.organisation("sana", "Sana Sezim", "KZ-79", ["Shymkent"])
    lead = actors.actor_of(cast.person(sana, "supervisor", None))
    table, mapping = incoming.read_table(csv(ONE, TWO), "a.csv"), _mapping()
    with scope(sana.pk):
        file = registers.RegisterFile(
            uuid7(), cast.team(sana, "Shymkent").pk, "a.csv", csv(ONE, TWO), mapping
        )
        kept = registers.keep_register(lead, rules.PEOPLE, file)
    start = Barrier(2)

    def send(_number):
        try:
            start.wait()
            with scope(sana.pk):
                read = imports.read_register(table, mapping, TODAY)
                return commands.import_people(lead, kept.pk, read, version=1).imported
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(send, range(2))) == [2, 2]
    assert known(sana) == ["1", "2"]
    assert events(sana).count("people.people_loaded") == 1
