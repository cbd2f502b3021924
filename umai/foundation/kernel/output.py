"""What the console prints: the answer to stdout, everything else to stderr."""

import json
import sys
from typing import Any


def answer(value: Any) -> None:
    """Print an answer as JSON and nothing else."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=str)
    sys.stdout.write("\n")


def say(words: str) -> None:
    """Print progress or a warning."""
    print(words, file=sys.stderr, flush=True)
