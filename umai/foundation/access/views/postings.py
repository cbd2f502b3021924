"""Postings: proposed, confirmed by a second person, ended."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from umai.foundation.access import commands, permissions, queries
from umai.foundation.access.forms import people as forms
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.ui.pages import page

ASK = ["GET", "HEAD", "POST"]


@needs(permissions.OPEN_POSTING, fresh="POST")
@require_http_methods(ASK)
def open_posting(request: ActorRequest, person_id: UUID) -> HttpResponse:
    """Propose a posting."""
    actor, found = request.actor, queries.person(request.actor, person_id)
    start = forms.blank_posting(actor)
    form = forms.PostingForm(request.POST or None, initial=start, actor=actor)
    if request.method == "POST" and forms.attempt(
        form, lambda: commands.open_posting(actor, form.details(person_id))
    ):
        return redirect("access:person", person_id)
    words = {"form": form, "person": found}
    return page(request, "access/open_posting.html", words, status=422 if form.errors else 200)


@needs(permissions.CONFIRM_POSTING, fresh="POST")
@require_http_methods(ASK)
def confirm_posting(request: ActorRequest, posting_id: UUID) -> HttpResponse:
    """Confirm a posting, as the second person."""
    actor, posting = request.actor, queries.posting(request.actor, posting_id)
    form = forms.SecondPerson(request.POST or None, initial={"version": posting.version})
    if request.method == "POST" and forms.attempt(
        form, lambda: commands.confirm_posting(actor, posting_id, form.cleaned_data["version"])
    ):
        messages.success(request, _("The posting is confirmed and holds from now on."))
        return redirect("access:person", posting.person_id)
    words = {
        "form": form,
        "line": queries.lines(actor, [queries.posting(actor, posting_id)])[0],
        "person": queries.person(actor, posting.person_id),
        "factors": queries.factors([posting.person_id])[posting.person_id],
    }
    return page(request, "access/confirm_posting.html", words, status=422 if form.errors else 200)


@needs(permissions.END_POSTING)
@require_http_methods(ASK)
def end_posting(request: ActorRequest, posting_id: UUID) -> HttpResponse:
    """End a posting, once its work is handed on."""
    actor, posting = request.actor, queries.posting(request.actor, posting_id)
    form = forms.AsShown(request.POST or None, initial={"version": posting.version})
    if request.method == "POST" and forms.attempt(
        form, lambda: commands.end_posting(actor, posting_id, form.cleaned_data["version"])
    ):
        messages.success(request, _("The posting has ended."))
        return redirect("access:person", posting.person_id)
    words = {"form": form, "line": queries.lines(actor, [posting])[0]}
    return page(request, "access/end_posting.html", words, status=422 if form.errors else 200)
