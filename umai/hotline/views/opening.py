"""From a call to a case: which child, what one worries about; the calls about a case."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from umai.cases import permissions as case_permissions
from umai.cases import queries as cases
from umai.foundation.kernel.gate import ActorRequest, needs
from umai.foundation.kernel.ids import uuid7
from umai.foundation.kernel.refusal import Refused
from umai.foundation.ui.pages import page
from umai.hotline import commands, permissions, queries, rules
from umai.hotline.forms import aftercare as forms
from umai.hotline.forms.opening import ChildForm, OpenForm, begun
from umai.hotline.models import Contact
from umai.hotline.views import aftercare
from umai.people import queries as people


@needs(case_permissions.OPEN_CASE)
@require_http_methods(["GET", "POST"])
def open_case_from_contact(request: ActorRequest, contact_id: UUID) -> HttpResponse:
    """First the code of the child, then the worry; or the case that the child has already."""
    contact = queries.contact(request.actor, contact_id)
    asked = ChildForm(request.GET if "child" in request.GET else None)
    child = people.of_code(request.actor, asked.cleaned_data["child"]) if asked.is_valid() else None
    if child is None:
        if asked.is_bound and not asked.errors:
            asked.add_error("child", _("No child whom you may know has this code."))
        status = 422 if asked.errors else 200
        return aftercare.act(contact, request, "hotline/case/child.html", asked, status=status)
    known = cases.case_of(request.actor, child.pk)
    if known is not None and request.method == "GET":
        form = forms.Versioned(initial=aftercare.begun(contact))
        return aftercare.act(contact, request, "hotline/case/known.html", form, case=known)
    return _open(contact, request, child)


@needs(case_permissions.READ_CASE)
@require_http_methods(["POST"])
def link_case(request: ActorRequest, contact_id: UUID, case_id: UUID) -> HttpResponse:
    """The child has a case: this call belongs to it."""
    contact = queries.contact(request.actor, contact_id)
    known = cases.case(request.actor, case_id)
    form = forms.Versioned(request.POST)
    if form.is_valid():
        try:
            commands.link_case(request.actor, contact.pk, form.cleaned_data["version"], known.pk)
        except Refused as no:
            form.refuse(no)
        else:
            return aftercare.done(contact, request, _("%(code)s is linked with the case."))
    return aftercare.act(
        contact, request, "hotline/case/known.html", form, status=422, case=known
    )


@needs(permissions.READ_CONTACT)
@require_GET
def calls_about(request: ActorRequest, case_id: UUID) -> HttpResponse:
    """The calls about a case that one may see: a card on the page of the case."""
    case = cases.case(request.actor, case_id)
    words = {"case": case, "calls": queries.calls_about(request.actor, case.pk)[:50]}
    return page(request, "hotline/case/calls.html", words)


def _open(contact: Contact, request: ActorRequest, child: people.Individual) -> HttpResponse:
    first = begun(contact, rules.concern_of(contact.topic), id=uuid7())
    form = OpenForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        said = form.details(contact, child.pk)
        version = form.cleaned_data["version"]
        try:
            made = commands.open_case_from_contact(request.actor, contact.pk, version, said)
        except Refused as no:
            form.refuse(no)
        else:
            messages.success(request, _("The case of %(code)s is open.") % {"code": child.code})
            return redirect("cases:case", made)
    status = 422 if request.method == "POST" else 200
    return aftercare.act(
        contact, request, "hotline/case/open.html", form, status=status, child=child
    )
