"""The register of what people ask about their own data: note, look, extend, answer, give a copy."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.foundation.access import queries as access
from umai.foundation.kernel import clock
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui import paging
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import queries as vocabulary
from umai.people import commands, exports, permissions, queries, terms
from umai.people.forms import requests as forms
from umai.people.models import DataRequest
from umai.people.views.registers import asked, tabs, way

HERE = "people:requests"
TYPES = {"pdf": "application/pdf", "json": "application/json"}


@needs(permissions.NOTE_REQUEST)
@require_GET
def requests(request: ActorRequest) -> HttpResponse:
    """Every request that the actor may see, by code: what is asked, when the answer is due."""
    form = forms.RequestFilter(request.GET or None)
    said = forms.asked(form) if request.GET else {}
    found = queries.requests(request.actor, said.get("state", ""))
    slice_ = paging.cut(request, found, by="noted_at")
    words = {
        "form": form,
        "slice": slice_,
        "codes": queries.codes_of_people(request.actor, slice_.rows),
        "narrowed": any(said.values()),
        "tabs": tabs(request.actor, HERE),
    }
    return page(request, "people/registers/requests.html", words)


@needs(permissions.NOTE_REQUEST)
@require_http_methods(["GET", "POST"])
def note_request(request: ActorRequest) -> HttpResponse:
    """Note what somebody asks about their data."""
    begun = {"id": uuid7(), "received_on": clock.today(request.actor.time_zone)}
    about = request.GET.get("about", "")
    person = queries.about(request.actor, about) if about else None
    begun["code"] = person.code if person else ""
    form = forms.RequestForm(request.POST or None, initial=begun)
    if request.method == "POST" and form.is_valid():
        try:
            row = commands.note_request(request.actor, form.details())
        except Refused as no:
            form.add_error(no.field if no.field in form.fields else None, str(no))
        else:
            messages.success(request, _("It is written down. The clock runs."))
            return redirect("people:data_request", row.pk)
    here = _("Note a request")
    words = {
        "form": form,
        "here": here,
        "lead": _("Everybody may ask what we hold about them, and have it put right or erased."),
        "crumbs": [(_("Requests for one's data"), reverse(HERE)), (here, "")],
        "back": reverse(HERE),
    }
    return page(request, "people/registers/ask.html", words, status=422 if form.errors else 200)


@needs(permissions.NOTE_REQUEST)
@require_GET
def data_request(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """One request, its clock, and the next step. That it was opened is written down."""
    actor = request.actor
    opened = commands.read_request(actor, request_id)
    one, person = opened.request, opened.person
    names = access.names(actor, [one.noted_by_id, one.extended_by_id, one.answered_by_id])
    knows = person is not None and queries.individuals(actor).filter(pk=person.pk).exists()
    words = {
        "one": one,
        "opened": opened,
        "person": person,
        "knows": knows,
        "rule": vocabulary.rule_any(one.due_rule),
        "noted_by": names.get(one.noted_by_id, ""),
        "extended_by": names.get(one.extended_by_id, ""),
        "answered_by": names.get(one.answered_by_id, ""),
        "may_keep": actor.may(permissions.KEEP_REQUESTS),
        "may_copy": knows and actor.may(permissions.REVEAL_IDENTITY),
        "may_erase": person is not None and actor.may(permissions.KEEP_RETENTION),
        "may_correct": knows and actor.may(permissions.CORRECT_INDIVIDUAL),
        "proved": one.proof != terms.Proof.NOT_YET,
        "crumbs": way(HERE, one.code, "", "")[:2],
    }
    return page(request, "people/registers/request.html", words)


@needs(permissions.NOTE_REQUEST)
@require_http_methods(["GET", "POST"])
def note_proof(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Note how they showed who they are."""
    here = _("How they showed who they are")
    return _act(request, request_id, forms.ProofForm, commands.note_proof, here)


@needs(permissions.KEEP_REQUESTS)
@require_http_methods(["GET", "POST"])
def extend_request(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Give the answer more time, once."""
    here = _("More time for the answer")
    return _act(request, request_id, forms.ExtendForm, commands.extend_request, here)


@needs(permissions.KEEP_REQUESTS)
@require_http_methods(["GET", "POST"])
def answer_request(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """Note what was answered."""
    here = _("The answer")
    return _act(request, request_id, forms.AnswerForm, commands.answer_request, here)


@needs(permissions.REVEAL_IDENTITY, fresh="POST")
@require_http_methods(["GET", "POST"])
def copy_record(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """A file with what we hold about the person, in their language."""
    one = queries.data_request(request.actor, request_id)
    language = (get_language() or "ru")[:2]
    form = forms.CopyForm(request.POST or None, initial={"language": language, "form": "pdf"})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        write = exports.record_copies[said["form"]]
        try:
            content = commands.copy_record(request.actor, one.pk, said["language"], write)
        except Refused as no:
            form.add_error(None, str(no))
        else:
            return _file(content, f"{one.code}.{said['form']}", TYPES[said["form"]])
    back, here = reverse("people:data_request", args=[one.pk]), _("A copy to give away")
    words = {"form": form, "one": one, "here": here, "back": back}
    words["crumbs"] = way(HERE, one.code, back, here)
    words["for_others"] = one.asker != terms.Asker.PERSON
    return page(request, "people/registers/copy.html", words, status=422 if form.errors else 200)


def _act(
    request: ActorRequest,
    request_id: UUID,
    of: Callable[..., Any],
    command: Callable[..., DataRequest],
    here: str,
) -> HttpResponse:
    one = queries.data_request(request.actor, request_id)
    begun = {"version": one.version, "proof": one.proof}
    form = of(request.POST or None, initial=begun)

    def act() -> DataRequest:
        return command(request.actor, one.pk, **form.cleaned_data)

    back = reverse("people:data_request", args=[one.pk])
    words = {"code": one.code, "here": here, "crumbs": way(HERE, one.code, back, here)}
    return asked(form, request, act, words, back)


def _file(content: bytes, name: str, type_: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=type_)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer
