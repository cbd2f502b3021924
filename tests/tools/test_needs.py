"""What the machine lacks is named, with the line that installs it; nothing is skipped."""

import pytest

from tools import needs


def test_a_bare_machine_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(needs.shutil, "which", lambda program: None)
    assert needs.main([]) == 1
    told = capsys.readouterr().err
    assert "apt-get install chromium fontconfig poppler-utils fonts-noto-core" in told


def test_fonts_that_cannot_write_kazakh_are_not_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs.shutil, "which", lambda program: f"/usr/bin/{program}")
    monkeypatch.setattr(needs, "fonts", lambda: "")
    assert needs.missing() == ["fonts-noto-core"]


def test_a_complete_machine_hears_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(needs, "missing", list)
    assert needs.main([]) == 0
    assert capsys.readouterr().err == ""


def test_the_bare_names_are_for_machines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(needs, "missing", lambda: ["chromium", "fontconfig"])
    assert needs.main(["--list"]) == 0
    assert capsys.readouterr().out == "chromium fontconfig\n"
