"""Templates that people bring: nothing runs, the place is named; two people look at each."""

import io
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from tests.cases.web import body, browsers_of
from tests.legal_aid.hostile import GOOD, HOSTILE, said
from tests.legal_aid.told import opened
from tests.people.known import events
from umai.foundation.files import apart
from umai.foundation.files.rules import Limits, Unfit
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.legal_aid import commands, queries
from umai.legal_aid.letters import catalogue, checking, filling, reading
from umai.legal_aid.models import LetterTemplate
from umai.legal_aid.views.letter_words import WHY

pytestmark = pytest.mark.usefixtures("here")
UPLOAD = "/legal/letters/template/MED_BIRTH/ru/upload/"
MINE = "Своя версия: {{ child_code }}, {{ today }}."


@pytest.fixture
def web(malika, saule, person, as_person) -> dict[str, Any]:
    """Browsers of the lawyer, of the supervisor and of who keeps no procedures."""
    from umai.foundation.access.models import Person

    staff = {
        "malika": Person.objects.get(pk=malika.person),
        "saule": Person.objects.get(pk=saule.person),
        "admin": person("administrator", None),
    }
    return browsers_of(staff, as_person)


def bring(browser: Any, content: bytes, name: str = "a.docx") -> Any:
    """Upload a version by the page."""
    return browser.post(UPLOAD, {"file": SimpleUploadedFile(name, content), "changed": "Шапка"})


def _here(work: Any, content: bytes, limits: Limits, **wish: Any) -> Any:
    return work.work(content, limits, **wish)


def test_no_template_runs_code_and_each_place_is_named(web, monkeypatch):
    """S35: a corpus of templates that try; each is refused with its place, nothing is kept.

    The work is done in this process, because starting another sixty times takes a minute.
    """
    assert len(HOSTILE) > 50
    monkeypatch.setattr(apart, "done", _here)
    wrong = []
    for name, (content, reason, place) in HOSTILE.items():
        answer = bring(web["malika"], content)
        words = unescape(answer.content.decode())
        if answer.status_code != 422 or reason not in words or place not in words:
            wrong.append((name, answer.status_code, reason in words, place in words))
    assert not wrong
    assert not LetterTemplate.objects.exists()


def test_signs_of_other_languages_of_templates_stay_words():
    """A line statement, a dollar, a percent are text; so is what a value says."""
    content = said("# for x in y", "## a", "$7*7 <% 1 %> 50 % {{ facts }}")
    assert checking.checked(content)[0] == []
    values = {**catalogue.samples(), "facts": "{{ 7*7 }} {% raw %}"}
    lines = queries.lines_of(reading.blocks(filling.filled(content, values, "t")))
    assert lines[1:] == ["# for x in y", "## a", "$7*7 <% 1 %> 50 % {{ 7*7 }} {% raw %}"]


def test_what_was_not_checked_is_never_filled_and_work_has_an_end():
    limits = Limits(megabytes=5, memory=512, seconds=10)
    with pytest.raises(Unfit):
        apart.done(filling, HOSTILE["attributes"][0], limits, values=catalogue.samples(), title="t")
    with pytest.raises(Unfit):
        apart.done(filling, GOOD, Limits(memory=40), values=catalogue.samples(), title="t")
    with pytest.raises(Unfit):
        apart.done(checking, HOSTILE["zip bomb"][0], limits)


def test_a_version_is_brought_compared_approved_by_another_and_withdrawn(
    web, malika, saule, case, sana
):
    """S22: two people look at each; letters say which version they were made from."""
    listed = body(web["malika"], "/legal/letters/")
    assert "as shipped" in listed and "not yet reviewed by a lawyer" in listed
    plain = web["malika"].get("/legal/letters/template/MED_BIRTH/ru/0/")
    assert "MED_BIRTH-ru-v0.docx" in plain.headers["Content-Disposition"]
    assert Document(io.BytesIO(plain.content)).paragraphs
    answer = bring(web["malika"], said(MINE))
    version = LetterTemplate.objects.get()
    address = f"/legal/letters/version/{version.pk}/"
    assert answer.headers["Location"] == address
    assert b"PK" not in bytes(version.docx_sealed)[:20]
    page = body(web["malika"], address)
    assert "Своя версия" in page and "<del>" in page and "Approve this version" not in page
    own = web["malika"].post(f"{address}approve/")
    assert own.status_code == 422 and "Somebody else approves it" in own.content.decode()
    row = opened(malika, case, "LP-01")
    before = commands.LetterWish(id=uuid7(), code="MED_BIRTH", language="ru")
    assert commands.look_at_letter(malika, row.pk, before).version == 0
    assert web["saule"].post(f"{address}approve/").status_code == 302
    drafted = commands.look_at_letter(malika, row.pk, before)
    assert drafted.version == 1 and "Своя версия" in drafted.blocks[1]["text"]
    assert web["saule"].post(f"{address}approve/").status_code == 422
    assert web["malika"].post(f"{address}withdraw/").status_code == 302
    assert commands.look_at_letter(malika, row.pk, before).version == 0
    with pytest.raises(Refused):
        commands.withdraw_letter_template(malika, version.pk)
    told = [one for one in events(sana) if "template" in one]
    acts = ("uploaded", "approved", "withdrawn")
    assert told == [f"legal_aid.letter_template_{one}" for one in acts]
    assert bring(web["admin"], GOOD).status_code == 403


def test_a_letter_is_written_looked_at_kept_and_saved_by_the_pages(web, malika, saule, case):
    row = opened(malika, case, "LP-16")
    page = body(web["malika"], f"/legal/{row.pk}/")
    write = f"/legal/{row.pk}/letters/GENERAL/kk/"
    assert write in page and "For this step" in page
    typed = {"id": str(uuid7()), "facts": "Мәтін <b>", "request": "", "named": "on", "look": "1"}
    wrong = web["malika"].post(write, typed)
    assert wrong.status_code == 422 and "says nothing without it" in wrong.content.decode()
    typed["request"] = "Жауап беруіңізді сұраймыз."
    looked = web["malika"].post(write, typed)
    words = looked.content.decode()
    assert looked.status_code == 200 and "Каримова Нодира" in words and "Мәтін &lt;b&gt;" in words
    assert "Мәтін" in words.split("<textarea")[1] and "not yet reviewed" in words
    assert web["malika"].post(write, {**typed, "look": "", "keep": "1"}).status_code == 200
    del typed["look"]
    kept = web["malika"].post(write, typed)
    assert kept.headers["Location"] == f"/legal/{row.pk}/letters/#kept"
    listed = body(web["malika"], f"/legal/{row.pk}/letters/")
    letter = queries.letters_of(row).get()
    for form, head in (("docx", b"PK"), ("pdf", b"%PDF")):
        address = f"/legal/letters/{letter.pk}/{form}/"
        assert address in listed
        answer = web["malika"].get(address)
        assert answer.content.startswith(head)
        assert f'filename="{row.code}-1.{form}"' in answer.headers["Content-Disposition"]
    assert web["malika"].get(f"/legal/letters/{letter.pk}/odt/").status_code == 404
    assert web["admin"].get(f"/legal/letters/{letter.pk}/docx/").status_code == 403
    assert web["malika"].get(f"/legal/{row.pk}/letters/NOTHING/ru/").status_code == 404


def test_every_reason_has_its_words():
    """Each reason that the check can give is told in words."""
    import re
    from pathlib import Path

    here = Path(checking.__file__).parent
    given = set()
    for name in ("grammar", "package", "checking"):
        source = (here / f"{name}.py").read_text()
        given |= set(re.findall(r'Wrong\(\s*"(\w+)"', source))
        given |= set(re.findall(r'(?:return|else) "(\w+)"', source))
    assert given <= set(WHY) and len(given) > 15
