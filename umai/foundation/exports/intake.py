"""The pages by which a register of any kind comes in: file, columns, check, imported.

A room says what is its own in a `Way`, puts its gate before each page and writes the third one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.db.models import TextChoices
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from umai.foundation.exports import commands, incoming, queries, registers
from umai.foundation.exports.forms import MappingForm, RegisterForm, TakeInForm
from umai.foundation.exports.models import IncomingRegister
from umai.foundation.files import answers
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.fields import Pairs
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary

STEPS = (
    gettext_lazy("File"),
    gettext_lazy("Columns"),
    gettext_lazy("Check"),
    gettext_lazy("Imported"),
)
FILE, COLUMNS, CHECK, IMPORTED = range(4)
MOST_FAULTS = 200
MOST_WARNINGS = 50
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Way:
    """How registers of one kind come in.

    `room` and `first` name the addresses; `pages` begins the names of the templates. `teams` are
    those for which somebody may import, `team` and `hint` how the form asks for one. `faults` is
    everything that is wrong in a file; `around` is what every page of the way needs besides.
    `also` are further headings that people write over a column.
    `covered`: the values of the file are not shown where its columns are named.
    """

    intake: registers.Intake
    room: str
    first: str
    pages: str
    columns: type[TextChoices]
    needed: Sequence[Any]
    team: Any
    hint: Any
    teams: Callable[[Actor], Pairs]
    faults: Callable[[Actor, IncomingRegister], list[registers.Fault]]
    around: Callable[[Actor], Mapping[str, Any]] = lambda _actor: {}
    also: Mapping[str, Sequence[str]] = field(default_factory=dict)
    covered: bool = False

    @property
    def go(self) -> dict[str, str]:
        """The names of the addresses, for `{% url go.check register.pk %}`."""
        names = {
            "begin": self.first,
            "columns": "map_register",
            "check": "import_register",
            "wrong": "wrong_rows",
            "discard": "discard_register",
            "done": "imported_register",
        }
        return {name: f"{self.room}:{address}" for name, address in names.items()}


@dataclass(frozen=True)
class Opened:
    """A kept register in clear: its row, its file and the table in it."""

    register: IncomingRegister
    file: queries.KeptFile
    table: incoming.Table


def of_register(way: Way) -> Callable[[View], View]:
    """Hand the view the person's own register; whoever has none of this id begins anew."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: ActorRequest, register_id: UUID) -> HttpResponse:
            try:
                register = queries.register(request.actor, way.intake, register_id)
            except Http404:
                messages.warning(request, _("That file is no longer kept. Choose it once more."))
                return redirect(way.go["begin"])
            if register.imported_at is not None:
                return redirect(way.go["done"], register_id)
            return view(request, register)

        return wrapped

    return decorate


def choose(request: ActorRequest, way: Way) -> HttpResponse:
    """Choose a register and the team it belongs to. It is kept sealed, for its sender alone."""
    asked = {"teams": way.teams(request.actor), "label": way.team, "hint": way.hint}
    if request.method == "GET":
        return _first(request, way, RegisterForm(**asked))
    form = RegisterForm(request.POST, request.FILES, **asked)
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        form.refuse_size()
        return _first(request, way, form, status=413)
    if form.is_valid():
        details = form.details(registers.guess_mapping(form.table.headings, way.columns, way.also))
        try:
            register = commands.keep_register(request.actor, way.intake, details)
        except Refused as no:
            form.add_error(no.field, str(no))
        else:
            return redirect(way.go["columns"], register.pk)
    return _first(request, way, form, status=422)


def name_columns(request: ActorRequest, way: Way, register: IncomingRegister) -> HttpResponse:
    """Say which heading of the file is which of our columns. Those we recognise are chosen."""
    kept = opened(register)
    form = _mapping_form(way, kept, sent(request))
    if request.method == "POST" and form.is_valid():
        mapping, version = form.mapping(), form.cleaned_data["version"]
        try:
            commands.map_register(request.actor, way.intake, register.pk, mapping, version)
        except Refused as no:
            form.add_error(no.field, str(no))
        else:
            return redirect(way.go["check"], register.pk)
    return _second(request, way, kept, form)


def columns_again(
    request: ActorRequest, way: Way, register: IncomingRegister, no: Refused
) -> HttpResponse:
    """The page of the columns, because the rows cannot be read with them."""
    kept = opened(register)
    return _second(request, way, kept, _mapping_form(way, kept, None), no)


def wrong_rows(request: ActorRequest, way: Way, register: IncomingRegister) -> HttpResponse:
    """Everything that is wrong in one's own file, as a list to work through."""
    content = registers.faults_csv(way.faults(request.actor, register), way.columns)
    return answers.attachment(content, "csv", "wrong-rows")


def discard(request: ActorRequest, way: Way, register_id: UUID) -> HttpResponse:
    """Throw the file away and choose another one."""
    commands.discard_register(request.actor, way.intake, register_id)
    messages.success(request, _("The file is gone from here for good."))
    return redirect(way.go["begin"])


def done(request: ActorRequest, way: Way, register_id: UUID) -> HttpResponse:
    """What was imported, by numbers. The file itself is gone."""
    try:
        register = queries.register(request.actor, way.intake, register_id)
    except Http404:
        return redirect(way.go["begin"])
    if register.imported_at is None:
        return redirect(way.go["check"], register_id)
    taken = register.imported + register.known + register.left_out
    words = {"register": register, "wrong": register.total - taken}
    return show(request, way, IMPORTED, "_done", words)


def opened(register: IncomingRegister) -> Opened:
    """The kept file and the table in it."""
    file = queries.kept_file(register)
    return Opened(register, file, incoming.read_table(file.content, file.name))


def sent(request: ActorRequest) -> Any:
    """What a form is bound to."""
    return request.POST if request.method == "POST" else None


def check(
    request: ActorRequest,
    way: Way,
    kept: Opened,
    form: TakeInForm,
    read: registers.Read,
    faults: list[registers.Fault],
    words: dict[str, Any],
    status: int = 0,
) -> HttpResponse:
    """The third page: what is wrong and what is odd in a file, and in `words` what its room asks.
    """
    whole = {
        "register": kept.register,
        "file": kept.file,
        "form": form,
        "total": read.total,
        "left_out": [one for one in kept.table.headings if one and one not in kept.file.mapping],
        "wrong": len({fault.row for fault in faults}),
        "faults": _lines(way, faults[:MOST_FAULTS]),
        "more_faults": max(0, len(faults) - MOST_FAULTS),
        "warnings": _lines(way, read.warnings[:MOST_WARNINGS]),
        "all_warnings": len(read.warnings),
        **words,
    }
    return show(request, way, CHECK, "_check", whole, status or (422 if form.is_bound else 200))


def show(
    request: ActorRequest, way: Way, now: int, name: str, words: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of the way in, with where one stands on it."""
    steps = [
        {"words": step, "state": "done" if at < now else "now" if at == now else ""}
        for at, step in enumerate(STEPS)
    ]
    whole = {**words, "steps": steps, "go": way.go, **way.around(request.actor)}
    return page(request, f"{way.pages}{name}.html", whole, status=status)


def _lines(way: Way, faults: list[registers.Fault]) -> list[dict[str, Any]]:
    return [
        {"row": one.row, "column": way.columns(one.column).label, "words": one.message}
        for one in faults
    ]


def _mapping_form(
    way: Way, kept: Opened, typed: Any
) -> MappingForm:
    return MappingForm(
        typed,
        table=kept.table,
        mapping=kept.file.mapping,
        columns=way.columns,
        needed=way.needed,
        covered=way.covered,
    )


def _first(
    request: ActorRequest, way: Way, form: RegisterForm, status: int = 200
) -> HttpResponse:
    words = {
        "form": form,
        "waiting": queries.waiting_registers(request.actor, way.intake),
        "columns": way.columns.labels,
        "largest": settings.FILE_UPLOAD_MAX_MEMORY_SIZE >> 20,
        "kept_for": vocabulary.span("HL.REGISTER_KEEP"),
    }
    return show(request, way, FILE, "", words, status)


def _second(
    request: ActorRequest,
    way: Way,
    kept: Opened,
    form: MappingForm,
    no: Refused | None = None,
) -> HttpResponse:
    words = {"form": form, "register": kept.register, "file": kept.file, "no": no}
    status = 422 if form.is_bound or no else 200
    return show(request, way, COLUMNS, "_columns", words, status)
