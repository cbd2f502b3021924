"""Registers come in: choose a file, name its columns, look at the rows, take them in."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.foundation.exports import incoming
from umai.foundation.kernel import clock
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary
from umai.hotline import commands, exports, imports, permissions, queries, terms
from umai.hotline.forms.importing import MappingForm, RegisterForm, TakeInForm
from umai.hotline.models import IncomingRegister
from umai.hotline.queries import looking
from umai.hotline.rules import Fault, Read, in_order

STEPS = (
    gettext_lazy("File"),
    gettext_lazy("Columns"),
    gettext_lazy("Check"),
    gettext_lazy("Imported"),
)
FILE, COLUMNS, CHECK, IMPORTED = range(4)
FIRST_ROWS = 5
MOST_FAULTS = 200
MOST_WARNINGS = 50
View = Callable[..., HttpResponse]


def of_register(view: View) -> View:
    """Hand the view the person's own register; whoever has none of this id begins anew."""

    @wraps(view)
    def wrapped(request: ActorRequest, register_id: UUID) -> HttpResponse:
        try:
            register = queries.register(request.actor, register_id)
        except Http404:
            messages.warning(request, _("That file is no longer kept. Choose it once more."))
            return redirect("hotline:import_contacts")
        if register.imported_at is not None:
            return redirect("hotline:imported_register", register_id)
        return view(request, register)

    return wrapped


@needs(permissions.IMPORT_CONTACTS)
@require_http_methods(["GET", "POST"])
def import_contacts(request: ActorRequest) -> HttpResponse:
    """Choose a register and the team it belongs to. It is kept sealed, for its sender alone."""
    teams = queries.workplaces(request.actor, permissions.IMPORT_CONTACTS)
    if request.method == "GET":
        return _first(request, RegisterForm(teams=teams))
    form = RegisterForm(request.POST, request.FILES, teams=teams)
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        form.refuse_size()
        return _first(request, form, status=413)
    if form.is_valid():
        details = form.details(imports.guess_mapping(form.table.headings))
        try:
            register = commands.keep_register(request.actor, details)
        except Refused as no:
            form.add_error(no.field, str(no))
        else:
            return redirect("hotline:map_register", register.pk)
    return _first(request, form, status=422)


@needs(permissions.IMPORT_CONTACTS)
@require_http_methods(["GET", "POST"])
@of_register
def map_register(request: ActorRequest, register: IncomingRegister) -> HttpResponse:
    """Say which heading of the file is which of our columns. Those we recognise are chosen."""
    file = queries.kept_file(register)
    table = incoming.read_table(file.content, file.name)
    form = MappingForm(_sent(request), table=table, mapping=file.mapping)
    if request.method == "POST" and form.is_valid():
        mapping, version = form.mapping(), form.cleaned_data["version"]
        try:
            commands.map_register(request.actor, register.pk, mapping, version)
        except Refused as no:
            form.add_error(no.field, str(no))
        else:
            return redirect("hotline:import_register", register.pk)
    return _second(request, register, file, form)


@needs(permissions.IMPORT_CONTACTS)
@require_http_methods(["GET", "POST"])
@of_register
def import_register(request: ActorRequest, register: IncomingRegister) -> HttpResponse:
    """Look at what would be stored and at what is wrong; then take it in."""
    file = queries.kept_file(register)
    table = incoming.read_table(file.content, file.name)
    try:
        read = _read(request, table, file)
    except Refused as no:
        return _second(request, register, file, MappingForm(table=table, mapping=file.mapping), no)
    form = TakeInForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            commands.import_register(request.actor, register.pk, read, **form.cleaned_data)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return redirect("hotline:imported_register", register.pk)
    return _third(request, register, file, table, read, form)


@needs(permissions.IMPORT_CONTACTS)
@require_GET
@of_register
def wrong_rows(request: ActorRequest, register: IncomingRegister) -> HttpResponse:
    """Everything that is wrong in one's own file, as a list to work through."""
    file = queries.kept_file(register)
    read = _read(request, incoming.read_table(file.content, file.name), file)
    content = exports.faults_csv(_faults(request, read))
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="wrong-rows.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


@needs(permissions.IMPORT_CONTACTS)
@require_POST
def discard_register(request: ActorRequest, register_id: UUID) -> HttpResponse:
    """Throw the file away and choose another one."""
    commands.discard_register(request.actor, register_id)
    messages.success(request, _("The file is gone from here for good."))
    return redirect("hotline:import_contacts")


@needs(permissions.IMPORT_CONTACTS)
@require_GET
def imported_register(request: ActorRequest, register_id: UUID) -> HttpResponse:
    """What was imported, by numbers. The file itself is gone."""
    try:
        register = queries.register(request.actor, register_id)
    except Http404:
        return redirect("hotline:import_contacts")
    if register.imported_at is None:
        return redirect("hotline:import_register", register_id)
    words = {"register": register, "wrong": register.total - register.imported - register.known}
    return _page(request, "hotline/import_contacts_done.html", IMPORTED, words)


def _page(
    request: ActorRequest, template: str, now: int, words: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page of the way in, with where one stands on it."""
    steps = [
        {"words": name, "state": "done" if at < now else "now" if at == now else ""}
        for at, name in enumerate(STEPS)
    ]
    whole = {**words, "steps": steps, "emergencies": looking.alarms(request.actor)}
    return page(request, template, whole, status=status)


def _sent(request: ActorRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _read(request: ActorRequest, table: incoming.Table, file: queries.KeptFile) -> Read:
    return imports.read_contacts(table, request.actor.time_zone, clock.now(), file.mapping)


def _faults(request: ActorRequest, read: Read) -> list[Fault]:
    return in_order(read.faults, queries.sorted_out(request.actor, read.rows).faults)


def _first(request: ActorRequest, form: RegisterForm, status: int = 200) -> HttpResponse:
    words = {
        "form": form,
        "waiting": queries.waiting_registers(request.actor),
        "columns": terms.Column.labels,
        "largest": settings.FILE_UPLOAD_MAX_MEMORY_SIZE >> 20,
        "kept_for": vocabulary.span("HL.REGISTER_KEEP"),
    }
    return _page(request, "hotline/import_contacts.html", FILE, words, status)


def _second(
    request: ActorRequest,
    register: IncomingRegister,
    file: queries.KeptFile,
    form: MappingForm,
    no: Refused | None = None,
) -> HttpResponse:
    words = {"form": form, "register": register, "file": file, "no": no}
    status = 422 if form.is_bound or no else 200
    return _page(request, "hotline/import_contacts_columns.html", COLUMNS, words, status)


def _third(
    request: ActorRequest,
    register: IncomingRegister,
    file: queries.KeptFile,
    table: incoming.Table,
    read: Read,
    form: TakeInForm,
) -> HttpResponse:
    rows = queries.sorted_out(request.actor, read.rows)
    columns = [column for column in terms.Column if column in file.mapping.values()]
    words = {
        "register": register,
        "file": file,
        "form": form,
        "total": read.total,
        "fresh": len(rows.fresh),
        "known": rows.known,
        "columns": [column.label for column in columns],
        "first": [_shown(row, columns) for row in rows.fresh[:FIRST_ROWS]],
        "left_out": [one for one in table.headings if one and one not in file.mapping],
        **_wrong(read, in_order(read.faults, rows.faults)),
    }
    status = 422 if form.is_bound else 200
    return _page(request, "hotline/import_contacts_check.html", CHECK, words, status)


def _wrong(read: Read, faults: list[Fault]) -> dict[str, Any]:
    return {
        "wrong": len({fault.row for fault in faults}),
        "faults": _told(faults[:MOST_FAULTS]),
        "more_faults": max(0, len(faults) - MOST_FAULTS),
        "warnings": _told(read.warnings[:MOST_WARNINGS]),
        "all_warnings": len(read.warnings),
    }


def _shown(row: dict[str, Any], columns: list[terms.Column]) -> dict[str, Any]:
    return {"row": row["row"], "cells": [imports.as_stored(row, column) for column in columns]}


def _told(faults: list[Fault]) -> list[dict[str, Any]]:
    return [
        {"row": one.row, "column": exports.column_label(one), "words": one.message}
        for one in faults
    ]
