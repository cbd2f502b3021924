"""The house rules that can be read from the source."""

import ast
from pathlib import Path

from tools.fences import files

FILE, FUNCTION, VIEW, TEMPLATE, LONGISH = 400, 50, 25, 150, 250
TABLES = {"models", "queries", "commands", "statistics"}
# Names that never touch tables themselves; a name that is not here is a craft of the foundation.
DOORS = {"views", "api", "forms", "exports", "imports", "cli", "chores", "demo", "urls", "terms",
         "permissions", "events", "rules", "apps"}  # fmt: skip
GATES = {"needs", "signed_in", "open_to_everyone"}
CLOCKS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now",
    "timezone.localdate", "time.time", "time.localtime", "time.gmtime", "functions.Now",
}  # fmt: skip

# Exceptions, each with its reason. Keep them few.
LONG: dict[str, str] = {}
OBJECTS: dict[str, str] = {}
PART = "a part of the commands beside it, which hold the transaction and the entry"
COMMANDS: dict[str, str] = {
    "umai/directory/commands/holding.py:hold": PART,
    "umai/directory/commands/holding.py:fill": PART,
    "umai/directory/commands/holding.py:keep": PART,
    "umai/directory/commands/holding.py:insert": PART,
    "umai/directory/commands/holding.py:insert_once": PART,
    "umai/directory/commands/inviting.py:hashed": PART,
    "umai/directory/commands/listing.py:relist": PART,
    "umai/hotline/commands/alarms.py:raise_alarm": PART,
    "umai/hotline/commands/changing.py:hold": PART,
    "umai/hotline/commands/changing.py:key_for": PART,
    "umai/hotline/commands/changing.py:insert_once": PART,
    "umai/hotline/commands/changing.py:keep": PART,
    "umai/hotline/commands/changing.py:leave_step": PART,
    "umai/hotline/commands/changing.py:person": PART,
    "umai/hotline/commands/correcting.py:as_version": PART,
    "umai/hotline/commands/correcting.py:check_may": PART,
    "umai/hotline/commands/correcting.py:recount_attempts": PART,
    "umai/hotline/commands/giving.py:write_given": PART,
    "umai/hotline/commands/consulting.py:write_noted": PART,
    "umai/hotline/commands/importing.py:facts_of": PART,
    "umai/hotline/commands/importing.py:insert_contacts": PART,
    "umai/hotline/commands/numbering.py:take_numbers": PART,
    "umai/hotline/commands/opening.py:open_case_from_contact": "its entry is that of the case",
    "umai/hotline/commands/numbering.py:code_of": PART,
    "umai/hotline/commands/numbering.py:next_code": PART,
    "umai/hotline/commands/recording.py:fill": PART,
    "umai/hotline/commands/recording.py:write_other_children": PART,
    "umai/hotline/commands/recording.py:facts_of": PART,
    "umai/foundation/exports/commands.py:check_version": "a part of the act that takes it in",
    "umai/foundation/exports/commands.py:finish_register": "a part of the act that takes it in",
    "umai/foundation/files/commands.py:keep_file": "a part of the act that attaches it",
    "umai/foundation/files/commands.py:keep_redacted": "a part of the act that redacts",
    "umai/foundation/files/commands.py:page_of": "a part of the act that looks",
    "umai/foundation/files/commands.py:drop_file": "a part of the act that gives it up",
    "umai/foundation/files/commands.py:drop_files": "a part of an erasure",
    "umai/people/commands/circle.py:to_tell": PART,
    "umai/people/commands/circle.py:stand_by": "a part of acts of higher rooms",
    "umai/people/commands/circle.py:step_back": "a part of acts of higher rooms",
    "umai/people/commands/circle.py:hand_to_team": "a part of acts of higher rooms",
    "umai/foundation/calendar/commands/handing_over.py:forget_code": "a part of an erasure",
    "umai/people/commands/handing_over.py:pack_individual": "a part of handing a case over",
    "umai/people/commands/handing_over.py:check_agreed": "a part of handing a case over",
    "umai/people/commands/handing_over.py:take_individual_in": "a part of taking a case over",
    "umai/people/commands/sharing.py:check_shareable": "a part of a referral",
    "umai/people/commands/sharing.py:share_individual": "a part of a referral",
    "umai/people/commands/sharing.py:names_of": "a part of a referral",
    "umai/cases/commands/transferring.py:new_owner": PART,
    "umai/cases/commands/handing_over.py:take_back": PART,
    "umai/cases/commands/approving.py:ask": PART,
    "umai/cases/commands/approving.py:decide": PART,
    "umai/cases/commands/clocks.py:start": PART,
    "umai/cases/commands/clocks.py:meet": PART,
    "umai/cases/commands/clocks.py:stop": PART,
    "umai/cases/commands/clocks.py:follow_risk": PART,
    "umai/cases/commands/clocks.py:look_ahead": PART,
    "umai/cases/commands/clocks.py:acted": PART,
    "umai/cases/commands/clocks.py:moment_of": PART,
    "umai/cases/commands/holding.py:hold": PART,
    "umai/cases/commands/holding.py:happened": PART,
    "umai/cases/commands/holding.py:seal": PART,
    "umai/cases/commands/holding.py:tell": PART,
    "umai/cases/commands/holding.py:check_word": PART,
    "umai/cases/commands/rating.py:rate": PART,
    "umai/cases/commands/opening.py:read_case": "it writes its entry and nothing else",
    "umai/cases/commands/worrying.py:write_concern": PART,
    "umai/cases/commands/leading.py:add_member": PART,
    "umai/cases/commands/leading.py:step_out": PART,
    "umai/cases/commands/merging.py:merge_cases": "a part of merging people",
    "umai/cases/commands/merging.py:undo_merge_of_cases": "a part of undoing a merge of people",
    "umai/cases/commands/merging.py:erase_cases": "a part of an erasure",
    "umai/hotline/commands/opening.py:let_case_go": "a part of an erasure",
    "umai/people/commands/circle.py:let_in": PART,
    "umai/people/commands/circle.py:those_who_know": PART,
    "umai/people/commands/holding.py:changed": PART,
    "umai/people/commands/holding.py:hold": PART,
    "umai/people/commands/holding.py:hold_person": PART,
    "umai/people/commands/holding.py:seal": PART,
    "umai/people/commands/holding.py:check_word": PART,
    "umai/people/commands/holding.py:check_days": PART,
    "umai/people/commands/keying.py:write_document_keys": PART,
    "umai/people/commands/loading.py:write_people": PART,
    "umai/people/commands/numbering.py:take_numbers": PART,
    "umai/people/commands/registering.py:fill": PART,
    "umai/people/commands/registering.py:fill_plain": PART,
    "umai/people/commands/registering.py:write_keys": PART,
    "umai/referrals/commands/holding.py:hold": PART,
    "umai/referrals/commands/holding.py:happened": PART,
    "umai/referrals/commands/holding.py:shut": PART,
    "umai/referrals/commands/holding.py:saved": PART,
    "umai/referrals/commands/holding.py:seal": PART,
    "umai/referrals/commands/holding.py:tell_owner": PART,
    "umai/referrals/commands/holding.py:tell_takers": PART,
    "umai/referrals/commands/holding.py:check_word": PART,
    "umai/referrals/commands/holding.py:check_choice": PART,
    "umai/referrals/commands/drafting.py:check_told": PART,
    "umai/referrals/commands/numbering.py:next_code": PART,
    "umai/referrals/commands/noting.py:act": PART,
    "umai/referrals/commands/coding.py:new_code": PART,
    "umai/referrals/commands/coding.py:write_to_provider": PART,
    "umai/referrals/commands/coding.py:hashed": PART,
    "umai/hotline/commands/taking_in.py:take_referral_in": "its entry is that of the contact",
    "umai/referrals/commands/sending.py:follow_merge": "a part of merging people",
    "umai/referrals/commands/sending.py:end_access": PART,
    "umai/referrals/commands/sending.py:to_tell": PART,
    "umai/referrals/commands/sending.py:take_out_of_box": PART,
    "umai/referrals/commands/sending.py:follow_consent": "a part of a withdrawal of consent",
    "umai/legal_aid/commands/holding.py:hold": PART,
    "umai/legal_aid/commands/holding.py:next_code": PART,
    "umai/legal_aid/commands/holding.py:happened": PART,
    "umai/legal_aid/commands/holding.py:set_due": PART,
    "umai/legal_aid/commands/holding.py:due_of": PART,
    "umai/legal_aid/commands/holding.py:begin": PART,
    "umai/legal_aid/commands/holding.py:origin_of": PART,
    "umai/legal_aid/commands/holding.py:check_reason": PART,
    "umai/legal_aid/commands/holding.py:saved": PART,
    "umai/legal_aid/commands/births.py:follow_birth": PART,
    "umai/legal_aid/commands/births.py:end_birth": PART,
    "umai/legal_aid/commands/proving.py:evidence_told": PART,
    "umai/legal_aid/commands/drafting.py:hold_draft": PART,
    "umai/legal_aid/commands/giving.py:follow_case": "a part of handing a case on",
    "umai/legal_aid/commands/telling.py:values": "a part of writing a letter",
    "umai/legal_aid/commands/erasing.py:erase_procedures": "a part of an erasure",
    "umai/legal_aid/commands/erasing.py:let_case_go": "a part of an erasure",
    "umai/referrals/commands/erasing.py:erase_referrals": "a part of an erasure",
    "umai/referrals/commands/erasing.py:let_case_go": "a part of an erasure",
    "umai/foundation/notices/commands.py:write_out": "a part of the act that it tells of",
    "umai/foundation/notices/commands.py:tell": "a part of the act that it tells of",
    "umai/foundation/notices/commands.py:ring": "a part of the act that it rings for",
}
TIMES: dict[str, str] = {
    "umai/foundation/kernel/clock.py": "the source of time itself",
}


def lengths(root: Path) -> list[str]:
    """Files over 400 lines, functions over 50, views over 25, templates over 150."""
    wrong = []
    for path in files.sources(root):
        name = files.short(root, path)
        wrong += _too_long(name, len(path.read_text().splitlines()), FILE)
        limit = VIEW if files.kind(path) == "views" else FUNCTION
        for one in files.functions(path):
            length = (one.end_lineno or one.lineno) - one.lineno + 1
            wrong += _too_long(f"{name}:{one.name}", length, limit)
    for path in files.templates(root):
        wrong += _too_long(files.short(root, path), len(path.read_text().splitlines()), TEMPLATE)
    return wrong


def _too_long(name: str, length: int, limit: int) -> list[str]:
    if length <= limit or name in LONG:
        return []
    return [f"{name}: {length} lines, at most {limit}"]


def share_of_long_files(root: Path) -> float:
    """How many of all files are over 250 lines, as a share."""
    lengths_of = [len(path.read_text().splitlines()) for path in files.sources(root)]
    return sum(length > LONGISH for length in lengths_of) / len(lengths_of)


def tables_only_where_allowed(root: Path) -> list[str]:
    """`.objects` or a cursor in a file that is not for tables: a view asks the queries."""
    wrong = []
    for path in files.sources(root):
        name = files.short(root, path)
        if files.kind(path) not in DOORS - TABLES or name in OBJECTS:
            continue
        for node in ast.walk(files.tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in {
                "objects", "_default_manager", "_base_manager", "cursor",
            }:  # fmt: skip
                wrong.append(f"{name}:{node.lineno}: .{node.attr} belongs into queries or commands")
    return wrong


def view_gates(root: Path) -> list[str]:
    """A view whose outermost decorator is not a gate."""
    wrong = []
    for path in files.sources(root):
        if files.kind(path) != "views":
            continue
        for one in files.tree(path).body:
            if isinstance(one, files.Function) and _takes_request(one):
                outermost = one.decorator_list[0] if one.decorator_list else ast.Name("")
                called = outermost.func if isinstance(outermost, ast.Call) else outermost
                if files.dotted(called).rpartition(".")[2] not in GATES:
                    wrong.append(f"{files.short(root, path)}:{one.name}: no gate")
    return wrong


def _takes_request(function: files.Function) -> bool:
    first = function.args.args[0].arg if function.args.args else ""
    return first == "request" and not function.name.startswith("_")


def commands(root: Path) -> list[str]:
    """A command that is not atomic, not in the journal, without a sentence or without an actor."""
    wrong = []
    for path in files.sources(root):
        if files.kind(path) != "commands":
            continue
        near = _beside(path)
        for name, one in _defined(path).items():
            if not name.startswith("_") and f"{files.short(root, path)}:{name}" not in COMMANDS:
                lacks = ", ".join(_lacks(one, near))
                wrong += [f"{files.short(root, path)}:{name}: {lacks}"] if lacks else []
    return wrong


def _defined(path: Path) -> dict[str, files.Function]:
    return {f.name: f for f in files.tree(path).body if isinstance(f, files.Function)}


def _beside(path: Path) -> dict[str, files.Function]:
    """The functions of a room's commands: one file, or all files of the package."""
    together = [path] if path.stem == "commands" else sorted(path.parent.glob("*.py"))
    return {name: one for file in together for name, one in _defined(file).items()}


def _lacks(command: files.Function, known: dict[str, files.Function]) -> list[str]:
    atomic = any("atomic" in ast.unparse(d) for d in command.decorator_list)
    first = command.args.args[0].arg if command.args.args else ""
    told = {
        "no transaction": not atomic,
        "no journal": not _journals(command, known, set()),
        "no sentence": not ast.get_docstring(command),
        "actor is not first": first != "actor",
    }
    return [words for words, so in told.items() if so]


def _journals(one: files.Function, known: dict[str, files.Function], seen: set[str]) -> bool:
    """Whether a function writes the journal itself or through another of the same commands."""
    seen.add(one.name)
    calls = [files.dotted(n.func) for n in ast.walk(one) if isinstance(n, ast.Call)]
    if any(call.endswith("log.record") for call in calls):
        return True
    inner = {call.rpartition(".")[2] for call in calls} & set(known) - seen
    return any(_journals(known[name], known, seen) for name in inner if name not in seen)


def time(root: Path) -> list[str]:
    """A time that is not `clock.now()`: from Python, from Django or from a template."""
    wrong = []
    for path in files.sources(root):
        name = files.short(root, path)
        if name in TIMES:
            continue
        for node in ast.walk(files.tree(path)):
            said = files.dotted(node) if isinstance(node, ast.Attribute) else ""
            if any(said == clock or said.endswith(f".{clock}") for clock in CLOCKS):
                wrong.append(f"{name}:{node.lineno}: {said} is not clock.now()")  # type: ignore[attr-defined]
            if isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
                wrong.append(f"{name}:{node.lineno}: {node.arg} is not clock.now()")
            if isinstance(node, ast.ImportFrom) and _imports_a_clock(node):
                wrong.append(f"{name}:{node.lineno}: imports a time that is not clock.now()")
    return wrong + [
        f"{files.short(root, path)}: {{% now %}} is not clock.now()"
        for path in files.templates(root)
        if "{% now " in path.read_text()
    ]


def _imports_a_clock(node: ast.ImportFrom) -> bool:
    module = (node.module or "").rpartition(".")[2]
    return any(f"{module}.{alias.name}" in CLOCKS for alias in node.names)


def environment(root: Path) -> list[str]:
    """The environment read anywhere but in `config`: settings are one file."""
    return [
        f"{files.short(root, path)}:{node.lineno}: {files.dotted(node)} belongs into config/env.py"
        for path in files.sources(root)
        if path.parts[len(root.parts) + 1] != "config"
        for node in ast.walk(files.tree(path))
        if isinstance(node, ast.Attribute) and files.dotted(node) in {"os.environ", "os.getenv"}
    ]


def without(root: Path) -> list[str]:
    """What we do without: save overrides, model forms, generic views, signals."""
    wrong = []
    for path in files.sources(root):
        name = files.short(root, path)
        for node in ast.walk(files.tree(path)):
            if not isinstance(node, ast.ClassDef):
                continue
            bases = {files.dotted(base).rpartition(".")[2] for base in node.bases}
            own = {one.name for one in node.body if isinstance(one, files.Function)}
            if files.kind(path) == "models" and own & {"save", "delete"}:
                wrong.append(f"{name}:{node.name}: a model saves; only commands decide")
            if bases & {"ModelForm", "View", "TemplateView", "ListView", "DetailView", "FormView"}:
                wrong.append(f"{name}:{node.name}: no model forms, no generic views")
    return wrong
