"""The environment is made again only when what it is made of has changed."""

import shutil
from pathlib import Path

import pytest

from tools import environment

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder of its own, with an environment that was just made."""
    shutil.copytree(ROOT / "requirements", tmp_path / "requirements")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / ".venv").mkdir()
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "REQUIREMENTS", tmp_path / "requirements")
    environment.stamp("run").write_text(environment.print_of("run"))
    return tmp_path


def test_nothing_is_installed_when_nothing_changed(elsewhere: Path) -> None:
    assert environment.stamped("run")
    assert not environment.stamped("dev")


def test_what_develops_umai_also_runs_it(elsewhere: Path) -> None:
    environment.stamp("run").unlink()
    environment.stamp("dev").write_text(environment.print_of("dev"))
    assert environment.stamped("run") and environment.stamped("dev")


@pytest.mark.parametrize("name", ["requirements/run.txt", "requirements/build.txt"])
def test_a_new_lock_is_installed(elsewhere: Path, name: str) -> None:
    with (elsewhere / name).open("a") as file:
        file.write("more==1.0\n")
    assert not environment.stamped("run")


def test_a_new_rule_of_a_linter_installs_nothing(elsewhere: Path) -> None:
    with (elsewhere / "pyproject.toml").open("a") as file:
        file.write("\n[tool.odd]\nrule = 1\n")
    assert environment.stamped("run")


def test_a_python_without_venv_names_the_line_that_brings_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        environment.create()


def test_every_pinned_package_carries_its_hash() -> None:
    """S37."""
    for lock in (ROOT / "requirements").glob("*.txt"):
        blocks = [b for b in lock.read_text().split("\n") if "==" in b]
        assert blocks and all(block.rstrip().endswith("\\") for block in blocks)
