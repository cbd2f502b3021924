"""The verbs of the console, gathered from the rooms."""

import argparse
import sys
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.utils import translation

from umai.config import serving, wiring
from umai.foundation.kernel.refusal import Refused

Add = Callable[..., argparse.ArgumentParser]


def parser() -> argparse.ArgumentParser:
    """The whole console: each room adds its verbs in its `cli.py`."""
    whole = argparse.ArgumentParser(prog="umai", description="Umai, from the console.")
    verbs = whole.add_subparsers(dest="verb", required=True, metavar="VERB")
    serving.verbs(verbs.add_parser)
    for part in wiring.parts("cli"):
        part.verbs(verbs.add_parser)
    return whole


def run(chosen: argparse.Namespace) -> int:
    """Run the chosen verb in English; print a refusal with its reasons and answer 1."""
    with translation.override(getattr(chosen, "language", None) or "en"):
        try:
            return int(chosen.run(chosen) or 0)
        except Refused as no:
            print(no, file=sys.stderr)
            return 1
        except PermissionDenied as no:
            print(f"not allowed: {no}", file=sys.stderr)
            return 1

