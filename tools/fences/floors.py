"""Imports go down only: what Import Linter says of a folder."""

import os
import subprocess
import sys
from pathlib import Path


def imports(root: Path) -> list[str]:
    """Every broken contract of `pyproject.toml`, with the import that breaks it."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()",
         "--no-cache"],
        cwd=root, env=os.environ | {"PYTHONPATH": str(root), "NO_COLOR": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode == 0:
        return []
    return [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
