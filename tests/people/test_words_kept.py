"""R28: whatever is typed into a field of words about somebody is kept exactly, or refused there."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.people.known import NADIRA, register
from umai.foundation.kernel.ids import uuid7
from umai.foundation.ui.fields import Words
from umai.people import commands
from umai.people.forms.details import CONTACT, HEALTH, IDENTITY, CorrectForm
from umai.people.forms.fields import About, Born, Line
from umai.people.forms.papers import DESCRIBED, DocumentForm, RelationForm

ODD = (
    "👩‍👧‍👦🏽", "مريم بنت عمران", "\u202eהפוך\u202c", "Нод\u200bира", "a\u0301\ufeff", "O‘g‘il ʻ",
    "ﬃ Å", "</td><script>", "{{ x }} %(code)s %s", "' OR 1=1 --", "\\u0000 \\x00", "=1+1",
    "\t|\x0b|\x1f",
    "one\r\ntwo\rthree\nfour\u2028five", "\U0010ffff", "\N{SNOWMAN}" * 40,
)  # fmt: skip
TORN = ("\0", "a\0b", "\ud83d", "x\udfff", "\N{REPLACEMENT CHARACTER}")
WORDS = some.one_of(
    some.sampled_from(ODD),
    some.text(alphabet=some.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffd")),
).map(lambda words: words[:60])
often = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def fields_of(form):
    """The names of its fields of words; days and numbers have rules of their own."""
    words = {n: f for n, f in form.fields.items() if isinstance(f, Words)}
    return [n for n, f in words.items() if not isinstance(f, Born | About)]


def kept(form, name, typed):
    """As a field says that it keeps words: no blanks around them, one sign for the end of a line,
    and none on one line.
    """
    words = typed.strip().replace("\r\n", "\n")
    return words.replace("\n", " ") if isinstance(form.fields[name], Line) else words


def filled(form, name, data):
    """Words no longer than the field allows."""
    return data.draw(WORDS)[: form.fields[name].max_length]


@pytest.fixture
def child(here, sana, zhanar):
    return register(zhanar, sana, **NADIRA)


@often
@given(data=some.data())
def test_every_word_about_a_child_is_kept_as_it_was_typed(data, zhanar, child):
    empty = CorrectForm({}, whole=True)
    typed = {name: filled(empty, name, data) for name in fields_of(empty)}
    child.refresh_from_db()
    form = CorrectForm({**typed, "version": child.version}, whole=True)
    assert form.is_valid(), form.errors
    details = form.details(child.pk, child.team_id)
    commands.correct_individual(zhanar, child.pk, child.version, details, sealed=True)
    told = commands.reveal_record(zhanar, child.pk)
    read = {**{n: getattr(told.identity, n) for n in IDENTITY}}
    read |= {n: told.contact.get(n, "") for n in CONTACT}
    read |= {n: told.health.get(n, "") for n in HEALTH}
    assert {n: read[n] for n in typed} == {n: kept(form, n, words) for n, words in typed.items()}


@often
@given(data=some.data())
def test_every_word_about_a_relative_and_a_paper_is_kept(data, zhanar, child):
    for build, note, read, plain in (
        (
            RelationForm,
            lambda form: commands.relate_people(zhanar, form.details(child.pk)),
            lambda row: commands.read_relation(zhanar, row.pk)[1],
            {"kind": "AUNT_UNCLE", "no_contact": "on"},
        ),
        (
            DocumentForm,
            lambda form: commands.note_document(zhanar, form.details(child.pk)),
            lambda row: commands.read_document(zhanar, row.pk)[1],
            {"type": "OTHER", "state": "RECEIVED"},
        ),
    ):
        names = [name for name in fields_of(build({})) if name != "code"]
        typed = {name: filled(build({}), name, data) for name in names}
        if "why_no_contact" in typed:
            typed["why_no_contact"] = f"He {typed['why_no_contact']}"[:60]
        form = build({**plain, **typed, "id": str(uuid7())})
        assert form.is_valid(), form.errors
        said = read(note(form))
        told = {name: said.get(name, "") for name in typed}
        assert told == {name: kept(form, name, words) for name, words in typed.items()}
    assert {"name", "phone", "work", "income"} <= set(DESCRIBED)


@pytest.mark.parametrize("torn", TORN)
def test_signs_that_cannot_be_kept_are_refused_at_every_field(torn):
    for form_of in (lambda typed: CorrectForm(typed, whole=True), RelationForm, DocumentForm):
        names = fields_of(form_of({}))
        form = form_of(dict.fromkeys(names, f"Нодира {torn}"))
        assert not form.is_valid()
        assert [name for name in names if name not in form.errors] == []


def test_too_long_is_refused_at_its_field_with_both_numbers():
    form = CorrectForm({"given_name": "я" * 5000, "health": "я" * 9000}, whole=True)
    assert not form.is_valid()
    assert "160" in form.errors["given_name"][0] and "5000" in form.errors["given_name"][0]
    assert "2000" in form.errors["health"][0]


@pytest.mark.parametrize("odd", ODD)
def test_a_page_gives_back_what_was_typed_and_runs_none_of_it(web: Client, nodira, odd):
    """R7, R28: after a mistake elsewhere the words stand in their field, escaped."""
    said = {"version": 1, "whole": "1", "given_name": odd, "health": odd, "born": "no date"}
    page = web.post(f"/children/{nodira.pk}/correct/", said)
    assert page.status_code == 422
    assert page.context["form"]["given_name"].value() == odd
    assert "<script>" not in page.content.decode().split("<main")[1].split("</main")[0]
    said["born"] = "2014"
    assert web.post(f"/children/{nodira.pk}/correct/", said).status_code == 302
