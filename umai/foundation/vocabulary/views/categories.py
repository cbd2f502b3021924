"""The helpline categories with our words beside them, and the shared numbers."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.foundation.vocabulary import commands, forms, mapping, permissions, queries, terms
from umai.foundation.vocabulary.models import CategoryMapping
from umai.foundation.vocabulary.views.frame import frame, names, sent


@needs(permissions.READ_LISTS)
@require_GET
def helpline_categories(request: ActorRequest) -> HttpResponse:
    """The tree of categories, our topics beside it, and articles that may be near."""
    words = {
        "issues": queries.tree(),
        "shelves": queries.ours(),
        "editions": mapping.editions(),
    }
    here = frame(request.actor, "helpline_categories")
    return page(request, "vocabulary/helpline_categories.html", here | words)


@needs(permissions.EDIT_LISTS)
@require_http_methods(["GET", "POST"])
def edit_mapping(request: ActorRequest, list_code: str, code: str) -> HttpResponse:
    """Say where one of our codes stands."""
    word = queries.word(list_code, code) if list_code in terms.MAPPED else None
    if word is None:
        raise Http404
    row = queries.mapping_of(list_code, code)
    form = forms.MappingForm(request.POST) if request.POST else forms.MappingForm.of(row)
    saved, overtaken = sent(form, lambda: _place(request, list_code, code, form))
    if saved:
        messages.success(request, _("The category of %(code)s is saved.") % {"code": code})
        return redirect("vocabulary:helpline_categories")
    if overtaken:
        form.carry_on_from(row.version)
    words = {"word": word, "form": form, "place": queries.place_of(row), "overtaken": overtaken}
    here = frame(request.actor, "helpline_categories")
    status = 422 if form.errors else 200
    return page(request, "vocabulary/edit_mapping.html", here | words, status=status)


def _place(
    request: ActorRequest, list_code: str, code: str, form: forms.MappingForm
) -> CategoryMapping:
    version = form.cleaned_data["version"]
    return commands.edit_mapping(request.actor, list_code, code, version, form.details())


@needs(permissions.READ_LISTS)
@require_GET
def shared_phones(request: ActorRequest) -> HttpResponse:
    """The numbers that many organisations share, confirmed or not."""
    rows = list(queries.phone_rows())
    words = {
        "rows": [(row, queries.in_language(row.labels)) for row in rows],
        "names": names(request.actor, (row.confirmed_by for row in rows)),
    }
    here = frame(request.actor, "shared_phones")
    return page(request, "vocabulary/shared_phones.html", here | words)


@needs(permissions.EDIT_LISTS)
@require_POST
def confirm_phone(request: ActorRequest, phone_id: UUID, version: int) -> HttpResponse:
    """Somebody dialled the number and reached who it names."""
    try:
        saved = commands.confirm_phone(request.actor, phone_id, version)
        messages.success(request, _("%(number)s is confirmed.") % {"number": saved.number})
    except Refused as no:
        messages.warning(request, str(no))
    return redirect("vocabulary:shared_phones")


@needs(permissions.EDIT_LISTS)
@require_POST
def withdraw_phone(request: ActorRequest, phone_id: UUID, version: int) -> HttpResponse:
    """The number does not answer as it says."""
    try:
        saved = commands.withdraw_phone(request.actor, phone_id, version)
        messages.success(request, _("%(number)s is taken back.") % {"number": saved.number})
    except Refused as no:
        messages.warning(request, str(no))
    return redirect("vocabulary:shared_phones")
