"""A register of people comes in: file, columns, check with those who are alike, imported."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.foundation.access import queries as access
from umai.foundation.exports import intake
from umai.foundation.exports.models import IncomingRegister
from umai.foundation.exports.registers import in_order
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.people import commands, imports, permissions, queries, rules, terms
from umai.people.commands.loading import Listed
from umai.people.forms.details import team_choices
from umai.people.forms.fields import today
from umai.people.forms.importing import TwinsForm

FIRST_ROWS = 5


def _teams(actor: Actor) -> list[tuple[str, str]]:
    return team_choices(actor, access.teams(actor), permissions.LOAD_PEOPLE)


@dataclass(frozen=True)
class Facts:
    """What a row says without saying who it is."""

    row: int
    sex: str
    birth_year: int | None
    birth_precision: str
    citizenship: str
    region: str
    migration: str


class Look:
    """What a kept file holds, read and compared with who is here."""

    def __init__(self, actor: Actor, register: IncomingRegister) -> None:
        self.kept = intake.opened(register)
        mapping = self.kept.file.mapping
        self.read = imports.read_register(self.kept.table, mapping, today())
        self.rows = queries.sorted_people(actor, register.team_id, self.read.rows)
        self.faults = in_order(self.read.faults, self.rows.faults)
        self.twins = queries.twins(actor, self.rows.fresh)
        self.by_row = {one.row: one for one in self.rows.fresh}
        self.plain = [one for one in self.rows.fresh if one.row not in self.twins]


WAY = intake.Way(
    intake=rules.PEOPLE,
    room="people",
    first="import_people",
    pages="people/import_people",
    columns=terms.Column,
    needed=(),
    team=gettext_lazy("Which team knows them?"),
    hint=gettext_lazy("It stands in their circles and may open their records"),
    teams=_teams,
    faults=lambda actor, register: Look(actor, register).faults,
    around=lambda _actor: {
        "crumbs": [(_("Children"), reverse("people:find_people")), (_("Import"), "")]
    },
    also=imports.ALSO,
    covered=True,
)


@needs(permissions.LOAD_PEOPLE)
@require_http_methods(["GET", "POST"])
def import_people(request: ActorRequest) -> HttpResponse:
    """Choose a register and the team that knows the people in it. It is kept sealed."""
    return intake.choose(request, WAY)


@needs(permissions.LOAD_PEOPLE)
@require_http_methods(["GET", "POST"])
@intake.of_register(WAY)
def map_register(request: ActorRequest, register: IncomingRegister) -> HttpResponse:
    """Say which heading of the file is which of our columns. Values are covered."""
    return intake.name_columns(request, WAY, register)


@needs(permissions.LOAD_PEOPLE)
@require_http_methods(["GET", "POST"])
@intake.of_register(WAY)
def import_register(request: ActorRequest, register: IncomingRegister) -> HttpResponse:
    """Look at who would be registered, who is like whom and what is wrong; then take it in."""
    try:
        look = Look(request.actor, register)
    except Refused as no:
        return intake.columns_again(request, WAY, register, no)
    form = TwinsForm(intake.sent(request), twins=look.twins)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("version", "skip_bad")}
        try:
            commands.import_people(
                request.actor, register.pk, look.read, choices=form.choices(), **said
            )
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("people:imported_register", register.pk)
    return _check(request, look, form)


@needs(permissions.REVEAL_IDENTITY, fresh="POST")
@require_POST
@intake.of_register(WAY)
def reveal_twin(request: ActorRequest, register: IncomingRegister) -> HttpResponse:
    """The names of a row and of whom it is like, on this answer only; what was chosen stays."""
    look = Look(request.actor, register)
    row = request.POST.get("show", "")
    twin = look.twins.get(int(row)) if row.isdecimal() and len(row) < 9 else None
    if twin is None:
        raise Http404
    known = commands.reveal_twin(request.actor, register.pk, twin)
    form = TwinsForm(request.POST, twins=look.twins)
    return _check(request, look, form, shown=(twin.row, known), status=200)


@needs(permissions.LOAD_PEOPLE)
@require_GET
@intake.of_register(WAY)
def wrong_rows(request: ActorRequest, register: IncomingRegister) -> HttpResponse:
    """Everything that is wrong in one's own file, as a list to work through."""
    return intake.wrong_rows(request, WAY, register)


@needs(permissions.LOAD_PEOPLE)
@require_POST
def discard_register(request: ActorRequest, register_id: UUID) -> HttpResponse:
    """Throw the file away and choose another one."""
    return intake.discard(request, WAY, register_id)


@needs(permissions.LOAD_PEOPLE)
@require_GET
def imported_register(request: ActorRequest, register_id: UUID) -> HttpResponse:
    """What was imported, by numbers. The file itself is gone."""
    return intake.done(request, WAY, register_id)


def _check(
    request: ActorRequest,
    look: Look,
    form: TwinsForm,
    *,
    shown: tuple[int, commands.Identity | None] | None = None,
    status: int = 0,
) -> HttpResponse:
    number = len(look.plain)
    press = ngettext("Register %(n)s person", "Register %(n)s people", number) % {"n": number}
    words = {
        "fresh": number,
        "known": look.rows.known,
        "alike": len(look.twins),
        "questions": _questions(request.actor, look, form, shown),
        "more_alike": max(0, len(look.twins) - len(form.asked)),
        "may_reveal": request.actor.may(permissions.REVEAL_IDENTITY),
        "may_take_in": bool(look.rows.fresh),
        "asked_below": bool(look.twins),
        "press": _("Register as chosen") if look.twins else press,
        "first": [_facts(one) for one in look.plain[:FIRST_ROWS]],
    }
    return intake.check(request, WAY, look.kept, form, look.read, look.faults, words, status)


def _questions(
    actor: Actor,
    look: Look,
    form: TwinsForm,
    shown: tuple[int, commands.Identity | None] | None,
) -> list[dict[str, Any]]:
    """Each row that is like somebody: facts of both sides, and names if they were asked for."""
    here = queries.individuals(actor).in_bulk(
        [twin.individual_id for twin in form.asked if twin.individual_id]
    )
    lines = []
    for twin, field in form.questions:
        one = look.by_row[twin.row]
        line = {"twin": twin, "field": field, "row": _facts(one)}
        if twin.individual_id:
            line["here"] = here[twin.individual_id]
        if shown and shown[0] == twin.row:
            earlier = look.by_row.get(twin.earlier)
            line["names"] = (_named(one), _named(shown[1] or earlier))
        lines.append(line)
    return lines


def _named(one: Any) -> str:
    """A name as it is written, and the birth date."""
    said = (one.family_name, one.given_name, one.patronymic, one.born)
    return " ".join(word for word in said if word)


def _facts(one: Listed) -> Facts:
    year = int(one.born[:4]) if one.born else None
    codes = (one.plain.get("region", ""), one.plain.get("migration_status", ""))
    return Facts(one.row, one.sex, year, one.birth_precision, one.citizenship, *codes)
