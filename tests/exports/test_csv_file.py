"""CSV files that open right and run nothing (S25)."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from umai.foundation.exports import csv_file


def read(content, separator=","):
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))


def test_office_programs_see_utf_8_and_windows_line_ends():
    content = csv_file.csv_bytes(["коды"], [["Қыз бала"]])
    assert content == b"\xef\xbb\xbf" + "коды\r\nҚыз бала\r\n".encode()


@pytest.mark.parametrize("separator", [",", ";"])
def test_text_with_separators_quotes_and_line_breaks_comes_back_whole(separator):
    rows = [['say "no"; or, yes\nsecond line', "3"]]
    content = csv_file.csv_bytes(["a", "b"], rows, separator)
    assert read(content, separator)[1:] == rows


@given(st.lists(st.text(max_size=20), min_size=1, max_size=4), st.sampled_from([",", ";"]))
def test_no_cell_begins_like_a_formula(texts, separator):
    """S25."""
    content = csv_file.csv_bytes(["x"] * len(texts), [texts], separator)
    for cell in read(content, separator)[1] if any(texts) else []:
        assert cell.strip()[:1] not in {"=", "+", "-", "@"}


@pytest.mark.parametrize(
    "text", ["ok;=1+1", 'ok,"=1+1', "ok;\t@SUM(A1)", "ok\n=1+1", "ok;+cmd|'/c calc'!A1", "a;＝1"]
)
@pytest.mark.parametrize(("written", "opened"), [(",", ";"), (";", ",")])
def test_a_program_that_expects_the_other_separator_finds_no_formula_either(text, written, opened):
    """S25: in Kazakhstan office programs cut at the semicolon."""
    content = csv_file.csv_bytes(["a", "b"], [[text, "x"]], written).decode("utf-8-sig")
    for line in content.splitlines():
        for part in line.split(opened):
            assert part.strip(' "\t')[:1] not in {"=", "+", "-", "@", "＝"}


def test_a_failure_leaves_the_old_file_and_no_rest(tmp_path):
    """S36: no half file under the name of a whole one."""
    target = tmp_path / "contacts.csv"
    target.write_text("before")

    def rows():
        yield ["1"]
        raise RuntimeError("the line broke")

    with pytest.raises(RuntimeError):
        csv_file.write_csv(target, ["a"], rows())
    assert target.read_text() == "before"
    assert [one.name for one in tmp_path.iterdir()] == ["contacts.csv"]


def test_a_file_is_readable_by_its_owner_alone(tmp_path):
    target = csv_file.write_csv(tmp_path / "contacts.csv", ["a"], [["1"]])
    assert target.stat().st_mode & 0o077 == 0
