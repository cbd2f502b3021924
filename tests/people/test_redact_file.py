"""A page is looked at without saving it, and a copy is made that hides what must not be seen."""

import io
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.files import made
from tests.files.test_redacting import SECRET, paper, text_of
from umai.foundation.files import commands as files
from umai.foundation.files import queries as stored
from umai.foundation.files.models import StoredFile
from umai.foundation.files.rules import Box
from umai.foundation.files.terms import Redaction
from umai.foundation.journal import log, sentences
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.refusal import Refused
from umai.foundation.kernel.scope import scope
from umai.foundation.vault.models import DataKey
from umai.people import commands, queries, terms
from umai.people.forms.redacting import Sheet

OFFICE = "Әбай ауданының қамқоршылық бөлімі"
TOP = Box(1, 80, 140, 700, 190)
WISH = files.Redaction([TOP], Redaction.OTHERS, OFFICE)
ENGLISH = {"accept-language": "en"}


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "UMAI_DATA", tmp_path)
    return tmp_path


@pytest.fixture
def file(sana, zhanar, nodira) -> StoredFile:
    with scope(sana.pk):
        letter = commands.Upload(paper(2), "Шешім Каримова.pdf")
        return commands.attach_file(zhanar, nodira.pk, terms.Attachment.LETTER, letter)


@pytest.fixture
def copy(sana, zhanar, nodira, file) -> StoredFile:
    with scope(sana.pk):
        return commands.redact_file(zhanar, nodira.pk, file.pk, WISH)


def facts(event: str) -> list[dict[str, object]]:
    keys = {key.pk: key for key in DataKey.objects.filter(kind="journal")}
    found = Entry.objects.filter(event=f"people.{event}").order_by("at", "id")
    return [log.facts_of(one, keys) for one in found]


def on_disk(data: Path) -> list[Path]:
    return [one for one in (data / "files").rglob("*") if one.is_file()]


def test_a_copy_is_made_beside_and_the_file_stays_as_it_is(sana, zhanar, nodira, file, copy):
    """S27: words under the box are nowhere in the copy; the shared copy and the original stay."""
    with scope(sana.pk):
        opened = commands.open_file(zhanar, nodira.pk, copy.pk)
        assert opened.type == "pdf" and text_of(opened.content).strip() == ""
        assert SECRET in text_of(commands.open_file(zhanar, nodira.pk, file.pk).content)
        key = stored.key_of(file)
        assert stored.content_of(file, key, stored.ORIGINAL)[:5] == b"%PDF-"
        assert stored.whom_of(copy, key) == OFFICE
        first, second = queries.attached(zhanar, nodira)
        assert (first.file.pk, second.file.pk) == (copy.pk, file.pk)
        assert first.redaction and not second.redaction and first.kind != second.kind
        assert (copy.pages, copy.purpose, copy.original) == (2, file.purpose, "")


def test_nothing_of_it_is_kept_in_clear(sana, copy, data):
    """S14: neither the picture nor for whom it is."""
    with scope(sana.pk):
        row = str(StoredFile.objects.filter(pk=copy.pk).values().get())
    assert "қамқор" not in row and OFFICE.encode().hex() not in row
    for one in on_disk(data):
        blob = one.read_bytes()
        assert b"%PDF" not in blob and OFFICE.encode() not in blob and b"JFIF" not in blob


def test_the_journal_knows_counts_and_codes(sana, copy):
    """S22, S14: that it was made, of what kind and why; not for whom."""
    with scope(sana.pk):
        assert facts("file_redacted") == [
            {"attachment": "letter", "type": "pdf", "pages": 2, "redaction": "others", "boxes": 1}
        ]
    assert any(answer("redaction", "others") for answer in sentences.code_answers)


def test_twice_is_once_and_another_box_is_another_copy(sana, zhanar, nodira, file, copy):
    """R1: a double click makes one copy and one entry."""
    with scope(sana.pk):
        assert commands.redact_file(zhanar, nodira.pk, file.pk, WISH).pk == copy.pk
        assert len(facts("file_redacted")) == 1
        other = files.Redaction([Box(1, 0, 0, 1000, 1000)], Redaction.OTHERS, OFFICE)
        assert commands.redact_file(zhanar, nodira.pk, file.pk, other).pk != copy.pk
        for_others = files.Redaction([TOP], Redaction.OTHERS, "Сот")
        assert commands.redact_file(zhanar, nodira.pk, file.pk, for_others).pk != copy.pk


def test_a_copy_has_no_original(sana, nodira, copy, saule, acting):
    with scope(sana.pk), pytest.raises(Http404):
        commands.open_original(acting(saule), nodira.pk, copy.pk)


def test_a_copy_goes_with_what_it_was_made_of(
    sana, zhanar, nodira, file, copy, data, django_capture_on_commit_callbacks
):
    """S18: a file that was attached by mistake leaves nothing, its copies' copies neither."""
    with scope(sana.pk), django_capture_on_commit_callbacks(execute=True):
        once_more = files.Redaction([Box(2, 0, 0, 500, 500)], Redaction.WHO, OFFICE)
        commands.redact_file(zhanar, nodira.pk, copy.pk, once_more)
        assert len(on_disk(data)) == 4
        commands.remove_file(zhanar, nodira.pk, file.pk)
        assert not StoredFile.objects.exists()
    assert not on_disk(data)


def test_an_erasure_takes_copies_along(
    sana, nodira, copy, data, saule, olga, acting, django_capture_on_commit_callbacks
):
    """S18: in whatever order the rows are found."""
    with scope(sana.pk), django_capture_on_commit_callbacks(execute=True):
        asked = commands.ask_erasure(acting(saule), nodira.pk, terms.ErasureGround.MISTAKE)
        commands.erase_individual(olga, asked.pk)
        assert not StoredFile.objects.exists()
    assert not on_disk(data)


def test_others_find_nothing(sana, rodnik, timur, nodira, file, serik, acting):
    """S4, S33: another team and another organisation get the same 404 as for no file at all."""
    for actor, place in ((timur, sana), (acting(serik), rodnik)):
        with scope(place.pk):
            with pytest.raises(Http404):
                commands.redact_file(actor, nodira.pk, file.pk, WISH)
            with pytest.raises(Http404):
                commands.look_at_file(actor, nodira.pk, file.pk)


def test_who_may_not_see_names_may_not_look(sana, nodira, file, olga):
    """S2: the officer neither looks nor redacts."""
    with scope(sana.pk):
        for act in (
            lambda: commands.look_at_file(olga, nodira.pk, file.pk),
            lambda: commands.redact_file(olga, nodira.pk, file.pk, WISH),
        ):
            with pytest.raises(PermissionDenied):
                act()


def test_mistakes_of_a_command_are_refused_and_leave_nothing(sana, zhanar, nodira, file, data):
    with scope(sana.pk):
        before = len(on_disk(data))
        for boxes in ([], [Box(3, 0, 0, 10, 10)]):
            with pytest.raises(Refused):
                wish = files.Redaction(boxes, Redaction.OTHERS, OFFICE)
                commands.redact_file(zhanar, nodira.pk, file.pk, wish)
        assert len(on_disk(data)) == before and StoredFile.objects.count() == 1


def test_a_lost_file_is_a_sentence_and_no_500(sana, nodira, file, data, web):
    """R21: looking and redacting say that the disk has lost it."""
    for one in on_disk(data):
        one.unlink()
    answer = web.post(at(nodira, file, "look"), follow=True)
    assert answer.status_code == 200 and answer.redirect_chain
    answer = web.post(at(nodira, file, "redact"), whole() | {"make": "yes"}, headers=ENGLISH)
    assert answer.status_code == 422 and "disk has lost" in answer.content.decode()


def at(child, file, way):
    return f"/children/{child.pk}/files/{file.pk}/{way}/"


def whole(*boxes, **said):
    """What the form sends: one box over the top of the first page unless told otherwise."""
    typed = {"box-TOTAL_FORMS": str(len(boxes) or 1), "box-INITIAL_FORMS": "0",
             "reason": "others", "whom": OFFICE, "shown": "1"}  # fmt: skip
    for number, box in enumerate(boxes or [("1", "8", "14", "62", "5")]):
        sides = zip(("page", "left", "top", "width", "height"), box, strict=True)
        typed |= {f"box-{number}-{name}": value for name, value in sides}
    return typed | said


def test_a_page_is_shown_on_an_answer_of_its_own(sana, web, nodira, file):
    """S22, S31: covered until asked; no address leads back to the picture, nothing is stored."""
    html = web.get(f"/children/{nodira.pk}/").content.decode()
    assert "data:image" not in html and at(nodira, file, "look") in html
    assert web.get(at(nodira, file, "look")).status_code == 405
    answer = web.post(at(nodira, file, "look"), {"page": "2"})
    html = answer.content.decode()
    assert answer.status_code == 200 and html.count("data:image/jpeg;base64,") == 1
    assert "no-store" in answer["Cache-Control"] and "Каримова" not in html
    with scope(sana.pk):
        said = {"attachment": "letter", "type": "pdf", "pages": 2, "page": 2}
        assert facts("file_looked_at") == [said]


def test_a_copy_says_for_whom_only_when_looked_at(web, nodira, copy):
    assert OFFICE not in web.get(f"/children/{nodira.pk}/").content.decode()
    assert OFFICE in web.post(at(nodira, copy, "look")).content.decode()


def test_from_the_first_page_to_the_copy_without_scripts(sana, web, nodira, file):
    """S27: show, type numbers, see the boxes drawn, go on to page 2, make the copy."""
    url = at(nodira, file, "redact")
    html = web.get(url).content.decode()
    assert "data:image" not in html and 'class="covered"' not in html
    answer = web.post(url, {"show": "1", "box-TOTAL_FORMS": "3", "box-INITIAL_FORMS": "0"})
    assert answer.status_code == 200 and "data:image" in answer.content.decode()
    typed = whole(("1", "8,5", "14", "60", "5"), ("2", "0", "0", "100", "50"), whom="Сот")
    html = web.post(url, typed | {"show": "1"}).content.decode()
    assert html.count('class="covered"') == 1 and 'x="8.5%"' in html and 'value="Сот"' in html
    assert html.count("box-row") == 2 + 3 and 'value="8,5"' in html
    html = web.post(url, typed | {"show": "2"}).content.decode()
    assert html.count('class="covered"') == 1 and 'height="50.0%"' in html
    answer = web.post(url, typed | {"make": "yes"})
    assert answer.status_code == 302
    with scope(sana.pk):
        made_of = StoredFile.objects.get(source_id=file.pk)
        assert made_of.redaction == "others"
        assert [one["page"] for one in facts("file_looked_at")] == [1, 1, 2]


@pytest.mark.parametrize(
    "typed,words",
    [
        (whole(("1", "a", "14", "62", "5")), "You wrote a."),
        (whole(("1", "8", "14", "162", "5")), "You wrote 162."),
        (whole(("1", "-8", "14", "62", "5")), "You wrote -8."),
        (whole(("1", "NaN", "14", "62", "5")), "You wrote NaN."),
        (whole(("1", "8", "", "62", "5")), "needs this number"),
        (whole(("1", "8", "1", "62", "0")), "needs this number"),
        (whole(("", "8", "14", "62", "5")), "needs this number"),
        (whole(("1", "100", "14", "62", "5")), "begins where the page ends"),
        (whole(("0", "8", "14", "62", "5")), "You wrote 0."),
        (whole(("9", "8", "14", "62", "5")), "does not have"),
        (whole(("", "", "", "", "")), "Draw a box"),
        (whole(reason="nonsense"), "not among them"),
        (whole(reason=""), "Choose why"),
        (whole(whom=""), "for whom"),
        (whole(whom="Со\x00т"), "cannot be kept"),
        (whole() | {"box-TOTAL_FORMS": "many"}, ""),
        (whole() | {"box-TOTAL_FORMS": "5000"}, ""),
        (whole() | {"shown": "٣" * 9}, None),
    ],
)  # fmt: skip
def test_mistakes_come_back_at_their_field(sana, web, nodira, file, typed, words):
    """R28: nothing is made, nothing typed is lost."""
    url = at(nodira, file, "redact")
    answer = web.post(url, typed | {"make": "yes"}, headers=ENGLISH)
    if words is None:
        assert answer.status_code == 302
        return
    html = answer.content.decode()
    assert answer.status_code == 422 and words in html and "error-summary" in html
    assert not typed["whom"] or "\x00" in typed["whom"] or typed["whom"] in html
    with scope(sana.pk):
        assert StoredFile.objects.count() == 1


def test_a_photograph_has_one_page(sana, zhanar, web, nodira):
    with scope(sana.pk):
        photograph = commands.Upload(made.jpeg(400, 300), "a.jpg")
        kind = terms.Attachment.PHOTOGRAPH
        file = commands.attach_file(zhanar, nodira.pk, kind, photograph)
    url = at(nodira, file, "redact")
    assert web.post(url, whole(("1", "0", "0", "50", "100")) | {"make": "1"}).status_code == 302
    with scope(sana.pk):
        copy = StoredFile.objects.get(source_id=file.pk)
        opened = commands.open_file(zhanar, nodira.pk, copy.pk)
    with Image.open(io.BytesIO(opened.content)) as seen:
        assert max(seen.getpixel((100, 150))) < 16 and min(seen.getpixel((350, 150))) > 240


def test_a_text_offers_neither(sana, zhanar, web, nodira):
    with scope(sana.pk):
        words = commands.Upload("Сөз".encode(), "a.txt")
        file = commands.attach_file(zhanar, nodira.pk, terms.Attachment.LETTER, words)
    html = web.get(f"/children/{nodira.pk}/").content.decode()
    assert at(nodira, file, "look") not in html and at(nodira, file, "redact") not in html
    assert web.post(at(nodira, file, "look"), follow=True).status_code == 200
    answer = web.post(at(nodira, file, "redact"), whole() | {"make": "1"})
    assert answer.status_code == 422


def test_doors(client, nodira, file, person, as_person):
    """S2, S4: strangers sign in, the officer is refused, another team finds nothing."""
    for way in ("look", "redact"):
        url = at(nodira, file, way)
        assert client.post(url).status_code == 302
        assert as_person(person("data_protection_officer")).post(url).status_code == 403
        assert as_person(person("social_worker", "Turkistan")).post(url).status_code == 404


SIGNS = "0123456789,.%-+eNaInf٣ \x00"
NUMBERS = st.decimals(0, 100, places=3).map(str) | st.text(SIGNS, max_size=8)


@hypothesis.settings(deadline=None)
@given(st.lists(st.tuples(*[NUMBERS | st.just("")] * 5), max_size=6))
def test_any_numbers_make_boxes_or_mistakes(boxes):
    """R28: what is typed never breaks the page; what is taken covers something."""
    sheet = Sheet(whole(*boxes) | {"make": "yes"} if boxes else whole() | {"make": "yes"})
    for box in sheet.boxes:
        assert 0 <= box.left < box.right <= 1000 and 0 <= box.top < box.bottom <= 1000
    assert sheet.wrong or sheet.boxes
    assert sheet.afresh().forms
