"""The pages by which the whole directory goes out and comes in."""

import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.directory import entries, hsds
from umai.directory import events, permissions
from umai.directory.models import Agency
from umai.foundation.access import actors
from umai.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db
OUT, IN = "/directory/export/", "/directory/import/"


@pytest.fixture
def known(sana, inside):
    with inside(sana):
        keeper = actors.console(sana, [permissions.KEEP_DIRECTORY, permissions.READ_CONFIDENTIAL])
        agency = entries.agency(keeper, name_en="Open house")
        entries.service(keeper, agency, name_en="Advice")
        hidden = entries.agency(keeper, name_en="Secret house", confidential=True)
        entries.service(keeper, hidden, name_en="A secret bed")


def sent(said, name="a.json", **more):
    content = said if isinstance(said, bytes) else json.dumps(said).encode()
    return {"file": SimpleUploadedFile(name, content), "act": "take", **more}


@pytest.mark.parametrize("role", ["supervisor", "programme_manager"])
def test_the_directory_is_taken_out_without_what_is_hidden(known, person, as_person, role):
    """S2, S6: not even whoever may read hidden entries takes them out."""
    browser = as_person(person(role))
    assert browser.get(OUT).status_code == 200
    answer = browser.post(OUT, {"shape": "hsds"})
    assert answer["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        words = "".join(packed.read(name).decode() for name in packed.namelist())
    assert "Open house" in words and "ecret" not in words
    table = browser.post(OUT, {"shape": "5w"})
    assert table.status_code == 200 and table.content[:2] == b"PK"
    assert browser.post(OUT, {"shape": "pdf"}).status_code == 422


def test_taking_it_out_is_journaled_with_counts_only(known, saule, as_person, sana, inside):
    as_person(saule).post(OUT, {"shape": "5w"})
    with inside(sana):
        assert Entry.objects.filter(event=events.DIRECTORY_EXPORTED).count() == 1


def test_only_who_may_comes_in(known, amina, as_person):
    """S2."""
    for path in (OUT, IN):
        assert as_person(amina).get(path).status_code == 403
        assert as_person(amina).post(path, {"shape": "hsds"}).status_code == 403


def test_a_file_is_looked_at_first_and_then_taken(saule, as_person, sana, inside):
    browser = as_person(saule)
    assert browser.get(IN).status_code == 200
    said = hsds.whole()
    said["services"].append({"id": "s9", "name": "<b>Odd</b>", "status": "odd"})
    looked = browser.post(IN, sent(said, act="look"))
    assert looked.status_code == 200 and "s9" in looked.content.decode()
    with inside(sana):
        assert not Agency.objects.exists()
    assert browser.post(IN, sent(said)).status_code == 200
    with inside(sana):
        assert Agency.objects.get().source_id == "org-1"
        assert Entry.objects.filter(event=events.DIRECTORY_IMPORTED).count() == 1


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"{}", b"a;b\n1;2\n"])
def test_a_bad_file_is_refused_at_its_field(saule, as_person, content):
    """R26, S35."""
    answer = as_person(saule).post(IN, sent(content, 'x"><script>.json'))
    assert answer.status_code == 422
    assert "<script>." not in answer.content.decode()


def test_a_file_that_is_too_large_is_not_read(saule, as_person, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = as_person(saule).post(IN, sent(hsds.whole()))
    assert answer.status_code == 413


def test_the_first_page_leads_there(saule, amina, as_person):
    find = reverse("directory:find_help")
    assert OUT in as_person(saule).get(find).content.decode()
    assert OUT not in as_person(amina).get(find).content.decode()
