"""Make `.venv` and keep it true to the lock; quick when nothing changed. Standard library only."""

import hashlib
import importlib.util
import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
# What runs Umai is part of what develops it, so the second stamp holds for the first too.
LOCKS = {"run": "run.txt", "dev": "dev.txt"}


def main(kind: str) -> None:
    """Bring the environment to the given kind: `run` (use it) or `dev` (work on it)."""
    if not stamped(kind):
        make(kind)
    compiled = [str(PYTHON), "-m", "tools.messages", "compile"]
    subprocess.run(compiled, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def stamped(kind: str) -> bool:
    """Whether the environment was last made from exactly these files."""
    return any(
        stamp(wider).is_file() and stamp(wider).read_text() == print_of(wider)
        for wider in {kind, "dev"}
    )


def stamp(kind: str) -> Path:
    return VENV / f".stamp-{kind}"


def print_of(kind: str) -> str:
    """The fingerprint of all that decides what is installed."""
    told = hashlib.sha256(f"{ROOT}\n".encode())
    for name in (LOCKS[kind], "build.txt"):
        told.update((REQUIREMENTS / name).read_bytes())
    # Of pyproject.toml only what the installation reads: a new linter rule reinstalls nothing.
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    read = [project["project"], project["build-system"], project["tool"]["setuptools"]]
    told.update(json.dumps(read, sort_keys=True).encode())
    return told.hexdigest()


def make(kind: str) -> None:
    if not whole():
        create()
    print(f"Installing what requirements/{LOCKS[kind]} names into .venv", file=sys.stderr)
    locked = ["--require-hashes", "--only-binary", ":all:"]
    pip(*locked, "-r", str(REQUIREMENTS / "build.txt"))
    pip(*locked, "-r", str(REQUIREMENTS / LOCKS[kind]))
    pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    stamp(kind).write_text(print_of(kind))


def whole() -> bool:
    """Whether there is an environment with pip; a start that was cut short leaves one without."""
    asked = [str(PYTHON), "-c", "import pip"]
    return PYTHON.exists() and subprocess.run(asked, capture_output=True).returncode == 0


def create() -> None:
    """A new environment, or the line that installs what it lacks."""
    missing = [m for m in ("venv", "ensurepip") if importlib.util.find_spec(m) is None]
    if missing:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise SystemExit(
            f"This Python {version} comes without {' and '.join(missing)}. "
            f"On Debian and Ubuntu: apt-get install python3-venv"
        )
    print("Making .venv", file=sys.stderr)
    subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)


def pip(*words: str) -> None:
    quiet = ["--quiet", "--disable-pip-version-check"]
    done = subprocess.run([PYTHON, "-m", "pip", "install", *quiet, *words], check=False)
    if done.returncode:
        raise SystemExit("The environment is not complete; see the lines above, then try again.")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
