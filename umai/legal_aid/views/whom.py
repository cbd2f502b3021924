"""Procedures of somebody: beside their record, and begun for who came to a consultation."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.cases import queries as cases
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.ui.pages import page
from umai.legal_aid import commands, permissions, queries
from umai.legal_aid.forms.acts import OpenForm
from umai.legal_aid.forms.whom import WhomForm
from umai.legal_aid.models import Procedure
from umai.legal_aid.views.acting import ask
from umai.legal_aid.views.reading import SHOWN, crumbs, lines
from umai.people import queries as people


@needs(permissions.SEE_PROCEDURE)
@require_GET
def procedures_of_person(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """The procedures of somebody as a card on the page of their record."""
    actor = request.actor
    one = people.individual(actor, individual_id)
    found = queries.procedures(actor).filter(individual_id__in=people.one_person(one))
    rows = found.defer("words_sealed").order_by("-opened_at", "-id")[:SHOWN]
    words = {
        "one": one,
        "case": cases.case_of(actor, one.pk),
        "lines": lines(actor, rows),
        "may_read": actor.may(permissions.READ_PROCEDURE),
        "may_keep": actor.may(permissions.KEEP_PROCEDURE),
    }
    return page(request, "legal_aid/procedures_of_person.html", words)


@needs(permissions.KEEP_PROCEDURE)
@require_http_methods(["GET", "POST"])
def find_person(request: ActorRequest) -> HttpResponse:
    """For whom a procedure without a case begins; the contact stays in the address."""
    contact = _contact(request)
    form = WhomForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if found := people.of_code(request.actor, form.cleaned_data["code"]):
            begin = reverse("legal_aid:open_for_person", args=[found.pk])
            return redirect(f"{begin}?{urlencode({'contact': contact})}" if contact else begin)
        form.add_error("code", _("Nobody whom you may know has this code."))
    here = _("Begin a procedure without a case")
    back = reverse("legal_aid:procedures")
    words = {"form": form, "here": here, "back": back, "crumbs": crumbs((here, "")),
             "contact": contact}  # fmt: skip
    status = 422 if form.errors else 200
    return page(request, "legal_aid/find_person.html", words, status=status)


@needs(permissions.KEEP_PROCEDURE)
@require_http_methods(["GET", "POST"])
def open_for_person(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """Choose a procedure for somebody who has no case; its first step begins."""
    actor, contact = request.actor, _contact(request)
    one = people.individual(actor, individual_id)
    form = OpenForm(request.POST or None, initial={"id": uuid7()})

    def do() -> Procedure:
        details = replace(form.details(), individual_id=one.pk, contact=contact)
        return commands.open_procedure(actor, None, details)

    here = _("Begin a procedure")
    back = reverse("people:individual", args=[one.pk])
    words = {"here": here, "back": back, "crumbs": crumbs((one.code, back), (here, "")),
             "person": one.code, "contact": contact}  # fmt: skip
    return ask(request, form, do, words)


def _contact(request: ActorRequest) -> str:
    """The code of the contact from the address, if the reader may know of it."""
    code = request.GET.get("contact", "").strip().upper()[:20]
    return code if code and queries.knows_contact(request.actor, code) else ""
