"""The verbs of the console, gathered from the rooms."""

import argparse
import sys
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils import translation

from umai.config import demo, serving, wiring
from umai.foundation.kernel.refusal import Refused


class Adder:
    """Adds verbs; "import contacts" and "import people" share the group "import"."""

    def __init__(self, verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
        self._verbs = verbs
        self._groups: dict[str, argparse._SubParsersAction[argparse.ArgumentParser]] = {}

    def __call__(self, name: str, **words: Any) -> argparse.ArgumentParser:
        """The parser of one verb, of one or two words."""
        group, _, act = name.rpartition(" ")
        if not group:
            return self._verbs.add_parser(name, **words)
        if group not in self._groups:
            parser = self._verbs.add_parser(group, help=f"{group} …")
            self._groups[group] = parser.add_subparsers(dest="act", required=True, metavar="WHAT")
        return self._groups[group].add_parser(act, **words)


def parser() -> argparse.ArgumentParser:
    """The whole console: each room adds its verbs in its `cli.py`."""
    whole = argparse.ArgumentParser(prog="umai", description="Umai, from the console.")
    verbs = whole.add_subparsers(dest="verb", required=True, metavar="VERB")
    add = Adder(verbs)
    serving.verbs(add)
    demo.verbs(add)
    for part in wiring.parts("cli"):
        part.verbs(add)
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
