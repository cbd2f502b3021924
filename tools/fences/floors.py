"""Imports go down only: what Import Linter says of a folder."""

import os
import subprocess
import sys
from pathlib import Path

COMMAND = "from importlinter.cli import lint_imports_command as lint; lint()"


def imports(root: Path) -> list[str]:
    """What Import Linter has to say about broken contracts; nothing if all are kept."""
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "--no-cache", "--no-logo"],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root), "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return []
    told = (done.stdout + done.stderr).rpartition("Broken contracts")[2]
    return [line for line in map(str.strip, told.splitlines()) if line.strip("-")]
