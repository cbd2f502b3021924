"""Letters: for children of whom little is known, by who may and may not name them, kept, opened."""

import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from docx import Document
from pypdfium2 import PdfDocument

from tests.cases import told as cases
from tests.directory import entries
from tests.legal_aid.told import WHY, done, opened, told
from tests.people.known import events
from umai.foundation.exports import pdf_file
from umai.foundation.exports.marks import Mark
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.legal_aid import commands, queries
from umai.legal_aid.letters import catalogue, checking, filling, shipped, wording
from umai.legal_aid.models import Letter
from umai.people import permissions as may

EACH = [(code, language) for code, one in shipped.letters().items() for language in one.languages]
# Letters of Kazakh, Tajik and Uzbek, signs of jinja and of XML, and as long as a name can be.
ODD = "Әқғңөұүһі Ҳӣҷӯ Oʻgʻil <&> {{ 7*7 }} {% raw %} " + "Құдайбергенқызы-Мұхаммадшарифзода " * 6
EDGE = {
    **dict.fromkeys(catalogue.FIELDS, "———"),
    "child_citizenship": "Узбекистан, Тоҷикистон",
    "mother_name": ODD,
    "facts": f"{ODD}\n\nВторой абзац.\x07\x0c\x00",
}


def edge(language: str) -> dict[str, Any]:
    """The values of a child of whom little is known, and who has much to tell of."""
    lists = {
        "documents": [
            {
                "type": ODD,
                "number": "№ <1>",
                "issuer": "{{ x }}",
                "issued_on": "",
                "valid_until": "",
            }
        ],
        "lacking": [{"type": "Свидетельство о рождении"}],
        "citizenships": [{"name": "Узбекистан"}, {"name": "Тоҷикистон"}],
        "refusals": [{"day": "вчера", "authority": "ЦОН", "reason": "нет", "words": WHY}],
        "legal_bases": [{"words": "Закон"}],
    }
    born = wording.born(language, "", "")
    name = wording.name_or_line(language, "", "newborn")
    return {**EDGE, **lists, "child_born": born, "child_name": name}


def text_of(docx: bytes) -> str:
    """What a person reads in a document."""
    found = Document(io.BytesIO(docx))
    return "\n".join(one.text for one in found.paragraphs)


@pytest.mark.parametrize(("code", "language"), EACH)
def test_each_letter_is_whole_for_a_child_of_whom_little_is_known(code, language):
    """No name yet, no birth date, two citizenships, very long names, signs that mean something."""
    template = shipped.docx(code, language)
    wrongs, used = checking.checked(template)
    assert not wrongs
    made = filling.filled(template, edge(language), "LA-SHM-0001-K")
    said = text_of(made)
    blocks = queries.lines_of(filling.reading.blocks(made))
    for name in used & {"child_name", "child_born", "child_citizenship"}:
        assert edge(language)[name] in said
    if "mother_name" in used:
        assert ODD.strip() in said
    own = said.replace(ODD.strip(), "").replace("{{ x }}", "").replace(ODD, "")
    assert "{" not in own and "}" not in own and "49" not in own
    assert blocks and Document(io.BytesIO(made)).core_properties.author == ""
    data = {"language": language, "title": "LA", "blocks": filling.reading.blocks(made)}
    mark = Mark("M", datetime(2026, 4, 1, tzinfo=UTC))
    pdf = PdfDocument(pdf_file.document("letter", data, mark))
    paper = "".join(page.get_textpage().get_text_range() for page in pdf)
    assert "child_born" not in used or edge(language)["child_born"].split()[0] in paper


@pytest.mark.parametrize(
    ("told", "precision", "said"),
    [
        ("", "", "не известно"),
        ("2014", "year", "2014 год (точный день не известен)"),
        ("2014-03", "month", "март 2014 года (день не известен)"),
        ("2014-01-01", "estimated", "примерно 2014 год (точный день не известен)"),
        ("2014-03-09", "day", "9 марта 2014 года"),
    ],
)
def test_a_day_of_birth_is_said_as_exactly_as_it_is_known(told, precision, said):
    assert wording.born("ru", told, precision) == said


@pytest.fixture
def row(malika, case) -> Any:
    """A procedure that asks for the medical certificate."""
    return opened(malika, case, "LP-01")


def wish(code: str = "MED_BIRTH", language: str = "ru", **said: Any) -> commands.LetterWish:
    """A letter that is wished for."""
    return commands.LetterWish(id=uuid7(), code=code, language=language, **said)


@pytest.mark.usefixtures("here")
class TestWritten:
    """Letters written for a child whom we know."""

    def test_names_are_opened_written_down_and_kept_sealed(self, malika, saule, row, child, sana):
        """S3, S22: each thing that was opened is in the journal; nothing lies in clear."""
        agency = entries.agency(saule)
        letter = commands.keep_letter(
            malika, row.pk, wish(named=True, agency_id=agency.pk, facts="Роды дома.")
        )
        assert letter.named and letter.number == 1
        _row, _letter, docx = commands.open_letter(malika, letter.pk, "docx")
        said = text_of(docx)
        assert "Каримова Нодира" in said and "9 марта 2014" in said and "Роды дома." in said
        assert agency.name_ru in said and row.code in said and "{{" not in said
        assert "Каримова".encode() not in bytes(Letter.objects.get().docx_sealed)
        tail = [one for one in events(sana) if one.split(".")[0] in {"people", "legal_aid"}][-4:]
        assert tail == [
            "people.identity_revealed",
            "people.details_revealed",
            "legal_aid.letter_kept",
            "legal_aid.letter_opened",
        ]
        again = commands.keep_letter(malika, row.pk, replace(wish(), id=letter.pk))
        assert again.pk == letter.pk and Letter.objects.count() == 1

    def test_without_names_nothing_is_opened(self, malika, row, sana):
        drafted = commands.look_at_letter(malika, row.pk, wish(named=False))
        said = text_of(drafted.docx)
        assert "Каримова" not in said and catalogue.HAND_LINE in said and not drafted.named
        assert "people.identity_revealed" not in events(sana)
        assert events(sana)[-1] == "legal_aid.letter_looked_at"

    def test_who_may_not_reveal_gets_no_name_and_opens_no_named_letter(self, malika, row):
        """S3: neither in a new letter, nor out of a kept one."""
        kept = commands.keep_letter(malika, row.pk, wish(named=True))
        held = {name: on for name, on in malika.grants.items() if name != may.REVEAL_IDENTITY}
        covered = replace(malika, grants=held)
        for act in (
            lambda: commands.look_at_letter(covered, row.pk, wish(named=True)),
            lambda: commands.keep_letter(covered, row.pk, wish(named=True)),
            lambda: commands.open_letter(covered, kept.pk, "docx"),
        ):
            with pytest.raises(PermissionDenied):
                act()
        assert not commands.look_at_letter(covered, row.pk, wish()).named

    def test_who_may_not_know_of_it_finds_nothing(self, malika, row, person, acting):
        """S2: the same 404 for a letter that is hidden and for one that is not there."""
        kept = commands.keep_letter(malika, row.pk, wish())
        other = acting(person("lawyer", "Turkistan"))
        for act in (
            lambda: commands.look_at_letter(other, row.pk, wish()),
            lambda: commands.keep_letter(other, row.pk, wish()),
            lambda: commands.open_letter(other, kept.pk, "docx"),
            lambda: commands.open_letter(malika, uuid7(), "docx"),
        ):
            with pytest.raises(Http404):
                act()

    def test_a_refusal_stands_in_the_complaint_and_only_sure_law_is_quoted(self, malika, case):
        row = opened(malika, case, "LP-16")
        row = commands.refuse_step(malika, row.pk, row.version, told("late", words=WHY))
        assert "COMPLAINT" in {one.letter.code for one in queries.offered(malika, row)[0]}
        said = text_of(
            commands.look_at_letter(
                malika, row.pk, wish("COMPLAINT", facts="Мы пришли в срок.", request="Отменить.")
            ).docx
        )
        assert WHY in said and "пропущен срок" in said and "Отменить." in said
        assert "Правовое основание" not in said
        sure = commands.look_at_letter(malika, row.pk, wish("BIRTH_DOCS"))
        assert "№ 112" in text_of(sure.docx)

    def test_nobody_writes_to_the_consulate_of_a_child_that_seeks_protection(self, malika, case):
        opened(malika, case, "LP-10")
        row = opened(malika, case, "LP-03")
        with pytest.raises(Refused, match="consulate"):
            commands.look_at_letter(malika, row.pk, wish("CONSUL_RETURN"))

    def test_letters_are_proposed_by_the_step_and_go_with_the_record(self, malika, row, child):
        first, _others = queries.offered(malika, row)
        assert {one.letter.code for one in first} == {"MED_BIRTH"}
        row = done(malika, row, "citizens")
        assert {one.letter.code for one in queries.offered(malika, row)[0]} == {"BIRTH_DOCS"}
        commands.keep_letter(malika, row.pk, wish())
        commands.erase_procedures(malika, child.pk)
        assert not Letter.objects.exists()

    def test_a_child_may_keep_its_name_from_an_agency(self, malika, saule, zhanar, row, child):
        agency = entries.agency(saule)
        kept = {"withhold": (("name", "FEAR_OF_HARM"),), "withhold_from": agency.pk}
        cases.consent(zhanar, child, given=("SHARE_NAMED_AGENCY",), agency_id=agency.pk, **kept)
        with pytest.raises(Refused, match="kept from this agency"):
            commands.look_at_letter(malika, row.pk, wish(named=True, agency_id=agency.pk))
        assert not commands.look_at_letter(malika, row.pk, wish(agency_id=agency.pk)).named
