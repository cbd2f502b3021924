"""The house rules that only Django can answer, once it has read every app."""

import importlib
import importlib.util
import tomllib
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from types import ModuleType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader
from django.urls import URLPattern, URLResolver, get_resolver
from pghistory.models import Event as History

from umai.foundation.access.roles import all_roles

Pattern = tuple[str, str, str, str]
# What a migration may do without drawing tables, and how often one may draw them: a first start and
# every test server wait for it.
BARE = (RunSQL, RunPython)
MOST_CHANGES = 3
# Models of rooms without `visible_to`, each with its reason.
UNSCOPED: dict[str, str] = {
    "directory.ServiceAtLocation": "cut by its place in `queries.working_at`",
    "directory.Responsibility": "reached through its agency",
    "directory.Invitation": "reached through its agency",
    "directory.Proposal": "reached through its agency",
    "hotline.AnotherChild": "reached through its contact",
    "hotline.CallAttempt": "reached through its contact",
    "hotline.GivenService": "reached through its contact",
    "hotline.EarlierContact": "reached through its contact",
    "hotline.Counter": "a number for each organisation and year",
    "hotline.Step": "reached through its contact",
    "hotline.Draft": "everybody's own; `queries.drafts` asks by person",
    "hotline.Emergency": "cut by team in `queries.open_emergencies`",
    "cases.Fact": "reached through its case",
    "cases.CaseMember": "reached through its case",
    "cases.Concern": "cut in `queries.concerns`",
    "cases.RiskRating": "reached through its case",
    "cases.Clock": "reached through its case",
    "cases.Approval": "reached through its case",
    "cases.Assessment": "reached through its case",
    "cases.AssessedDomain": "reached through its assessment",
    "cases.BestInterests": "reached through its case",
    "cases.Meeting": "reached through its case",
    "cases.Invitee": "reached through its meeting",
    "cases.Recommendation": "reached through its meeting",
    "cases.Session": "reached through the attendance of a case",
    "cases.Attendance": "reached through its case",
    "cases.Score": "reached through its case",
    "cases.DiscussedCase": "cut in `queries.discussed`",
    "cases.Closure": "reached through its case",
    "cases.Attempt": "reached through its case",
    "cases.Transfer": "cut in `queries.transfer`",
    "cases.Handover": "the box between two organisations; cut in `queries.handovers`",
    "cases.ReportDecision": "cut in `queries.report_decisions`",
    "cases.Plan": "reached through its case",
    "cases.Goal": "reached through its plan",
    "cases.Action": "reached through its goal",
    "cases.FollowUp": "reached through its case",
    "cases.Review": "reached through its case",
    "cases.Task": "reached through its case; `queries.tasks` asks by person",
    "referrals.Fact": "reached through its referral",
    "referrals.DoorCode": "reached through its referral",
    "referrals.UnmetNeed": "a code, a place and a reason: nothing of anybody",
    "referrals.ReferralCounter": "a number for each office",
    "referrals.Arrival": "the box between two organisations; cut in `queries.arrivals`",
    "legal_aid.ProcedureFact": "reached through its procedure",
    "legal_aid.ProcedureMatter": "reached through its procedure",
    "legal_aid.Letter": "reached through its procedure",
    "legal_aid.ProcedureCounter": "a number for each office",
    "legal_aid.Evidence": "reached through its procedure",
    "legal_aid.BirthRegistration": "reached through its procedure",
    "people.Pair": "shown in `queries.pairs` to who may know both",
    "people.Merge": "reached through its people",
    "people.CirclePlace": "it is the scope itself",
    "people.NameKey": "keyed hashes; cut in `queries.find`",
    "people.LookupKey": "keyed hashes; cut in `queries.find`",
    "people.Search": "everybody's own; `queries.search` asks by person",
    "people.CodeCounter": "a number for each office",
    "people.StayWarning": "reached through its person",
    "people.HouseholdCounter": "a number for each office",
    "people.Inquiry": "cut in `queries.inquiries`; who asked sees only that they asked",
    "people.Document": "reached through its person",
    "people.Relation": "reached through its person",
    "people.Consent": "reached through its person",
    "people.Retention": "cut in `queries.ending`",
    "people.Hold": "cut in `queries.holds`",
    "people.IncidentPerson": "reached through its incident",
    "people.IncidentShut": "it is the scope itself",
    "people.IncidentStep": "reached through its incident",
    "people.Unsealing": "cut in `queries.unsealings`",
    "people.Erasure": "cut in `queries.erasures`; afterwards no circle is left to ask",
}


def addresses() -> list[Pattern]:
    """Every address of the house: its route, its name, its gate (empty if it has none), and the
    method that needs a fresh proof.
    """
    return sorted(_below(get_resolver(), "", ""))


def _below(one: URLResolver | URLPattern, before: str, space: str) -> Iterator[Pattern]:
    route = before + str(one.pattern)
    if isinstance(one, URLPattern):
        gate, fresh = (getattr(one.callback, name, "") for name in ("gate", "fresh"))
        yield route.lstrip("^/"), f"{space}{one.name or ''}", str(gate), str(fresh)
        return
    inner = f"{space}{one.namespace}:" if one.namespace else space
    for part in one.url_patterns:
        yield from _below(part, "" if route == "^/" else route, inner)


def gates() -> list[str]:
    """An address whose view has declared no gate."""
    return [f"/{route} ({name}): no gate" for route, name, gate, _fresh in addresses() if not gate]


def floors(root: Path) -> list[str]:
    """App labels from the roof to the ground, as `pyproject.toml` orders the imports."""
    told = tomllib.loads((root / "pyproject.toml").read_text())
    contracts = {c["id"]: c for c in told["tool"]["importlinter"]["contracts"]}
    layers = [*contracts["floors"]["layers"][:-1], *contracts["ground"]["layers"]]
    return [room.strip(" ()") for line in layers for room in line.split("|")]


def links(every: list[type[models.Model]] | None = None) -> Iterator[tuple[str, str, str, Any]]:
    """Every key of our models: its app, the app it points to, its name and the field."""
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("umai.")}
    for model in every if every is not None else apps.get_models():
        here = model._meta.app_label
        for field in model._meta.get_fields() if here in ours else ():
            if field.is_relation and getattr(field, "column", None):
                there = field.related_model._meta.app_label  # type: ignore[union-attr]
                yield here, there, f"{model._meta.label}.{field.name}", field


def keys() -> set[tuple[str, str, str]]:
    """Every key of our models as the database would name it: table, column, target.

    Without those of history, which copies what was true and must outlive what it names.
    """
    return {
        (field.model._meta.db_table, field.column, field.related_model._meta.db_table)
        for _here, _there, _name, field in links()
        if not issubclass(field.model, History)
    }


def keys_point_down(root: Path, every: list[type[models.Model]] | None = None) -> list[str]:
    """A foreign key that points to a higher floor: the tables obey what the imports obey."""
    order = floors(root)
    depth = {label: number for number, label in enumerate(order)}
    return [
        f"{name}: points up, from {here} to {there}"
        for here, there, name, _field in links(every)
        if here != there and here in depth and depth.get(there, len(order)) <= depth[here]
    ]


def closed_doors(every: list[type[models.Model]] | None = None) -> list[str]:
    """A key into another app that hangs a way back on it."""
    return [
        f"{name}: leaves a way back in {there}; say related_name='+'"
        for here, there, name, field in links(every)
        if here != there and not field.remote_field.hidden
    ]


def scopes() -> list[str]:
    """A room's model without `visible_to`: nobody cuts its rows to the actor."""
    return [
        f"{model._meta.label}: no visible_to"
        for model in apps.get_models()
        if model._meta.app_config.name.startswith("umai.")
        and ".foundation." not in model._meta.app_config.name
        and model._meta.label not in UNSCOPED
        and not issubclass(model, History)
        and not hasattr(model._default_manager, "visible_to")
    ]


def declared(kind: str) -> dict[str, ModuleType]:
    """The `permissions` or `events` modules of all rooms, by the room's short name."""
    found = {}
    for config in sorted(apps.get_app_configs(), key=lambda one: one.name):
        if config.name.startswith("umai.") and importlib.util.find_spec(f"{config.name}.{kind}"):
            found[config.label] = importlib.import_module(f"{config.name}.{kind}")
    return found


def constants(module: ModuleType) -> dict[str, str]:
    """The words a module declares: `CONTACT_RECORDED` -> `hotline.contact_recorded`."""
    return {
        name: value
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str) and "." in value
    }


def roles() -> dict[str, frozenset[str]]:
    """Role -> permissions, from the one page of policy."""
    return {code: role.permissions for code, role in all_roles().items()}


def permissions() -> list[str]:
    """A permission nobody holds, one that a role invents, and one not named after its room."""
    wrong, known = [], set()
    for label, module in declared("permissions").items():
        for name, value in constants(module).items():
            known.add(value)
            if value != f"{label}.{name.lower()}":
                wrong.append(f"{label}.permissions.{name}: {value} is not {label}.{name.lower()}")
    held = {permission for granted in roles().values() for permission in granted}
    wrong += [f"{one}: no role holds it" for one in sorted(known - held)]
    return wrong + [f"{one}: a role holds what no room declares" for one in sorted(held - known)]


def events() -> list[str]:
    """An event without its sentence, a sentence without its event, or a name not of the room."""
    wrong = []
    for label, module in declared("events").items():
        known = constants(module)
        values, sentences = set(known.values()), set(getattr(module, "SENTENCES", {}))
        wrong += [f"{one}: no sentence" for one in sorted(values - sentences)]
        wrong += [f"{one}: a sentence without event" for one in sorted(sentences - values)]
        wrong += [
            f"{label}.events.{name}: {value} is not {label}.{name.lower()}"
            for name, value in known.items()
            if value != f"{label}.{name.lower()}"
        ]
    return wrong


def migrations() -> list[str]:
    """Changes of models that no migration has."""
    told = StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=told, stderr=told)
    except SystemExit:
        return [f"a migration is missing:\n{told.getvalue()}"]
    return []


def steps() -> list[str]:
    """A migration of ours after whose every change Django would draw all tables anew."""
    known = MigrationLoader(None).disk_migrations
    return [
        f"{label}.{name}: {len(changes)} changes of tables, take them in a OneStep"
        for (label, name), migration in sorted(known.items())
        if type(migration).__module__.startswith("umai.")
        and len(changes := [one for one in migration.operations if not isinstance(one, BARE)])
        > MOST_CHANGES
    ]


def catalogues_in_use(root: Path) -> list[str]:
    """A catalogue that Django does not read: its app is not installed."""
    read = {Path(config.path) / "locale" for config in apps.get_app_configs()}
    read |= {Path(folder) for folder in settings.LOCALE_PATHS}
    return [
        f"{path.relative_to(root)}: nobody reads it"
        for path in sorted(root.glob("umai/**/locale"))
        if path not in read
    ]
