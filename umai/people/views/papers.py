"""Documents and family of one person: the forms that note and correct."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.foundation.ui.versions import Difference, against
from umai.people import commands, permissions, queries, rules
from umai.people.forms.papers import (
    DESCRIBED,
    KIN,
    PAPER,
    DocumentForm,
    EndForm,
    RelationForm,
)
from umai.people.models import Individual
from umai.people.views.way import way


@needs(permissions.CORRECT_INDIVIDUAL)
@require_http_methods(["GET", "POST"])
def note_document(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """Write down a document by its details."""
    one = queries.individual(request.actor, individual_id)
    form = DocumentForm(request.POST or None, initial={"id": uuid7(), "state": "RECEIVED"})

    def act() -> None:
        commands.note_document(request.actor, form.details(one.pk))

    if _done(request, form, act):
        _look_at_iin(request, form)
        return redirect("people:individual", one.pk)
    return _screen(request, one, "people/note_document.html", form, _("Note a document"))


@needs(permissions.CORRECT_INDIVIDUAL, fresh="GET")
@require_http_methods(["GET", "POST"])
def correct_document(request: ActorRequest, document_id: UUID) -> HttpResponse:
    """Put right what is known of a document; its number is shown, which is written down."""
    row = queries.document(request.actor, document_id)
    one = queries.individual(request.actor, row.individual_id)

    def read() -> dict[str, Any]:
        found, said = commands.read_document(request.actor, document_id)
        plain = {name: getattr(found, name) for name in PAPER}
        return {**said, **plain, "seen": found.seen_on is not None, "version": found.version}

    form = DocumentForm(request.POST or None, initial=_begun(request, row, PAPER, read))

    def act() -> None:
        version = form.cleaned_data["version"] or 0
        commands.correct_document(request.actor, version, form.details(one.pk))

    if _done(request, form, act):
        _look_at_iin(request, form)
        return redirect("people:individual", one.pk)
    words = _("Correct a document")
    return _screen(request, one, "people/correct_document.html", form, words, read)


@needs(permissions.REVEAL_IDENTITY, fresh="POST")
@require_POST
def reveal_details(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """Numbers of documents and names of the family, on an answer of their own, never stored."""
    papers = commands.reveal_details(request.actor, individual_id)
    one = queries.individual(request.actor, individual_id)
    here = _("Numbers and names")
    words = {"one": one, "papers": papers, "crumbs": way(one, here), "here": here}
    return page(request, "people/reveal_details.html", words)


@needs(permissions.CORRECT_INDIVIDUAL)
@require_http_methods(["GET", "POST"])
def relate_people(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """Write down a relative or carer."""
    one = queries.individual(request.actor, individual_id)
    form = RelationForm(request.POST or None, initial={"id": uuid7()})

    def act() -> None:
        commands.relate_people(request.actor, form.details(one.pk))

    if _done(request, form, act):
        return redirect("people:individual", one.pk)
    return _screen(request, one, "people/relate_people.html", form, _("Add a relative or carer"))


@needs(permissions.CORRECT_INDIVIDUAL, fresh="GET")
@require_http_methods(["GET", "POST"])
def correct_relation(request: ActorRequest, relation_id: UUID) -> HttpResponse:
    """Put right what is known of a relative; the name is shown, which is written down."""
    row = queries.relation(request.actor, relation_id)
    one = queries.individual(request.actor, row.individual_id)

    def read() -> dict[str, Any]:
        found, said = commands.read_relation(request.actor, relation_id)
        known = queries.individuals(request.actor).filter(pk__in=[found.other_id or found.pk])
        code = next((other.code for other in known), "")
        plain = {name: getattr(found, name) for name in (*KIN, "version")}
        return {**dict.fromkeys(DESCRIBED, ""), **said, "code": code, **plain}

    form = RelationForm(request.POST or None, initial=_begun(request, row, KIN, read))

    def act() -> None:
        version = form.cleaned_data["version"] or 0
        commands.correct_relation(request.actor, version, form.details(one.pk))

    if _done(request, form, act):
        return redirect("people:individual", one.pk)
    words = _("Correct a relative or carer")
    return _screen(request, one, "people/correct_relation.html", form, words, read)


@needs(permissions.CORRECT_INDIVIDUAL)
@require_http_methods(["GET", "POST"])
def end_relation(request: ActorRequest, relation_id: UUID) -> HttpResponse:
    """Say that somebody is not a relative or carer any more."""
    row = queries.relation(request.actor, relation_id)
    one = queries.individual(request.actor, row.individual_id)
    form = EndForm(request.POST or None, initial={"version": row.version})

    def act() -> None:
        said = form.cleaned_data
        commands.end_relation(request.actor, row.pk, said["version"], said["until"])

    if _done(request, form, act):
        return redirect("people:individual", one.pk)
    here = _("End a relation")
    return _screen(request, one, "people/end_relation.html", form, here, row=row)


def _begun(
    request: ActorRequest, row: Any, plain: tuple[str, ...], read: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """What the form begins with. What is sealed is read once, when it is opened, and not again
    with every mistake that is sent.
    """
    begun = read() if request.method == "GET" else {name: getattr(row, name) for name in plain}
    return {**begun, "id": row.pk, "version": row.version}


def _done(request: ActorRequest, form: Any, act: Callable[[], None]) -> bool:
    """Whether the form was sent and the command did it; a refusal stands at its field."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except Refused as no:
        field = getattr(no, "field", None)
        form.newer = getattr(no, "current", None)
        form.add_error(field if field in form.fields else None, str(no))
        return False
    messages.success(request, _("It is written down."))
    return True


def _screen(
    request: ActorRequest,
    one: Individual,
    template: str,
    form: Any,
    here: str,
    read: Callable[[], dict[str, Any]] | None = None,
    **more: Any,
) -> HttpResponse:
    """The form; with both versions when somebody was quicker. Sending it again then saves."""
    lines: list[Difference] = []
    if newer := getattr(form, "newer", None):
        if read is not None:
            request.prove()
            lines = against(form, {**read(), "id": form.cleaned_data["id"]})
        form.meet(newer.version)
    words = {"one": one, "form": form, "lines": lines, "here": here, "crumbs": way(one, here)}
    status = 422 if form.errors else 200
    return page(request, template, {**words, **more}, status=status)


def _look_at_iin(request: ActorRequest, form: DocumentForm) -> None:
    """A warning, never a block: the paper may be right and our rule not."""
    said = form.cleaned_data
    number = rules.plain_number(said["number"])
    if said["type"] == "IIN" and number and not rules.iin_checks(number):
        messages.warning(request, _("It is saved. The digits of this IIN do not fit together."))
