"""A copy of the house that a test may break."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns("__pycache__", "static", "*.mo")


class Copy:
    """The house in a folder of its own: change a file, then ask a fence."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def add(self, name: str, text: str) -> None:
        """Append to a file, or begin it."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a") as file:
            file.write(text)

    def swap(self, name: str, old: str, new: str) -> None:
        """Replace words that must be there."""
        path = self.root / name
        text = path.read_text()
        assert old in text, f"{name} does not say {old!r} any more"
        path.write_text(text.replace(old, new))

    def ask_django(self, question: str) -> str:
        """Start Django in the copy and print what a fence of `walk` answers."""
        program = f"import django; django.setup(); from tools.fences import walk; {question}"
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", program],
            cwd=self.root,
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "umai.config.settings",
                "PYTHONPATH": str(self.root),
                "UMAI_DATA": str(self.root / "var"),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """The source as it stands, without pictures and compiled words."""
    for folder in ("umai", "tools"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=LEFT_OUT)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return Copy(tmp_path)
