"""The pages of docs/ that the code knows better: settings, events, permissions.

`python -m tools.docs` writes them, `--check` says which are out of date.
"""

import ast
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import django
from django.utils import translation

from tools.fences import files

ROOT = Path(__file__).resolve().parents[1]
READERS = {
    "env.text": "text",
    "env.flag": "yes or no",
    "env.number": "whole number",
    "env.words": "list",
    "keys.read_url": "address",
}
NOTE = "<!-- Written by `make docs`. {more} -->\n"
TOLD = "The code gives the table; only the last column is written by hand and kept."


@dataclass(frozen=True)
class Setting:
    """One variable of the environment, as the code reads it."""

    name: str
    kind: str
    default: str


def settings_read(root: Path) -> list[Setting]:
    """Every `env.text("NAME", default)` and its kin of the product, once each."""
    found = {s.name: s for path in files.sources(root) for s in _read_in(path)}
    return [found[name] for name in sorted(found)]


def _read_in(path: Path) -> Iterator[Setting]:
    for node in ast.walk(files.tree(path)):
        if isinstance(node, ast.Call) and node.args:
            reader, first = files.dotted(node.func), node.args[0]
            if reader in READERS and isinstance(first, ast.Constant):
                default = ast.unparse(node.args[1]).strip("'") if len(node.args) > 1 else ""
                yield Setting(str(first.value), READERS[reader], default)


def settings_page(root: Path) -> str:
    """Settings with their defaults; what each is for is kept from the page as it stands."""
    page = root / "docs" / "settings.md"
    known = _last_cells(page.read_text()) if page.exists() else {}
    lines = [
        f"| `{one.name}` | {one.kind} | {_code(one.default)} | {known.get(one.name, '')} |"
        for one in settings_read(root)
    ]
    return "\n".join(
        [
            "# Settings",
            "",
            NOTE.format(more=TOLD),
            "All settings are variables of the environment, read once at the start by"
            " `umai/config/env.py`. None is needed to try Umai.",
            "",
            "| name | kind | default | what it is for |",
            "|---|---|---|---|",
            *lines,
            "",
        ]
    )


def _last_cells(text: str) -> dict[str, str]:
    rows = (line.strip("|").split("|") for line in text.splitlines() if line.startswith("| `"))
    return {row[0].strip(" `"): row[-1].strip() for row in rows}


def _code(word: str) -> str:
    return f"`{word}`" if word else ""


def undescribed(root: Path) -> list[str]:
    """Settings of the page that say nothing about what they are for."""
    cells = _last_cells((root / "docs" / "settings.md").read_text())
    return [f"docs/settings.md: what is {name} for?" for name, cell in cells.items() if not cell]


def events_page(root: Path) -> str:
    """Everything that can stand in the journal, room by room, with its sentence."""
    from tools.fences import walk

    lines = ["# Events", "", NOTE.format(more="Edit `events.py` of the room.")]
    lines += ["What the journal can say. Each entry also names who, when and the code of what.", ""]
    for label, module in walk.declared("events").items():
        lines += [f"## {label}", "", "| event | the journal says |", "|---|---|"]
        sentences = module.SENTENCES
        lines += [f"| `{event}` | {sentences[event]} |" for event in sorted(sentences)]
        lines.append("")
    return "\n".join(lines)


def permissions_page(root: Path) -> str:
    """Who holds what, and which gate stands before which address."""
    from tools.fences import walk
    from umai.foundation.access.roles import all_roles
    from umai.foundation.kernel import gate

    roles = all_roles()
    lines = ["# Permissions", "", NOTE.format(more="Edit `umai/config/roles.py` or the view.")]
    lines += ["## Roles", "", "| role | | opens files | may |", "|---|---|---|---|"]
    for code, role in roles.items():
        may = ", ".join(f"`{one}`" for one in sorted(role.permissions)) or "nothing yet"
        lines.append(f"| `{code}` | {role.label} | {'yes' if role.opens_files else ''} | {may} |")
    lines += ["", "## Permissions", "", "| permission | held by |", "|---|---|"]
    held = {
        permission: [code for code, role in roles.items() if permission in role.permissions]
        for module in walk.declared("permissions").values()
        for permission in walk.constants(module).values()
    }
    lines += [f"| `{one}` | {', '.join(held[one]) or 'nobody'} |" for one in sorted(held)]
    lines += [
        "",
        "## Addresses",
        "",
        "A fresh proof is asked before what is sent (POST) or opened (GET) there: who sits at the"
        " desk shows it again after `UMAI_PROOF_MINUTES`.",
        "",
        "| address | name | gate | fresh proof | who comes in |",
        "|---|---|---|---|---|",
    ]
    everybody = {gate.EVERYONE: "everyone", gate.SIGNED_IN: "everybody signed in"}
    for route, name, needed, fresh in walk.addresses():
        who = everybody.get(needed) or ", ".join(held.get(needed, []))
        address = f"/{route}".replace("|", "\\|")
        lines.append(f"| `{address}` | {_code(name)} | {needed} | {fresh} | {who} |")
    return "\n".join([*lines, ""])


PAGES: dict[str, Callable[[Path], str]] = {
    "docs/settings.md": settings_page,
    "docs/events.md": events_page,
    "docs/permissions.md": permissions_page,
}


def stale(root: Path) -> list[str]:
    """Pages that differ from what the code says now."""
    with translation.override("en"):
        wrong = [
            f"{name}: out of date; run make docs"
            for name, page in PAGES.items()
            if not (root / name).exists() or (root / name).read_text() != page(root)
        ]
    return wrong + undescribed(root)


def main(words: list[str]) -> int:
    """Write the pages, or with `--check` only say what is wrong with them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "umai.config.settings")
    django.setup()
    if words != ["--check"]:
        with translation.override("en"):
            for name, page in PAGES.items():
                (ROOT / name).write_text(page(ROOT))
        wrong = undescribed(ROOT)
    else:
        wrong = stale(ROOT)
    for line in wrong:
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
