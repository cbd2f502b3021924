"""The verbs of `make`: listed, thin, and all that CI runs."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROMISED = {
    "setup", "demo", "serve", "check", "test", "lint", "types", "floors", "bench", "pictures",
    "messages", "migration", "docs",
}  # fmt: skip


def test_make_alone_lists_every_verb_with_a_line_of_help() -> None:
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)
    helped = dict(re.findall(r"^make (\w+) +(\S.*)$", done.stdout, re.M))
    assert set(helped) >= PROMISED


def test_every_verb_is_thin() -> None:
    recipes = re.split(r"\n(?=\S)", (ROOT / "Makefile").read_text())
    long = [recipe.split(":")[0] for recipe in recipes if recipe.count("\n\t") > 2]
    assert long == []


def test_ci_runs_nothing_that_is_not_a_verb() -> None:
    """It installs what a bare machine lacks, then hands over to make."""
    script = (ROOT / ".ci" / "run").read_text()
    assert re.findall(r"^make (\w+)", script, re.M) == ["test"]
    assert not re.search(r"\b(pytest|ruff|mypy|pip)\b(?!')", re.sub(r"#.*", "", script))


def test_ci_can_be_run() -> None:
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
    subprocess.run(["bash", "-n", ROOT / ".ci" / "run"], check=True)
