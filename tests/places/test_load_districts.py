"""The districts of the regions come from a file: all of it, or nothing and a list of mistakes."""

import json
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation

from umai.config import verbs
from umai.config.backup import contents
from umai.foundation.access import actors
from umai.foundation.journal.models import Entry
from umai.foundation.kernel.scope import scope
from umai.foundation.places import commands, loading, queries
from umai.foundation.places.models import District

HEAD = "code,region,name_kk,name_ru,name_en\n"
GOOD = HEAD + (
    "791310000,KZ-79,Солтүстік ауданы (ойдан),Северный район (вымышлен),North district (invented)\n"
    "791710000,79,,Южный район (вымышлен),\n"
)


@pytest.fixture
def load(db, tmp_path, capsys):
    """Load a file as the console does: `load("text")` answers code, stdout and stderr."""

    def run(content, *more):
        file = tmp_path / "districts.csv"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        chosen = verbs.parser().parse_args(["places", "load", str(file), *more])
        code = verbs.run(chosen)
        said = capsys.readouterr()
        return SimpleNamespace(code=code, out=said.out, err=said.err)

    return run


def rows():
    return list(District.objects.order_by("code").values_list("code", "region"))


def events():
    with scope(None):
        return list(Entry.objects.values_list("event", flat=True))


def test_a_file_is_loaded_and_its_names_are_shown_in_the_reader_s_language(load):
    done = load(GOOD)
    assert (done.code, done.out) == (0, "2 rows: 2 new, 0 changed\n")
    assert rows() == [("791310000", "KZ-79"), ("791710000", "KZ-79")]
    with translation.override("kk"):
        assert queries.district_name("791310000") == "Солтүстік ауданы (ойдан)"
        assert queries.district_name("791710000") == "Южный район (вымышлен)"
    assert [code for code, _name in queries.districts("KZ-79")] == ["791310000", "791710000"]
    assert queries.districts("KZ-75") == []
    assert queries.district_name("999") == "999"
    assert events() == ["places.districts_loaded"]


def test_a_second_run_changes_nothing_and_a_new_name_is_taken(load):
    load(GOOD)
    told = json.loads(load(GOOD, "--format", "json").out)
    assert told == {"rows": 2, "new": 0, "changed": 0, "faults": []}
    assert events() == ["places.districts_loaded"]
    assert load(GOOD.replace("North", "Northern")).out == "2 rows: 0 new, 1 changed\n"
    with translation.override("en"):
        assert queries.district_name("791310000") == "Northern district (invented)"
    # A file with semicolons, a mark of the order of bytes and columns in another order.
    other = "\ufeffname_en;Region;code;name_ru;name_kk\nOld;KZ-75;75;;\n"
    assert load(other).out == "1 rows: 1 new, 0 changed\n"
    assert len(rows()) == 3


def test_one_mistake_and_nothing_is_written(load):
    """R26: every mistake by its row and column."""
    bad = HEAD + (
        "79x,KZ-79,,A,\n,KZ-79,,B,\n7901,KZ-99,,C,\n7902,KZ-79,,,\n7903,KZ-79,,D,\n7903,KZ-79,,E,\n"
        f"7904,KZ-79,,{'F' * 201},\n\n"
    )
    done = load(bad)
    assert done.code == 1
    assert [line.split(":")[1].strip() for line in done.err.splitlines()[:-1]] == [
        "row 2, code", "row 3, code", "row 4, region", "row 5, name_ru", "row 7, code",
        "row 8, name_ru",
    ]
    assert done.err.splitlines()[-1] == "Nothing was written."
    assert rows() == []
    told = json.loads(load(bad, "--format", "json").out)
    assert (told["rows"], told["new"], told["faults"][0]["column"]) == (7, 0, "code")
    assert events() == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "The first row must name the columns"),
        ("code,name_ru\n1,a\n", "Missing: region, name_kk, name_en."),
        (HEAD, "The file holds no district."),
        (HEAD.encode() + "1,79,,\u0410,".encode("cp1251"), "Row 2: the file is not in UTF-8"),
        (HEAD + '1,79,"open', "not a readable CSV"),
        (HEAD + "1,79," + "n" * 200_000, "not a readable CSV"),
        (HEAD + "1,79,\0,,", "signs that no text has"),
    ],
)
def test_a_file_that_is_no_table_of_districts_is_refused_in_words(load, content, words):
    """S35, R26: bad bytes, broken quotes and one endless field are refused, never a stack trace."""
    done = load(content)
    assert done.code == 1
    assert words in done.err
    assert rows() == []


def test_a_file_that_is_not_there_is_refused(db, tmp_path, capsys):
    chosen = verbs.parser().parse_args(["places", "load", str(tmp_path / "none.csv")])
    assert verbs.run(chosen) == 1
    assert "cannot be read" in capsys.readouterr().err


def test_only_the_console_loads_districts(saule, acting, inside, sana):
    district = loading.DistrictDetails("1", "KZ-79", {"en": "Invented"})
    with inside(sana), pytest.raises(PermissionDenied):
        commands.load_districts(acting(saule), [district])
    with scope(None):
        assert commands.load_districts(actors.console(), [district]).new == 1


def test_districts_are_asked_for_once_however_often_a_form_shows_them(
    load, django_assert_num_queries
):
    load(GOOD)
    queries.districts("KZ-79")
    with django_assert_num_queries(0):
        queries.districts("KZ-79")
        queries.district_name("791310000")


def test_districts_travel_with_a_backup(owner_cursor):
    """A backup counts and carries every table that it does not name as left out."""
    assert "places_district" in contents.rows(owner_cursor.connection)
