"""Files of somebody: attach, open, open as they came, give up."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.foundation.files import answers
from umai.foundation.files import permissions as files
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.people import commands, permissions, queries, terms
from umai.people.forms.attaching import AttachForm
from umai.people.models import Individual
from umai.people.views.way import way


@needs(permissions.NOTE_CONSENT)
@require_http_methods(["GET", "POST"])
def attach_file(request: ActorRequest, individual_id: UUID) -> HttpResponse:
    """Choose a file and say what it is."""
    one = queries.individual(request.actor, individual_id)
    form = AttachForm(*_typed(request))

    def act() -> object:
        kind = terms.Attachment(form.cleaned_data["kind"])
        return commands.attach_file(request.actor, one.pk, kind, form.upload)

    return _attach(request, one, form, act)


@needs(permissions.NOTE_CONSENT)
@require_http_methods(["GET", "POST"])
def attach_signed_form(request: ActorRequest, consent_id: UUID) -> HttpResponse:
    """Choose the scan of a consent that was signed."""
    consent = queries.consent(request.actor, consent_id)
    one = queries.individual(request.actor, consent.individual_id)
    form = AttachForm(*_typed(request), signed=True)
    return _attach(
        request,
        one,
        form,
        lambda: commands.attach_signed_form(request.actor, consent.pk, form.upload),
    )


@needs(permissions.REVEAL_IDENTITY, fresh="GET")
@require_GET
def open_file(request: ActorRequest, individual_id: UUID, file_id: UUID) -> HttpResponse:
    """Save the clean copy. It is written down."""
    return _given(
        request, individual_id, lambda: commands.open_file(request.actor, individual_id, file_id)
    )


@needs(files.OPEN_ORIGINAL, fresh="POST")
@require_POST
def open_original(request: ActorRequest, individual_id: UUID, file_id: UUID) -> HttpResponse:
    """Save what came in, with all that it tells. It is written down."""
    return _given(
        request,
        individual_id,
        lambda: commands.open_original(request.actor, individual_id, file_id),
    )


@needs(permissions.NOTE_CONSENT)
@require_http_methods(["GET", "POST"])
def remove_file(request: ActorRequest, individual_id: UUID, file_id: UUID) -> HttpResponse:
    """Ask once more, then give a file up."""
    found = queries.attached_file(request.actor, individual_id, file_id)
    if request.method == "POST":
        commands.remove_file(request.actor, individual_id, file_id)
        messages.success(request, _("The file is gone."))
        return redirect("people:individual", individual_id)
    words = {"one": found.of, "found": found, "crumbs": way(found.of, _("Files"))}
    return page(request, "people/remove_file.html", words)


def _typed(request: ActorRequest) -> tuple[object, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _attach(
    request: ActorRequest, one: Individual, form: AttachForm, act: Callable[[], object]
) -> HttpResponse:
    if request.method == "POST":
        form.check_size(request)
        if form.is_valid():
            try:
                act()
            except Refused as no:
                form.add_error("file", str(no))
            else:
                messages.success(request, _("The file is kept. Its clean copy can be opened."))
                return redirect("people:individual", one.pk)
    words = {"one": one, "form": form, "crumbs": way(one, _("Files"))}
    return page(request, "people/attach_file.html", words, status=422 if form.errors else 200)


def _given(
    request: ActorRequest, individual_id: UUID, act: Callable[[], commands.OpenedFile]
) -> HttpResponse:
    try:
        opened = act()
    except Refused as no:
        messages.error(request, str(no))
        return redirect("people:individual", individual_id)
    return answers.attachment(opened.content, opened.type, opened.name)
