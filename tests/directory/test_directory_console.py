"""`umai directory import` and `umai directory export`, as a colleague types them."""

import json
import os

import pytest

from tests.directory import hsds
from umai.config import verbs
from umai.directory import events
from umai.directory.models import Agency
from umai.foundation.journal.models import Entry

pytestmark = pytest.mark.django_db


def run(capsys, *typed):
    code = verbs.run(verbs.parser().parse_args(["directory", *map(str, typed)]))
    return code, capsys.readouterr()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "directory.json"
    said = hsds.whole()
    said["services"].append({"id": "s2", "name": "Odd", "organization_id": "org-1", "status": "x"})
    path.write_text(json.dumps(said))
    return path


def test_an_import_answers_in_json_and_the_same_in_a_second_run(sana, inside, capsys, file):
    typed = ("import", file, "--organisation", "SANA", "--format", "json")
    code, dry = run(capsys, *typed, "--dry-run")
    with inside(sana):
        assert code == 0 and not Agency.objects.exists()
    first, second = (json.loads(run(capsys, *typed)[1].out) for _ in range(2))
    names = ["organizations", "services", "locations", "rejected", "dropped_fields"]
    assert list(first)[:5] == names
    assert [first[name] for name in names[:3]] == [1, 1, 1]
    assert [one["id"] for one in first["rejected"]] == ["s2"]
    for name in names:
        assert first[name] == second[name] == json.loads(dry.out)[name]
    with inside(sana):
        assert Entry.objects.filter(event=events.DIRECTORY_IMPORTED).count() == 2


def test_a_refusal_has_a_reason_and_no_traceback(sana, capsys, tmp_path):
    """R26."""
    for name, content in (("a.json", b"\xff\xfe"), ("b.json", b"{}"), ("c.csv", b"x\n")):
        (tmp_path / name).write_bytes(content)
        code, said = run(capsys, "import", tmp_path / name, "--organisation", "sana")
        assert code == 1 and said.err.strip() and "Traceback" not in said.err
    for path in ("nothing", "directory", "."):
        code, said = run(capsys, "import", tmp_path / path / "x", "--organisation", "sana")
        assert code == 1 and said.err.strip()


def test_an_export_is_written_and_journaled(sana, inside, capsys, file, tmp_path):
    run(capsys, "import", file, "--organisation", "sana")
    typed = ("export", "--organisation", "sana", "--hsds", tmp_path / "out")
    code, said = run(capsys, *typed, "--5w", tmp_path / "5w.xlsx")
    assert code == 0 and "1 services" in said.out
    assert (tmp_path / "5w.xlsx").stat().st_size > 0
    assert len(json.loads((tmp_path / "out" / "services.json").read_text())) == 1
    with inside(sana):
        assert Entry.objects.filter(event=events.DIRECTORY_EXPORTED).count() == 2
    again, _ = run(capsys, "import", tmp_path / "out", "--organisation", "sana")
    assert again == 0
    os.remove(tmp_path / "out" / ".umai-hsds")
    assert run(capsys, *typed)[0] == 1
    assert run(capsys, "export", "--organisation", "sana")[0] == 1
