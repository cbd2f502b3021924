"""Only the names of the table: the same file in every room holds the same kind of thing."""

from pathlib import Path

from tools.fences import files

ROOM = {
    "__init__", "terms", "permissions", "events", "rules", "models", "queries", "commands",
    "statistics", "forms", "exports", "imports", "cli", "views", "api", "chores", "demo", "urls",
    "apps",
}  # fmt: skip
FOLDERS = {"templates", "templatetags", "static", "data", "migrations", "locale"}
# A craft that is more than a file of the table, by the package that it belongs to.
CRAFTS: dict[str, set[str]] = {
    "umai/config": {
        "backup", "console", "doors", "env", "ground", "lists", "logs", "navigation", "roles",
        "safety", "server", "serving", "settings", "urls", "verbs", "wiring", "wsgi",
    },
    "umai/foundation/kernel": {
        "actor", "bulk", "clock", "columns", "done", "fences", "gate", "ids", "links", "output",
        "ownership", "refusal", "scope", "steps", "text", "together", "written",
    },
    "umai/directory": {"hsds"},
    "umai/people": {"names"},
    "umai/legal_aid": {"births", "calendars", "guides", "letters", "versions"},
    "umai/foundation/counting": {"ages", "differences", "tables"},
    "umai/foundation/ui": {
        "charts", "fields", "formats", "icons", "moments", "navigation", "pages", "paging",
        "renderer", "shell", "versions", "widgets",
    },
    "umai/foundation/vault": {"erasures", "ring", "rotation", "seals"},
    "umai/foundation/journal": {"chain", "commitments", "log", "sentences"},
    "umai/foundation/access": {
        "actors", "adapters", "hashing", "middleware", "proof", "roles", "sessions", "throttle",
        "unasked",
    },
    "umai/foundation/vocabulary": {"labels", "loading", "mapping"},
    "umai/foundation/places": {"loading"},
    "umai/foundation/jobs": {"health", "metrics", "queue", "schedule", "worker"},
    "umai/foundation/files": {
        "answers", "apart", "cleaning", "drawing", "papers", "pictures", "redacting", "signs",
        "store",
    },
    "umai/foundation/notices": {"mail", "outbox", "roster", "shell"},
    "umai/foundation/exports": {
        "cells", "charts", "csv_file", "incoming", "intake", "marks", "numerals", "pdf_file",
        "registers", "temporary", "xlsx_file",
    },
}  # fmt: skip
NEVER = {"utils", "helpers", "services", "signals", "admin", "common", "misc", "lib", "mixins"}


def file_names(root: Path) -> list[str]:
    """A file or folder that is not in the table of names, and one that is refused everywhere."""
    wrong = []
    for home in homes(root):
        allowed = ROOM | CRAFTS.get(files.short(root, home), set())
        for one in sorted(home.iterdir()):
            name = one.stem if one.is_file() else one.name
            if one.name.startswith((".", "__pycache__")) or one.suffix in {".pyc", ".mo"}:
                continue
            if one.is_dir() and one.name in FOLDERS:
                continue
            if name not in allowed or (one.is_file() and one.suffix != ".py"):
                wrong.append(f"{files.short(root, one)}: this name is not on the list")
    return wrong + [
        f"{files.short(root, path)}: no {path.name} in this house"
        for path in root.glob("umai/**/*.py")
        if path.stem in NEVER
    ]


def homes(root: Path) -> list[Path]:
    """The folders whose file names are a table: rooms, the foundation's apps, config."""
    found = [*root.glob("umai/*"), *root.glob("umai/foundation/*")]
    return sorted(p for p in found if (p / "__init__.py").is_file() and p.name != "foundation")


def duties(root: Path) -> list[str]:
    """A package without the one sentence that says what it is for, or with code in `__init__`."""
    wrong = []
    for home in homes(root):
        body = files.tree(home / "__init__.py").body
        if len(body) != 1 or not (home / "__init__.py").read_text().startswith('"""'):
            wrong.append(f"{files.short(root, home)}/__init__.py: one sentence, the duty, no code")
    return wrong
