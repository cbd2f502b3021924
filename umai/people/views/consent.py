"""Consent on pages: note, take back, override, print the form."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from umai.directory import queries as directory
from umai.foundation.files import answers
from umai.foundation.kernel.actor import Actor
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.people import commands, exports, permissions, queries
from umai.people.forms.consent import (
    ConsentForm,
    OverrideForm,
    PrintForm,
    WithdrawForm,
    agency_name,
)
from umai.people.models import Individual
from umai.people.views.way import way


@needs(permissions.NOTE_CONSENT)
@require_http_methods(["GET", "POST"])
def note_consent(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """Write down what somebody agreed to and what not."""
    one = queries.individual(request.actor, individual_id)
    begun = {"id": uuid7(), "language": next(iter(one.languages), "")}
    form = ConsentForm(request.POST or None, actor=request.actor, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            commands.note_consent(request.actor, form.details(one.pk))
        except Refused as no:
            form.refuse(no)
        else:
            messages.success(request, _("It is written down."))
            return redirect("people:individual", one.pk)
    more = {"asks_asylum": queries.asks_asylum(request.actor, one)}
    return _screen(request, one, "people/note_consent.html", form, _("Note a consent"), more)


@needs(permissions.NOTE_CONSENT)
@require_http_methods(["GET", "POST"])
def withdraw_consent(request: ActorRequest, consent_id: UUID) -> HttpResponse:
    """Take a consent back, after asking once more."""
    row = queries.consent(request.actor, consent_id)
    one = queries.individual(request.actor, row.individual_id)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.withdraw_consent(request.actor, row.pk, form.cleaned_data["reason"])
        except Refused as no:
            form.add_error(None, str(no))
        else:
            messages.success(request, _("It is taken back and holds no more."))
            return redirect("people:individual", one.pk)
    more = {"row": row, "agency": _agency(request.actor, row.agency_id)}
    return _screen(request, one, "people/withdraw_consent.html", form, _("Take back"), more)


@needs(permissions.OVERRIDE_CONSENT)
@require_http_methods(["GET", "POST"])
def override_consent(request: ActorRequest, consent_id: UUID) -> HttpResponse:
    """Let something be done without consent: a supervisor who did not note the answer."""
    row = queries.consent(request.actor, consent_id)
    one = queries.individual(request.actor, row.individual_id)
    form = OverrideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.override_consent(request.actor, row.pk, form.said())
        except Refused as no:
            form.refuse(no)
        else:
            messages.success(request, _("It may be done, until the day you wrote."))
            return redirect("people:individual", one.pk)
    more = {"row": row, "agency": _agency(request.actor, row.agency_id)}
    return _screen(request, one, "people/override_consent.html", form, _("Override"), more)


@needs(permissions.NOTE_CONSENT)
@require_http_methods(["GET", "POST"])
def print_consent_form(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """The form to sign as PDF, in the language of the child and without a name."""
    one = queries.individual(request.actor, individual_id)
    known = [code for code, _words in exports.LANGUAGES]
    spoken = [code for code in (*one.languages, (get_language() or "ru")[:2]) if code in known]
    form = PrintForm(request.POST or None, actor=request.actor, initial={"language": spoken[0]})
    if request.method == "POST" and form.is_valid():
        language, names = form.cleaned_data["language"], form.names()
        content = commands.print_consent_form(
            request.actor, one.pk, language, names, exports.consent_form
        )
        return answers.attachment(content, "pdf", f"{one.code}-{language}")
    return _screen(request, one, "people/print_consent_form.html", form, _("Print the form"), {})


def _agency(actor: Actor, agency_id: UUID | None) -> str:
    found = directory.agencies(actor).filter(pk=agency_id).first() if agency_id else None
    return agency_name(found) if found else ""


def _screen(
    request: ActorRequest,
    one: Individual,
    template: str,
    form: Any,
    here: str,
    more: dict[str, Any],
) -> HttpResponse:
    words = {"one": one, "form": form, "here": here, "crumbs": way(one, here), **more}
    return page(request, template, words, status=422 if form.errors else 200)
