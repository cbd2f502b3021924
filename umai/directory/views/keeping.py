"""Keeping the directory: open and correct agencies, say that one works no more."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from umai.directory import commands, permissions, queries, rules
from umai.directory.forms.agencies import AgencySheet, ClosingForm
from umai.directory.forms.sheets import Sheet
from umai.directory.forms.versions import against
from umai.directory.models import Agency
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page


@needs(permissions.KEEP_DIRECTORY)
@require_http_methods(["GET", "POST"])
def open_agency(request: ActorRequest) -> HttpResponse:
    """A new entry: names, telephones, whom to ask for."""
    sheet = AgencySheet(request.POST or None)
    if sheet.is_sent() and sheet.is_valid():
        try:
            made = commands.open_agency(request.actor, sheet.details())
        except Refused as no:
            sheet.refuse(no)
        else:
            return done(made, request, _("The agency is in the directory. Now add its services."))
    crumbs = [home(), (_("Add an agency"), "")]
    return screen(sheet, request, "directory/open_agency.html", crumbs)


@needs(permissions.KEEP_DIRECTORY)
@require_http_methods(["GET", "POST"])
def correct_agency(request: ActorRequest, agency_id: UUID) -> HttpResponse:
    """The entry as a form. Two versions of it are shown side by side."""
    entry = opened(agency_id, request)
    sheet = AgencySheet(request.POST or None, entry=entry)
    if sheet.is_sent() and sheet.is_valid():
        details = sheet.details()
        try:
            commands.correct_agency(request.actor, sheet.version, details)
        except commands.Meanwhile as no:
            meet(sheet, details, no)
        except Refused as no:
            sheet.refuse(no)
        else:
            return done(entry, request, _("The entry is corrected."))
    crumbs = [*way(entry), (_("Correct"), "")]
    return screen(sheet, request, "directory/correct_agency.html", crumbs, agency=entry)


@needs(permissions.KEEP_DIRECTORY)
@require_http_methods(["GET", "POST"])
def close_agency(request: ActorRequest, agency_id: UUID) -> HttpResponse:
    """Ask once more, then say that an agency works no more."""
    said = _("The agency is closed. It is never offered again.")
    return _turn(request, agency_id, "directory/close_agency.html", commands.close_agency, said)


@needs(permissions.KEEP_DIRECTORY)
@require_http_methods(["GET", "POST"])
def reopen_agency(request: ActorRequest, agency_id: UUID) -> HttpResponse:
    """Say that a closed agency works again."""
    said = _("The agency works again.")
    return _turn(request, agency_id, "directory/reopen_agency.html", commands.reopen_agency, said)


def _turn(
    request: ActorRequest, agency_id: UUID, template: str, act: Any, said: str
) -> HttpResponse:
    """Close or reopen; somebody else's newer version is looked at first."""
    entry = queries.agency(request.actor, agency_id)
    form = ClosingForm(request.POST or None, initial={"version": entry.version})
    if request.method == "POST" and form.is_valid():
        try:
            act(request.actor, entry.pk, form.cleaned_data["version"])
        except Refused as no:
            form = ClosingForm(initial={"version": entry.version})
            words = {"refused": str(no)}
        else:
            return done(entry, request, said)
    else:
        words = {"refused": ""} if not form.errors else {"refused": _("Open this page anew.")}
    crumbs = [*way(entry), (_("Close") if "close" in template else _("Reopen"), "")]
    told = {"agency": entry, "form": form, "crumbs": crumbs, **words}
    return page(request, template, told, status=422 if words["refused"] else 200)


# What the pages of services and places do too


def opened(agency_id: UUID, request: ActorRequest) -> Agency:
    """The agency of a page. Opening its form is reading it; sending it back is not."""
    if request.method == "GET":
        return commands.read_agency(request.actor, agency_id)
    return queries.agency(request.actor, agency_id)


def meet(sheet: Sheet, details: Any, no: commands.Meanwhile) -> None:
    """Both versions, field by field; sending again saves over the newer one, knowingly."""
    base = queries.past(sheet.entry, sheet.version)
    sheet.meet(no, against(sheet, base, no.current, details))


def screen(
    sheet: Sheet, request: ActorRequest, template: str, crumbs: Any, **more: Any
) -> HttpResponse:
    """The page of a form; with mistakes or two versions it comes back with 422."""
    words = {"sheet": sheet, "crumbs": crumbs, **more}
    return page(request, template, words, status=422 if sheet.is_wrong() else 200)


def done(entry: Agency, request: ActorRequest, words: str) -> HttpResponse:
    """Say what was done and go to the entry, or to the search if it is out of sight now."""
    messages.success(request, words)
    if queries.agencies(request.actor).filter(pk=entry.pk).exists():
        return redirect("directory:agency", entry.pk)
    return redirect("directory:find_help")


def home() -> tuple[str, str]:
    """The first page of the directory, for the way back."""
    return _("Directory"), reverse("directory:find_help")


def way(agency: Agency) -> list[tuple[str, str]]:
    """The way back to an agency."""
    name = rules.name_of(agency, get_language() or "en")
    return [home(), (name, reverse("directory:agency", args=[agency.pk]))]
