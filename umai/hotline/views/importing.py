"""Registers come in: choose a file, name its columns, look at the rows, take them in."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.foundation.exports import intake
from umai.foundation.exports.forms import TakeInForm
from umai.foundation.exports.models import IncomingRegister
from umai.foundation.exports.registers import Fault, Read, in_order
from umai.foundation.kernel import clock
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.fields import Pairs
from umai.hotline import commands, imports, permissions, queries, rules, terms
from umai.hotline.queries import looking

FIRST_ROWS = 5


def _teams(actor: Actor) -> Pairs:
    places = queries.workplaces(actor, permissions.IMPORT_CONTACTS)
    return [(str(place.team_id), place.name) for place in places]


def _read(actor: Actor, kept: intake.Opened) -> Read:
    mapping = kept.file.mapping
    return imports.read_contacts(kept.table, actor.time_zone, clock.now(), mapping)


def _faults(actor: Actor, register: IncomingRegister) -> list[Fault]:
    kept = intake.opened(register)
    read = _read(actor, kept)
    return in_order(read.faults, queries.sorted_out(actor, read.rows).faults)


WAY = intake.Way(
    intake=rules.CONTACTS,
    room="hotline",
    first="import_contacts",
    pages="hotline/import_contacts",
    columns=terms.Column,
    needed=(terms.Column.REFERENCE, terms.Column.RECEIVED_AT),
    team=gettext_lazy("Whose contacts are they?"),
    hint=gettext_lazy("The team that will find them in its list"),
    teams=_teams,
    faults=_faults,
    around=lambda actor: {"emergencies": looking.alarms(actor)},
)


@needs(permissions.IMPORT_CONTACTS)
@require_http_methods(["GET", "POST"])
def import_contacts(request: ActorRequest) -> HttpResponse:
    """Choose a register and the team it belongs to. It is kept sealed, for its sender alone."""
    return intake.choose(request, WAY)


@needs(permissions.IMPORT_CONTACTS)
@require_http_methods(["GET", "POST"])
@intake.of_register(WAY)
def map_register(request: ActorRequest, register: IncomingRegister) -> HttpResponse:
    """Say which heading of the file is which of our columns. Those we recognise are chosen."""
    return intake.name_columns(request, WAY, register)


@needs(permissions.IMPORT_CONTACTS)
@require_http_methods(["GET", "POST"])
@intake.of_register(WAY)
def import_register(request: ActorRequest, register: IncomingRegister) -> HttpResponse:
    """Look at what would be stored and at what is wrong; then take it in."""
    kept = intake.opened(register)
    try:
        read = _read(request.actor, kept)
    except Refused as no:
        return intake.columns_again(request, WAY, register, no)
    form = TakeInForm(intake.sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            commands.import_register(request.actor, register.pk, read, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("hotline:imported_register", register.pk)
    return _check(request, kept, read, form)


@needs(permissions.IMPORT_CONTACTS)
@require_GET
@intake.of_register(WAY)
def wrong_rows(request: ActorRequest, register: IncomingRegister) -> HttpResponse:
    """Everything that is wrong in one's own file, as a list to work through."""
    return intake.wrong_rows(request, WAY, register)


@needs(permissions.IMPORT_CONTACTS)
@require_POST
def discard_register(request: ActorRequest, register_id: UUID) -> HttpResponse:
    """Throw the file away and choose another one."""
    return intake.discard(request, WAY, register_id)


@needs(permissions.IMPORT_CONTACTS)
@require_GET
def imported_register(request: ActorRequest, register_id: UUID) -> HttpResponse:
    """What was imported, by numbers. The file itself is gone."""
    return intake.done(request, WAY, register_id)


def _check(
    request: ActorRequest, kept: intake.Opened, read: Read, form: TakeInForm
) -> HttpResponse:
    rows = queries.sorted_out(request.actor, read.rows)
    columns = [column for column in terms.Column if column in kept.file.mapping.values()]
    fresh = len(rows.fresh)
    words = {
        "fresh": fresh,
        "known": rows.known,
        "may_take_in": fresh,
        "press": ngettext("Import %(n)s contact", "Import %(n)s contacts", fresh) % {"n": fresh},
        "columns": [column.label for column in columns],
        "first": [_shown(row, columns) for row in rows.fresh[:FIRST_ROWS]],
    }
    faults = in_order(read.faults, rows.faults)
    return intake.check(request, WAY, kept, form, read, faults, words)


def _shown(row: dict[str, Any], columns: list[terms.Column]) -> dict[str, Any]:
    return {"row": row["row"], "cells": [imports.as_stored(row, column) for column in columns]}
